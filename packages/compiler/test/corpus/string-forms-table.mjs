const s = 'a😀b\ud800c\udc00é\u0301';
console.log(
  s.length,
  [...s].length,
  s.at(-1),
  s.codePointAt(1),
  s.codePointAt(2),
  s.charCodeAt(2),
  s.isWellFormed(),
  s.toWellFormed(),
  s.normalize('NFC').length,
  s.normalize('NFD').length,
  encodeURIComponent(s.toWellFormed()),
  JSON.stringify(s),
);
try {
  encodeURIComponent(s);
} catch (e) {
  console.log(e.name, e.message);
}
for (const bad of ['%', '%z', '%c3', '%c3%28', '%ff', '%ed%a0%80', '%f4%90%80%80', '%e2%82'])
  try {
    console.log(decodeURIComponent(bad));
  } catch (e) {
    console.log(bad, e.name, e.message);
  }
console.log(
  decodeURI('%23%41%f0%9f%98%80'),
  encodeURI('https://x.y/ä?q=1&r=#h[]'),
  escape('ä€😀 @*_+-./'),
  unescape('%u20AC%E4%zz%u12'),
);
for (const f of ['İ', 'ß', 'ŉ', 'ΑΣ', 'Σ', 'ΑΣΒ', 'ﬁ', 'ǆ', 'ı', 'Ω', '𐐀', 'ᾳ', 'Ŭ'])
  console.log(
    f,
    f.toLowerCase(),
    f.toUpperCase(),
    f.toLowerCase().length,
    f.toUpperCase().length,
    f.toLocaleUpperCase('tr'),
    f.normalize('NFD').length,
  );
console.log(
  'abc'.padStart(10, '12'),
  'abc'.padEnd(2),
  'abc'.padStart(6, ''),
  'x'.repeat(0),
  'abc'.at(5),
  'abc'.substring(2, 0),
  'abc'.substr(-2, 1),
  'abc'.slice(2, 1),
  'abc'.slice(-2),
  'abc'.indexOf('', 5),
  'abc'.lastIndexOf('', 1),
  'aXbX'.lastIndexOf('X', -1),
  'abc'.includes(''),
  'abc'.startsWith('b', 1),
  'abc'.endsWith('b', 2),
  '\t\u00a0\u2003 x\ufeff\u2028'.trim().length,
  ' x '.trimStart() + '|',
  'a-b-c'.split('-', 2),
  'abc'.split('', -1),
  'abc'.concat(1, null, [2]),
  'b'.localeCompare('a'),
  'a'.localeCompare('B'),
  'résumé'.localeCompare('resume'),
  'a'.localeCompare('á', 'en', { sensitivity: 'base' }),
);
for (const f of [
  () => 'x'.repeat(-1),
  () => 'x'.repeat(Infinity),
  () => 'x'.repeat(2 ** 30),
  () => String.fromCodePoint(-1),
  () => String.fromCodePoint(1.5),
  () => String.fromCodePoint(0x110000),
  () => String.fromCharCode(65.9, 65536 + 66, '67'),
  () => 'x'.normalize('x'),
  () => String.raw`a${1}\n${2}\u{zz}`,
  () => String.raw({ raw: 'abc' }, 1, 2, 3),
  () => String.raw(),
  () => 'x'.startsWith(/x/),
  () => String.prototype.at.call(null),
  () => 'abc'.replace('b', undefined),
  () => 'abc'.replace(undefined, 'x'),
  () => 'abc'.split(undefined),
  () => 'undefined'.replace(undefined, '!'),
  () => String(Symbol('d')),
  () => `${Symbol('d')}`,
  () => Symbol('d') + '',
  () => Symbol('d').description,
  () => String(null) + String([null, [undefined, 1]]) + String({}),
  () => [] + {},
  () => [1] * [2],
  () => '5' * '2' + '1',
  () => '10' / 4,
  () => 'b' + 'a' + +'a' + 'a',
  () => +[],
  () => +{},
  () => +[[['7']]],
  () => '' == 0,
  () => null == 0,
  () => '1,2' == [1, 2],
  () => 'a' < 'B',
  () => '2' > '12',
  () => 2 > '12',
  () => 'é' < 'z',
  () => '\ud83d\ude00' > '\uffff',
  () => 'abc'[1] + 'abc'['length'] + 'abc'[-1],
  () => {
    const t = 'x';
    t.foo = 1;
  },
  () => Object.getOwnPropertyNames('ab').join(),
  () => '\x41\u0042\u{43}'.length,
  () =>
    'a\
b',
  () =>
    `a
b`.length,
  () => 'z'.anchor('"<'),
  () => 'A'.link('u'),
  () => 'q'.big(),
])
  try {
    console.log(String(f()));
  } catch (e) {
    console.log(e.name + ': ' + e.message);
  }
let t = '';
for (let i = 0; i < 200000; i++) t += String.fromCharCode(97 + (i % 26));
let c = 0;
for (const ch of t) if (ch === 'q') c++;
console.log(
  t.length,
  c,
  t.indexOf('xyza', 1000),
  t.lastIndexOf('abc'),
  t.split('z').length,
  t.replaceAll('ab', 'é').length,
  t.slice(99990, 100010),
);
let r = 'x';
for (let i = 0; i < 18; i++) r = r + r;
console.log(r.length, (r + 'y').indexOf('y'), r.substring(1000, 1005));
const parts = [];
for (let i = 0; i < 100000; i++) parts.push(i);
const j = parts.join();
console.log(
  j.length,
  j
    .split(',')
    .map(Number)
    .reduce((a, b) => a + b),
);
const rev = [...'hello 😀 wörld'].reverse().join('');
console.log(rev, rev.length);
let pre = '';
for (let i = 0; i < 3000; i++) pre = String.fromCharCode(0x4e00 + i) + pre;
console.log(pre.length, pre.charCodeAt(0), pre.at(-1));
console.log(
  'aé漢😀'
    .split('')
    .map((x) => x.charCodeAt(0).toString(16))
    .join(),
  [...'🇩🇪👨‍👩‍👧'].length,
  'ab\0c'.length,
  'I'.toLocaleLowerCase('en-US'),
  'abc' in { abc: 1 },
);
