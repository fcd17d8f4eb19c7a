const attempt = (title, f) => {
  try {
    console.log(title, f());
  } catch (e) {
    console.log(title, `${e.name}: ${e.message}`);
  }
};
console.log(Object.prototype.toString.call(Reflect), typeof Reflect);
attempt('apply', () => Reflect.apply(Math.max, null, [1, 3, 2]));
attempt('apply array-like', () =>
  Reflect.apply(
    function () {
      return [...arguments].join() + this.v;
    },
    { v: '!' },
    { length: 2, 0: 'a', 1: 'b' },
  ),
);
attempt('apply no list', () => Reflect.apply(Math.max, null));
class A {
  constructor(...a) {
    this.a = a;
    this.t = new.target;
  }
}
class B {}
attempt('construct', () => {
  const o = Reflect.construct(A, [1, 2], B);
  return [o instanceof B, o.t === B, o.a.join()];
});
attempt('construct array', () => {
  const o = Reflect.construct(Array, [3], B);
  return [Array.isArray(o), o.length, Object.getPrototypeOf(o) === B.prototype];
});
attempt('construct date', () => Reflect.construct(Date, [0]).toISOString());
attempt('construct target', () => Reflect.construct(A, [], Math.max));
const o = {
  get x() {
    return this.y;
  },
  set x(v) {
    this.y = v;
  },
  y: 1,
};
const r = { y: 2 };
attempt('get', () =>
  [Reflect.get(o, 'x'), Reflect.get(o, 'x', r), Reflect.get([1, 2], 1), Reflect.get(o, 'none')].join(),
);
attempt('set', () =>
  [Reflect.set(o, 'x', 5, r), r.y, o.y, Reflect.set(Object.freeze([1]), 0, 2), Reflect.set({}, 'q', 1, 1)].join(),
);
attempt('set other receiver', () => {
  const q = {};
  return [Reflect.set({ z: 1 }, 'z', 2, q), q.z].join();
});
attempt('has', () =>
  [Reflect.has({ a: 1 }, 'a'), Reflect.has([], 'length'), Reflect.has({}, 'toString'), Reflect.has({}, 'a')].join(),
);
attempt('own keys', () =>
  Reflect.ownKeys({ b: 1, [Symbol.iterator]: 0, 2: 0, a: 0, 1: 0 })
    .map(String)
    .join(),
);
attempt('own keys of function', () =>
  Reflect.ownKeys(function f(a) {})
    .sort()
    .join(),
);
attempt('own keys of class', () =>
  Reflect.ownKeys(
    class {
      static s = 1;
      static m() {}
    },
  ).join(),
);
attempt('define', () =>
  [Reflect.defineProperty({}, 'a', { value: 1 }), Reflect.defineProperty(Object.freeze({}), 'a', { value: 1 })].join(),
);
attempt('delete', () =>
  [
    Reflect.deleteProperty({ a: 1 }, 'a'),
    Reflect.deleteProperty(Object.freeze({ a: 1 }), 'a'),
    Reflect.deleteProperty([], 'length'),
  ].join(),
);
attempt('descriptor', () =>
  JSON.stringify([
    Reflect.getOwnPropertyDescriptor({ a: 1 }, 'a'),
    Reflect.getOwnPropertyDescriptor('abc'.split(''), 'length'),
  ]),
);
attempt('prototype', () =>
  [
    Reflect.getPrototypeOf([]) === Array.prototype,
    Reflect.setPrototypeOf({}, null),
    Reflect.setPrototypeOf(Object.freeze({}), null),
    Reflect.setPrototypeOf(Object.freeze({}), Object.prototype),
  ].join(),
);
attempt('cycle', () => {
  const a = {};
  const b = Object.create(a);
  return Reflect.setPrototypeOf(a, b);
});
attempt('extensible', () => {
  const e = {};
  return [Reflect.isExtensible(e), Reflect.preventExtensions(e), Reflect.isExtensible(e)].join();
});
for (const name of [
  'get',
  'set',
  'has',
  'ownKeys',
  'defineProperty',
  'deleteProperty',
  'getOwnPropertyDescriptor',
  'getPrototypeOf',
  'isExtensible',
  'preventExtensions',
])
  attempt(`${name} of a primitive`, () => Reflect[name](1, 'a', {}));
attempt('setPrototypeOf', () => Reflect.setPrototypeOf({}, 1));
for (const name of Object.getOwnPropertyNames(Reflect).sort())
  console.log(name, Reflect[name].length, Reflect[name].name);
