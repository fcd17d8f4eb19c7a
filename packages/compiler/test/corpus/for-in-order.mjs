const order = (o) => {
  const r = [];
  for (const k in o) r.push(k);
  return r.join();
};
const base = { b: 1, 2: 1, a: 1, 1: 1 };
const d = Object.create(base);
d.c = 1;
d[3] = 1;
d[1] = 1;
d.b = 2;
console.log(order(d), order(base));
console.log(
  order('abc'),
  order([5, 6]),
  order(5),
  order(null),
  order(undefined),
  order(true),
  order(new String('xy')),
  order(function () {}),
  order(new Uint8Array(3)),
  order(new Map([[1, 2]])),
  order(Object.assign(new Date(), { q: 1 })),
  order(
    class {
      static z = 1;
      static a() {}
      static 5 = 1;
    },
  ),
);
const m = { a: 1, b: 1, c: 1 };
const seen = [];
for (const k in m) {
  seen.push(k);
  delete m.b;
  m.z = 1;
  if (k === 'a') m.c = 5;
}
console.log(seen.join(), Object.keys(m).join());
const r = { a: 1, b: 1 };
for (const k in r) {
  delete r[k];
  r[k] = 1;
}
console.log(Object.keys(r).join());
let k;
for (k in { x: 1, y: 2 });
console.log(k);
const o = {};
for (o.p in { q: 1 });
console.log(o);
const arr = [];
for (arr[arr.length] in { a: 1, b: 2 });
console.log(arr);
for (var [first] in { hello: 1, world: 2 }) console.log(first);
for (const { length } in { abc: 1 }) console.log(length);
for (var v in [9]);
console.log(v, typeof v);
outer: for (const a in { 1: 1, 2: 2 })
  for (const b in { x: 1, y: 1 }) {
    if (b === 'y') continue outer;
    if (a === '2') break outer;
    console.log(a, b);
  }
const fns = [];
for (const c in { a: 1, b: 2 }) fns.push(() => c);
for (let c in [1, 2]) {
  fns.push(() => c);
  c += '!';
}
console.log(fns.map((f) => f()).join());
class P {
  x = 1;
  get acc() {
    return 1;
  }
  m() {}
}
P.prototype.extra = 1;
class Q extends P {
  y = 1;
}
console.log(order(new Q()));
const sh = Object.create({ hidden: 1, seen: 1 });
Object.defineProperty(sh, 'hidden', { value: 2, enumerable: false });
console.log(order(sh));
const pr = new Proxy(
  { a: 1, b: 2 },
  {
    ownKeys: (t) => ['z', ...Reflect.ownKeys(t)],
    getOwnPropertyDescriptor: (t, k) =>
      k === 'a'
        ? undefined
        : k === 'z'
          ? { value: 1, enumerable: true, configurable: true }
          : Reflect.getOwnPropertyDescriptor(t, k),
  },
);
console.log(order(pr));
console.log(order(Object.create(pr)));
console.log(order(Object.defineProperty([1, 2, 3], 1, { enumerable: false })));
const long = [];
long[50] = 1;
long.x = 1;
long[7] = 1;
console.log(order(long));
console.log(order({ 10: 1, 9: 1, '08': 1, 1e3: 1, 0x10: 1, 1.0: 1, [-5]: 1 }));
const del = Array.from({ length: 5 }, (_, i) => i);
const got = [];
for (const i in del) {
  got.push(i);
  if (i === '1') del.length = 3;
}
console.log(got.join());
const protoadd = Object.create({ p: 1 });
protoadd.own = 1;
const g2 = [];
for (const i in protoadd) {
  g2.push(i);
  Object.getPrototypeOf(protoadd).late = 1;
  delete Object.getPrototypeOf(protoadd).p;
}
console.log(g2.join());
try {
  for (const x in {
    get a() {
      throw 1;
    },
  })
    console.log('fine', x);
} catch {
  console.log('thrown');
}
for (const x in (console.log('once'), { a: 1, b: 1 })) console.log(x);
