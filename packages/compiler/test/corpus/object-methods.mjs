console.log(
  Object.entries({ a: 1, b: 2 }).join('|'),
  Object.values('ab').join(),
  Object.fromEntries([
    ['a', 1],
    ['b', 2],
    ['a', 3],
  ]),
  Object.fromEntries(new Map([['x', 1]])),
  Object.is(NaN, NaN),
  Object.is(0, -0),
  Object.hasOwn({ a: 1 }, 'a'),
  Object.keys([4, 5]).join(),
  Object.assign({}, { a: 1 }, undefined, {
    get b() {
      return 2;
    },
  }),
);
console.log(
  Object.getPrototypeOf(Object.create(null)),
  Object.create({ a: 1 }).a,
  typeof Object(1),
  Object('x') instanceof String,
  Object(null) instanceof Object,
  new Object(5) + 1,
  Object.prototype.toString.call(null),
  Object.prototype.toString.call([]),
  Object.prototype.toString.call(function () {}),
  Object.prototype.toString.call(new Date()),
  Object.prototype.toString.call(/x/),
  Object.prototype.toString.call(new Map()),
  Object.prototype.toString.call(
    (function () {
      return arguments;
    })(),
  ),
  Object.prototype.toString.call(1n),
  Object.prototype.toString.call(Symbol()),
  Object.prototype.toString.call(Promise.resolve()),
  Object.prototype.toString.call(function* () {}),
  Object.prototype.toString.call(globalThis.JSON),
);
const o = { a: 1, __proto__: { b: 2 } };
console.log(
  'b' in o,
  o.hasOwnProperty('b'),
  o.propertyIsEnumerable('a'),
  Object.prototype.isPrototypeOf.call(Object.prototype, o),
  o.toLocaleString(),
  o.valueOf() === o,
  o.__proto__.b,
  Object.keys(Object.setPrototypeOf({}, null)).length,
);
for (const f of [
  () => Object.setPrototypeOf({}, 1),
  () => Object.create(1),
  () => Object.fromEntries([1]),
  () => Object.keys(null),
  () => Object.setPrototypeOf(Object.preventExtensions({}), {}),
  () => {
    const a = {},
      b = Object.create(a);
    a.__proto__ = b;
  },
  () => Object.entries(undefined),
  () => Object.assign(null),
])
  try {
    console.log(f());
  } catch (e) {
    console.log(e.name, e.message);
  }
const shallow = { n: { x: 1 } };
const copy = { ...shallow, extra: [1] };
copy.n.x = 2;
console.log(
  shallow.n.x,
  JSON.stringify(copy),
  JSON.stringify({ ...null, ...undefined, ...5, ...true, ...'hi', ...[1] }),
  JSON.stringify({ a: 1, ...{ a: 2 }, a: 3 }),
  { ['a' + 1]: 1, [`${1 + 1}`]: 2 },
);
const log = [];
const src = {
  get x() {
    log.push('get x');
    return 1;
  },
  get y() {
    log.push('get y');
    return 2;
  },
};
const { x, ...rest } = src;
console.log(log.join(), x, rest.y, Object.getOwnPropertyDescriptor({ ...src }, 'x').value);
