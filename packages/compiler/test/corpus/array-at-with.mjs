const a = [1, 2, 3, 4, 5];
console.log(a.at(0), a.at(-1), a.at(5), a.at(-6), a.at(NaN), a.at('2'), a.at(1.9), a.at(-1.9), a.at(Infinity), a.at());
console.log(a.with(0, 'x'), a.with(-1, 'y'), a === a.with(0, 1));
for (const i of [5, -6, Infinity, -Infinity])
  try {
    a.with(i, 0);
  } catch (e) {
    console.log(e.name, e.message);
  }
console.log(
  a.toReversed(),
  a.toSorted((x, y) => y - x),
  a.toSpliced(1, 2, 'a', 'b', 'c'),
  a.toSpliced(-1),
  a.toSpliced(),
  a.toSpliced(1),
  a.toSpliced(1, undefined),
);
const holes = [3, , 1, , 2];
console.log(
  holes.toReversed(),
  holes.toSorted(),
  holes.toSpliced(1, 1),
  holes.with(0, 9),
  Object.keys(holes.toReversed()),
);
console.log(holes.reverse(), Object.keys(holes));
const like = { length: 3, 0: 'a', 1: 'b', 2: 'c' };
console.log(
  Array.prototype.toReversed.call(like),
  Array.prototype.with.call(like, 1, 'z'),
  Array.prototype.at.call(like, -1),
  Array.prototype.toSorted.call(like),
  Array.prototype.toSpliced.call(like, 0, 1),
);
try {
  [1].toSorted('x');
} catch (e) {
  console.log(e.name, e.message);
}
try {
  [1].toSorted(null);
} catch (e) {
  console.log(e.name, e.message);
}
console.log([3, 1, 2].toSorted(undefined), 'abc'.at(-1), 'a😀'.at(1), ''.at(0));
console.log(
  a.findLast((x) => x < 4),
  a.findLastIndex((x) => x < 4),
  a.findLast((x) => x > 9),
  a.findLastIndex((x) => x > 9),
);
const order = [];
[1, , 3].findLast((x, i, arr) => {
  order.push([x, i, arr.length]);
});
console.log(order);
class Sub extends Array {}
const s = Sub.from([1, 2, 3]);
console.log(
  s.with(0, 1) instanceof Sub,
  s.toSorted() instanceof Sub,
  s.toReversed().constructor.name,
  s.slice() instanceof Sub,
  s.map((x) => x) instanceof Sub,
);
console.log(
  [1, 2, 3].includes(NaN),
  [NaN].includes(NaN),
  [NaN].indexOf(NaN),
  [, 1].includes(undefined),
  [, 1].indexOf(undefined),
  [-0].includes(0),
  [1, 2, 3].includes(3, -1),
  [1, 2, 3].includes(1, -1),
);
console.log(typeof Array.prototype.at, Array.prototype.with.length, Array.prototype.toSpliced.length);
