function F() {}
class G {}
const f = new F();
console.log(
  f instanceof F,
  f instanceof Object,
  Object.create(F.prototype) instanceof F,
  Object.create(null) instanceof Object,
  5 instanceof Number,
  Object(5) instanceof Number,
  (() => {}) instanceof Function,
  F instanceof F,
  Function instanceof Object,
  Object instanceof Function,
  null instanceof Object,
  new G() instanceof F.bind(),
  new F() instanceof F.bind(),
  [] instanceof Array,
  new Proxy([], {}) instanceof Array,
);
F.prototype = {};
console.log(f instanceof F, new F() instanceof F);
F.prototype = 5;
try {
  f instanceof F;
} catch (e) {
  console.log(e.message);
}
console.log(5 instanceof F);
for (const r of [
  5,
  'x',
  null,
  undefined,
  {},
  [],
  () => {},
  Symbol,
  { [Symbol.hasInstance]: 5 },
  { [Symbol.hasInstance]: () => [] },
  { [Symbol.hasInstance]: null },
  Math.max,
  class {
    static [Symbol.hasInstance]() {
      return 0;
    }
  },
])
  try {
    console.log({} instanceof r);
  } catch (e) {
    console.log(e.name, e.message);
  }
class Even {
  static [Symbol.hasInstance](n) {
    return Number.isInteger(n) && n % 2 === 0;
  }
}
console.log(4 instanceof Even, 3 instanceof Even, 'x' instanceof Even);
const A = class {
  static [Symbol.hasInstance](o) {
    return '#tag' in o;
  }
};
console.log({ '#tag': 1 } instanceof A);
class B {
  #b;
  static has(o) {
    return #b in o;
  }
}
console.log(B.has(new B()), B.has({}), Object.setPrototypeOf({}, B.prototype) instanceof B);
class Err2 extends TypeError {}
const e = new Err2();
console.log([Err2, TypeError, Error, Object, RangeError].map((C) => e instanceof C).join());
Object.defineProperty(Function.prototype, 'x', { value: 1, configurable: true });
console.log(G.x, (() => {}).x);
delete Function.prototype.x;
console.log(
  Function.prototype[Symbol.hasInstance].call(G, new G()),
  Function.prototype[Symbol.hasInstance].call({}, {}),
  Object.getOwnPropertyDescriptor(Function.prototype, Symbol.hasInstance).writable,
  G.prototype.constructor === G,
  Object.prototype.isPrototypeOf.call(G.prototype, new G()),
);
