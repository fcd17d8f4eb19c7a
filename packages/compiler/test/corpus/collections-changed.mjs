const m = new Map([
  [1, 'a'],
  [2, 'b'],
  [3, 'c'],
]);
const seen = [];
for (const [k, v] of m) {
  seen.push(k);
  if (k === 1) {
    m.delete(2);
    m.set(4, 'd');
  }
  if (k === 3) {
    m.delete(3);
    m.set(3, 'again');
  }
  if (seen.length > 10) break;
}
console.log(seen.join(), [...m.keys()].join());
const s = new Set([1, 2, 3]);
let n = 0;
s.forEach((v) => {
  if (n++ < 20) {
    s.delete(v);
    s.add(v);
  }
});
console.log(n, [...s].join());
const s2 = new Set();
s2.add(0);
for (const x of s2) if (x < 50) s2.add(x + 1);
console.log(s2.size);
const m3 = new Map();
for (let i = 0; i < 100; i++) m3.set(i, i);
const it = m3.entries();
it.next();
for (let i = 0; i < 99; i++) m3.delete(i);
console.log(JSON.stringify(it.next()));
m3.clear();
console.log(JSON.stringify(it.next()));
m3.set('x', 1);
console.log(JSON.stringify(it.next()));
const it2 = new Map([['k', 'v']]).values();
console.log(
  it2[Symbol.toStringTag],
  Object.prototype.toString.call(it2),
  JSON.stringify([...it2]),
  JSON.stringify(it2.next()),
);
const arr = [1, 2, 3];
const r = [];
for (const x of arr) {
  r.push(x);
  if (x === 1) arr.push(10);
  if (x === 2) arr.shift();
}
console.log(r.join(), arr.join());
const r2 = [];
[1, 2, 3, 4].forEach((x, i, a) => {
  r2.push(x);
  if (i === 0) a.length = 3;
  if (i === 1) a[2] = 'changed';
});
console.log(r2.join());
console.log(
  [1, 2, 3].map((x, i, a) => {
    if (i === 0) {
      a.pop();
      a.unshift(0);
    }
    return x;
  }),
  [5, 1, 4].reduce((acc, x, i, a) => {
    if (i === 1) a.push(100);
    return acc + x;
  }),
  [1, , 3].findIndex((x) => x === undefined),
  [, 1].every((x) => x === 1),
  [, ,].map(() => 1).length,
  Object.keys([, , 5].filter(() => true)),
);
const keys = [NaN, 0, -0, '0', null, undefined, Symbol.iterator, 1n, 1, {}, []];
const mm = new Map(keys.map((k, i) => [k, i]));
console.log(
  mm.size,
  mm.get(NaN),
  mm.get(0),
  mm.get(-0),
  mm.get({}),
  Object.is([...mm.keys()][1], 0),
  mm.has(1n),
  mm.get(1n),
  mm.get(1),
);
const big = new Map();
for (let i = 0; i < 200000; i++) big.set('k' + ((i * 7919) % 100003), i);
let h = 0;
for (const [k, v] of big) h = (h * 31 + k.length + v) | 0;
console.log(big.size, h);
for (const k of big.keys()) if (k.endsWith('7')) big.delete(k);
console.log(big.size);
let last;
for (last of big);
console.log(last);
class MyMap extends Map {
  get(k) {
    return super.get(k) ?? 'none';
  }
  set(k, v) {
    return super.set(k, v + '!');
  }
  get [Symbol.toStringTag]() {
    return 'MM';
  }
}
const my = new MyMap([[1, 'x']]);
console.log(my.get(1), my.get(2), my.size, String(my), my instanceof Map, my.constructor.name);
console.log(my);
const g = Map.groupBy ? 'has' : 'no';
console.log(typeof g);
const ws = new WeakSet(),
  wm = new WeakMap(),
  o = {};
ws.add(o);
wm.set(o, o);
console.log(ws.has(o), wm.get(o) === o, ws.delete(o), ws.has(o));
for (const f of [
  () => ws.add(1),
  () => wm.set('k', 1),
  () => wm.set(Symbol.for('x'), 1),
  () => new Map([1]),
  () => Map(),
  () => Map.prototype.get.call(new Set(), 1),
  () => new Set(5),
  () => Map.prototype.size,
  () => new WeakRef(1),
])
  try {
    console.log(String(f()));
  } catch (e) {
    console.log(e.name + ': ' + e.message);
  }
const og = Object.getOwnPropertyDescriptor(Map.prototype, 'size').get;
console.log(og.call(new Map([[1, 1]])), og.name);
console.log(
  new Set('hello').size,
  [...new Set([3, 1, 3, 2, 1])].join(),
  [...new Map(Object.entries({ a: 1 })).entries()].flat().join(),
);
