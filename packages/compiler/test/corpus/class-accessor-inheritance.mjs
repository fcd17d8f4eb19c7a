class A {
  #v = 1;
  get v() {
    return this.#v;
  }
  set v(x) {
    this.#v = x;
  }
  static get kind() {
    return 'A' + this.name;
  }
  get both() {
    return 'A';
  }
  set both(x) {
    this.setBy = 'A' + x;
  }
}
class B extends A {
  get v() {
    return super.v * 10;
  }
  set v(x) {
    super.v = x + 1;
  }
  get both() {
    return 'B' + super.both;
  }
}
class C extends B {
  set v(x) {
    super.v = x * 2;
  }
  v2 = this.v;
}
const c = new C();
c.v = 5;
console.log(c.v, c.v2, new B().v, B.kind, C.kind, new B().both);
try {
  new B().both = 1;
} catch (e) {
  console.log(e.message);
}
const d = new (class extends A {
  v = 'own field';
})();
console.log(d.v, Object.hasOwn(d, 'v'));
class F {
  constructor() {
    this.late = 1;
  }
  set late(x) {
    this.got = x;
  }
}
console.log(Object.keys(new F()));
class G {
  late = 1;
  set late(x) {
    this.got = x;
  }
}
console.log(Object.keys(new G()));
console.log(
  Object.getOwnPropertyNames(A.prototype).join(),
  Object.getOwnPropertyDescriptor(B.prototype, 'both').set,
  A.prototype.hasOwnProperty('kind'),
  'kind' in A,
);
try {
  A.prototype.v;
} catch (e) {
  console.log(e.name);
}
const mix = (K) =>
  class extends K {
    get tag() {
      return `<${super.tag ?? 'none'}>`;
    }
  };
class Base {
  get tag() {
    return 'base';
  }
}
console.log(new (mix(mix(Base)))().tag, new (mix(Object))().tag);
class Lazy {
  get value() {
    Object.defineProperty(this, 'value', { value: ++Lazy.n, writable: false });
    return this.value;
  }
  static n = 0;
}
const l = new Lazy();
console.log(l.value, l.value, Lazy.n);
class Chain {
  #p = [];
  get and() {
    this.#p.push('and');
    return this;
  }
  with(x) {
    this.#p.push(x);
    return this;
  }
  toString() {
    return this.#p.join(' ');
  }
}
console.log(`${new Chain().with('a').and.with('b')}`);
class Temp {
  static #cache = new Map();
  static get size() {
    return Temp.#cache.size;
  }
  static set size(n) {
    Temp.#cache.clear();
    for (let i = 0; i < n; i++) Temp.#cache.set(i, i);
  }
}
Temp.size = 3;
Temp.size++;
console.log(Temp.size);
const o = {
  __proto__: {
    get x() {
      return this._x ?? 'unset';
    },
    set x(v) {
      this._x = v;
    },
  },
};
o.x = 1;
console.log(o.x, Object.keys(o), { ...o }, JSON.stringify(o));
Object.defineProperty(o, 'x', { value: 'shadow', writable: true, enumerable: true, configurable: true });
console.log(o.x, o._x);
delete o.x;
console.log(o.x);
class Sym {
  get [Symbol.toPrimitive]() {
    return (h) => h;
  }
  get [Symbol.iterator]() {
    return function* () {
      yield* 'it';
    };
  }
}
console.log(`${new Sym()}`, +new Sym(), [...new Sym()].join(''));
class Num {
  get 1() {
    return 'one';
  }
  get ['a' + 'b']() {
    return 'ab';
  }
  static get [Symbol.species]() {
    return Array;
  }
}
console.log(new Num()[1], new Num().ab, Num[Symbol.species].name);
