console.log(
  [1, 2, 3].reduce((a, b) => a + b),
  [1, 2, 3].reduce((a, b) => a + b, ''),
  [5].reduce(() => 'never'),
  [].reduce(() => 0, 'init'),
  [, 1, , 2].reduce((a, b, i) => `${a}${b}@${i}`),
  [, , 3].reduceRight((a) => a),
  [[1, 2], [3]].reduceRight((a, b) => a.concat(b)),
  [1, 2].reduce((a, b, i, arr) => [...a, arr.length - i], []),
  [undefined, 1].reduce((a, b) => String(a) + b),
  [1, 2, 3].reduce((a, b) => a + b, undefined),
);
for (const f of [
  () => [].reduce((a) => a),
  () => [, ,].reduce((a) => a),
  () => [].reduceRight((a) => a),
  () => [1].reduce(),
  () => [1].reduceRight(null),
])
  try {
    f();
  } catch (e) {
    console.log(e.name, e.message);
  }
const o = { length: 3, 0: 'x', 2: 'z' };
console.log(
  Array.prototype.reduce.call(o, (a, b) => a + b),
  Array.prototype.reduceRight.call('abc', (a, b) => a + b),
);
const m = [1, 2, 3, 4];
console.log(
  m.reduce((a, b, i) => {
    if (i === 1) m.pop();
    return a + b;
  }),
);
console.log(
  [3, 1, 2].reduce((t, x) => ({ ...t, [x]: x * x }), {}),
  [1, 2, 3, 4].reduce(([e, o2], x) => (x % 2 ? [e, [...o2, x]] : [[...e, x], o2]), [[], []]),
  Object.entries({ a: 1, b: 2 }).reduce((m2, [k, v]) => m2.set(v, k), new Map()),
  [(x) => x + 1, (x) => x * 2].reduce((f, g) => (x) => g(f(x)))(5),
);
