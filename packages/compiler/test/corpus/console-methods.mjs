// Methods of the console, formats, nesting, kinds of objects.
console.log('%s %d %i %f %j %o %O %%', 'text', 42.5, 42.9, '1.5', { a: [1] }, [1], { b: { c: {} } }, 'rest');
console.info([1.5, -0, 0, NaN, 1e21], ['a', "it's", 'a\nb'], [undefined, null], [, 1, , ,]);
console.debug({ a: { b: { c: { d: 1 } } } }, [[[[1]]]]);
console.group('group');
console.log('indented\ntwice');
console.group();
console.log({ deep: true });
console.groupEnd();
console.groupEnd();
console.count();
console.count('x');
console.count();
console.countReset();
console.count();
console.table([
  { a: 1, b: 'x' },
  { a: 2, c: true },
]);
console.table([
  [1, 2],
  [3, 4],
]);
console.dir({ x: { y: { z: { w: 1 } } } }, { depth: 0 });
console.assert(true, 'not shown');
class Foo {
  constructor() {
    this.x = 1;
  }
  get y() {
    return 2;
  }
  static s = 3;
}
class Bar extends Foo {
  #p = 1;
  [Symbol('k')] = 2;
}
console.log(
  new Foo(),
  new Bar(),
  Foo,
  Bar,
  class {},
  () => {},
  function named() {},
  async () => {},
  function* g() {},
  async function* ag() {},
);
console.log(
  new Map([
    ['k', { v: 1 }],
    [{ o: 1 }, 'x'],
  ]),
  new Set([1, 'two', [3]]),
  new Map().entries(),
  new Set([1]).values(),
  new WeakMap(),
  new WeakSet(),
);
console.log(
  Promise.resolve(5),
  Promise.reject(new Error('r')).catch(() => {}) && 0,
  new Promise(() => {}),
  Symbol('s'),
  Symbol.iterator,
  12n,
  [12n],
);
console.log(
  new Uint8Array(3),
  new Float64Array([1.5]),
  new ArrayBuffer(2),
  new DataView(new ArrayBuffer(1)),
  new BigInt64Array(1),
);
console.log(
  /re/g,
  new Date(0),
  new Date(NaN),
  [new Date(0)],
  Object(1),
  Object('s'),
  Object(true),
  Object(Symbol('q')),
  Object(1n),
);
console.log(
  Object.create(null),
  Object.create({ inherited: 1 }),
  { __proto__: null, x: 1 },
  Object.create(Foo.prototype),
);
const circular = { name: 'c' };
circular.self = circular;
circular.list = [circular, { circular }];
console.log(circular);
console.log(
  {
    get a() {
      return 1;
    },
    set a(v) {},
    get b() {
      return 1;
    },
    set c(v) {},
  },
  { 'a-b': 1, 2: 3, valid_id: 4, [Symbol.toStringTag]: 'Tagged' },
);
console.log(
  Array.from({ length: 120 }, (_, i) => i),
  'x'.repeat(200).length,
  ['x'.repeat(100)],
  Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`key${i}`, i])),
);
(function () {
  console.log(arguments);
})(1, 'two');
console.log(
  [1, 2, 3].entries(),
  'abc'[Symbol.iterator](),
  (function* () {})(),
  globalThis === globalThis,
  Math,
  JSON,
  Reflect,
);
console.log(new Proxy({ a: 1 }, {}), new Proxy(function f() {}, {}), [new Proxy([1, 2], {})]);
console.log(
  {
    [Symbol.for('nodejs.util.inspect.custom')](depth, options) {
      return `custom ${depth} ${typeof options}`;
    },
  },
  Object.assign([1, 2], { extra: 'x' }),
  Object.assign(() => {}, { prop: 1 }),
);
console.log(
  [
    ['a', 1],
    ['b', 2],
  ],
  [
    { a: 1, b: 2 },
    { a: 3, b: 4 },
  ],
  { f() {}, g: class X {} },
  -0,
  [-0],
  'top level string',
  ['nested string'],
);
console.log(
  new Error('message only').message,
  String(new TypeError('t')),
  Object.assign(new Error('with'), { code: 'E' }).code,
  [new RangeError('in list')].length,
);
