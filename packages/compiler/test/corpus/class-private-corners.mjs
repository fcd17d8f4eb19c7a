const show = (f) => {
  try {
    console.log(f());
  } catch (e) {
    console.log(e.name, /Receiver|private member/.test(e.message) ? 'private' : e.message);
  }
};
class A {
  #x = 1;
  #m() {
    return 'm' + this.#x;
  }
  get #g() {
    return this.#x;
  }
  set #s(v) {
    this.#x = v;
  }
  static #st = 's';
  static #sm() {
    return A.#st;
  }
  get #both() {
    return 'b';
  }
  set #both(v) {
    this.last = v;
  }
  static read(o) {
    return o.#x;
  }
  static write(o, v) {
    o.#x = v;
    return o.#x;
  }
  static call(o) {
    return o.#m();
  }
  static getter(o) {
    return o.#g;
  }
  static setter(o, v) {
    o.#s = v;
  }
  static readSetter(o) {
    return o.#s;
  }
  static writeGetter(o) {
    o.#g = 1;
  }
  static writeMethod(o) {
    o.#m = 1;
  }
  static has(o) {
    return [#x in o, #m in o, #g in o];
  }
  static st() {
    return A.#sm();
  }
  static inc(o) {
    return [o.#x++, ++o.#x, (o.#x **= 2), (o.#x ??= 5), (o.#x ||= 6), (o.#x &&= 7)];
  }
  static opt(o) {
    return o?.#x;
  }
  static optCall(o) {
    return o?.#m?.();
  }
  static destructure(o) {
    [o.#x, ...o.rest] = [9, 8, 7];
    ({ a: o.#x } = { a: 10 });
    return o.#x;
  }
  static del(o) {
    return delete o.x;
  }
  static template(o) {
    return o.#tag`a${1}b`;
  }
  #tag(s, ...v) {
    return s.raw.join('|') + v + (this instanceof A);
  }
  static both(o) {
    o.#both += 'x';
    return o.last;
  }
  static loop(o) {
    for (o.#x of [1, 2]);
    for (o.#x in { k: 1 });
    return o.#x;
  }
  static self = A.#st;
  static other(o) {
    return class {
      static f(p) {
        return p.#x;
      }
    }.f(o);
  }
}
const a = new A();
show(() => A.read(a));
show(() => A.write(a, 5));
show(() => A.call(a));
show(() => A.getter(a));
show(() => A.setter(a, 3));
show(() => A.read(a));
show(() => A.readSetter(a));
show(() => A.writeGetter(a));
show(() => A.writeMethod(a));
show(() => A.has(a));
show(() => A.has({}));
show(() => A.has(1));
show(() => A.st());
show(() => A.st.call(null));
show(() => A.inc(a));
show(() => A.opt(null));
show(() => A.opt(a));
show(() => A.optCall(undefined));
show(() => A.optCall(a));
show(() => A.destructure(a));
show(() => a.rest);
show(() => A.template(a));
show(() => A.both(a));
show(() => A.loop(a));
show(() => A.other(a));
show(() => A.self);
show(() => A.read({}));
show(() => A.write({}, 1));
show(() => A.call({}));
show(() => A.getter({}));
show(() => A.setter({}, 1));
show(() => A.read(null));
show(() => A.read(new Proxy(a, {})));
show(() => Object.keys(a));
show(() => JSON.stringify(a));
show(() => Reflect.ownKeys(a));
show(() => Object.isFrozen(Object.freeze(a)) && A.write(a, 'frozen ok'));
show(() => ({ ...a }).rest);
class B extends A {
  #x = 'bx';
  static bx(o) {
    return o.#x;
  }
}
const b = new B();
show(() => A.read(b));
show(() => B.bx(b));
show(() => B.bx(a));
class C extends A {
  static t() {
    return A.read.call(C, C);
  }
}
show(() => C.t());
class Base {
  constructor(o) {
    return o;
  }
}
class Stamp extends Base {
  #p = 'stamped';
  static get(o) {
    return o.#p;
  }
  static has(o) {
    return #p in o;
  }
}
const plain = {};
new Stamp(plain);
show(() => Stamp.get(plain));
show(() => Stamp.has(plain));
show(() => new Stamp(plain));
show(() => Object.keys(plain));
const make = () =>
  class {
    #v = 1;
    static get(o) {
      return o.#v;
    }
  };
const K1 = make(),
  K2 = make();
show(() => K1.get(new K1()));
show(() => K1.get(new K2()));
class Counter {
  static #n = 0;
  #id = ++Counter.#n;
  static get count() {
    return Counter.#n;
  }
  get id() {
    return this.#id;
  }
  static {
    this.first = new this().id;
  }
}
show(() => [Counter.first, new Counter().id, new Counter().id, Counter.count]);
class Acc {
  #a = 0;
  #log = [];
  get v() {
    this.#log.push('get');
    return this.#a;
  }
  set v(x) {
    this.#log.push('set' + x);
    this.#a = x;
  }
  log() {
    return this.#log.join();
  }
}
const acc = new Acc();
acc.v += 5;
acc.v++;
acc.v ??= 1;
acc.v &&= 2;
show(() => acc.log());
class Arrow {
  #z = 3;
  f = () => this.#z;
  g = function () {
    return this?.#z;
  };
}
const ar = new Arrow();
show(() => ar.f.call(null));
show(() => ar.g.call({}));
show(() => ar.g());
class G {
  *#gen() {
    yield 1;
    yield* [2, 3];
  }
  async #as() {
    return await 4;
  }
  all() {
    return [...this.#gen()];
  }
  as() {
    return this.#as();
  }
}
show(() => new G().all());
new G().as().then((v) => console.log('async', v));
