function F() {
  return new.target === undefined ? 'call' : { t: new.target.name };
}
console.log(F(), new F(), Reflect.construct(F, [], class Z {}), F.call({}), new (F.bind())());
class Abs {
  constructor() {
    if (new.target === Abs) throw new TypeError('abstract');
    this.kind = new.target.name;
  }
}
class Con extends Abs {}
try {
  new Abs();
} catch (e) {
  console.log(e.message);
}
console.log(new Con());
class A {
  constructor() {
    this.arrow = () => new.target;
    this.nested = (() => (() => new.target)())();
  }
  m() {
    return new.target;
  }
  static s() {
    return new.target;
  }
  get g() {
    return new.target;
  }
  f = new.target;
}
const a = new A();
console.log(a.arrow() === A, a.nested === A, a.m(), A.s(), a.g, a.f);
class B extends A {
  constructor(x = new.target) {
    super();
    this.x = x;
  }
}
console.log(new B().x === B, new B().arrow() === B);
function G(x = new.target) {
  return [x];
}
console.log(G(), new G()[0] === G);
const o = {
  m() {
    return new.target;
  },
  get g() {
    return new.target;
  },
};
console.log(o.m(), o.g);
try {
  new o.m();
} catch (e) {
  console.log(e.message);
}
try {
  new (() => {})();
} catch (e) {
  console.log(e.message);
}
try {
  new (async function af() {})();
} catch (e) {
  console.log(e.message);
}
try {
  new (function* gf() {})();
} catch (e) {
  console.log(e.message);
}
try {
  new Math.max();
} catch (e) {
  console.log(e.message);
}
try {
  new parseInt('1');
} catch (e) {
  console.log(e.message);
}
try {
  new 5();
} catch (e) {
  console.log(e.message);
}
try {
  new o.zz();
} catch (e) {
  console.log(e.message);
}
try {
  new Symbol();
} catch (e) {
  console.log(e.message);
}
try {
  new BigInt(1);
} catch (e) {
  console.log(e.message);
}
try {
  Map();
} catch (e) {
  console.log(e.message);
}
try {
  Promise();
} catch (e) {
  console.log(e.message);
}
try {
  A();
} catch (e) {
  console.log(e.message);
}
try {
  Uint8Array(2);
} catch (e) {
  console.log(e.message);
}
try {
  new Proxy({});
} catch (e) {
  console.log(e.message);
}
try {
  Proxy({}, {});
} catch (e) {
  console.log(e.message);
}
try {
  new Set(5);
} catch (e) {
  console.log(e.message);
}
try {
  new Map([1]);
} catch (e) {
  console.log(e.message);
}
try {
  new WeakSet([1]);
} catch (e) {
  console.log(e.message);
}
try {
  new WeakRef(1);
} catch (e) {
  console.log(e.message);
}
try {
  new Promise();
} catch (e) {
  console.log(e.message);
}
try {
  new DataView({});
} catch (e) {
  console.log(e.message);
}
console.log(
  Array(3).length,
  Object(1) instanceof Number,
  Date().length > 10,
  Error('x').message,
  RegExp('a').source,
  String(1),
  Number('2'),
  Boolean(0),
  Function.prototype() === undefined,
);
const bound = A.bind(null);
console.log(new bound() instanceof A, bound.name, new bound().arrow() === A);
const px = new Proxy(Abs, {});
console.log(new (class extends px {})().kind === '', Reflect.construct(px, [], Con).kind);
const np = new Proxy(F, {
  construct(t, args, nt) {
    return { args, same: nt === np };
  },
  apply: (t, th, args) => args.length,
});
console.log(new np(1, 2), np(1, 2, 3));
try {
  new new Proxy(F, { construct: () => 1 })();
} catch (e) {
  console.log(e.message);
}
