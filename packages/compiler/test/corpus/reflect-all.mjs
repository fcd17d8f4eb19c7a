const tr = (f) => {
  try {
    return f();
  } catch (e) {
    return `${e.name}: ${e.message}`;
  }
};
console.log(
  Object.prototype.toString.call(Reflect),
  Reflect.ownKeys(Reflect).length,
  tr(() => new Reflect()),
  tr(() => Reflect()),
);
for (const m of [
  'apply',
  'construct',
  'defineProperty',
  'deleteProperty',
  'get',
  'getOwnPropertyDescriptor',
  'getPrototypeOf',
  'has',
  'isExtensible',
  'ownKeys',
  'preventExtensions',
  'set',
  'setPrototypeOf',
])
  console.log(
    m,
    Reflect[m].length,
    Reflect[m].name,
    tr(() => Reflect[m](1)),
    tr(() => Reflect[m](null, 'x')),
    tr(() => Reflect[m]()),
  );
const o = {
  a: 1,
  get g() {
    return this.r;
  },
  set s(v) {
    this.sv = v;
  },
};
const r = { r: 'receiver' };
console.log(
  Reflect.get(o, 'g', r),
  Reflect.get(o, 'zz'),
  Reflect.get([1, 2], 1),
  Reflect.get(Object.create(o), 'a'),
  Reflect.set(o, 's', 5, r),
  r.sv,
  Reflect.set(o, 'a', 9, r),
  r.a,
  o.a,
  Reflect.set(Object.freeze({ x: 1 }), 'x', 2),
  Reflect.set([], 'length', 3),
  tr(() => Reflect.set([], 'length', -1)),
  Reflect.set({}, 'n', 1, 5),
  Reflect.set(o, 'g', 1),
  Reflect.set(Object.create(Object.freeze({ q: 1 })), 'q', 2),
);
console.log(
  Reflect.has(o, 'a'),
  Reflect.has(o, 'toString'),
  Reflect.deleteProperty(o, 'a'),
  Reflect.deleteProperty(o, 'nope'),
  Reflect.deleteProperty(Object.freeze({ f: 1 }), 'f'),
  Reflect.deleteProperty([1], 'length'),
  Reflect.defineProperty(o, 'd', { value: 1 }),
  Reflect.defineProperty(o, 'd', { value: 2 }),
  Reflect.defineProperty(Object.preventExtensions({}), 'x', {}),
  tr(() => Reflect.defineProperty({}, 'x', 5)),
  Reflect.getOwnPropertyDescriptor(o, 'd'),
  Reflect.getOwnPropertyDescriptor(o, 'none'),
  Reflect.ownKeys({ b: 1, 2: 1, a: 1, 1: 1, [Symbol.iterator]: 1 }),
  Reflect.ownKeys([1]),
  Reflect.ownKeys(function f(a) {}),
  Reflect.ownKeys(
    class {
      static x = 1;
    },
  ),
  Reflect.ownKeys('s' + '' ? Object('st') : 0),
);
console.log(
  Reflect.isExtensible({}),
  Reflect.preventExtensions({}),
  Reflect.isExtensible(Object.seal({})),
  Reflect.getPrototypeOf([]) === Array.prototype,
  Reflect.setPrototypeOf({}, null),
  Reflect.setPrototypeOf(Object.freeze({}), {}),
  Reflect.setPrototypeOf(Object.freeze({}), Object.prototype),
  tr(() => Reflect.setPrototypeOf({}, 1)),
  (() => {
    const a = {},
      b = Object.create(a);
    return Reflect.setPrototypeOf(a, b);
  })(),
);
class A {
  constructor(...a) {
    this.args = a;
    this.nt = new.target.name;
  }
}
class B extends A {}
console.log(
  Reflect.construct(A, [1, 2]),
  Reflect.construct(A, [1], B) instanceof B,
  Reflect.construct(A, [], B).nt,
  Reflect.construct(Date, [0]).getTime(),
  Reflect.construct(Array, [3], A) instanceof A,
  Reflect.construct(function () {
    return { own: 1 };
  }, []),
  tr(() => Reflect.construct(() => {}, [])),
  tr(() => Reflect.construct(A, [], () => {})),
  tr(() => Reflect.construct(A)),
  tr(() => Reflect.construct(A, 5)),
  tr(() => Reflect.construct(A, { length: 2, 0: 'x' }).args),
  Reflect.construct(Map, [[[1, 2]]]).size,
  Reflect.construct(String, ['q']).length,
);
console.log(
  Reflect.apply(Math.max, null, [1, 3, 2]),
  Reflect.apply(String.prototype.slice, 'hello', [1, 3]),
  Reflect.apply(
    function () {
      return [this, arguments.length];
    },
    'th',
    { length: 2 },
  ),
  tr(() => Reflect.apply({}, null, [])),
  tr(() => Reflect.apply(() => {}, null)),
  tr(() => Reflect.apply(() => {}, null, 5)),
  Reflect.apply(Array, null, [3]).length,
  tr(() => Reflect.apply(A, null, [])),
);
const log = [];
const p = new Proxy({}, new Proxy({}, { get: (t, k) => (log.push(k), undefined) }));
Reflect.get(p, 'x');
Reflect.set(p, 'x', 1);
Reflect.has(p, 'x');
Reflect.deleteProperty(p, 'x');
Reflect.ownKeys(p);
Reflect.getPrototypeOf(p);
Reflect.isExtensible(p);
Reflect.getOwnPropertyDescriptor(p, 'x');
Reflect.defineProperty(p, 'y', { value: 1 });
Reflect.preventExtensions(p);
Reflect.setPrototypeOf(p, null);
console.log(log.join());
