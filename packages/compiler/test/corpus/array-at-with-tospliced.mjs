const a = [1, 2, 3];
for (const i of [0, -1, 2, 3, -4, 1.9, '1', NaN, undefined, null, Infinity]) {
  console.log(i, a.at(i));
  try {
    console.log(a.with(i, 'w'));
  } catch (e) {
    console.log(e.name, e.message);
  }
}
console.log(
  a.toSpliced(1, 0, 'x'),
  a.toSpliced(-1),
  a.toSpliced(0, 9, 1),
  a.toSpliced(undefined, undefined, 1),
  a.toReversed(),
  a,
  [, 1].toSpliced(0, 0).length,
  0 in [, 1].toSpliced(0, 0),
  0 in [, 1].toReversed(),
  Array.prototype.toSorted.call({ length: 2, 0: 'b', 1: 'a' }),
  Array.prototype.with.call('abc', 1, 'X'),
);
