let h = 0;
const mix = (v) => {
  h = (Math.imul(h, 31) + (v | 0)) | 0;
};
class Node {
  constructor(v, n) {
    this.v = v;
    this.n = n;
  }
}
let list = null;
for (let r = 0; r < 20; r++) {
  for (let i = 0; i < 5000; i++) list = new Node(i ^ r, i % 3 ? list : null);
  let c = 0;
  for (let n = list; n; n = n.n) c += n.v;
  mix(c);
  list = r % 2 ? null : list;
}
console.log(h);
const keep = [];
for (let i = 0; i < 30000; i++) {
  const o = { ['k' + (i % 50)]: i, a: [i, { b: 'x' + i }] };
  if (i % 100 === 0) keep.push(o);
  if (i % 1000 === 999) keep.splice(0, 5);
}
console.log(keep.length, JSON.stringify(keep[3]), Object.keys(keep.at(-1)));
const m = new Map();
for (let i = 0; i < 40000; i++) {
  m.set(i % 1000, 'v' + i);
  if (i % 7 === 0) m.delete((i * 3) % 1000);
}
console.log(m.size, m.get(999));
let s = '';
for (let i = 0; i < 20000; i++) {
  s += String.fromCharCode(97 + (i % 26));
  if (s.length > 1000) s = s.slice(500);
}
console.log(s.length, s.slice(0, 5));
const wr = [];
for (let i = 0; i < 2000; i++) wr.push(new WeakRef({ i }));
console.log(wr.every((w) => w.deref() === undefined || typeof w.deref().i === 'number'));
const wm = new WeakMap();
for (let i = 0; i < 20000; i++) wm.set({ i }, new Array(10).fill(i));
console.log(wm.has({}));
const bufs = [];
for (let i = 0; i < 3000; i++) {
  const b = new Uint8Array(1000 + (i % 7));
  b[i % 1000] = i;
  if (i % 10 === 0) bufs.push(b.subarray(0, 1000));
  if (bufs.length > 50) bufs.shift();
}
console.log(
  bufs.length,
  bufs.reduce((a, b) => a + b.reduce((x, y) => x + y), 0),
);
const closures = [];
for (let i = 0; i < 20000; i++) {
  const big = [i, i, i];
  closures[i % 100] = () => big[0] + closures.length;
}
console.log(closures.reduce((a, f) => a + f(), 0));
const gens = [];
for (let i = 0; i < 3000; i++) {
  const g = (function* (n) {
    const local = [n];
    for (;;) yield local[0]++;
  })(i);
  g.next();
  gens[i % 50] = g;
}
console.log(gens.reduce((a, g) => a + g.next().value, 0));
const dyn = {};
for (let i = 0; i < 5000; i++) {
  dyn['p' + i] = i;
  if (i % 2) delete dyn['p' + (i - 1)];
}
console.log(Object.keys(dyn).length, dyn.p4999);
const polys = Array.from({ length: 40 }, (_, i) =>
  Object.fromEntries(Array.from({ length: (i % 9) + 1 }, (_, k) => ['f' + ((k * 7 + i) % 13), k + i])),
);
let t = 0;
for (let r = 0; r < 500; r++) for (const o of polys) t += (o.f0 ?? 0) + (o.f5 ?? 1) + ('f3' in o ? o.f3 : 0);
console.log(t);
let ps = 0;
await Promise.all(
  Array.from({ length: 2000 }, async (_, i) => {
    await null;
    const o = { i };
    await new Promise((r) => queueMicrotask(r));
    ps += o.i;
  }),
);
console.log(ps);
const big = [];
for (let r = 0; r < 30; r++) big.push(Array.from({ length: 5000 }, (_, i) => i + r));
for (let r = 0; r < 200; r++) {
  const i = r % 30;
  big[i] = big[i].map((x) => x + 1);
}
console.log(big.reduce((a, x) => a + x[4999], 0));
const str = [];
for (let i = 0; i < 5000; i++) str.push(`item ${i} ${'pad'.repeat(i % 5)}`);
console.log(
  str.join('|').length,
  str.map((x) => x.split(' ').length).reduce((a, b) => a + b),
  str.filter((x) => /\d{3}/.test(x)).length,
);
const sym = {};
for (let i = 0; i < 1000; i++) sym[Symbol('s' + i)] = i;
console.log(Object.getOwnPropertySymbols(sym).length);
let big2 = 1n;
for (let i = 1n; i < 300n; i++) big2 = (big2 * i) % (2n ** 521n - 1n);
console.log(big2.toString().length, big2 % 1000007n);
const re = [];
for (let i = 0; i < 300; i++) re.push(new RegExp('a{' + (i % 20) + '}b?').exec('a'.repeat(30))[0].length);
console.log(re.reduce((a, b) => a + b));
const nested = [];
for (let i = 0; i < 100; i++) {
  let o = { leaf: i };
  for (let k = 0; k < 50; k++) o = { o, k };
  nested.push(o);
}
console.log(
  nested.reduce((a, o) => {
    while (o.o) o = o.o;
    return a + o.leaf;
  }, 0),
);
