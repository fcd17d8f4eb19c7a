console.log([
  undefined,
  null,
  true,
  -0,
  0,
  1.5,
  "a'b",
  'q"\'`',
  'line\nbreak',
  Symbol('s'),
  10n,
  () => {},
  function named() {},
  class A {},
  class B extends Array {},
  async () => {},
  function* g() {},
  async function* ag() {},
]);
console.log({
  a: { b: { c: { d: 1 } } },
  arr: [[[[1]]]],
  'quoted-key': 1,
  2: 3,
  [Symbol('k')]: 4,
  [Symbol()]: 5,
  get g() {
    return 1;
  },
  set s(v) {},
  get gs() {
    return 1;
  },
  set gs(v) {},
  m() {},
  f: Math.max,
  u: undefined,
  n: null,
});
console.log(
  new Map([
    [{ k: 1 }, new Map([['x', new Set([1])]])],
    [null, undefined],
  ]),
  new Set([[], {}, 'a']),
  new WeakMap(),
  new WeakSet(),
  new Map(),
  new Set(),
  new Map([['a', 1]]).entries(),
  new Set([1]).values(),
  [1, 2][Symbol.iterator](),
  'ab'[Symbol.iterator](),
  'a'.matchAll(/a/g),
  (function* () {})(),
);
console.log(
  [1.0, -1, 1e21, NaN, Infinity],
  [,],
  [, ,],
  [1, , 3],
  [1, , , 4],
  [undefined, , null],
  Object.assign([1], { x: 1, '-1': 2 }),
  Array(5),
  Array(101).fill(0),
  Array.from({ length: 120 }, (_, i) => i),
  'x'.repeat(50),
  ['x'.repeat(80)],
  [['a'.repeat(30), 'b'.repeat(30), 'c'.repeat(30)]],
  Array.from({ length: 7 }, (_, i) => 'item' + i),
  Array.from({ length: 30 }, (_, i) => 'k'.repeat(i % 5)),
);
console.log(
  Object.create(null),
  Object.create({ a: 1 }),
  Object.create(class Foo {}.prototype),
  new (class Foo {
    x = 1;
  })(),
  new (class extends Map {})([[1, 2]]),
  new (class Bar extends Array {})(3),
  new (class extends Error {
    constructor() {
      super('m');
      this.stack = 'custom stack';
    }
  })(),
  Object.setPrototypeOf({ a: 1 }, null),
  Object.setPrototypeOf([1], null) instanceof Object,
);
console.log(
  new Date(0),
  new Date(NaN),
  /re/gi,
  new Number(1),
  new String('str'),
  new Boolean(true),
  Object(Symbol('o')),
  Object(1n),
  new Uint8Array([1, 2]),
  new Float64Array(3),
  new ArrayBuffer(4),
  new DataView(new ArrayBuffer(2)),
  new BigInt64Array([1n]),
  Promise.resolve(5),
  new Promise(() => {}),
  new Proxy({ a: 1 }, {}),
  new Proxy([1], {}),
  new Proxy(() => {}, {}),
  globalThis === undefined,
  Math,
  JSON,
  Reflect,
  Atomics,
  Symbol.iterator,
);
const c = { name: 'c' };
c.self = c;
c.list = [c, { c }];
console.log(c);
const a = [];
a.push(a, [a]);
console.log(a);
const m = new Map();
m.set('m', m);
console.log(m);
const x = { y: {} };
x.y.x = x;
x.y.y = x.y;
console.log(x, [x.y]);
console.log('%s|%d|%i|%f|%j|%o|%O|%c|%%|%x', 'str', '42.5', '42.9', '1.5', { a: 1 }, [1], { b: 2 }, 'css', 'extra', {
  e: 1,
});
console.log('%s %s', 'only');
console.log('%d', 5n, '%s', Symbol('q'));
console.log('%s', null, undefined, { a: 1 }, [1, 2], () => {}, class Q {}, new Date(0), -0, 1n);
console.log('100%', 'a%sb', 'c');
console.log(
  '%s',
  {
    toString() {
      return 'own';
    },
  },
  '%s',
);
console.log(
  '%s',
  new (class Z {
    toString() {
      return 'zz';
    }
  })(),
);
console.log('%i %d %f', 'abc', {}, 'x');
console.log();
console.log('');
console.log(' ', 'a', '', 'b');
console.log(undefined, null);
console.log([undefined, null], [''], ['a', 1]);
console.log(-0, [-0], 0, '' + -0);
console.log(
  {
    f() {},
    g: function () {},
    h: () => {},
    i: class {},
    j: Object.assign(() => {}, { p: 1 }),
    k: Object.assign(function nm() {}, { q: [1] }),
    l: Object.assign(
      class C2 {
        static st = 1;
      },
      {},
    ),
  },
  Object.assign(() => {}, { a: 1 }),
);
console.log({ a: 'x'.repeat(100), b: 'y' });
console.log({
  a: 1,
  b: 2,
  c: 3,
  d: 4,
  e: 5,
  f: 6,
  g: 7,
  h: 8,
  i: 9,
  j: 10,
  k: 11,
  l: 12,
  m: 13,
  n: 14,
  o: 15,
  p: 16,
  q: 17,
  r: 18,
  s: 19,
  t: 20,
  u: 21,
  v: 22,
  w: 23,
  x: 24,
  y: 25,
  z: 26,
  aa: 27,
});
console.log(
  [
    { a: 1, b: 2 },
    { a: 3, b: 4 },
  ],
  [[1, 2, [3, 4, [5, [6]]]], { a: { b: { c: {} } } }],
);
console.log(
  [
    ['a', 1],
    ['b', 2],
  ],
  { a: [1, 2, 3], b: { c: 'd' } },
  { a: new Map([['k', { v: [1, { w: 2 }] }]]) },
  [new Set([new Set([1])])],
);
console.log(
  [1.5, 'a', null, undefined, true, { a: 1 }, [2], () => 1],
  ['\u0000\u001f\u007f', '\ud800', '😀', 'é', '\t\\'],
);
console.log(
  Array.from({ length: 3 }, () => Array.from({ length: 3 }, (_, i) => i)),
  Array.from({ length: 27 }, (_, i) => i * 1000),
  Array.from({ length: 10 }, (_, i) => ({ id: i })),
);
console.log([['long string number one that is long', 'long string number two that is long', 'long three']], {
  key: ['long string number one that is long', 'long string number two that is long'],
});
console.log(
  Object.defineProperty({ v: 1 }, 'hidden', { value: 2 }),
  Object.freeze({ z: 1 }),
  Object.defineProperty([], 'x', { value: 1, enumerable: true }),
);
console.dir({ a: { b: { c: { d: 1 } } } }, { depth: 0 });
console.dir({ a: { b: { c: { d: { e: 1 } } } } }, { depth: null });
console.error('to stderr');
console.log(
  [[]],
  [{}],
  {},
  [[], []],
  [[[]]],
  [[[[]]]],
  { a: [] },
  { a: {} },
  { a: { b: {} } },
  { a: { b: { c: {} } } },
  { a: { b: { c: { d: {} } } } },
);
console.log(
  'a\nb',
  ['a\nb'],
  { k: 'a\nb' },
  `multi
line`,
  ["it's", 'say "hi"', `back\`tick`, `all '"\``],
);
console.group('G1');
console.log('in', { a: 1 });
console.group();
console.log('deeper\nline2');
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
console.table({ r1: { c: 1 }, r2: { c: 2 } });
console.table([1, 'a', null]);
console.table(5);
console.table([{ a: 1, b: 2 }], ['b']);
console.table(new Map([['k', 1]]));
console.table(new Set(['v']));
console.count();
console.count('x');
console.count();
console.countReset();
console.count();
console.assert(true, 'no');
console.assert(false, 'shown on stderr');
