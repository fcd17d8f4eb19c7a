class A {
  static x = 1;
  static m() {
    return this.x;
  }
  static get g() {
    return this.name + this.x;
  }
  static #p = 7;
  static p() {
    return A.#p;
  }
  static set s(v) {
    this.set = v;
  }
  static async am() {
    return super.toString === Function.prototype.toString;
  }
}
class B extends A {
  static x = 2;
  static m() {
    return super.m() + 10;
  }
}
class C extends B {}
console.log(A.m(), B.m(), C.m(), B.g, C.g, C.p(), Object.hasOwn(C, 'x'), C.x);
C.x = 5;
console.log(C.m(), B.x);
C.s = 1;
console.log(C.set, A.set);
A.y = 'new';
console.log(C.y, Object.getPrototypeOf(C) === B);
console.log(await C.am());
delete B.x;
console.log(B.x, C.x);
const { m } = B;
try {
  m();
} catch (e) {
  console.log(e.message);
}
Object.setPrototypeOf(B, { m: () => 100 });
try {
  console.log(B.m());
} catch (e) {
  console.log(e.message);
}
class S {
  static instances = [];
  static create(...a) {
    const i = new this(...a);
    this.instances.push(i.constructor.name);
    return i;
  }
  constructor(v) {
    this.v = v;
  }
}
class T extends S {}
T.create(1);
S.create(2);
console.log(S.instances, T.instances === S.instances);
class U {
  static [Symbol.hasInstance](v) {
    return v === 'u';
  }
  static [Symbol.iterator]() {
    return [1, 2][Symbol.iterator]();
  }
  static toString() {
    return 'U!';
  }
  static valueOf() {
    return 42;
  }
  static [Symbol.toPrimitive](h) {
    return h;
  }
}
console.log('u' instanceof U, [...U], `${U}`, +U);
console.log(
  Object.getOwnPropertyNames(U),
  U.length,
  class {
    static length = 9;
    static name = 'n';
  }.length,
  Reflect.ownKeys(
    class {
      static a;
      static b() {}
    },
  ),
);
