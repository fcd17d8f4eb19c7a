const s = 'a\u{1F600}b\uD83Dc\uDE00\u0301é\u{10FFFF}';
console.log(
  s.length,
  [...s].length,
  [...s].map((c) => c.codePointAt(0).toString(16)),
  Array.from(s, (c) => c.length),
);
for (let i = -1; i <= s.length; i++)
  console.log(
    i,
    s.codePointAt(i),
    s.charCodeAt(i),
    JSON.stringify(s.charAt(i)),
    JSON.stringify(s[i]),
    JSON.stringify(s.at(i)),
  );
console.log(
  JSON.stringify(s),
  s.isWellFormed?.(),
  JSON.stringify(s.toWellFormed?.()),
  encodeURIComponent('a\u{1F600}'),
);
try {
  encodeURIComponent('\uD83D');
} catch (e) {
  console.log(e.name, e.message);
}
console.log(
  String.fromCodePoint(0x1f600, 97, 0x10ffff),
  String.fromCharCode(0xd83d, 0xde00, 65601, -1, 1.9),
  String.fromCodePoint(),
);
for (const v of [-1, 0x110000, 1.5, NaN, 'x', undefined, Infinity])
  try {
    console.log(String.fromCodePoint(v));
  } catch (e) {
    console.log(e.name, e.message);
  }
console.log(
  '\u{1F600}'.split(''),
  '\u{1F600}x'.split('x'),
  [...'\uD83D\uD83D\uDE00'].length,
  '\u{1F600}'.slice(1).charCodeAt(0),
  'x\u{1F600}'.lastIndexOf('\uDE00'),
);
console.log(
  'é' === 'e\u0301',
  'é'.normalize('NFD') === 'e\u0301',
  'e\u0301'.normalize().length,
  '\u1E9B\u0323'.normalize('NFC').length,
  '\u1E9B\u0323'.normalize('NFD').length,
  '가'.normalize('NFD').length,
  '\u1100\u1161\u11a8'.normalize('NFC'),
);
try {
  'a'.normalize('x');
} catch (e) {
  console.log(e.name, e.message);
}
console.log(
  'İ'.toLowerCase().length,
  'ß'.toUpperCase(),
  'ŉ'.toUpperCase(),
  'ΑΣ'.toLowerCase(),
  'ΑΣΑ'.toLowerCase(),
  'Σ'.toLowerCase(),
  'ﬃ'.toUpperCase(),
  '𐐀'.toLowerCase(),
  '𐐨'.toUpperCase(),
  'ᾳ'.toUpperCase(),
  'ǆ'.toUpperCase(),
  'Ω'.toLowerCase(),
  'K'.toLowerCase(),
);
console.log(
  'a\u0000b'.length,
  'a\u0000b'.indexOf('\0'),
  '\0' < '\x01',
  '\u2028\u2029'.length,
  'tab\there'.split('\t'),
  '\v\f\b'.charCodeAt(0),
);
const wide = 'Ж'.repeat(5);
console.log(
  wide + 'a',
  ('a' + wide).slice(0, 1) === 'a',
  wide.slice(0, 0) === '',
  (wide + 'b').at(-1),
  'abc' < 'abЖ',
  'Z' < 'a',
  'é' > 'z',
  ['ö', 'z', 'a', 'Z', 'é'].sort(),
  'ab'.localeCompare('ac'),
  'a'.localeCompare('a'),
);
console.log(
  'x'.padStart(5, 'ab'),
  'x'.padEnd(6, '\u{1F600}').length,
  'x'.padStart(3, ''),
  'x'.padStart(0),
  'abc'.padEnd(5, 12),
  'x'.padStart(4, 'Ж'),
);
for (const f of [
  () => 'ab'.repeat(3),
  () => 'a'.repeat(0),
  () => 'a'.repeat(-1),
  () => 'a'.repeat(Infinity),
  () => ''.repeat(2 ** 28),
  () => 'a'.repeat(2.9),
  () => 'a'.repeat('2'),
  () => 'a'.repeat(2 ** 30),
])
  try {
    console.log(f().length);
  } catch (e) {
    console.log(e.name, e.message);
  }
console.log(
  ' \t\n\u00a0\ufeff\u2003x\u2028 '.trim().length,
  '\u200bx'.trim().length,
  ' x '.trimStart() + '|',
  ' x '.trimEnd() + '|',
  '\u180ex'.trim().length,
  '\u0085x'.trim().length,
  String.prototype.trimLeft === String.prototype.trimStart,
  String.prototype.trimLeft?.name,
);
