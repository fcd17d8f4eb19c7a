// Map and Set: order, mutation during iteration, NaN and -0 keys; property order; holes; sparse arrays.
const m = new Map([
  [1, 'a'],
  [NaN, 'n'],
  [-0, 'z'],
]);
console.log(m.get(NaN), m.get(0), m.size, [...m.keys()], m.has(2), m.delete(1), m.delete(1), [...m]);
const s = new Set([1, 2, 3]);
for (const x of s) {
  console.log(x);
  if (x < 3) {
    s.delete(x);
    s.add(x + 10);
  }
  if (s.size > 6) break;
}
console.log([...s]);
const m2 = new Map();
for (let i = 0; i < 100; i++) m2.set(i, i);
let seen = 0;
m2.forEach((v, k) => {
  seen++;
  if (k < 50) m2.delete(k + 50);
  if (k === 10) m2.set('late', 1);
});
console.log(seen, m2.size);
const mi = m2.entries();
mi.next();
m2.clear();
m2.set('x', 1);
console.log(mi.next(), mi.next(), new Map().set('a', 1).set('a', 2).size);
const o = { b: 1, 2: 'two', a: 2, 1: 'one', [Symbol('s')]: 3, '-1': 'neg', '01': 'zero' };
console.log(Object.keys(o), JSON.stringify(o));
delete o.b;
o.b = 9;
console.log(Object.entries(o));
for (const k in o) console.log(k);
const a = [1, , 3];
console.log(
  a.length,
  1 in a,
  a.map((x) => x * 2),
  a.forEach((x) => console.log(x)),
  Object.keys(a),
  a.indexOf(undefined),
  a.includes(undefined),
);
a[5] = 6;
a.length = 4;
console.log(a);
a.foo = 'x';
console.log(a, Object.keys(a));
const sp = [];
sp[1000000] = 1;
console.log(sp.length, Object.keys(sp));
sp.length = 3;
console.log(sp.length, sp);
const arr = [5, 1, 4];
arr.sort();
arr.reverse();
arr.unshift(0, 9);
arr.splice(1, 2, 'x', 'y', 'z');
console.log(
  arr,
  arr.pop(),
  arr.shift(),
  arr.concat([1], 2, [[3]]),
  arr.slice(-2),
  arr.flat(),
  [[1, [2, [3]]]].flat(Infinity),
  [1, 2].flatMap((x) => [x, x]),
);
console.log(
  [3, 1, 2].toSorted(),
  [1, 2, 3].with(1, 9),
  [1, 2, 3].findLast((x) => x < 3),
  [1, 2, 3].at(-1),
  Array.of(7),
  Array(3).fill(0),
  [...Array(2).keys()],
  [1, 2, 3].reduceRight((p, c) => p + c),
  [1, 2, 3, 4].copyWithin(0, 2),
  Array.isArray([]),
  [1, [2, 3]].toString(),
  [null, undefined, 1].join(),
);
const wm = new WeakMap();
const key = {};
wm.set(key, 1);
console.log(wm.get(key), wm.has({}), new WeakRef(key).deref() === key);
const st = Array.from({ length: 50 }, (_, i) => ({ k: i % 5, i }));
st.sort((x, y) => x.k - y.k);
console.log(st.map((e) => e.i).join());
const fr = Object.freeze({ a: 1, n: { b: 2 } });
try {
  fr.a = 2;
} catch (e) {
  console.log(e.message);
}
fr.n.b = 3;
console.log(fr, Object.isFrozen(fr));
const fa = Object.freeze([1]);
try {
  fa.push(2);
} catch (e) {
  console.log(e.name);
}
const se = Object.seal({ q: 1 });
se.q = 2;
try {
  delete se.q;
} catch (e) {
  console.log(e.message);
}
const d = {};
Object.defineProperty(d, 'hid', { value: 1 });
Object.defineProperty(d, 'acc', {
  get() {
    return this.hid + 1;
  },
  enumerable: true,
  configurable: true,
});
console.log(d, d.hid, d.acc, Object.getOwnPropertyDescriptor(d, 'hid'), Object.getOwnPropertyNames(d));
try {
  d.hid = 2;
} catch (e) {
  console.log(e.message);
}
try {
  d.acc = 2;
} catch (e) {
  console.log(e.message);
}
