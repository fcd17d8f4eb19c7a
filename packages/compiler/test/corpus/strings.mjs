// String methods, Unicode, templates.
const s = 'Hello, Wörld 😀';
console.log(
  s.length,
  s.toUpperCase(),
  s.toLowerCase(),
  s.at(-1),
  s.codePointAt(13),
  s.charCodeAt(8),
  [...s].length,
  s.slice(-4, -1),
  s.substring(5, 2),
  s.substr(1, 3),
);
console.log(
  'ß'.toUpperCase(),
  'İ'.toLowerCase().length,
  'ΑΣ'.toLowerCase(),
  'ǆ'.toUpperCase(),
  'ﬁ'.toUpperCase(),
  'éàü'.toUpperCase(),
);
console.log(
  'a-b-c'.replace('-', '+'),
  'a-b-c'.replaceAll('-', (m, i) => i),
  'x'.padStart(4, 'ab') + 'x'.padEnd(4) + '|',
  'abc'.repeat(3),
  ' \t\u00a0x\n'.trim() + '|',
  'abc'.includes('bc'),
  'abc'.startsWith('b', 1),
  'abc'.endsWith('b', 2),
  'abcabc'.lastIndexOf('c'),
  'abc'.indexOf('z'),
);
console.log('a,b,,c'.split(','), 'abc'.split(''), ''.split(','), ''.split(''), 'a,b,c'.split(',', 2), 'abc'.split());
console.log(
  String.raw`a\n${1}b`,
  `x${[1, 2]}y${{}}z`,
  String.fromCodePoint(128512, 65),
  String.fromCharCode(0xd83d, 0xde00),
  'abc'.localeCompare('abd'),
  'a' < 'b',
  'a' < 'B',
  '10' < '9',
  '😀'.isWellFormed(),
);
function tag(q, ...v) {
  return q.raw.join('|') + v.join('-') + q.length;
}
console.log(
  tag`a${1}\t${2}c`,
  (() => {
    const f = () => tag2`x`;
    function tag2(q) {
      return q;
    }
    return f() === f();
  })(),
);
console.log(
  JSON.stringify('\u2028\ud800"\\/\b\f\n\r\t\u0001é'),
  '\x41\u{1F600}\u0041',
  'a\
b',
  '\0'.length,
  'abc'[1],
  'abc'[5],
  'abc'.concat(1, null),
  Object('x') instanceof String,
  'z'.codePointAt(5),
);
let r = '';
for (let i = 0; i < 5000; i++) r += String.fromCharCode(97 + (i % 26));
let h = 0;
for (let i = 0; i < r.length; i++) h = (h * 31 + r.charCodeAt(i)) | 0;
console.log(r.length, h, r.slice(100, 110), r.indexOf('xyz', 300));
console.log(
  isNaN('x'),
  Number(''),
  Number(' 12 '),
  Number('0x1f'),
  Number('1e3'),
  Number('1_0'),
  parseInt('12px'),
  parseInt('z', 36),
  parseFloat('3.14abc'),
  parseFloat('.5'),
  +'Infinity',
  Number('-'),
  Number(null),
  Number([5]),
  Number({}),
);
