const rnd = (() => {
  let s = 12345;
  return () => (s = (s * 1103515245 + 12345) & 0x7fffffff) / 0x7fffffff;
})();
for (const n of [0, 1, 2, 3, 10, 11, 31, 32, 33, 63, 64, 65, 100, 511, 513, 2000]) {
  const a = Array.from({ length: n }, (_, i) => ({ k: Math.floor(rnd() * (n / 4 + 1)), i }));
  const s = a.slice().sort((x, y) => x.k - y.k);
  let ok = true;
  for (let i = 1; i < n; i++) if (s[i - 1].k > s[i].k || (s[i - 1].k === s[i].k && s[i - 1].i > s[i].i)) ok = false;
  let h = 0;
  for (const x of s) h = (h * 31 + x.i) | 0;
  console.log(
    n,
    ok,
    h,
    a
      .toSorted((x, y) => y.k - x.k)
      .map((x) => x.i)
      .slice(0, 5)
      .join(),
  );
}
console.log(
  [3, 20, 100, 1].sort(),
  ['b', undefined, 'a', , 'c'].sort(),
  [true, false, null, undefined, 'a', 5, {}, []].sort().map(String),
  ['é', 'e', 'z', 'Z', 'a', '😀', '\uffff'].sort().join(),
  [-1, -2, 0, -0, 5].sort().join(),
  [, , 1].sort(),
  ['10', 9, '1', 1].sort(),
  [[2, 1], [1, 9], [10]].sort().join(';'),
  [NaN, 3, 1].sort((a, b) => a - b).join(),
);
for (const f of [
  () => [1, 2].sort(5),
  () => [1, 2].sort(null),
  () => [2, 1].sort(undefined).join(),
  () => [Symbol(), 1].sort(),
  () =>
    [3, 2, 1].sort(() => {
      throw new Error('cmp');
    }),
  () => [3, 2, 1].sort(() => 0).join(),
  () => [1, 2, 3].sort(() => -1).length,
  () => [5, 3].sort((a, b) => String(a - b)).join(),
  () => [5, 3].sort((a, b) => ({ valueOf: () => a - b })).join(),
  () => [1, 2].sort((a, b) => 1n),
  () => Array.prototype.sort.call({ length: 3, 0: 'c', 1: 'a', 2: 'b' })[0],
  () => Object.freeze([2, 1]).sort(),
  () => Array.prototype.sort.call('ba'),
  () => [2, 1].toSorted('x'),
  () => Array.prototype.sort.call({ length: 4, 0: 2, 2: 1 }, (a, b) => a - b),
])
  try {
    console.log(String(JSON.stringify(f())));
  } catch (e) {
    console.log(e.name + ': ' + e.message);
  }
const words = 'the quick brown fox jumps over the lazy dog and runs away from the angry bear'.split(' ');
console.log(
  [...words].sort((a, b) => a.length - b.length || (a < b ? -1 : 1)).join(' '),
  [...words].sort((a, b) => a.localeCompare(b)).join(' '),
  [...words].sort().reverse().join(' '),
);
const calls = [];
[1, 2, 3].sort((a, b) => {
  calls.push(typeof a, typeof b);
  return a - b;
});
console.log(calls.every((x) => x === 'number'));
const big = Array.from({ length: 300000 }, () => Math.floor(rnd() * 1e9));
const c = big.slice().sort((a, b) => a - b);
let bad = 0;
for (let i = 1; i < c.length; i++) if (c[i - 1] > c[i]) bad++;
console.log(bad, c[0], c[150000], c.at(-1));
const f = Float64Array.from(big, (x) => x / 7 - 5e7);
f[5] = NaN;
f[6] = -0;
f[7] = 0;
f[8] = -Infinity;
f.sort();
console.log(f[0], f[1].toFixed(3), f.at(-1), f.at(-2).toFixed(3));
const strs = big.slice(0, 50000).map((x) => x.toString(36));
strs.sort();
console.log(strs[0], strs[25000], strs.at(-1));
const mutated = [5, 4, 3, 2, 1];
mutated.sort((a, b) => {
  mutated.length = 2;
  return a - b;
});
console.log(mutated.length, mutated.join());
console.log(
  [...'sort this'.split('')].sort().join('').trim(),
  new Int16Array([5, -5, 300]).sort().join(),
  [1, 2, 3, 4, 5, 6].sort((a, b) => (a % 2) - (b % 2)).join(),
  [0.1, 0.01, -0.5].sort((a, b) => b - a).join(),
  Array.from({ length: 40 }, (_, i) => i)
    .sort((a, b) => (a & 3) - (b & 3))
    .join(),
);
