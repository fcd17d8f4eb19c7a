const a = 1,
  b = 2,
  key = 'dyn';
const log = [];
const k = (x) => (log.push(x), x);
const o = {
  a,
  b,
  [key]: 3,
  [k('c1')]: k('v1'),
  [k('c2')]: k('v2'),
  method() {
    return this.a;
  },
  async am() {},
  *gm() {
    yield this.b;
  },
  async *agm() {},
  get acc() {
    return 'acc';
  },
  'q-k': 4,
  5: 5,
  [Symbol.iterator]: function* () {
    yield* [1, 2];
  },
  f: function () {},
  arrow: () => 1,
  if: 1,
  class: 2,
  get: 3,
  set: 4,
  async: 5,
  await: 6,
};
console.log(
  log.join(),
  o.method(),
  [...o.gm()][0],
  o.acc,
  o['q-k'],
  o[5],
  [...o].join(),
  o.f.name,
  o.arrow.name,
  o.method.name,
  o.am.name,
  o.gm.name,
  o.if + o.class + o.get + o.set + o.async + o.await,
  Object.getOwnPropertyDescriptor(o, 'acc').get.name,
  o[Symbol.iterator].name,
);
console.log(
  { x: 1, x: 2 }.x,
  {
    get x() {
      return 1;
    },
    x: 2,
  }.x,
  {
    x: 2,
    get x() {
      return 3;
    },
  }.x,
  { __proto__: null } instanceof Object,
  { ['__proto__']: 5 }.__proto__,
  Object.keys({ ['__proto__']: 1 }).join(),
  { __proto__: Array.prototype } instanceof Array,
  {
    __proto__() {
      return 'm';
    },
  }.__proto__(),
  { a: { b: { c: [{}] } } }.a.b.c.length,
);
const s = {
  __proto__: {
    hi() {
      return 'proto hi';
    },
  },
  hi() {
    return super.hi() + ' own';
  },
  get via() {
    return super.hi();
  },
};
console.log(s.hi(), s.via, Object.setPrototypeOf(s, { hi: () => 'swapped' }).hi());
try {
  o.method.call(undefined);
} catch (e) {
  console.log(e.message);
}
try {
  new o.method();
} catch (e) {
  console.log(e.message);
}
