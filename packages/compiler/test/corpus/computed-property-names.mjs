let n = 0;
const k = () => 'k' + n++;
const o = {
  [k()]: 1,
  [k()]() {
    return 'm';
  },
  get [k()]() {
    return 'g';
  },
  set [k()](v) {
    this.s = v;
  },
  async [k()]() {},
  *[k()]() {
    yield 1;
  },
  [Symbol.for('sy')]: 2,
  [1 + 1]: 'two',
  ['a' + 'b']: 'ab',
  [`t${1}`]: 't',
  [null]: 'null',
  [undefined]: 'undef',
  [true]: 'bool',
  [{}]: 'obj',
  [[1, 2]]: 'arr',
  [1e21]: 'big',
  [-0]: 'zero',
  [0.1]: 'frac',
  [1n]: 'bigint',
  [() => 1]: 'fn',
};
console.log(
  Object.keys(o).map((x) => x.slice(0, 20)),
  o.k1.name,
  Object.getOwnPropertyDescriptor(o, 'k2').get.name,
  o[2],
  o['[object Object]'],
  o['1,2'],
  o[0],
  o['1'],
);
const order = [];
const t = (x) => (order.push(x), x);
const q = { [t('a')]: t(1), [t('b')]: t(2) };
class C {
  static [t('s')] = t('sv');
  [t('f')] = t('fv');
  [t('m')]() {}
  static get [t('g')]() {
    return 1;
  }
}
new C();
console.log(order.join());
const key = {
  toString() {
    order.push('ts');
    return 'conv';
  },
};
const p = { [key]: 1 };
p[key]++;
p[key] += 5;
console.log(p, order.filter((x) => x === 'ts').length);
const { [t('d')]: dv = t('default'), ...r } = { d: undefined, e: 1 };
console.log(dv, r);
const sym = Symbol('desc');
console.log(
  { [sym]: () => {} }[sym].name,
  { [sym]() {} }[sym].name,
  {
    get [sym]() {
      return 1;
    },
  }[sym],
  class {
    static [sym]() {}
  }[sym].name,
  { ['comp']: function () {} }.comp.name,
  { ['x' + 1]: class {} }.x1.name,
);
for (const f of [
  () => ({ [Symbol()]: 1 }),
  () => ({ [{ toString: () => ({}), valueOf: () => ({}) }]: 1 }),
  () => ({
    [(() => {
      throw new Error('key');
    })()]: 1,
  }),
  () => ({ [Object.create(null)]: 1 }),
])
  try {
    console.log(typeof f());
  } catch (e) {
    console.log(e.name, e.message);
  }
console.log(
  { ['__proto__']: null } instanceof Object,
  { __proto__: null } instanceof Object,
  Object.keys({ ['__proto__']: 1 }),
  { a: 1, ['a']: 2, a: 3 }.a,
  {
    get a() {
      return 1;
    },
    ['a']: 2,
  }.a,
);
const dyn = (field, v) => ({ [field]: v, [`${field}Upper`]: String(v).toUpperCase() });
console.log(
  dyn('name', 'x'),
  ['a', 'b'].reduce((acc, c, i) => ({ ...acc, [c]: i }), {}),
);
const arr = [];
arr['0'] = 'a';
arr['01'] = 'b';
arr[1.0] = 'c';
arr['1.0'] = 'd';
arr[-1] = 'e';
console.log(arr.length, Object.keys(arr));
