console.log(
  [1, [2, [3, [4, [5]]]]].flat(),
  [1, [2, [3, [4]]]].flat(2),
  [1, [2, [3]]].flat(-1),
  [1, [2]].flat('1'),
  [[1, , 2], , [3]].flat(),
  [[[]], []].flat(),
  ['ab', ['cd']].flat(),
  [new Set([1]), [new Set([2])]].flat(),
  [{ length: 1, 0: 'x' }].flat(),
  [[[1]]].flat(NaN),
  [[[1]]].flat(undefined),
  [[[1]]].flat(1.9),
);
console.log(
  [1, 2].flatMap((x) => [x, [x * 2]]),
  [1, 2, 3].flatMap((x) => (x === 2 ? [] : x)),
  [1].flatMap(
    function () {
      return this.v;
    },
    { v: [9] },
  ),
  [, 1].flatMap((x) => [x]),
  ['a b', 'c'].flatMap((s) => s.split(' ')),
  [[1, 2], [3]].flatMap((x) => x),
);
for (const f of [() => [1].flatMap(), () => [1].flatMap({}), () => Array.prototype.flat.call(null)])
  try {
    f();
  } catch (e) {
    console.log(e.name, e.message);
  }
console.log(
  Array.prototype.flat.call({ length: 2, 0: [1], 1: 2 }),
  Array.prototype.flatMap.call('ab', (c) => [c, c]),
  [].flat().length,
  Array.prototype.flat.length,
  Array.prototype.flatMap.length,
);
const deep = [];
let d = deep;
for (let i = 0; i < 500; i++) {
  const x = [i];
  d.push(x);
  d = x;
}
console.log(deep.flat(Infinity).length);
