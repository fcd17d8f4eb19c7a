class A {
  #x = 1;
  static #s = 5;
  #m() {
    return this.#x + A.#s;
  }
  get #g() {
    return this.#x * 2;
  }
  set #g(v) {
    this.#x = v;
  }
  constructor(n) {
    for (let i = 0; i < n; i++) this['p' + i] = i;
  }
  inc() {
    this.#x++;
    return this.#m();
  }
  g() {
    return this.#g;
  }
  sg(v) {
    this.#g = v;
    return this.#x;
  }
  static has(o) {
    return #x in o;
  }
  static peek(o) {
    return o.#x;
  }
  static poke(o, v) {
    o.#x = v;
  }
  static sm(o) {
    o.#m = 1;
  }
  static bump() {
    return ++A.#s;
  }
}
class B extends A {
  #x = 'b';
  bx() {
    return this.#x;
  }
}
const all = [new A(0), new A(3), new A(20), new B(2), new B(9)];
for (let r = 0; r < 3; r++) for (const a of all) console.log(a.inc(), a.g(), a.sg(r * 10), A.has(a), a.bx?.());
for (const o of [{}, 1, null, undefined, 'x', new Proxy(all[0], {}), [], () => 1, new Uint8Array(3)]) {
  for (const f of [A.peek, (o) => A.poke(o, 1)])
    try {
      console.log(f(o));
    } catch (e) {
      console.log(e.constructor.name, e.message);
    }
}
Object.freeze(all[1]);
A.poke(all[1], 99);
console.log(A.peek(all[1]), A.bump(), A.bump());
function make() {
  return class {
    #k = 1;
    get(o) {
      return o.#k;
    }
    set(o, v) {
      o.#k = v;
    }
  };
}
const C1 = make(),
  C2 = make();
const c1 = new C1(),
  c2 = new C2();
console.log(c1.get(c1), c2.get(c2));
try {
  c1.get(c2);
} catch (e) {
  console.log(e.message);
}
console.log(
  [1, 2, 3].map((x) => Math.max(x, 2, 1)),
  String.fromCharCode(65, 66, 67),
  [].concat([1], [2], 3).push(4, 5, 6),
);
