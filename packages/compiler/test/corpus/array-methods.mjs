const a = [5, 1, 4];
console.log(
  a.concat([1], 2, [[3]]),
  a.slice(-2),
  a.splice(1, 1, 'x', 'y'),
  a,
  a.reverse(),
  a.indexOf('y'),
  a.fill(0, 1, 3),
  [1, 2, 3, 4, 5].copyWithin(0, 3),
  [3, 1, 2].toSorted(),
  [1, 2].toReversed(),
  [1, 2, 3].toSpliced(1, 1),
  [1, 2, 3].with(0, 9),
  [1, [2, [3]]].flat(),
  [1, 2].flatMap((x) => [x, x * 2]),
  [1, 2, 3].findLast((x) => x < 3),
  [1, 2, 3].findLastIndex((x) => x > 5),
);
console.log(
  [1, 2, 3].reduce((p, c) => p + c),
  [1, 2, 3].reduceRight((p, c) => p + '-' + c),
  [[0, 1], [2]].reduce((p, c) => p.concat(c), []),
  [1, 2, 3].every((x) => x > 0),
  [].every(() => false),
  [].some(() => true),
  [1, 2].some((x) => x > 1),
  [1, 2, 3].filter((x, i) => i),
  [1, 2, 3].map(String),
  ['1', '2', '3'].map(parseInt),
  [3, 4].entries().next().value,
  Array.from('abc', (c, i) => c + i),
  Array.of(7),
  Array.from(new Set([1, 1, 2])),
  [1, 2, 3].at(-1),
  [1, 2, 3].includes(NaN),
  [NaN].includes(NaN),
  [NaN].indexOf(NaN),
  [1, 2, 3].lastIndexOf(3, -2),
  [1, 2, 3].join(),
  [1, 2, 3].toString(),
  [,].length,
);
const sparse = [1, , 3];
console.log(
  sparse.map((x) => x * 2),
  1 in sparse,
  sparse.forEach((x) => x),
  sparse.indexOf(undefined),
  sparse.includes(undefined),
  sparse.findIndex((x) => x === undefined),
  Object.keys(sparse),
  sparse.flat(),
  [...sparse],
  sparse.reduce((a, b) => a + b),
  sparse.filter(() => true),
  sparse.sort(),
  sparse.length,
  JSON.stringify([, 1]),
  sparse.concat([, 2]).length,
);
const b = [];
b[5] = 1;
b.length = 3;
console.log(b, b.length, b.push(1, 2), b.unshift(0), b.shift(), b.pop());
b.length = 0;
console.log(
  b.pop(),
  b.shift(),
  b,
  [1, 2, 3, 4].splice(1),
  [1, 2, 3].splice(),
  [1, 2, 3].splice(undefined),
  [1, 2, 3].slice(1, undefined),
  [1, 2].fill(),
  Array(3),
  [undefined, null].join('x'),
  new Array('3'),
  Array.isArray(Array.prototype),
);
const al = { length: 3, 0: 'a', 2: 'c' };
for (const m of ['join', 'indexOf', 'map', 'slice', 'reverse', 'push', 'pop', 'includes'])
  console.log(m, Array.prototype[m].call(al, m === 'map' ? (x) => x + '!' : 'c'), JSON.stringify(al));
console.log(
  Array.prototype.concat.call(1, [2]).length,
  Array.prototype.map.call('ab', (c) => c + c),
);
for (const f of [
  () => [].reduce((a) => a),
  () => [1].map(5),
  () => [].at.call(undefined),
  () => new Array(1.5),
  () => {
    const x = [];
    x.length = -1;
  },
  () => [1].sort('x'),
  () => Array.from(null),
  () => [1].with(5, 1),
])
  try {
    f();
  } catch (e) {
    console.log(e.name);
  }
const sp = Object.assign([], { extra: 1 });
for (const k in sp) console.log(k);
const c = [1, 2, 3];
c.forEach((x, i) => {
  if (i === 0) c.push(9);
  console.log(x);
});
delete c[1];
console.log(c, c.length);
const spreadable = { [Symbol.isConcatSpreadable]: true, length: 2, 0: 'p', 1: 'q' };
const not = Object.assign([1, 2], { [Symbol.isConcatSpreadable]: false });
console.log([0].concat(spreadable, not).length, [0].concat(spreadable));
