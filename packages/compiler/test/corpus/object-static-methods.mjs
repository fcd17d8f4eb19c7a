const show = (f) => {
  try {
    console.log(f());
  } catch (e) {
    console.log(e.name, e.message);
  }
};
const s = Symbol('s');
const o = { b: 1, a: 2, 2: 'x', 1: 'y', [s]: 3, '-1': 'n', '01': 'z', 4294967295: 'big', 4294967294: 'idx' };
show(() => Object.keys(o));
show(() => Object.values(o));
show(() => Object.entries(o));
show(() => Reflect.ownKeys(o));
show(() => JSON.stringify(o));
show(() => {
  const r = [];
  for (const k in o) r.push(k);
  return r;
});
show(() => Object.assign({ z: 0 }, o, null, 'ab', 5, [7], true));
show(() => ({ ...o, ...null, ...'hi', ...[9], ...1 }));
show(() =>
  Object.fromEntries([
    ['a', 1],
    ['b', 2],
    ['a', 3],
  ]),
);
show(() =>
  Object.fromEntries(
    new Map([
      [{}, 1],
      [s, 2],
    ]),
  ),
);
show(() => Object.fromEntries([1]));
show(() => Object.fromEntries(5));
show(() => Object.fromEntries([{ 0: 'k', 1: 'v' }]));
show(() => Object.entries([7, , 8]));
show(() => Object.keys(null));
show(() => Object.values('ab'));
show(() => Object.keys(5));
show(() => Object.hasOwn(o, 'b') && !Object.hasOwn(o, 'toString') && Object.hasOwn('a', 0));
show(() => Object.hasOwn(null));
show(() => Object.is(NaN, NaN) && !Object.is(0, -0) && Object.is(s, s) && !Object.is({}, {}));
const log = [];
const src = {
  get a() {
    log.push('get a');
    return 1;
  },
  get b() {
    log.push('get b');
    delete this.c;
    return 2;
  },
  c: 3,
};
const dst = {
  set a(v) {
    log.push('set a' + v);
  },
  get b() {
    return 'ro';
  },
};
show(() => Object.assign(dst, src));
show(() => log);
show(() => {
  const r = [];
  Object.entries({
    get x() {
      r.push('x');
      return 1;
    },
    get y() {
      r.push('y');
      return 2;
    },
  });
  return r;
});
show(() =>
  Object.entries({
    get x() {
      this.z = 1;
      delete this.y;
      return 1;
    },
    y: 2,
    w: 3,
  }),
);
show(() => Object.assign(Object.freeze({ a: 1 }), { a: 2 }));
show(() => {
  try {
    Object.assign(log, {
      get q() {
        throw new Error('q');
      },
    });
  } catch (e) {
    return e.message;
  }
});
show(() => Object.assign(undefined));
show(() => typeof Object.assign(5));
show(() => Object.assign({}, { [s]: 1 })[s]);
show(() => Object.getOwnPropertyNames('abc'));
show(() =>
  Object.getOwnPropertyNames(
    class {
      static x = 1;
      static m() {}
    },
  ),
);
show(() => Object.getOwnPropertyNames(() => 1));
show(() => Object.getOwnPropertyNames(function f(a, b) {}));
show(() => Object.getOwnPropertyNames(async () => {}));
show(() => Object.getOwnPropertyNames(function* () {}));
show(() => Object.getOwnPropertySymbols(o));
show(() => Object.getOwnPropertyDescriptor(o, 's'));
show(() => Object.getOwnPropertyDescriptor([1], 'length'));
show(() => Object.getOwnPropertyDescriptors('ab'));
const proto = { inherited: 1, shadow: 'p' };
const child = Object.create(proto, {
  own: { value: 2, enumerable: true },
  hidden: { value: 3 },
  shadow: { value: 'c', enumerable: false },
});
show(() => {
  const r = [];
  for (const k in child) r.push(k);
  return r;
});
show(() => [
  child.hasOwnProperty('own'),
  child.propertyIsEnumerable('hidden'),
  'inherited' in child,
  proto.isPrototypeOf(child),
  Object.prototype.isPrototypeOf.call(null, 1),
  child.toLocaleString(),
  Object.prototype.valueOf.call(5) instanceof Number,
]);
show(() => Object.prototype.hasOwnProperty.call(null, 'x'));
show(() => ({}).__lookupGetter__('__proto__').name);
show(() => {
  const x = {};
  x.__defineGetter__('g', () => 7);
  x.__defineSetter__('g', (v) => v);
  return [x.g, typeof x.__lookupSetter__('g'), Object.keys(x)];
});
for (const v of [
  undefined,
  null,
  1,
  'a',
  true,
  s,
  1n,
  {},
  [],
  () => {},
  /x/,
  new Date(0),
  new Error(),
  new Map(),
  new Set(),
  new WeakMap(),
  Promise.resolve(),
  new (class Foo {})(),
  new (class {
    get [Symbol.toStringTag]() {
      return 'Tag';
    }
  })(),
  (function () {
    return arguments;
  })(),
  JSON,
  Math,
  globalThis,
  (function* () {})(),
  Symbol.prototype,
  new Uint8Array(1),
  new ArrayBuffer(1),
  new DataView(new ArrayBuffer(1)),
  [][Symbol.iterator](),
  new Map().entries(),
  'x'[Symbol.iterator](),
  async () => {},
  function* () {},
  Reflect,
  new Proxy([], {}),
  new Proxy(() => {}, {}),
  Object(1n),
  Object(s),
])
  show(() => Object.prototype.toString.call(v));
show(
  () =>
    Object(1) instanceof Number &&
    Object('') instanceof String &&
    typeof Object() === 'object' &&
    Object(null) !== null &&
    Object(o) === o &&
    new Object(o) === o,
);
show(() => Object.groupBy?.([1, 2, 3], (x) => (x % 2 ? 'odd' : 'even')) ?? 'none');
show(() => [Object.length, Object.assign.length, Object.name, Object.keys.name]);
