class A {
  constructor(n) {
    this.n = n;
  }
  who() {
    return `A${this.n}`;
  }
  static create(...a) {
    return new this(...a);
  }
  get v() {
    return 'gA';
  }
  set v(x) {
    this.sv = 'A' + x;
  }
  toString() {
    return `[${this.constructor.name}]`;
  }
}
class B extends A {
  constructor(n) {
    super(n * 2);
  }
  who() {
    return `B<${super.who()}>`;
  }
  get v() {
    return super.v + 'B';
  }
  set v(x) {
    super.v = x + 'B';
  }
}
class C extends B {
  who = () => super.who() + '!';
  static create(n) {
    return super.create(n + 100);
  }
}
const c = C.create(1);
console.log(
  c.who(),
  c.v,
  ((c.v = 'z'), c.sv),
  `${c}`,
  c instanceof A,
  C.__proto__ === B,
  Object.getPrototypeOf(C.prototype) === B.prototype,
  C.name,
  C.length,
  B.length,
);
class N extends null {
  static m() {
    return 'static of null';
  }
}
console.log(N.m(), Object.getPrototypeOf(N.prototype));
try {
  new N();
} catch (e) {
  console.log(e.name);
}
const mixin = (S) =>
  class extends S {
    mixed() {
      return 'mixed ' + super.who();
    }
  };
class M extends mixin(A) {}
console.log(new M(3).mixed(), M.name, Object.getPrototypeOf(M).name);
for (const f of [
  () => A(),
  () => A.call({}),
  () => {
    class X extends A {
      constructor() {}
    }
    new X();
  },
  () => {
    class X extends A {
      constructor() {
        super();
        super();
      }
    }
    new X();
  },
  () => {
    class X extends 5 {}
  },
  () => {
    class X extends (() => {}) {}
  },
  () => {
    function F() {}
    F.prototype = 3;
    class X extends F {}
  },
  () => {
    class X extends A {
      constructor() {
        return 1;
      }
    }
    new X();
  },
  () => {
    class X extends undefined {}
  },
])
  try {
    f();
  } catch (e) {
    console.log(e.name, e.message.replace(/value .* is not/, 'value is not'));
  }
console.log(
  new (class extends A {
    constructor() {
      return { other: 1 };
    }
  })().other,
  new (class extends Array {
    sum() {
      return this.reduce((a, b) => a + b, 0);
    }
  })(1, 2, 3).sum(),
  new (class extends Error {
    name = 'MyError';
  })('m').toString(),
  new (class extends Map {
    get(k) {
      return super.get(k) ?? 'default';
    }
  })([[1, 2]]).get(5),
);
class Arr extends Array {}
const m = Arr.from([1, 2, 3]).map((x) => x);
console.log(
  m instanceof Arr,
  m.length,
  Arr.of(1) instanceof Arr,
  m.filter(Boolean).constructor.name,
  m.concat([4]).length,
  [...m].constructor.name,
  Array.isArray(m),
  new Arr(5).length,
);
class P extends Promise {
  then(...a) {
    return super.then(...a);
  }
}
const p = P.resolve(1);
console.log(p instanceof P, p.then(() => {}) instanceof P, P.all([]) instanceof P);
