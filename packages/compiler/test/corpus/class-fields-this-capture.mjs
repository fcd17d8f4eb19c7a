class A {
  x = 1;
  y = this.x + 1;
  f = () => this.y;
  g() {
    return this?.x;
  }
  static s = this.name;
  h = function () {
    return this?.x;
  };
  [`k${1}`] = this;
  nested = {
    inner: () => this.x,
    plain() {
      return this.z;
    },
    z: 'z',
  };
  arr = [1, 2].map((v) => v + this.x);
  gen = function* () {
    yield 1;
  };
  cond = this.missing ?? 'none';
  self = this === this.k1;
}
const a = new A();
const { f, g, h } = a;
console.log(
  f(),
  (() => {
    try {
      return g();
    } catch (e) {
      return e.message;
    }
  })(),
  h(),
  a.h(),
  A.s,
  a.k1 === a,
  a.nested.inner(),
  a.nested.plain(),
  a.arr,
  a.cond,
  a.self,
  Object.keys(a).length,
);
class B extends A {
  x = 10;
  z = this.y;
  f2 = super.g;
}
const b = new B();
console.log(b.x, b.y, b.z, b.f(), b.f2(), b.nested.inner(), Object.keys(b));
class C {
  static #count = 0;
  id = ++C.#count;
  static total = () => C.#count;
}
new C();
new C();
console.log(new C().id, C.total());
const o = {
  m() {
    return class {
      v = this.w;
      w = 1;
      static u = typeof this;
    };
  },
};
const K = o.m();
console.log(new K().v, K.u);
class D {
  a;
  b = undefined;
  static c;
}
console.log(Object.entries(new D()), Object.hasOwn(D, 'c'), JSON.stringify(new D()));
class E {
  fn = this.bound.bind(this);
  bound() {
    return this instanceof E;
  }
}
const { fn } = new E();
console.log(fn());
let order = [];
class F {
  [(order.push('key'), 'p')] = order.push('val');
  constructor() {
    order.push('ctor');
  }
}
order.push('mid');
new F();
new F();
console.log(order.join());
class G {
  async af() {
    return this.v;
  }
  v = 5;
  at = (async () => this.v)();
}
console.log(await new G().af(), await new G().at);
