let live = new Map();
let h = 0;
const rnd = (() => {
  let s = 42;
  return () => (s = (Math.imul(s, 1103515245) + 12345) & 0x7fffffff);
})();
for (let i = 0; i < 400000; i++) {
  const k = rnd() % 5000;
  const kind = i % 9;
  live.set(
    k,
    kind === 0
      ? { k, i, next: live.get(rnd() % 5000) && null }
      : kind === 1
        ? [k, i, [i]]
        : kind === 2
          ? 'str' + i + '-' + k
          : kind === 3
            ? new Uint8Array(k % 300)
            : kind === 4
              ? (() => {
                  const c = i;
                  return () => c + k;
                })()
              : kind === 5
                ? new Map([[k, i]])
                : kind === 6
                  ? new Date(i)
                  : kind === 7
                    ? BigInt(i) ** 3n
                    : new (class {
                        v = i;
                      })(),
  );
  if (i % 1000 === 0) {
    const v = live.get(k);
    h =
      (Math.imul(h, 31) +
        (typeof v === 'function'
          ? v()
          : typeof v === 'string'
            ? v.length
            : typeof v === 'bigint'
              ? Number(v % 1000n)
              : v instanceof Map
                ? v.get(k)
                : v instanceof Date
                  ? v.getTime()
                  : (v.length ?? v.i ?? v.v))) |
      0;
  }
  if (i % 50000 === 0) live = new Map([...live].filter(([k]) => k % 2));
}
console.log(live.size, h);
let chain = null;
for (let r = 0; r < 20; r++) {
  chain = null;
  for (let i = 0; i < 20000; i++) chain = { prev: chain, data: new Array(5).fill(i) };
}
let d = 0;
for (let p = chain; p; p = p.prev) d += p.data[2];
console.log(d);
const cyc = [];
for (let i = 0; i < 100000; i++) {
  const a = { i },
    b = { a };
  a.b = b;
  if (i % 1000 === 0) cyc.push(a);
}
console.log(
  cyc.every((a) => a.b.a === a),
  cyc.length,
);
const wm = new WeakMap();
let keys = [];
for (let i = 0; i < 50000; i++) {
  const k = { i };
  wm.set(k, { back: k, i });
  if (i % 100 === 0) keys.push(k);
}
console.log(keys.every((k) => wm.get(k).i === k.i && wm.get(k).back === k));
let strs = [];
for (let i = 0; i < 100; i++) {
  let s = '';
  for (let j = 0; j < 1000; j++) s += j;
  strs.push(s);
  if (strs.length > 10) strs.shift();
}
console.log(strs.map((s) => s.length).join());
const bufs = [];
for (let i = 0; i < 2000; i++) {
  bufs.push(new ArrayBuffer(100000));
  if (bufs.length > 20) bufs.shift();
}
console.log(bufs.length);
const gens = [];
function* g(n) {
  let big = new Array(100).fill(n);
  while (true) yield big[n % 100]++;
}
for (let i = 0; i < 5000; i++) {
  const it = g(i);
  it.next();
  gens.push(it);
  if (gens.length > 50) gens.shift();
}
console.log(gens.map((x) => x.next().value).reduce((a, b) => a + b));
const ps = [];
for (let i = 0; i < 20000; i++)
  ps.push(
    (async () => {
      await null;
      return { i };
    })(),
  );
console.log((await Promise.all(ps)).reduce((a, b) => a + b.i, 0));
const re = [];
for (let i = 0; i < 3000; i++) re.push(new RegExp('a' + i + '|b'));
console.log(re[2999].test('a2999'));
const closures = [];
for (let i = 0; i < 100000; i++) {
  let v = i;
  closures[i % 100] = { inc: () => ++v, get: () => v };
  closures[i % 100].inc();
}
console.log(closures.reduce((a, c) => a + c.get(), 0));
