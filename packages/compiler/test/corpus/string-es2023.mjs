console.log(
  'ab\uD800c'.isWellFormed(),
  'ab'.isWellFormed(),
  '\uDC00'.toWellFormed().charCodeAt(0).toString(16),
  '😀'.toWellFormed(),
  'a\uD83D'.toWellFormed().length,
);
console.log('abc'.at(-1), 'abc'.at(5), 'abc'.at(NaN), ''.at(0), 'x'.at(-1), 'a😀'.at(1).length);
console.log(
  'aXbXc'.replaceAll('X', '$&$&'),
  'aXbX'.replaceAll('X', (m, i, s) => m + i + s.length),
  'aaa'.replaceAll('', '-'),
  'a.b.c'.replaceAll('.', '$$'),
  'xax'.replaceAll(/x/g, "[$`|$']"),
);
try {
  'a'.replaceAll(/a/, '');
} catch (e) {
  console.log(e.name, e.message);
}
console.log([...'aXbX'.matchAll(/(?<l>[a-z])X/g)].map((m) => [m[0], m.index, m.groups.l]));
try {
  'a'.matchAll(/a/);
} catch (e) {
  console.log(e.name, e.message);
}
console.log([...'abab'.matchAll('b')].length);
console.log(
  ' \u00a0\ufeff\n\u2003x\u2029 '.trim().length,
  '  a '.trimStart() + '|',
  ' a  '.trimEnd() + '|',
  '\u180ex'.trim().length,
  '\u200bx'.trim().length,
);
console.log(
  'abc'.padStart(6, '12'),
  'abc'.padEnd(5),
  'abc'.padStart(2),
  'abc'.padStart(5, ''),
  'a'.padEnd(4, '😀').length,
  'x'.padStart(3, undefined) + '|',
  'x'.padStart(3, 0),
);
console.log(
  'abc'.substring(2, 0),
  'abc'.substring(NaN, 2),
  'abc'.substr(-2, 1),
  'abc'.substr(1),
  'abc'.slice(-2),
  'abc'.slice(2, 1) === '',
  'abc'.substring(-5, 99),
);
console.log(
  'a,b,,c'.split(','),
  'abc'.split(''),
  'abc'.split(),
  ''.split(''),
  ''.split(','),
  'a1b2'.split(/\d/),
  'a1b2'.split(/(\d)/),
  'abc'.split('', 2),
  'a,b'.split(',', 0),
  'a,b'.split(',', -1),
  '😀a'.split(''),
  'ab'.split(/(?:)/u),
  'A<B>b</B>'.split(/<(\/)?([^<>]+)>/),
);
console.log(
  'abcabc'.lastIndexOf('c', 4),
  'abc'.lastIndexOf(''),
  'abc'.indexOf('', 9),
  'aa'.lastIndexOf('a', -5),
  'abc'.lastIndexOf('c', NaN),
  'abc'.includes('', 3),
  'abc'.startsWith('b', 1),
  'abc'.endsWith('b', 2),
  'abc'.startsWith(''),
  'abc'.endsWith('c', Infinity),
);
for (const m of ['includes', 'startsWith', 'endsWith'])
  try {
    'a'[m](/a/);
  } catch (e) {
    console.log(e.message);
  }
console.log(
  'ß'.toUpperCase(),
  'İ'.toLowerCase().length,
  'ΑΣ'.toLowerCase(),
  'ΑΣΑ'.toLowerCase(),
  'ŉ'.toUpperCase(),
  'ﬃ'.toUpperCase(),
  'ǆ'.toUpperCase(),
  '\u1E9E'.toLowerCase(),
  'ı'.toUpperCase(),
  'i'.toLocaleUpperCase(),
  '𐐨'.toUpperCase() === '𐐀',
);
console.log('abc'.repeat(0) === '', 'ab'.repeat(3), 'x'.repeat(2.9));
for (const n of [-1, Infinity, 2 ** 30])
  try {
    'x'.repeat(n);
    console.log('ok');
  } catch (e) {
    console.log(e.name, e.message);
  }
console.log(
  'a'.localeCompare('b'),
  'a'.localeCompare('a'),
  'b'.localeCompare('a'),
  'abc'.codePointAt(1),
  '😀'.codePointAt(0),
  '😀'.codePointAt(1),
  'a'.codePointAt(5),
  'abc'.charCodeAt(9),
  'abc'.charAt(9) === '',
  String.fromCodePoint(128512, 97),
  String.fromCharCode(0x1f600, 65.9, -1).length,
);
try {
  String.fromCodePoint(-1);
} catch (e) {
  console.log(e.message);
}
try {
  String.fromCodePoint(1.5);
} catch (e) {
  console.log(e.message);
}
console.log(
  'x'.concat(1, null, undefined, [2]),
  'abc'.search(/c/),
  'abc'.search('z'),
  'abc'.match(/b/).index,
  'abc'.match(/z/),
  'aba'.match(/a/g),
  'abc'.match().length,
  'a.c'.match('.')[0],
  'x'.anchor('"q"'),
  'x'.big(),
  'x'.link('u'),
  'x'.fontcolor('red'),
  'x'.sub(),
);
console.log('\u0041\u030a'.normalize() === '\u00c5', 'é'.normalize('NFD').length, 'a'.normalize('NFC'));
try {
  'a'.normalize('x');
} catch (e) {
  console.log(e.name, e.message);
}
console.log(
  'abc'[1],
  'abc'['1'],
  'abc'[-1],
  'abc'[1.5],
  '1' in new String('ab'),
  'length' in Object('a'),
  Object.getOwnPropertyDescriptor('abc', 0),
  Object.getOwnPropertyDescriptor('abc', 'length'),
);
console.log(
  [...'a😀\u0301b'],
  'a😀'.length,
  [...'\uD83D'].length,
  Array.from('😀x', (c) => c.codePointAt(0)),
  'z' > 'a',
  'a' > 'B',
  'a\0b'.length,
  'abc' < 'abcd',
  '\u{10000}' > '\uffff',
  '\uD7FF' < '\u{10000}',
);
