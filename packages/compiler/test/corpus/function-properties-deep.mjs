const show = (f) => {
  try {
    console.log(f());
  } catch (e) {
    console.log(e.name, e.message);
  }
};
function f(a, b = 1, ...c) {}
show(() => [
  f.length,
  f.name,
  ((a, b) => {}).length,
  ((a = 1, b) => {}).length,
  ((...r) => {}).length,
  (({ x }, [y]) => {}).length,
  (async () => {}).name,
  function* g() {}.name,
  (() => {}).name,
  new (class Foo {})().constructor.name,
]);
show(() => {
  const o = {
    m() {},
    get g() {
      return 1;
    },
    ['c' + 1]: () => {},
    async a() {},
    *gen() {},
    p: function () {},
    q: class {},
    [Symbol('s')]: () => {},
    5: () => {},
    'a b': () => {},
  };
  return [
    o.m.name,
    Object.getOwnPropertyDescriptor(o, 'g').get.name,
    o.c1.name,
    o.a.name,
    o.gen.name,
    o.p.name,
    o.q.name,
    o[5].name,
    o['a b'].name,
  ];
});
show(() => [
  f.bind().name,
  f.bind().bind(null, 1, 2).name,
  f.bind(null, 1).length,
  f.bind(null, 1, 2, 3).length,
  Object.getOwnPropertyDescriptor(f, 'name'),
  Object.getOwnPropertyDescriptor(f, 'length'),
  Object.getOwnPropertyDescriptor(f, 'prototype'),
  delete f.length,
  f.length,
  f.hasOwnProperty('length'),
]);
show(() => {
  try {
    f.name = 'x';
  } catch (e) {
    return e.name;
  }
});
show(() => {
  Object.defineProperty(f, 'name', { value: 'renamed' });
  return [f.name, f.bind().name];
});
show(() => {
  const h = () => {};
  let i;
  i = () => {};
  let [j = () => {}] = [];
  let { k = function () {} } = {};
  const l = ((m = () => {}) => m)();
  const n = { o: () => {} }.o;
  return [h.name, i.name, j.name, k.name, l.name, n.name, (true && (() => {})).name, (0, () => {}).name];
});
show(() => {
  let x;
  x ??= () => {};
  let y = null;
  y ||= class {};
  const o = {};
  o.p = () => {};
  return [x.name, y.name, o.p.name];
});
show(() => {
  function g() {
    return [this, arguments.length, arguments[1]];
  }
  return [
    g.call(1, 2, 3)[0],
    g.apply(null, [1, 2])[1],
    g.apply('s', { length: 2, 1: 'q' })[2],
    g.bind(5, 'a')('b').slice(1),
    g.call()[0],
    g.apply(undefined, null)[1],
  ];
});
show(() => Function.prototype.call.call((a) => a, null, 'cc'));
show(() => Function.prototype.apply.apply(Math.max, [null, [1, 5, 2]]));
show(() => f.apply(null, 5));
show(() => Function.prototype.bind.call({}));
show(() => Function.prototype.toString.call({}));
show(() => {
  const B = class {
    constructor(...a) {
      this.a = a;
      this.t = new.target === B;
    }
  }.bind(null, 1);
  const b = new B(2);
  return [b.a, b.t];
});
show(() => {
  class P {
    constructor(x) {
      this.x = x;
    }
  }
  const Q = P.bind(null, 7);
  class R extends Q {}
  return [new Q().x, new Q() instanceof P, new P() instanceof Q, 'prototype' in Q, new (class extends P {})(3).x];
});
show(() => {
  class R extends f.bind() {}
  return 1;
});
show(() => new (() => {})());
show(() => new (async function () {})());
show(() => {
  try {
    new ({ m() {} }).m();
  } catch (e) {
    return e.name;
  }
});
show(() => Math.max.prototype);
show(() => new Math.max());
show(() => [
  'prototype' in (() => {}),
  'prototype' in class {},
  'prototype' in (async () => {}),
  'prototype' in function* () {},
  'prototype' in { m() {} }.m,
  'prototype' in function () {},
]);
show(() => {
  'use strict';
  return (function () {
    return typeof this;
  })();
});
show(() =>
  (function () {
    return arguments.callee;
  })(),
);
show(() => f.caller);
show(
  () =>
    Object.getOwnPropertyNames(f).sort().join() +
    Object.getOwnPropertyNames(() => {})
      .sort()
      .join() +
    Object.getOwnPropertyNames(
      class {
        static s = 1;
      },
    )
      .sort()
      .join(),
);
show(() => {
  function args(a, b) {
    arguments[0] = 'changed';
    b = 'B';
    return [
      a,
      arguments[1],
      arguments.length,
      [...arguments],
      Array.isArray(arguments),
      Object.prototype.toString.call(arguments),
      Object.keys(arguments),
      arguments[Symbol.iterator] === Array.prototype.values,
    ];
  }
  return args(1, 2, 3);
});
show(() => {
  function d(a, b = arguments.length) {
    return [b, arguments[1]];
  }
  return [d(1), d(1, undefined, 3)];
});
show(() =>
  (function () {
    return (() => arguments[0])();
  })('outer'),
);
show(() => {
  const curry = (fn, ...a) => (a.length >= fn.length ? fn(...a) : (...b) => curry(fn, ...a, ...b));
  return curry((a, b, c) => a + b + c)(1)(2)(3);
});
show(() => {
  const memo =
    (fn, c = new Map()) =>
    (k) =>
      c.get(k) ?? c.set(k, fn(k)).get(k);
  let n = 0;
  const sq = memo((x) => (n++, x * x));
  return [sq(4), sq(4), n];
});
show(() => {
  const compose =
    (...fs) =>
    (x) =>
      fs.reduceRight((v, g) => g(v), x);
  return compose(
    (x) => x + 1,
    (x) => x * 2,
  )(5);
});
show(() => [
  typeof f,
  f instanceof Function,
  f.constructor === Function,
  Object.getPrototypeOf(async () => {}).constructor.name,
  Object.getPrototypeOf(function* () {}).constructor.name,
  Object.getPrototypeOf(async function* () {}).constructor.name,
]);
show(() => {
  var v = function inner() {
    try {
      inner = 1;
    } catch (e) {
      return e.name + e.message;
    }
  };
  return v();
});
show(() =>
  (function fact(n) {
    return n < 2 ? 1 : n * fact(n - 1);
  })(10),
);
show(() => [
  f,
  class A {},
  class B extends Array {},
  async () => {},
  function* gg() {},
  Math.max,
  Object.assign(() => {}, { x: 1 }),
  class {
    static s = 1;
  },
]);
