const show = (f) => {
  try {
    console.log(f());
  } catch (e) {
    console.log(e.name, e.message);
  }
};
const o = Object.defineProperties(
  {},
  {
    a: { value: 1 },
    b: {
      get() {
        return 2;
      },
      configurable: true,
    },
    c: { value: 3, writable: true, enumerable: true, configurable: true },
  },
);
show(() => Object.getOwnPropertyDescriptors(o));
show(() => {
  o.a = 2;
});
show(() => {
  o.b = 2;
});
show(() => delete o.a);
show(() => delete o.b);
show(() => Object.keys(o));
show(() => {
  for (const k in o) console.log('in', k);
});
for (const [first, second] of [
  [{ value: 1 }, { value: 1 }],
  [{ value: 1 }, { value: 2 }],
  [{ value: 1 }, { writable: true }],
  [{ value: 1, writable: true }, { writable: false }],
  [{ value: 1, writable: true }, { value: 5 }],
  [{ value: 1 }, { enumerable: true }],
  [{ value: 1 }, { configurable: true }],
  [{ value: 1 }, { get() {} }],
  [{ get: () => 1 }, { value: 1 }],
  [{ get: () => 1 }, { get: () => 1 }],
  [{ get: undefined }, { set: undefined }],
  [{ value: NaN }, { value: NaN }],
  [{ value: 0 }, { value: -0 }],
  [{ value: 1, configurable: true }, { get: () => 2 }],
  [{ get: () => 1, configurable: true }, { value: 3 }],
  [{}, {}],
  [{ set() {} }, { get: undefined }],
])
  show(() => {
    const x = Object.defineProperty({}, 'p', first);
    Object.defineProperty(x, 'p', second);
    const d = Object.getOwnPropertyDescriptor(x, 'p');
    return JSON.stringify({ ...d, get: typeof d.get, set: typeof d.set });
  });
for (const d of [
  1,
  null,
  undefined,
  'x',
  { get: 1 },
  { set: 'x' },
  { get() {}, value: 1 },
  { set() {}, writable: true },
  { get: null },
  Object.create({ value: 'inherited', enumerable: true }),
])
  show(() => Object.getOwnPropertyDescriptor(Object.defineProperty({}, 'q', d), 'q'));
show(() => Object.defineProperty(1, 'x', {}));
show(() => Object.defineProperties({}, null));
show(() => Object.defineProperties({}, { a: 1 }));
show(() => {
  const log = [];
  Object.defineProperty(
    {},
    'x',
    new Proxy({ value: 1, get: undefined }, { has: (t, k) => (log.push(k), k in t), get: (t, k) => t[k] }),
  );
});
show(() => {
  const log = [];
  try {
    Object.defineProperty({}, 'x', new Proxy({}, { has: (t, k) => (log.push(k), false) }));
  } catch {}
  return log;
});
const p = Object.preventExtensions({ a: 1 });
show(() => {
  p.b = 1;
});
show(() => Object.defineProperty(p, 'b', { value: 1 }));
show(() => Object.setPrototypeOf(p, {}));
show(() => Object.setPrototypeOf(p, Object.prototype) === p);
show(() => delete p.a);
show(() => [Object.isExtensible(p), Object.isSealed(p), Object.isFrozen(p)]);
const s = Object.seal({
  a: 1,
  get g() {
    return 1;
  },
});
show(() => {
  s.a = 2;
  return s.a;
});
show(() => delete s.a);
show(() => [Object.isSealed(s), Object.isFrozen(s)]);
const f = Object.freeze({ a: { deep: 1 }, arr: [1] });
show(() => {
  f.a.deep = 2;
  f.arr.push(2);
  return f;
});
show(() => {
  f.a = 1;
});
show(() => Object.isFrozen(f));
show(() => [
  Object.isFrozen('x'),
  Object.isFrozen({}),
  Object.isFrozen(Object.preventExtensions({})),
  Object.isSealed(Object.freeze([1])),
  Object.isExtensible(1),
  Object.freeze(5),
  Object.seal('s'),
  Object.preventExtensions(null),
]);
show(() => Object.freeze(new Uint8Array(2)));
show(() => Object.freeze(new Uint8Array(0)).length);
show(() => Object.seal(new Uint8Array(2)).length);
show(() => {
  const m = Object.freeze(new Map());
  m.set(1, 2);
  return m;
});
show(() => {
  const fn = Object.freeze(function () {});
  fn.x = 1;
});
show(() => {
  const c = Object.freeze(
    class {
      static a = 1;
    },
  );
  try {
    c.a = 2;
  } catch (e) {
    return e.name;
  }
});
const inh = Object.create(
  {
    get ro() {
      return 1;
    },
    set wo(v) {
      this.got = v;
    },
  },
  { own: { value: 1, enumerable: true } },
);
show(() => {
  inh.ro = 2;
});
show(() => {
  inh.wo = 5;
  return [inh.got, Object.keys(inh)];
});
const roProto = Object.create(Object.freeze({ x: 1 }));
show(() => {
  roProto.x = 2;
});
show(() => Object.defineProperty(roProto, 'x', { value: 3 }).x);
show(() => Object.create(null, { a: { value: 1 } }).a);
show(() => Object.create(1));
show(() => Object.create());
show(() => Object.getPrototypeOf(Object.create(null)));
show(() => Object.setPrototypeOf({}, 1));
show(() => Object.setPrototypeOf(undefined, {}));
show(() => {
  const a = {};
  const b = Object.create(a);
  Object.setPrototypeOf(a, b);
});
show(() => {
  ({ __proto__: 5 });
  return 'ignored';
});
show(() => Object.getPrototypeOf({ __proto__: null }));
show(() => Object.keys({ ['__proto__']: 1, __proto__: null }));
show(() => {
  const x = {};
  x.__proto__ = Array.prototype;
  return [x instanceof Array, x.length];
});
show(() => {
  const __proto__ = 1;
  return Object.keys({ __proto__ });
});
