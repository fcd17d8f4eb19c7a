for (const r of [
  [0],
  [0, 1],
  [0, 1, 3],
  [0, -2],
  [0, -3, -1],
  [0, NaN, NaN],
  [0, 3, 1],
  [0, '1', '2'],
  [0, undefined, 2],
  [0, 1, undefined],
  [undefined],
  [],
  [0, -99, 99],
  [0, 1.9, 2.9],
])
  console.log(JSON.stringify(r), [1, 2, 3, 4].fill(...r));
for (const r of [
  [0, 3],
  [1, 0],
  [1, 0, 2],
  [-2, -4],
  [0, 1, -1],
  [2, 0, 99],
  [0, -1],
  [0],
  [],
  [NaN, 1],
  [-99, 2],
  [4, 0],
  [1, 3, 2],
])
  console.log(JSON.stringify(r), [1, 2, 3, 4, 5].copyWithin(...r));
console.log(
  [, 1, , 2].copyWithin(0, 2),
  [, ,].fill().length,
  Array(3)
    .fill([])
    .map((x, i) => x.push(i)),
  Array.prototype.fill.call({ length: 2 }, 'f'),
  Array.prototype.copyWithin.call({ length: 3, 0: 'a', 2: 'c' }, 0, 2),
  new Array(2).fill(Symbol.iterator)[1] === Symbol.iterator,
  [3, 3].fill(7).length,
);
try {
  Object.freeze([1]).fill(0);
} catch (e) {
  console.log(e.message);
}
try {
  Array.prototype.fill.call('abc', 1);
} catch (e) {
  console.log(e.message);
}
