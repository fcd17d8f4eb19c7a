class A {}
const anon = (() => class {})();
const vals = [
  {},
  [],
  new A(),
  new anon(),
  Object.create(null),
  new Map(),
  new Date(0),
  /x/,
  new Error('m'),
  new TypeError('t'),
  {
    toString() {
      return 'mine';
    },
  },
  { [Symbol.toStringTag]: 'Tag' },
  { toString: 5 },
  new Proxy({}, {}),
  new Uint8Array(1),
  Object(1),
  Object('s'),
  Promise.resolve(),
  new (class extends Array {})(),
  Symbol('q'),
  1n,
  null,
  5,
  'str',
  Math,
  JSON,
  globalThis,
  (function () {
    return arguments;
  })(),
  new Set(),
  (function* () {})(),
  Object.assign(Object.create({ constructor: 5 }), {}),
  Object.freeze({ x: 1 }),
  new WeakMap(),
  new ArrayBuffer(1),
  new DataView(new ArrayBuffer(1)),
  new URL('http://a/'),
  new AbortController(),
];
for (const v of vals) {
  try {
    v();
  } catch (e) {
    console.log(e.message);
  }
  try {
    'x' in v;
    null[v];
  } catch (e) {
    console.log(e.message);
  }
  try {
    Map.prototype.get.call(v, 1);
  } catch (e) {
    console.log(e.message);
  }
  try {
    Reflect.construct(v, []);
  } catch (e) {
    console.log(e.message);
  }
  try {
    Object.defineProperty({}, 'x', v);
    Object.defineProperty({}, 'x', { get: v });
  } catch (e) {
    console.log(e.message);
  }
  try {
    class X extends v {}
  } catch (e) {
    console.log(e.message);
  }
  try {
    Object.defineProperty(Object.freeze({}), v, { value: 1 });
  } catch (e) {
    console.log(e.message);
  }
  try {
    [].reduce(v);
  } catch (e) {
    console.log(e.message);
  }
  try {
    new Map([v]);
  } catch (e) {
    console.log(e.message);
  }
  try {
    Object.setPrototypeOf({}, v);
    Object.create(v);
  } catch (e) {
    console.log(e.message);
  }
  try {
    for (const q of { [Symbol.iterator]: () => ({ next: () => v }) }) break;
  } catch (e) {
    console.log(e.message);
  }
  try {
    new Proxy({}, { get: v }).z;
  } catch (e) {
    console.log(e.message);
  }
  try {
    v instanceof v;
  } catch (e) {
    console.log(e.message);
  }
  try {
    new Set(v);
  } catch (e) {
    console.log(e.message);
  }
}
