const N = 200000;
const a = Array.from({ length: N }, (_, i) => (i * 2654435761) % 1000003);
let s = 0;
for (const x of a) s = (s + x) % 1000000007;
console.log(s, a.length, Math.max.apply(null, a.slice(0, 1000)));
const sorted = a.slice().sort((x, y) => x - y);
let ok = true;
for (let i = 1; i < N; i++) if (sorted[i - 1] > sorted[i]) ok = false;
console.log(ok, sorted[0], sorted[N - 1], sorted[N >> 1]);
const t = Float64Array.from(a);
t.sort();
console.log(t[0], t[N - 1], t[N >> 1] === sorted[N >> 1]);
const m = new Map();
for (let i = 0; i < N; i++) m.set(a[i], i);
console.log(m.size, m.get(a[777]) >= 777);
const set = new Set(a);
console.log(set.size, set.has(5), [...set].length);
const o = {};
for (let i = 0; i < 200000; i++) o['k' + a[i]] = i;
console.log(Object.keys(o).length);
let del = 0;
for (const k in o)
  if (o[k] % 3 === 0) {
    delete o[k];
    del++;
  }
console.log(del, Object.keys(o).length);
const text = a.slice(0, 200000).join(',');
console.log(text.length, text.split(',').length, text.lastIndexOf(','), (text.match(/1{2,}/g) ?? []).length);
const sparse = [];
for (let i = 0; i < 1000; i++) sparse[(i * 7919) % 1000003] = i;
console.log(
  sparse.length,
  sparse.reduce((x, y) => x + y),
  Object.keys(sparse).length,
);
const parts = [];
for (let i = 0; i < N; i++) parts.push(i & 255);
console.log(
  String.fromCharCode(...parts.slice(65, 91)),
  parts.filter((x) => x === 7).length,
  parts.indexOf(255),
  parts.lastIndexOf(0),
);
const bytes = new Uint8Array(N);
for (let i = 0; i < N; i++) bytes[i] = a[i];
let h = 0;
for (let i = 0; i < N; i++) h = (Math.imul(h, 31) + bytes[i]) | 0;
console.log(h);
const q = [];
let popped = 0;
for (let i = 0; i < 300000; i++) {
  q.push(i);
  if (i % 3) popped += q.shift();
}
console.log(q.length, popped, q[0]);
const grouped = a.slice(0, 100000).reduce((g, x) => ((g[x % 10] ??= []).push(x), g), {});
console.log(Object.values(grouped).map((g) => g.length));
const str = 'x'.repeat(N);
let u = '';
for (let i = 0; i < 1000; i++) u += str.slice(i * 10, i * 10 + 5);
console.log(u.length, str.replace(/x{100}/g, 'y').length);
const json = JSON.stringify(a.slice(0, 100000));
console.log(json.length, JSON.parse(json)[99999] === a[99999]);
const lens = a.map((x) => `${x}`.length).reduce((c, l) => ((c[l] = (c[l] ?? 0) + 1), c), []);
console.log(lens);
console.log(
  [...Array(100000).keys()].reverse().sort()[5],
  a.findLast((x) => x % 1000 === 0),
  a.flatMap((x) => (x % 1000 === 0 ? [x, x] : [])).length,
  new Array(N).fill(1).reduce((x, y) => x + y),
  a.concat(a).length,
  a.slice(-3),
  a.copyWithin(0, N - 3).slice(0, 3),
  a.splice(10, N - 20).length,
  a.length,
);
