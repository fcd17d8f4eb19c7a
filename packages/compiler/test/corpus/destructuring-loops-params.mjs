for (const [a, { b: [c = 'dc'] = [], ...d } = {}] of [[1, { b: [2], e: 3 }], [4], [5, { b: [] }]]) console.log(a, c, d);
for (const { length, [length - 1]: last } of ['abc', [1, 2]]) console.log(length, last);
const m = new Map([
  ['k', { v: [1, 2] }],
  ['z', { v: [] }],
]);
for (const [
  k,
  {
    v: [x = 0, ...y],
  },
] of m)
  console.log(k, x, y);
m.forEach(({ v: [f] }, k) => console.log(k, f));
console.log(
  Object.entries({ a: 1, b: 2 }).map(([k, v]) => k + v),
  [
    [1, [2]],
    [3, [4]],
  ].reduce((s, [a, [b]]) => s + a * b, 0),
  [{ n: { m: 1 } }].map(({ n: { m: q } }) => q),
  [
    [3, 'c'],
    [1, 'a'],
  ]
    .sort(([a], [b]) => a - b)
    .map(([, s]) => s),
);
const f = ([a, b] = [1, 2], { c = 3, ...r } = {}, ...[d, e = 5]) => [a, b, c, r, d, e];
console.log(f(), f('xy', { c: 0, z: 1 }, 7));
try {
  try {
    throw { code: 1, meta: { tags: ['t'] } };
  } catch ({
    code,
    meta: {
      tags: [t],
    },
  }) {
    console.log(code, t);
  }
} catch {}
let i = 0,
  arr = [];
for ([arr[i++], arr[i++]] of ['ab', 'cd']);
console.log(arr, i);
let o = {};
for (o['k' + i++] of [1, 2]);
console.log(o);
for (var [v1, v2 = v1] of [[1], [2, 3]]);
console.log(v1, v2);
for (const [a] of new Set(['xy'])) console.log(a);
const swap = { a: 1, b: 2 };
[swap.a, swap.b] = [swap.b, swap.a];
console.log(swap);
const fib = (n, [a, b] = [0, 1]) => (n ? fib(n - 1, [b, a + b]) : a);
console.log(fib(50));
const g = function* ({ from, to }) {
  for (let { x } = { x: from }; x < to; x++) yield x;
};
console.log([...g({ from: 1, to: 4 })]);
const { a: { b: { c: deep = 'dflt' } = {} } = {} } = {};
console.log(deep);
const [[[[n1]]]] = [[[['nested']]]];
console.log(n1);
for await (const { id, ...more } of [Promise.resolve({ id: 1, q: 2 })]) console.log(id, more);
