// Classes: private members, static blocks, accessors, inheritance, subclasses of built-ins, new.target.
class A {
  static #count = 0;
  #x;
  static {
    A.label = 'A!';
  }
  constructor(x) {
    this.#x = x;
    A.#count++;
  }
  get x() {
    return this.#x;
  }
  set x(v) {
    this.#x = v;
  }
  #secret() {
    return this.#x * 2;
  }
  reveal() {
    return this.#secret();
  }
  static count() {
    return A.#count;
  }
  static is(o) {
    return #x in o;
  }
}
class B extends A {
  y = this.x + 1;
  ['computed' + 1] = 7;
  static z = 3;
  constructor() {
    super(5);
    this.t = new.target.name;
  }
  reveal() {
    return 'B' + super.reveal();
  }
}
const b = new B();
b.x = 9;
console.log(b, b.reveal(), A.count(), A.is(b), A.is({}), A.label, B.z, b.computed1, B.name, B.length);
class E2 extends Error {
  constructor(m, code) {
    super(m);
    this.code = code;
    this.name = 'E2';
  }
}
try {
  throw new E2('boom', 42);
} catch (e) {
  console.log(e instanceof E2, e instanceof Error, e.message, e.code, String(e));
}
class L extends Array {
  sum() {
    return this.reduce((a, c) => a + c, 0);
  }
}
const l = L.from([1, 2, 3]);
console.log(l.sum(), l instanceof L, l.map((v) => v * 2) instanceof L, l.length, l);
class M2 extends Map {
  get(k) {
    return super.get(k) ?? 'none';
  }
}
console.log(new M2([[1, 2]]).get(1), new M2().get(1));
try {
  A();
} catch (e) {
  console.log(e.message);
}
try {
  null.f();
} catch (e) {
  console.log(e.message);
}
try {
  class D extends A {
    constructor() {
      this.q = 1;
    }
  }
  new D();
} catch (e) {
  console.log(e.name, e.message);
}
const mix = (Base) =>
  class extends Base {
    #m = 1;
    m() {
      return this.#m;
    }
  };
class X extends mix(mix(Object)) {}
console.log(new X().m());
function Old(a) {
  this.a = a;
}
Old.prototype.get = function () {
  return this.a;
};
console.log(new Old(3).get(), new Old(4), Old.prototype.constructor === Old);
console.log(Object.getOwnPropertyNames(A.prototype), Object.keys(b), typeof A, class {}.name, class Named {}.name);
const o = {
  __proto__: {
    hi() {
      return 'hi';
    },
  },
  hi() {
    return super.hi() + '!';
  },
  get v() {
    return 1;
  },
  ['k' + 1]: 2,
  async *ag() {},
};
console.log(o.hi(), o.v, o.k1, o);
