class A {
  #x = 1;
  static #count = 0;
  #m() {
    return this.#x;
  }
  get #g() {
    return this.#x * 2;
  }
  set #g(v) {
    this.#x = v;
  }
  static #sm() {
    return ++A.#count;
  }
  static has(o) {
    return #x in o;
  }
  static hasM(o) {
    return #m in o;
  }
  inc() {
    this.#x++;
    this.#g += 10;
    this.#x **= 2;
    return [this.#x, this.#g, this.#m(), A.#sm()];
  }
  opt(o) {
    return o?.#x;
  }
  static read(o) {
    return o.#x;
  }
  static call(o) {
    return o.#m();
  }
  static write(o) {
    o.#x = 1;
  }
  static setm(o) {
    o.#m = 1;
  }
}
const a = new A();
console.log(a.inc(), a.inc(), A.has(a), A.has({}), A.hasM(a), a.opt(a), a.opt(null), a);
for (const f of [
  () => A.read({}),
  () => A.call({}),
  () => A.write({}),
  () => A.setm(a),
  () => A.has(1),
  () => A.read(null),
])
  try {
    f();
  } catch (e) {
    console.log(e.name, e.message);
  }
class Base {
  constructor(o) {
    return o;
  }
}
class Stamp extends Base {
  #s = 'stamped';
  static get(o) {
    return o.#s;
  }
  static is(o) {
    return #s in o;
  }
}
const plain = {};
new Stamp(plain);
console.log(Stamp.get(plain), Stamp.is(plain), Reflect.ownKeys(plain));
try {
  new Stamp(plain);
} catch (e) {
  console.log(e.name, e.message);
}
const fr = Object.freeze({});
new Stamp(fr);
console.log(Stamp.get(fr));
class B extends A {
  #x = 'b';
  bx() {
    return this.#x;
  }
}
const b = new B();
console.log(b.bx(), b.inc()[0], A.has(b));
class O {
  #p = 1;
  static t() {
    const px = new Proxy(new O(), {});
    try {
      return px.#p;
    } catch (e) {
      return e.message;
    }
  }
  inner() {
    const self = this;
    return new (class I {
      #q = 2;
      both() {
        return self.#p + this.#q;
      }
    })();
  }
}
console.log(O.t(), new O().inner().both());
class G {
  static #only = 1;
  static get only() {
    return this.#only;
  }
  static {
    this.#only++;
  }
}
console.log(G.only);
try {
  class H extends G {}
  console.log(H.only);
} catch (e) {
  console.log(e.name, e.message);
}
class Ro {
  get #r() {
    return 1;
  }
  set #w(v) {}
  t() {
    try {
      this.#r = 2;
    } catch (e) {
      console.log(e.message);
    }
    try {
      return this.#w;
    } catch (e) {
      console.log(e.message);
    }
  }
}
new Ro().t();
class F {
  #f = () => this.#v;
  #v = 5;
  static make = () => new F().#f();
  #async = async () => this.#v;
  run() {
    return this.#async();
  }
  *#gen() {
    yield this.#v;
    yield* [1, 2];
  }
  all() {
    return [...this.#gen()];
  }
  async *#ag() {
    yield this.#v;
  }
  async agall() {
    const r = [];
    for await (const x of this.#ag()) r.push(x);
    return r;
  }
}
console.log(F.make(), new F().all());
new F().run().then(console.log);
new F().agall().then(console.log);
class D {
  #a;
  #b;
  constructor() {
    [this.#a, this.#b = 7] = [3];
    ({ x: this.#a, ...this.#b } = { x: this.#a + 1, y: 2 });
    for (this.#a of [1, 2]);
  }
  s() {
    return [this.#a, this.#b];
  }
  del() {
    return typeof this.#a;
  }
}
console.log(new D().s(), new D().del());
class L {
  #items = [];
  add(x) {
    this.#items.push(x);
    return this;
  }
  get size() {
    return this.#items.length;
  }
  #tag = String.raw;
  t() {
    return this.#tag`\n`;
  }
  [Symbol.iterator]() {
    return this.#items[Symbol.iterator]();
  }
}
console.log([...new L().add(1).add(2)], new L().add(1).size, new L().t());
const mk = () =>
  class {
    #z = 1;
    static test(o) {
      return #z in o;
    }
  };
const M1 = mk(),
  M2 = mk();
console.log(M1.test(new M1()), M1.test(new M2()));
class Cmp {
  #n;
  constructor(n) {
    this.#n = n;
  }
  eq(o) {
    return #n in o && o.#n === this.#n;
  }
  static max(...c) {
    return c.reduce((p, q) => (p.#n > q.#n ? p : q)).#n;
  }
}
console.log(new Cmp(1).eq(new Cmp(1)), new Cmp(1).eq({}), Cmp.max(new Cmp(3), new Cmp(9), new Cmp(5)));
class N {
  #c = null;
  k() {
    return [this.#c?.x, this.#c ?? 'nn', (this.#c ??= 4), (this.#c &&= 0), (this.#c ||= 8)];
  }
}
console.log(new N().k());
console.log(Object.keys(new N()), JSON.stringify(new N()), JSON.stringify(structuredClone(new N())));
