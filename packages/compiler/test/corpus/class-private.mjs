class A {
  #x = 1;
  #m() {
    return this.#x;
  }
  get #g() {
    return this.#x * 2;
  }
  set #g(v) {
    this.#x = v;
  }
  static #s = 's';
  static #sm() {
    return A.#s;
  }
  test() {
    this.#x++;
    this.#x **= 3;
    this.#g = this.#g + 1;
    this.#x ??= 5;
    return [this.#x, this.#m(), this.#g, A.#sm(), #x in this, #m in {}, this?.#x].join();
  }
  static peek(o) {
    return o.#x;
  }
  static has(o) {
    return #x in o;
  }
  bad() {
    this.#m = 1;
  }
}
console.log(new A().test(), A.has(new A()), A.has({}), A.has(Object.create(new A())));
for (const f of [() => A.peek({}), () => new A().bad(), () => A.has(1), () => A.peek(null)])
  try {
    f();
  } catch (e) {
    console.log(e.name, e.message);
  }
class B {
  #x;
  constructor(x) {
    this.#x = x;
  }
  eq(o) {
    return this.#x === o.#x;
  }
  swap(o) {
    [this.#x, o.#x] = [o.#x, this.#x];
    ({ v: this.#x } = { v: this.#x + 1 });
    return this.#x;
  }
}
const b1 = new B(1),
  b2 = new B(2);
console.log(b1.eq(b2), b1.swap(b2), b2.eq(new B(1)));
const mk = () =>
  class {
    #p = 1;
    static get(o) {
      return o.#p;
    }
  };
const K1 = mk(),
  K2 = mk();
console.log(K1.get(new K1()));
try {
  K1.get(new K2());
} catch (e) {
  console.log(e.name);
}
class Outer {
  #o = 'outer';
  inner() {
    const self = this;
    return new (class {
      #i = 'inner';
      both() {
        return self.#o + this.#i;
      }
    })().both();
  }
}
console.log(
  new Outer().inner(),
  Object.keys(new Outer()).length,
  JSON.stringify(new Outer()),
  Reflect.ownKeys(new Outer()).length,
);
class Base {
  constructor() {
    this.init?.();
  }
}
class Derived extends Base {
  #f = 'set';
  init() {
    try {
      return this.#f;
    } catch (e) {
      console.log('early', e.name);
    }
  }
}
new Derived();
class G {
  static #c = 0;
  static inc() {
    return ++G.#c;
  }
  static {
    this.#c = 10;
  }
  #calls = 0;
  tag(s) {
    return s.raw[0] + ++this.#calls;
  }
  t() {
    return this.tag`x` + this.#calls;
  }
}
console.log(G.inc(), new G().t(), Object.isFrozen(Object.freeze(new B(1))), new (class extends B {})(3).eq(new B(3)));
