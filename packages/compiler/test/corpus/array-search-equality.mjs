const o = {};
const a = [1, '1', NaN, undefined, null, o, -0, , true, 1n, 'x'];
for (const v of [1, '1', NaN, undefined, null, o, {}, 0, -0, true, 1n, 'X', ''])
  console.log(
    String(v === o ? 'o' : v),
    a.indexOf(v),
    a.lastIndexOf(v),
    a.includes(v),
    a.findIndex((x) => Object.is(x, v)),
    a.findLastIndex((x) => x === v),
  );
for (const f of [-1, -3, 5, 100, -100, NaN, '2', Infinity, -Infinity, 1.9, undefined, null])
  console.log(f, [1, 2, 3, 2, 1].indexOf(2, f), [1, 2, 3, 2, 1].lastIndexOf(2, f), [1, 2, 3, 2, 1].includes(1, f));
console.log(
  [1, 2, 3].lastIndexOf(3, undefined),
  [1, 2, 3].lastIndexOf(1),
  [].includes(),
  [,].includes(),
  [,].indexOf(),
  Array.prototype.indexOf.call({ length: 2, 1: 'q' }, 'q'),
  Array.prototype.includes.call('abc', 'b'),
  [1, 2, 3].find((x) => x > 5),
  [5, 8].find((x, i, arr) => arr.length === 2 && i === 1),
  [5, 8].findLast((x) => x < 8),
  [1, , 3].find((x, i) => i === 1),
  [[1]].includes([1]),
  [0].includes(-0),
  [-0].indexOf(0),
  [true].includes(1),
  ['a'].some((x) => x === 'a'),
  [].every(() => false),
  [].some(() => true),
  [, ,].every((x) => x === 1),
  [1, 2].at(-1),
  [1, 2].at('1'),
  [1].at(1),
  [1].at(-2),
  [1].at(NaN),
);
