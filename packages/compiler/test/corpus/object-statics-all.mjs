const tr = (f) => {
  try {
    return f();
  } catch (e) {
    return `${e.name}: ${e.message}`;
  }
};
const vals = [undefined, null, 0, 'ab', true, Symbol('s'), 1n, [], {}, () => {}];
for (const m of [
  'keys',
  'values',
  'entries',
  'getOwnPropertyNames',
  'getOwnPropertySymbols',
  'getPrototypeOf',
  'isExtensible',
  'isFrozen',
  'isSealed',
  'freeze',
  'seal',
  'preventExtensions',
  'getOwnPropertyDescriptors',
  'assign',
  'fromEntries',
])
  console.log(
    m,
    ...vals.map((v) => {
      const r = tr(() => Object[m](v));
      return typeof r === 'object' && r !== null && m === 'getPrototypeOf'
        ? (r.constructor?.name ?? 'null-proto')
        : r === Function.prototype
          ? 'FP'
          : typeof r === 'function'
            ? 'fn'
            : typeof r === 'symbol'
              ? String(r)
              : JSON.stringify(r, (k, x) => (typeof x === 'bigint' ? `${x}n` : x));
    }),
  );
console.log(
  Object(1),
  Object('s'),
  Object(null),
  Object(undefined),
  new Object(5),
  Object([1]),
  Object.length,
  Object.name,
  typeof Object.prototype,
  Object.getPrototypeOf(Object.prototype),
);
console.log(
  Object.is(NaN, NaN),
  Object.is(0, -0),
  Object.is('a', 'a'),
  Object.is({}, {}),
  Object.hasOwn([1], 0),
  Object.hasOwn('abc', 1),
  Object.hasOwn('abc', 'length'),
  tr(() => Object.hasOwn(null, 'x')),
  Object.hasOwn({ a: 1 }, 'a'),
  Object.hasOwn(Object.create({ a: 1 }), 'a'),
);
const o = {};
console.log(
  Object.defineProperties(o, {
    a: { value: 1, enumerable: true },
    b: {
      get() {
        return this.a + 1;
      },
      enumerable: true,
      configurable: true,
    },
    c: { value: 3 },
  }),
  o.b,
  Object.getOwnPropertyDescriptors(o),
  tr(() => {
    o.a = 2;
  }),
  tr(() => delete o.a),
  tr(() => Object.defineProperty(o, 'a', { value: 1 }) === o),
  tr(() => Object.defineProperty(o, 'a', { value: 2 })),
  tr(() => Object.defineProperty(o, 'a', { enumerable: false })),
  tr(() => Object.defineProperty(o, 'a', { get() {} })),
  tr(() => Object.defineProperty(o, 'b', { value: 'now data', writable: true }).b),
);
for (const d of [
  null,
  5,
  { get: 1 },
  { set: 'x' },
  { get() {}, value: 1 },
  { set() {}, writable: true },
  { value: 1, get: undefined },
  {},
  { enumerable: 1 },
])
  console.log(tr(() => Object.getOwnPropertyDescriptor(Object.defineProperty({}, 'p', d), 'p')));
console.log(
  tr(() => Object.create(undefined)),
  tr(() => Object.create(5)),
  Object.create({}, { x: { value: 1, enumerable: true } }),
  tr(() => Object.create({}, { x: 1 })),
  tr(() => Object.setPrototypeOf(undefined, {})),
  tr(() => Object.setPrototypeOf(5, {})),
  tr(() => Object.setPrototypeOf({}, 5)),
  tr(() => Object.setPrototypeOf(Object.preventExtensions({}), {})),
  tr(() => {
    const a = {},
      b = Object.create(a);
    Object.setPrototypeOf(a, b);
  }),
  tr(() => Object.setPrototypeOf(Object.prototype, {})),
);
console.log(
  Object.assign({ a: 1 }, null, { b: 2 }, 'xy', [9], undefined, 5, true),
  tr(() => Object.assign(Object.freeze({ a: 1 }), { a: 2 })),
  tr(() =>
    Object.assign(
      Object.defineProperty({}, 'x', {
        set(v) {
          throw new RangeError('set ' + v);
        },
      }),
      { x: 1 },
    ),
  ),
  Object.assign(
    {},
    {
      get g() {
        return 'got';
      },
    },
  ),
  Object.entries(Object.assign(Object.create({ i: 1 }), { o: 1 })),
  Object.fromEntries(
    new Map([
      ['k', 1],
      [Symbol.iterator, 2],
      [3, 4],
    ]),
  ),
  Object.fromEntries([]),
  Object.entries('hi'),
  Object.values([1, , 3]),
  Object.keys(new Uint8Array(2)),
  Object.entries(new Map([[1, 2]])),
);
const proto = { inherited: 1 };
const x = Object.create(proto, { nonEnum: { value: 1 }, en: { value: 2, enumerable: true } });
console.log(
  'inherited' in x,
  x.hasOwnProperty('inherited'),
  x.propertyIsEnumerable('nonEnum'),
  x.propertyIsEnumerable('en'),
  proto.isPrototypeOf(x),
  x.valueOf() === x,
  x.toString(),
  x.toLocaleString(),
  x.constructor === Object,
  Object.prototype.toString.call(null),
  Object.prototype.valueOf.call(5) instanceof Number,
  tr(() => Object.prototype.valueOf.call(null)),
  tr(() => Object.prototype.hasOwnProperty.call(undefined, 'x')),
  { __proto__: proto }.inherited,
  Object.getOwnPropertyNames(Object.prototype).sort().join(),
);
const acc = {};
acc.__defineGetter__('dg', () => 'dg');
acc.__defineSetter__('ds', function (v) {
  this.was = v;
});
acc.ds = 4;
console.log(acc.dg, acc.was, acc.__lookupGetter__('dg')(), acc.__lookupSetter__('nope'), Object.keys(acc));
acc.__proto__ = { viaProto: 1 };
console.log(
  acc.viaProto,
  Object.getPrototypeOf(acc).viaProto,
  tr(() => ((acc.__proto__ = 5), acc.viaProto)),
);
const gb = [1, 2, 3].reduce((m, v) => {
  (m[v % 2 ? 'odd' : 'even'] ??= []).push(v);
  return m;
}, Object.create(null));
console.log(
  gb,
  Object.keys(
    Object.getOwnPropertyDescriptors(
      class {
        static a() {}
        static b = 1;
      },
    ),
  ),
);
