let checksum = 0;
const ring = new Array(500);
for (let i = 0; i < 300000; i++) {
  ring[i % 500] = {
    id: i,
    payload: 'p' + (i % 97),
    arr: [i, i + 1],
    fn: () => i,
    map: i % 50 ? null : new Map([[i, { deep: [i] }]]),
  };
  if (i % 1000 === 0)
    checksum = (checksum * 31 + ring[(i * 7) % Math.min(i + 1, 500)].arr[1] + ring[i % 500].fn()) % 1000003;
}
console.log(checksum, ring.filter((x) => x.map).length, ring[3].payload);
let s = '';
for (let i = 0; i < 20000; i++) {
  s += String.fromCharCode(97 + (i % 26));
  if (s.length > 5000) s = s.slice(2500);
}
console.log(s.length, s.slice(0, 10));
let tree = null;
const insert = (n, k) =>
  n === null
    ? { k, l: null, r: null }
    : k < n.k
      ? { ...n, l: insert(n.l, k) }
      : k > n.k
        ? { ...n, r: insert(n.r, k) }
        : n;
let seed = 1;
for (let i = 0; i < 5000; i++) {
  seed = (seed * 16807) % 2147483647;
  tree = insert(tree, seed % 10000);
}
const walk = (n, f) => {
  if (n) {
    walk(n.l, f);
    f(n.k);
    walk(n.r, f);
  }
};
let cnt = 0,
  last = -1,
  sorted = true;
walk(tree, (k) => {
  cnt++;
  if (k <= last) sorted = false;
  last = k;
});
console.log(cnt, sorted, last);
const cache = new Map();
for (let i = 0; i < 100000; i++) {
  cache.set('k' + (i % 3000), { v: new Uint8Array(16).fill(i & 255) });
  if (cache.size > 2000) cache.delete(cache.keys().next().value);
}
console.log(
  cache.size,
  [...cache.values()].reduce((a, x) => a + x.v[3], 0),
);
let big = 1n;
for (let i = 1n; i < 400n; i++) {
  big *= i;
  if (big > 10n ** 200n) big %= 10n ** 150n + 7n;
}
console.log(big);
let p = Promise.resolve(0);
for (let i = 0; i < 20000; i++) p = p.then((x) => (x + i) % 9973);
console.log(await p);
function* chunks(n) {
  for (let i = 0; i < n; i++) yield new Array(50).fill(i);
}
let tot = 0;
for (const c of chunks(5000)) tot += c[25];
console.log(tot);
let json = { list: [] };
for (let r = 0; r < 30; r++) {
  json.list = Array.from({ length: 200 }, (_, i) => ({ i, r, t: ['x', null, { z: r }] }));
  json = JSON.parse(JSON.stringify(json));
}
console.log(json.list.length, json.list[199]);
const wr = [];
for (let i = 0; i < 2000; i++) wr.push(new WeakRef({ i }));
console.log(
  wr.length,
  wr.every((w) => w.deref() === undefined || typeof w.deref().i === 'number'),
);
const rx = [];
for (let i = 0; i < 5000; i++) rx.push(`user${i}@host${i % 10}.com`.replace(/(\w+)@(\w+)\.com/, '$2:$1'));
console.log(rx[4999], new Set(rx.map((x) => x.split(':')[0])).size);
const bufs = [];
for (let i = 0; i < 200; i++) {
  bufs.push(new ArrayBuffer(100000));
  if (bufs.length > 5) bufs.shift();
  new Uint8Array(bufs.at(-1))[99999] = i;
}
console.log(bufs.map((b) => new Uint8Array(b)[99999]).join());
const cyc = [];
for (let i = 0; i < 100000; i++) {
  const a = { i },
    b = { a };
  a.b = b;
  if (i % 20000 === 0) cyc.push(a);
}
console.log(cyc.map((c) => c.b.a.i).join());
let closure = () => 0;
for (let i = 0; i < 3000; i++) {
  const prev = closure;
  closure = () => i + (i % 1000 ? 0 : prev());
}
console.log(closure());
const parts = [];
for (let i = 0; i < 50000; i++) parts.push(i.toString(36));
console.log(parts.join('').length, parts.reverse()[0]);
class Node2 {
  #next;
  constructor(n) {
    this.#next = n;
  }
  len() {
    let c = 0;
    for (let n = this; n; n = n.#next) c++;
    return c;
  }
}
let head = null;
for (let i = 0; i < 100000; i++) head = new Node2(head);
console.log(head.len());
