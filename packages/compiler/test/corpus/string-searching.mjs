const s = 'abcabcabc';
for (const [t, p] of [
  ['b'],
  ['b', 2],
  ['', 0],
  ['', 100],
  ['x'],
  ['c', -5],
  ['abc', 1],
  ['abcabcabca'],
  [undefined],
  ['a', NaN],
  ['a', Infinity],
])
  console.log(t, p, s.indexOf(t, p), s.lastIndexOf(t, p), s.includes(t, p), s.startsWith(t, p), s.endsWith(t, p));
console.log(
  'undefined'.indexOf(),
  'null'.includes(null),
  'a1'.indexOf(1),
  s.search('ca'),
  s.search(/c/),
  'aXbX'.lastIndexOf('X', -1),
  'canal'.lastIndexOf('a', 3),
  'canal'.lastIndexOf('a', 0),
  'canal'.lastIndexOf('c', -5),
);
for (const f of ['includes', 'startsWith', 'endsWith'])
  try {
    'a'[f](/a/);
  } catch (e) {
    console.log(e.name, e.message);
  }
const re = /a/;
re[Symbol.match] = false;
console.log('/a/'.includes(re), '/a/'.startsWith(re));
const long = 'x'.repeat(1000) + 'needle' + 'y'.repeat(1000);
console.log(
  long.indexOf('needle'),
  long.lastIndexOf('needle'),
  long.indexOf('needles'),
  long.indexOf('yyyy', 1500),
  'ñandú ñ'.indexOf('ñ', 1),
  '日本語日本'.lastIndexOf('日'),
);
