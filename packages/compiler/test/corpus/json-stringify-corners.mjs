const show = (...a) => {
  try {
    console.log(JSON.stringify(...a));
  } catch (e) {
    console.log(e.name, e.message.split('\n')[0]);
  }
};
for (const v of [
  undefined,
  null,
  true,
  NaN,
  Infinity,
  -0,
  1e21,
  'a"\\\b\f\n\r\t\v\0\x7f\u2028\ud83d',
  '😀',
  Symbol('x'),
  () => 1,
  {},
  [],
  [undefined, () => 1, Symbol()],
  { a: undefined, b: () => 1, c: Symbol(), d: null },
  new Date(0),
  new Map([[1, 2]]),
  new Set([1]),
  /x/,
  new Error('e'),
  Object(1),
  Object('s'),
  Object(false),
  new Uint8Array([1, 2]),
  [, 1],
  { toJSON: () => 'tj' },
  {
    toJSON(k) {
      return 'key:' + k;
    },
  },
  {
    a: {
      toJSON(k) {
        return k;
      },
    },
    b: [
      {
        toJSON(k) {
          return k + typeof k;
        },
      },
    ],
  },
  Object.create({ inherited: 1 }),
  { [Symbol('s')]: 1, 2: 'b', 1: 'a', x: 'c' },
  {
    get g() {
      return 'got';
    },
  },
  Object.defineProperty({}, 'hidden', { value: 1 }),
  'x'.repeat(3),
])
  show(v);
const nest = { a: [1, { b: 2, c: [] }, [], {}], d: 'x' };
for (const i of [0, 1, 2, 11, -1, 2.9, '--', '', 'abcdefghijklmno', null, true, Object(3), Object('>'), '\t'])
  show(nest, null, i);
show(nest, ['a', 'b']);
show(nest, ['d', 'a', 'a', 1]);
show({ 1: 'x', 2: 'y', a: 'z' }, [1, Object(2), Object('a'), null, {}]);
show(nest, []);
show(nest, (k, v) => (k === 'b' ? undefined : v));
show(nest, (k, v) => (typeof v === 'number' ? v + 1 : v));
show({ a: 1 }, function (k, v) {
  return k === '' ? v : JSON.stringify(this);
});
show([1, 2], (k, v) => (Array.isArray(v) ? v : typeof k + k));
show({ a: 1 }, (k, v) => (k === '' ? { b: 2, c: v } : k === 'c' ? undefined : v));
show(1, () => undefined);
show({ a: new Date(0) }, (k, v) => typeof v);
show({ a: 1, b: 2 }, (k, v) => (k ? Object(v) : v), 1);
const c = { name: 'c' };
c.self = c;
show(c);
const d = { a: { b: [{}] } };
d.a.b[0].c = d.a;
show(d);
const arr = [];
arr.push(arr);
show(arr);
show({ a: 1n });
BigInt.prototype.toJSON = function () {
  return this + 'n';
};
show({ a: 1n });
delete BigInt.prototype.toJSON;
show({ toJSON: 5, x: 1 });
show({
  get x() {
    throw new TypeError('getter');
  },
});
show({
  toJSON() {
    throw new RangeError('tj');
  },
});
show(new Proxy({ a: 1, b: [2] }, {}));
show(new Proxy([1, [2]], {}));
show(
  new Proxy(
    { a: 1 },
    {
      ownKeys: () => ['a', 'z'],
      getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
      get: (t, k) => (k === 'toJSON' ? undefined : k + '!'),
    },
  ),
);
show({ __proto__: null, a: 1 });
show({ ['__proto__']: 1 });
show([new Number(3), new String('x'), Object(Symbol())]);
show({ undefined: undefined, null: null });
show('\u2028');
show({ '\u2028"\n': 1 });
show([[[[[[1]]]]]], null, ' ');
show({ a: [], b: {} }, null, 2);
let deep = {};
for (let i = 0; i < 1000; i++) deep = { deep };
console.log(JSON.stringify(deep).length, JSON.stringify(JSON.parse(JSON.stringify(deep))).length);
console.log(
  JSON.stringify(Array.from({ length: 100 }, (_, i) => ({ id: i, s: String.fromCharCode(i + 32), f: i / 7 }))).length,
  JSON[Symbol.toStringTag],
  JSON.stringify.length,
  JSON.parse.length,
);
