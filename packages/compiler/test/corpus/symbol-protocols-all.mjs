for (const n of [
  'iterator',
  'asyncIterator',
  'hasInstance',
  'isConcatSpreadable',
  'match',
  'matchAll',
  'replace',
  'search',
  'species',
  'split',
  'toPrimitive',
  'toStringTag',
  'unscopables',
])
  console.log(
    n,
    String(Symbol[n]),
    Symbol[n].description,
    Symbol.keyFor(Symbol[n]),
    JSON.stringify(Object.getOwnPropertyDescriptor(Symbol, n)),
  );
const tp = (h) => ({ [Symbol.toPrimitive]: h });
console.log(
  `${tp((h) => h)}`,
  +tp((h) => (h === 'number' ? 4 : NaN)),
  tp((h) => h) + '',
  tp((h) => h) == 'default',
  tp((h) => (h === 'number' ? 1 : 2)) < 2,
  [1, 2, 3][tp((h) => (h === 'string' ? 1 : 0))],
  new Date(tp(() => 5)).getTime(),
  Number(tp((h) => (h === 'number' ? 7 : 0))),
  tp(() => 3) * 2,
  tp((h) => (h === 'default' ? 'd' : 'n')) + 1,
  2 ** tp(() => 3),
  Math.max(
    tp(() => 9),
    1,
  ),
  'x'.repeat(tp(() => 2)),
  BigInt(tp(() => 5n)),
  tp(() => Symbol.iterator) in [],
  isNaN(tp(() => 'q')),
);
for (const f of [
  () => +tp(() => ({})),
  () => +tp(5),
  () => `${tp(null)}`,
  () => `${tp(undefined)}`,
  () => +{ valueOf: () => ({}), toString: () => ({}) },
  () => +{ valueOf: 1, toString: 2 },
  () => `${Object.create(null)}`,
  () => Symbol() + 1,
  () => `${Symbol('s')}`,
  () => +Symbol(),
  () => Symbol('a').toString(),
  () => String(Symbol('b')),
  () => Symbol('c').description,
  () => Symbol().description,
  () => Symbol('') + '' === '',
  () => Object(Symbol('o')) == Symbol('o'),
  () => Symbol.for('k') === Symbol.for('k'),
  () => Symbol.keyFor(Symbol.for('k')),
  () => Symbol.keyFor(Symbol()),
  () => Symbol.keyFor('x'),
  () => new Symbol(),
  () => Symbol.prototype.valueOf.call(Symbol.iterator) === Symbol.iterator,
  () => [Symbol('in arr')],
  () => ({ [Symbol('k')]: Symbol('v') }),
  () => Symbol.iterator.toString(),
  () => JSON.stringify({ [Symbol()]: 1, a: Symbol() }),
  () => Object(Symbol('w')),
  () => typeof Object(Symbol()),
  () => Symbol('x') === Symbol('x'),
  () => Symbol.for() === Symbol.for('undefined'),
  () => Symbol(Symbol('nest')),
  () => Symbol(undefined).description,
  () => Symbol(null).toString(),
  () => Symbol({ toString: () => 'obj' }).description,
])
  try {
    console.log(f());
  } catch (e) {
    console.log(e.name, e.message);
  }
class Even {
  static [Symbol.hasInstance](n) {
    return n % 2 === 0;
  }
}
console.log(
  2 instanceof Even,
  3 instanceof Even,
  {} instanceof Object,
  Object.create(null) instanceof Object,
  (() => {}) instanceof Function,
);
try {
  1 instanceof {};
} catch (e) {
  console.log(e.message);
}
try {
  1 instanceof { [Symbol.hasInstance]: 5 };
} catch (e) {
  console.log(e.message);
}
console.log(
  1 instanceof { [Symbol.hasInstance]: () => 'truthy' },
  Function.prototype[Symbol.hasInstance].call(Array, []),
  Function.prototype[Symbol.hasInstance].name,
);
const m = {
  [Symbol.match]: (s) => 'M' + s,
  [Symbol.replace]: (s, r) => `R${s}${r}`,
  [Symbol.search]: (s) => 'S' + s,
  [Symbol.split]: (s, l) => ['P', s, l],
  [Symbol.matchAll]: (s) => ['A' + s],
};
console.log(
  'x'.match(m),
  'x'.replace(m, 'y'),
  'x'.search(m),
  'x'.split(m, 3),
  'x'.matchAll(m),
  'x'.replaceAll({ [Symbol.replace]: () => 'RA' }, ''),
);
const re = /a/;
re[Symbol.match] = false;
console.log('/a/'.includes(re), '/a/b'.startsWith(re), 'x/a/'.endsWith(re));
console.log(
  [].concat(
    { length: 2, 0: 'a', 1: 'b', [Symbol.isConcatSpreadable]: true },
    Object.assign([9], { [Symbol.isConcatSpreadable]: false }),
  ),
);
class Tag {
  get [Symbol.toStringTag]() {
    return 'MyTag';
  }
}
console.log(
  String(new Tag()),
  Object.prototype.toString.call(new Tag()),
  new Tag(),
  { [Symbol.toStringTag]: 'Lit' },
  Object.prototype.toString.call({ [Symbol.toStringTag]: 5 }),
  [
    null,
    undefined,
    1,
    '',
    true,
    [],
    () => {},
    /x/,
    new Date(0),
    new Error(),
    new Map(),
    new Set(),
    Promise.resolve(),
    Symbol(),
    1n,
    new WeakMap(),
    JSON,
    Math,
    Reflect,
    globalThis,
    (function () {
      return arguments;
    })(),
    new Uint8Array(),
    new ArrayBuffer(1),
    (function* () {})(),
    async () => {},
    new Proxy([], {}),
    new URL('http://a'),
    Atomics,
  ]
    .map((x) => Object.prototype.toString.call(x))
    .join(),
);
class Sp extends Array {
  static get [Symbol.species]() {
    return Array;
  }
}
const sp = new Sp(1, 2, 3);
console.log(
  sp.map((x) => x) instanceof Sp,
  sp.filter(() => true).constructor.name,
  sp.constructor.name,
  Array[Symbol.species] === Array,
  Promise[Symbol.species] === Promise,
  Map[Symbol.species].name,
  RegExp[Symbol.species].name,
  ArrayBuffer[Symbol.species].name,
);
class Coll {
  *[Symbol.iterator]() {
    yield 1;
    yield 2;
  }
  get [Symbol.toStringTag]() {
    return 'Coll';
  }
  static [Symbol.hasInstance]() {
    return true;
  }
  [Symbol.toPrimitive](h) {
    return h;
  }
}
console.log(
  [...new Coll()],
  Math.max(...new Coll()),
  `${new Coll()}`,
  {} instanceof Coll,
  new Map([[new Coll(), 1]]),
  Array.from(new Coll(), (x) => x * 2),
  new Set(new Coll()),
  Object.fromEntries([[Symbol.for('q'), 1]]),
);
const os = { [Symbol.for('a')]: 1, b: 2, [Symbol.iterator]: null };
console.log(
  Object.getOwnPropertySymbols(os).map(String),
  Reflect.ownKeys(os).map(String),
  Object.keys(os),
  Symbol.for('a') in os,
  os[Symbol.for('a')],
  { ...os },
  Object.assign({}, os),
);
for (const k in os) console.log(k);
console.log(
  Array.prototype[Symbol.unscopables] && Object.keys(Array.prototype[Symbol.unscopables]).length,
  Object.getPrototypeOf(Array.prototype[Symbol.unscopables]),
);
