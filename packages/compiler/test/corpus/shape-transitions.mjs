const keys = (o) => Object.keys(o).join();
function P(a, b) {
  this.a = a;
  if (b) this.b = b;
  else this.c = 0;
  this.d = 1;
}
console.log(keys(new P(1, 2)), keys(new P(1)), keys(new P(1, 2)));
const o = {};
for (const k of ['z', 'a', '1', '0', 'b', '-1', '01', '4294967295', '4294967294', '1.5', Symbol.iterator]) o[k] = 1;
console.log(keys(o), Reflect.ownKeys(o).length);
const q = { x: 1 };
Object.defineProperty(q, 'h', { value: 2 });
q.y = 3;
console.log(keys(q), q.h, JSON.stringify(q), q);
Object.defineProperty(q, 'x', { enumerable: false });
console.log(keys(q), q.x);
Object.defineProperty(q, 'x', {
  get() {
    return 'getter';
  },
});
console.log(q.x, Object.getOwnPropertyNames(q).join());
const r = { a: 1, b: 2, c: 3 };
delete r.b;
r.b = 4;
console.log(keys(r));
delete r.a;
r.a = 5;
console.log(keys(r), r);
r.a = 6;
console.log(keys(r));
let big = {};
for (let i = 0; i < 2000; i++) big['p' + ((i * 7919) % 2000)] = i;
let sum = 0;
for (const k in big) sum += big[k];
console.log(sum, Object.keys(big).length, Object.keys(big)[5]);
for (let i = 0; i < 1999; i++) delete big['p' + i];
console.log(big);
big.p0 = 1;
console.log(big);
const list = [];
for (let i = 0; i < 50; i++) {
  const e = { id: i };
  if (i % 2) e.odd = true;
  if (i % 3 === 0) e.three = i;
  if (i % 5 === 0) delete e.id;
  list.push(e);
}
console.log(list.map((e) => keys(e) + ':' + e.id).join(' '));
class A {
  a = 1;
}
class B extends A {
  b = this.a + 1;
}
class C extends B {
  constructor() {
    super();
    this.c = this.b + 1;
  }
}
console.log(new C(), keys(new C()), keys(Object.assign(new A(), { z: 1 })));
const acc = {
  get a() {
    return 1;
  },
  b: 2,
  set a(v) {
    this.b = v;
  },
};
acc.a = 7;
console.log(acc, keys(acc));
const dup = {
  a: 1,
  b: 2,
  a: 3,
  get b() {
    return 9;
  },
};
console.log(dup, keys(dup), dup.b);
const sp = {
  ...'hi',
  ...[9],
  ...null,
  ...undefined,
  ...5,
  ...{
    get k() {
      return 'spread';
    },
  },
  0: 'over',
};
console.log(sp, Object.getOwnPropertyDescriptor(sp, 'k'));
const fn = function () {};
fn.x = 1;
fn[0] = 2;
fn.prototype.y = 1;
console.log(
  keys(fn),
  Reflect.ownKeys(fn).join(),
  Reflect.ownKeys(() => {}).join(),
  Reflect.ownKeys(
    class {
      static s = 1;
      static m() {}
    },
  ).join(),
  Reflect.ownKeys(async function () {}).join(),
);
const ar = [1, 2];
ar.foo = 'x';
ar[-1] = 'neg';
ar['02'] = 's';
console.log(keys(ar), ar.length, ar);
for (const k in ar)
  if (k === '0') {
    delete ar[1];
    ar.late = 1;
  } else console.log('in', k);
const m = {};
m.a = 1;
const n = {};
n.a = 1;
n.b = 2;
m.b = 3;
console.log(m.b + n.b);
const cp = { ...n, b: 5, e: 1 };
console.log(keys(cp));
const nul = { __proto__: null, a: 1 };
console.log(nul, Object.getPrototypeOf(nul));
const np = { ['__proto__']: 5 };
console.log(keys(np), np.__proto__);
const pp = { __proto__: n, own: 1 };
console.log(keys(pp), pp.b, 'a' in pp);
const notp = { __proto__: 5 };
console.log(keys(notp), Object.getPrototypeOf(notp) === Object.prototype);
const { __proto__ } = n;
console.log(__proto__ === Object.prototype);
const shorthand = { __proto__ };
console.log(keys(shorthand));
for (const k in Object.create(
  { inherited: 1, own: 2 },
  { own: { value: 1, enumerable: false }, mine: { value: 1, enumerable: true } },
))
  console.log('for-in', k);
