// instanceof before and after somebody gives a constructor a say of its own.
class A {}
class B extends A {}
const old = function () {};
const bound = B.bind(null);
const values = [new A(), new B(), new old(), Object.create(B.prototype), Object.create(null), 1, null, 'a', A];
const table = (...constructors) =>
  console.log(constructors.map((c) => values.map((v) => (v instanceof c ? 1 : 0)).join('')).join(' '));
table(A, B, old, bound, Object, Function);
for (const wrong of [{}, () => {}, 1, undefined, Math.max]) {
  try {
    console.log(values[0] instanceof wrong);
  } catch (error) {
    console.log(error.name);
  }
}
console.log(1 instanceof (() => {}));
const seen = [];
const watching = new Proxy(new A(), {
  getPrototypeOf: (target) => (seen.push('asked'), Reflect.getPrototypeOf(target)),
});
console.log(watching instanceof A, watching instanceof B, seen.join());
old.prototype = A.prototype;
table(A, old);
const even = { [Symbol.hasInstance]: (n) => n % 2 === 0 };
console.log(2 instanceof even, 3 instanceof even);
class Odd {
  static [Symbol.hasInstance](n) {
    return n % 2 === 1;
  }
}
class Odder extends Odd {}
console.log(2 instanceof Odd, 3 instanceof Odd, 3 instanceof Odder);
Object.defineProperty(A, Symbol.hasInstance, { value: () => 'yes' });
table(A, B, old);
Object.setPrototypeOf(old, null);
table(A, old);
