console.log([1, [2, [3, [4, [5]]]]], { a: { b: { c: { d: 1 } } } }, [[[[]]]], [{}], { a: [] }, { a: {} });
console.log([undefined, null, , 'x', -0, 1n, Symbol('s'), () => 1, class A {}, function f() {}]);
console.log(
  new Map([
    [{ a: 1 }, [1, 2]],
    ['k', new Map([[1, 2]])],
  ]),
  new Set([[1], new Set([2])]),
  new WeakMap(),
  new WeakSet(),
);
console.log({
  'a-b': 1,
  valid_id: 2,
  3: 3,
  [Symbol('q')]: 4,
  get g() {
    return 1;
  },
  set s(v) {},
  get gs() {
    return 1;
  },
  set gs(v) {},
});
console.log('str', ['str'], ["it's"], ['"q"'], ['`b`\'"'], ['new\nline'], 'new\nline', ['\x00\x7f\u2028'], ['é😀']);
console.log(
  Array(3),
  [1, , , 4],
  [, ,],
  Object.assign([1, 2], { extra: true, '-1': 'neg' }),
  Array.from({ length: 120 }, (_, i) => i),
);
console.log('x'.repeat(200), ['x'.repeat(100), 'y'.repeat(100)], { long: 'z'.repeat(90), other: 1 });
console.log(
  new (class Foo {
    constructor() {
      this.a = 1;
    }
  })(),
  new (class extends Array {})(3),
  Object.create(null),
  Object.create({ inherited: 1 }),
  new (class Bar extends Map {})([[1, 2]]),
  Object.create(class Q {}.prototype),
);
const c = { name: 'c' };
c.self = c;
c.arr = [c, { c }];
console.log(c);
console.log([
  new Date(0),
  new Date(NaN),
  /re/g,
  new Error('msg').message,
  [new Error('in array').message],
  Promise.resolve(5),
  new Promise(() => {}),
  (async () => 1)(),
]);
console.log(
  new Uint8Array(3),
  new Float64Array([1.5, -0]),
  new ArrayBuffer(4),
  new DataView(new ArrayBuffer(2)),
  new BigInt64Array(1),
  [new Uint8Array(0)],
);
console.log(
  Object(1),
  Object('s'),
  Object(true),
  Object(Symbol('w')),
  Object(2n),
  [Object(1)],
  Object.assign(Object('ab'), { p: 1 }),
);
console.log(
  function named() {},
  () => {},
  async () => {},
  function* gen() {},
  async function* ag() {},
  class {},
  class X extends Date {},
  Object.assign(() => {}, { a: 1 }),
  Math.max,
  Symbol,
);
console.log([function () {}, class {}], { m() {}, f: () => {}, k: class K {} });
console.log(globalThis === globalThis, Math, JSON, Reflect, Symbol.iterator, [Symbol.for('x')]);
console.log({
  a: 1,
  b: 'two',
  c: [3],
  d: { e: 4 },
  f: null,
  g: undefined,
  h: true,
  i: 1.5,
  j: 'long enough text to break the line',
  k: 'another long text',
});
console.log(
  [
    ['a', 1],
    ['b', 2],
  ],
  Object.entries({ x: 1, y: 2 }),
  [[1, 2, [3, 4, [5, [6]]]], { a: { b: { c: {} } } }],
);
console.log(
  Array.from({ length: 30 }, (_, i) => 'item' + i),
  Array.from({ length: 7 }, (_, i) => i * 1000),
  [1.5, 22.25, 333.125, 4444, 55555, 666666, 7777777],
);
console.log(
  '%s is %d years and %i, %f, %j %o %O %%, %c styled',
  'Bob',
  42.5,
  42.9,
  '1.5',
  { a: 1 },
  [1],
  { b: { c: {} } },
  'css',
  'extra',
  { e: 1 },
);
console.log('%s %s', 'only');
console.log('%x %', 1);
console.log('%d', '0x10', '%i', 5);
console.log(
  '%s',
  null,
  undefined,
  5n,
  Symbol('f'),
  {
    toString() {
      return 'custom';
    },
  },
  [1, [2]],
  () => 1,
  class Z {},
  new Date(0),
  new Error('e').message,
);
console.log();
console.log('');
console.log(' ');
console.log(-0, [-0], 0, 1e21, 1e-7, NaN, Infinity);
console.log(
  new (class {
    get [Symbol.toStringTag]() {
      return 'Tagged';
    }
  })(),
  { [Symbol.toStringTag]: 'Own' },
  new (class N {
    static s = 1;
    #p = 2;
    q = 3;
  })(),
);
console.log(
  (function () {
    return arguments;
  })(1, 'a'),
  [1, 2][Symbol.iterator](),
  new Map([[1, 2]]).entries(),
  new Set([1]).values(),
  'ab'[Symbol.iterator](),
  (function* () {})(),
);
console.log({ a: [{ b: { c: [1] } }] }, [[[[1]]]], { x: new Map([[{ deep: { er: 1 } }, new Set([[1, [2]]])]]) });
console.error === undefined || console.info('info');
console.debug('debug', 1);
console.dir({ a: { b: { c: { d: 1 } } } }, { depth: 0 });
console.group('G');
console.log('in\nside');
console.group();
console.log({ a: 1, b: [1, 2] });
console.groupEnd();
console.groupEnd();
console.log('out');
console.table([
  { a: 1, b: 'x' },
  { a: 2, c: true },
]);
console.table([
  [1, 2],
  [3, 4],
]);
console.table(5);
console.table(new Map([['k', 1]]));
console.table([1, 'a', { z: 1 }], ['z']);
console.count();
console.count('l');
console.count();
console.countReset();
console.count();
console.assert(true, 'no');
