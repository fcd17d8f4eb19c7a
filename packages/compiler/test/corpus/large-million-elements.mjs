const N = 1000000;
const a = Array.from({ length: N }, (_, i) => (i * 7919) % N);
let s = 0;
for (const x of a) s += x;
console.log(
  s,
  a.reduce((m, x) => Math.max(m, x), 0),
  a.indexOf(999999),
  a.includes(-1),
  a.filter((x) => x % 1000 === 0).length,
  a.map((x) => x * 2).at(-1),
);
a.sort((x, y) => x - y);
console.log(
  a[0],
  a[N - 1],
  a[500000],
  a.findLast((x) => x % 2 === 0),
  a.slice(10, 13),
  a.lastIndexOf(5),
);
const m = new Map();
for (let i = 0; i < N; i++) m.set(i, i ^ 1);
let t = 0;
for (const [k, v] of m) t = (t + k * v) % 1000007;
console.log(m.size, t, m.get(123456));
for (let i = 0; i < N; i += 2) m.delete(i);
console.log(m.size, m.has(2), m.has(3), [...m.keys()].slice(0, 3));
const st = new Set(a.map((x) => x % 1000));
console.log(st.size);
const o = {};
for (let i = 0; i < 200000; i++) o['key' + i] = i;
let q = 0;
for (const k in o) q += o[k];
console.log(q, Object.keys(o).length);
const str = 'abc'.repeat(N);
console.log(
  str.length,
  str.split('b').length,
  str.replaceAll('b', 'XX').length,
  str.indexOf('ca', 2999990),
  str.slice(-4),
);
const parts = [];
for (let i = 0; i < N; i++) parts.push(i & 255);
const u = Uint8Array.from(parts);
console.log(
  u.length,
  u.reduce((x, y) => x + y),
  u.subarray(300, 303),
  u.lastIndexOf(7),
);
const f = new Float64Array(N);
for (let i = 0; i < N; i++) f[i] = Math.sin(i);
f.sort();
console.log(f[0].toFixed(6), f[N - 1].toFixed(6));
const j = JSON.stringify(a.slice(0, 100000));
console.log(j.length, JSON.parse(j).length);
const dq = [];
for (let i = 0; i < 300000; i++) {
  dq.push(i);
  if (i % 3 === 0) dq.shift();
}
console.log(dq.length, dq[0]);
const objs = Array.from({ length: 300000 }, (_, i) => ({ id: i, g: i % 7, n: 'n' + (i % 100) }));
const by = {};
for (const x of objs) (by[x.g] ??= []).push(x.id);
console.log(
  Object.entries(by)
    .map(([k, v]) => k + ':' + v.length)
    .join(),
  objs.sort((x, y) => (x.n < y.n ? -1 : x.n > y.n ? 1 : x.id - y.id))[1234].id,
);
const sparse = [];
sparse[N * 2] = 1;
let c = 0;
sparse.forEach(() => c++);
console.log(sparse.length, c);
const big = new Array(N)
  .fill()
  .map((_, i) => i)
  .reverse();
console.log(
  big[0],
  big.concat(big).length,
  [...big, 1].length,
  Math.max(...big.slice(0, 50000)),
  big.copyWithin(0, N - 3)[2],
  big.splice(5, N - 10).length,
  big.length,
);
const nested = Array.from({ length: 1000 }, (_, i) => Array.from({ length: 1000 }, (_, k) => i * k));
console.log(nested.flat().length, nested[999][999], nested.flatMap((r) => r.slice(0, 2)).length);
