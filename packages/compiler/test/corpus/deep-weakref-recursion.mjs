const ref = new WeakRef({ a: 1 });
console.log(ref.deref()?.a, Object.prototype.toString.call(ref), ref instanceof WeakRef, WeakRef.length);
for (const bad of [1, 'x', null, undefined, Symbol.for('reg')])
  try {
    new WeakRef(bad);
    console.log('ok');
  } catch (e) {
    console.log(e.message);
  }
console.log(new WeakRef(Symbol('local')).deref()?.description);
const wm = new WeakMap(),
  k1 = {},
  k2 = () => {},
  k3 = Symbol('s');
wm.set(k1, 1).set(k2, 2).set(k3, 3);
console.log(wm.get(k1), wm.get(k2), wm.get(k3), wm.has({}), wm.get('x'), wm.delete(k1), wm.has(k1), wm.delete('no'));
for (const bad of [1, 'x', null, Symbol.iterator === 0, Symbol.for('r')])
  try {
    wm.set(bad, 1);
    console.log('set');
  } catch (e) {
    console.log(e.message);
  }
const ws = new WeakSet([k1]);
console.log(ws.has(k1), ws.add(k2) === ws, ws.delete(k1), ws.has(1));
try {
  ws.add(1);
} catch (e) {
  console.log(e.message);
}
for (let i = 0; i < 20000; i++) wm.set({ i }, { big: new Array(10) });
console.log(wm.has(k2));
const meta = new WeakMap();
class Priv {
  constructor(v) {
    meta.set(this, { v });
  }
  get v() {
    return meta.get(this).v;
  }
}
console.log([1, 2, 3].map((x) => new Priv(x).v));
const rec = (n) => (n === 0 ? 0 : 1 + rec(n - 1));
console.log(rec(5000));
let depth = 0;
const inf = () => {
  depth++;
  inf();
};
try {
  inf();
} catch (e) {
  console.log(e instanceof RangeError, e.message, depth > 5000);
}
depth = 0;
class Rec {
  get x() {
    depth++;
    return this.x;
  }
  m() {
    return [1].map(() => this.m());
  }
  toString() {
    return `${this}`;
  }
  [Symbol.toPrimitive]() {
    return this + 1;
  }
}
for (const f of [
  () => new Rec().x,
  () => new Rec().m(),
  () =>
    String(
      Object.assign(
        Object.create({
          toString() {
            return `${this}`;
          },
        }),
        {},
      ),
    ),
  () => new Rec() + 1,
  () => {
    const p = new Proxy({}, { get: (t, k, r) => r[k] });
    return p.z;
  },
  () => {
    const a = [];
    for (let i = 0; i < 1e5; i++) a.push('[');
    return JSON.parse(a.join(''));
  },
  () => {
    let o = {};
    for (let i = 0; i < 1e5; i++) o = { o };
    return JSON.stringify(o).length;
  },
  () => {
    function* g() {
      yield* g();
    }
    return [...g()];
  },
  () => {
    const f = (...a) => f(...a, 1);
    return f();
  },
  () =>
    new (class A {
      constructor() {
        new A();
      }
    })(),
  () => {
    let n = [];
    for (let i = 0; i < 1e5; i++) n = [n];
    return n.flat(Infinity).length;
  },
  () =>
    [3, 2, 1].sort(function c(a, b) {
      return [a, b].sort(c)[0];
    }),
])
  try {
    console.log(typeof f());
  } catch (e) {
    console.log(e.name, e.message.slice(0, 40));
  }
let list = null;
for (let i = 0; i < 1000000; i++) list = { next: list, i };
let s = 0;
for (let n = list; n; n = n.next) s += n.i;
console.log(s);
let str = '';
for (let i = 0; i < 200000; i++) str = 'a' + str + 'b';
console.log(str.length, str[0], str.at(-1), str.indexOf('b'));
let nest = 'x';
for (let i = 0; i < 50000; i++) nest = [nest];
let dd = 0;
while (Array.isArray(nest)) {
  nest = nest[0];
  dd++;
}
console.log(dd);
const even = (n) => (n === 0 ? true : odd(n - 1)),
  odd = (n) => (n === 0 ? false : even(n - 1));
console.log(even(3000), odd(2999));
const ack = (m, n) => (m === 0 ? n + 1 : n === 0 ? ack(m - 1, 1) : ack(m - 1, ack(m, n - 1)));
console.log(ack(2, 9));
(async () => {
  const ar = async (n) => (n === 0 ? 0 : 1 + (await ar(n - 1)));
  console.log(await ar(2000));
  let p = Promise.resolve(0);
  for (let i = 0; i < 10000; i++) p = p.then((x) => x + 1);
  console.log(await p);
})();
