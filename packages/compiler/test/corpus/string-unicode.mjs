const s = 'a\u{1F600}é\u0301\ud800z\udc00';
console.log(
  s.length,
  [...s].map((c) => c.codePointAt(0).toString(16)).join(),
  s
    .split('')
    .map((c) => c.charCodeAt(0).toString(16))
    .join(),
);
console.log(
  String.fromCharCode(65, 0x1f600, 65601, -1, NaN) === 'A\uf600A\uffff\0',
  String.fromCodePoint(65, 0x1f600, 0x10ffff),
  JSON.stringify(s),
  JSON.stringify('\ud83d\ude00\ud83d'),
);
for (const c of [-1, 1.5, 0x110000, NaN, Infinity])
  try {
    String.fromCodePoint(c);
  } catch (e) {
    console.log(e.name, e.message);
  }
console.log(
  '\x41\u0041\u{41}A'.length,
  '\0'.charCodeAt(0),
  'a\
b',
  '\u2028'.length,
  '\'"\\\b\f\n\r\t\v'
    .split('')
    .map((c) => c.charCodeAt(0))
    .join(),
);
const wide = 'ab' + '\u0416';
console.log(
  wide.slice(0, 2) === 'ab',
  wide.slice(0, 2).length,
  { ab: 1 }[wide.slice(0, 2)],
  new Map([['ab', 2]]).get(wide.slice(0, 2)),
  'ab' < wide,
  wide.includes('ab'),
  'xÿ'.charCodeAt(1),
  'ÿ' + 'Ā' === '\u00ff\u0100',
);
for (const c of 'a\ud83d\ude00\ud83d') console.log(c.length);
console.log(
  '\u{1F600}'.at(0) === '\ud83d',
  '\u{1F600}'.codePointAt(1),
  '\u{1F468}\u200d\u{1F469}'.length,
  'é' === 'e\u0301',
);
