const k = 'key',
  n = 1;
const order = [];
const t = (x) => (order.push(x), x);
const o = {
  a: t(1),
  [t('b')]: t(2),
  'c d': 3,
  4: 4,
  0.5: 5,
  1e3: 6,
  0xff: 7,
  [k]: 8,
  [`${k}2`]: 9,
  [n + 1]: 10,
  k,
  n,
  m() {
    return this.a;
  },
  async am() {},
  *g() {},
  async *ag() {},
  get x() {
    return this._x;
  },
  set x(v) {
    this._x = v;
  },
  [Symbol.toStringTag]: 'O',
  f: function () {},
  ar: () => {},
  cl: class {},
  null: 11,
  true: 12,
  if: 13,
  class: 14,
  get: 15,
  set: 16,
  async: 17,
  static: 18,
  await: 19,
  new: 20,
  quoted: 21,
  ...{ s1: 1, a: 'over' },
  ...[7],
  ...'hi',
  ...null,
  last: 0,
};
console.log(o, order, Object.keys(o), o.a, o[0.5], o[1000], o[255]);
console.log(
  { __proto__: { p: 1 } }.p,
  { __proto__: { q: 2 } }.q,
  Object.keys({ ['__proto__']: 1 }),
  {
    __proto__() {
      return 1;
    },
  }.__proto__(),
  { __proto__: 5 }.x,
  Object.getPrototypeOf({ __proto__: null }) === null,
);
console.log(
  { a: 1, a: 2, ['a']: 3 },
  {
    get a() {
      return 1;
    },
    a: 2,
  }.a,
  {
    a: 1,
    get a() {
      return 5;
    },
  }.a,
  { b: 1, a: 2, b: 3 },
  Object.keys({ 2: 0, b: 0, 1: 0, a: 0, '-1': 0 }),
);
const { a, ...rest } = {
  a: 1,
  b: 2,
  get c() {
    return 3;
  },
};
console.log(a, rest, Object.getOwnPropertyDescriptor(rest, 'c'));
const src = {
  get v() {
    order.push('got');
    return 1;
  },
};
order.length = 0;
const cp = { ...src, ...src };
console.log(order, cp, { ...{ a: 1 }, a: 2 }, { a: 2, ...{ a: 1 } }, { ...undefined, ...5, ...true, ...Symbol() });
const sh = { x: { y: 1 } };
const copy = { ...sh };
copy.x.y = 2;
console.log(sh.x.y, copy.x === sh.x);
console.log(
  { f() {} }.f.name,
  { 'a b'() {} }['a b'].name,
  { 5() {} }[5].name,
  {
    get z() {
      return 1;
    },
  }.z,
  { async f() {} }.f.constructor.name,
  { *f() {} }.f.constructor.name,
  { f: async () => {} }.f.name,
  { ['x' + 1]: () => {} }.x1.name,
  { [Symbol('d')]: () => {} }[Object.getOwnPropertySymbols({})[0]] === undefined,
);
const fn = { [k + 1]: function () {}, [k + 2]: class {} };
console.log(fn.key1.name, fn.key2.name);
let i = 0;
const seq = { [i++]: i, [i++]: i, [i++]: i };
console.log(seq);
const getters = {
  _v: 1,
  get v() {
    return this._v++;
  },
};
console.log(getters.v, getters.v, getters.v, JSON.stringify(getters));
const big = {};
for (let j = 0; j < 100; j++) big['p' + j] = j;
console.log(Object.keys(big).length, big.p99);
const big2 = {
  p0: 0,
  p1: 1,
  p2: 2,
  p3: 3,
  p4: 4,
  p5: 5,
  p6: 6,
  p7: 7,
  p8: 8,
  p9: 9,
  p10: 10,
  p11: 11,
  p12: 12,
  p13: 13,
  p14: 14,
  p15: 15,
  p16: 16,
  p17: 17,
  p18: 18,
  p19: 19,
  p20: 20,
};
let sum = 0;
for (const q in big2) sum += big2[q];
console.log(sum, Object.values(big2).length);
delete big2.p5;
big2.p5 = 'again';
console.log(Object.keys(big2).at(-1), 'p5' in big2);
const nul = Object.create(null);
nul.x = 1;
nul.__proto__ = 'plain';
console.log(Object.keys(nul), nul.toString, 'toString' in nul, `${Object.keys(nul)}`);
try {
  `${nul}`;
} catch (e) {
  console.log(e.name, e.message);
}
console.log(
  [{}, {}].map((x) => x.constructor === Object),
  {}.toString(),
  {} + '',
  [] + {},
  {} + [],
  typeof {},
  !!{},
  { valueOf: () => 4 } + 1,
  { toString: () => 't' } + 1,
  +{ valueOf: () => '5' },
);
const chain = { a: { b: null, c: () => ({ d: [1, { e: 'deep' }] }) } };
console.log(
  chain?.a?.c?.()?.d?.[1]?.e,
  chain.x?.y.z.w,
  chain.a.b?.c(),
  chain.nope?.(),
  chain.a?.['c']?.().d.length,
  delete chain?.a?.b,
  'b' in chain.a,
  delete chain?.zz?.q,
);
console.log(
  ((o) => ({ ...o, n: o.n + 1 }))({ n: 1, z: 0 }),
  (({ x = 1, ...r } = {}) => [x, r])(),
  Object.entries({ a: 1, b: { c: 2 } }).flat(),
  new Map(Object.entries({ q: 1 })).get('q'),
);
var ob = {
  v: 1,
  inc() {
    this.v++;
    return this;
  },
};
console.log(
  ob.inc().inc().v,
  (0, ob.inc) === ob.inc,
  (() => {
    try {
      return (0, ob.inc)();
    } catch (e) {
      return e.name;
    }
  })(),
);
console.log(
  Object.is({ ...o }.x, o.x),
  'a' in o,
  delete o.a,
  'a' in o,
  o.a,
  o?.a,
  o.zzz ?? 'dflt',
  (o.cnt ??= 5),
  (o.cnt &&= 6),
  (o.cnt ||= 7),
);
