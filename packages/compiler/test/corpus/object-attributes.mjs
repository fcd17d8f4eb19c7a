const o = {};
const show = (o, k) => JSON.stringify(Object.getOwnPropertyDescriptor(o, k));
const t = (f) => {
  try {
    return f();
  } catch (e) {
    return `${e.name}: ${e.message}`;
  }
};
Object.defineProperty(o, 'a', { value: 1 });
Object.defineProperty(o, 'b', { get: () => 2, configurable: true });
console.log(
  show(o, 'a'),
  show(o, 'b'),
  show({ x: 1 }, 'x'),
  show([1], 'length'),
  show('ab', 0),
  show(Math, 'PI'),
  show(class {}, 'prototype'),
  show(function () {}, 'prototype'),
);
console.log(
  t(() => {
    o.a = 2;
  }),
  t(() => delete o.a),
  t(() => Object.defineProperty(o, 'a', { value: 2 })),
  t(() => Object.defineProperty(o, 'a', { value: 1, writable: false }) === o),
  t(() => Object.defineProperty(o, 'a', { get() {} })),
  t(() => Object.defineProperty(o, 'b', { value: 3 }).b),
  t(() => {
    o.b = 1;
  }),
  show(o, 'b'),
);
for (const f of [Object.freeze, Object.seal, Object.preventExtensions]) {
  const x = f({
    p: 1,
    get q() {
      return 2;
    },
  });
  console.log(
    f.name,
    Object.isFrozen(x),
    Object.isSealed(x),
    Object.isExtensible(x),
    t(() => {
      x.p = 2;
      return x.p;
    }),
    t(() => {
      x.n = 1;
    }),
    t(() => delete x.p),
    show(x, 'p') ?? 'gone',
  );
}
const arr = Object.freeze([1, 2]);
console.log(
  t(() => arr.push(3)),
  t(() => {
    arr[0] = 9;
  }),
  t(() => {
    arr.length = 0;
  }),
  t(() => arr.sort()),
  arr.join(),
  t(() => Object.defineProperty([1, 2, 3], 'length', { value: 1, writable: false }).join()),
  t(() => {
    const a = [1, 2, 3];
    Object.defineProperty(a, 'length', { writable: false });
    try {
      a.push(4);
    } catch (e) {
      return e.name + a.length;
    }
  }),
  t(() => {
    const a = [1, 2];
    Object.defineProperty(a, 0, { configurable: false });
    try {
      a.length = 0;
    } catch (e) {
      return e.name + a.length;
    }
  }),
);
console.log(
  t(() => Object.defineProperty(1, 'x', {})),
  t(() => Object.defineProperty({}, 'x', 1)),
  t(() => Object.defineProperty({}, 'x', { get: 1 })),
  t(() => Object.defineProperty({}, 'x', { get() {}, value: 1 })),
  t(() => Object.defineProperty(Object.freeze({}), 'x', { value: 1 })),
  t(() =>
    JSON.stringify(
      Object.getOwnPropertyDescriptors({
        get a() {
          return 1;
        },
        b: 2,
      }),
    ),
  ),
  t(() => Object.freeze(5)),
  t(() => Object.isFrozen('x')),
  t(() => Object.isFrozen({})),
  t(() => Object.isFrozen(Object.preventExtensions({}))),
);
const p = Object.defineProperty({}, 'ro', { value: 1 });
const c = Object.create(p);
console.log(
  t(() => {
    c.ro = 2;
  }),
  t(() => Object.defineProperty(c, 'ro', { value: 3 }).ro),
  t(() => {
    ({
      __proto__: {
        get g() {
          return 1;
        },
      },
    }).g = 2;
  }),
  t(() => {
    'str'.length = 1;
  }),
  t(() => {
    'str'[0] = 'x';
  }),
  t(() => {
    (5).x = 1;
  }),
  t(() => {
    Symbol().x = 1;
  }),
  t(() => {
    undefined.x = 1;
  }),
  t(() => null.x),
  t(() => undefined.f()),
);
