for (const [s, a, l] of [
  ['a,b,c', ','],
  ['a,b,c', ',', 2],
  ['abc', ''],
  ['', ''],
  ['', ','],
  ['abc'],
  ['a1b2c', /\d/],
  ['a1b2c', /(\d)/],
  ['aXbX', 'X'],
  [',', ','],
  ['abc', 'abc'],
  ['a,b', ',', 0],
  ['a,b', ',', -1],
  ['\u{1F600}a', ''],
  ['\u{1F600}a', /(?:)/u],
  ['ab', /(?:)/],
  ['A<B>bold</B>', /<(\/)?([^<>]+)>/],
  ['undefinedx', undefined],
])
  console.log(JSON.stringify(s.split(a, l)));
console.log(
  [1, [2, [3]], null, undefined, 'x'].join('-'),
  [].join(),
  [null].join(),
  [1, 2].join(undefined),
  [1, 2].join(null),
  Array(3).join('x'),
  [[], [[]]].join('|'),
);
const cyclic = [1];
cyclic.push(cyclic, 2);
console.log(cyclic.join(), String([cyclic]));
console.log('a b  c'.split(' ', 3).join('|'), 'test'.split('t').length, ' a b '.trim().split(/\s+/).join('_'));
