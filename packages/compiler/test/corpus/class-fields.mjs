let n = 0;
const k = () => `k${++n}`;
class A {
  x = 1;
  y = this.x + 1;
  'quoted key' = 3;
  42 = 'num';
  [k()] = 'c1';
  [k()] = () => this;
  static s = 'st';
  static [k()] = this.name;
  z;
}
const a = new A(),
  b = new A();
console.log(Object.keys(a).join(), a.y, a[42], a.k1, a.k2() === a, b.k2() === a, A.s, A.k3, 'z' in a, a.z, n);
class B extends A {
  y = super.toString === Object.prototype.toString;
  w = this.y;
  x = 'over';
  constructor() {
    super();
    this.after = Object.keys(this).join();
  }
}
console.log(new B().after, new B().x);
class C {
  static count = 0;
  id = ++C.count;
  f = function () {
    return this.id;
  };
  g = () => this.id;
}
const c = new C();
console.log(new C().id, c.f.call({ id: 9 }), c.g.call({ id: 9 }), c.f.name, c.g.name);
class D {
  set v(x) {
    throw new Error('setter');
  }
}
class E extends D {
  v = 5;
}
console.log(new E().v, Object.getOwnPropertyDescriptor(new E(), 'v').writable);
try {
  new (class {
    a = (() => {
      throw new Error('init');
    })();
  })();
} catch (e) {
  console.log(e.message);
}
class F {
  arguments1 = typeof this;
  static ['computed' + 1] = 2;
  static async *gen() {
    yield 1;
  }
  static get acc() {
    return this === F;
  }
}
console.log(new F().arguments1, F.computed1, F.acc, typeof F.gen);
