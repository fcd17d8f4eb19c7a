class A {
  static #n = 0;
  get x() {
    return this._x ?? 'none';
  }
  set x(v) {
    this._x = v;
  }
  static get n() {
    return A.#n++;
  }
  get ['comp' + 'uted']() {
    return 1;
  }
  get 5() {
    return 'five';
  }
  set only(v) {
    this.o = v;
  }
  get 'str ing'() {
    return 's';
  }
}
const a = new A();
a.x = 5;
a.only = 1;
console.log(a.x, A.n, A.n, a.computed, a[5], a.only, a['str ing'], Object.keys(a).join());
const d = Object.getOwnPropertyDescriptor(A.prototype, 'x');
console.log(d.get.name, d.set.name, d.enumerable, d.configurable, d.get.length, d.set.length, typeof d.get.prototype);
try {
  new d.get();
} catch (e) {
  console.log(e.message);
}
try {
  a.computed = 2;
} catch (e) {
  console.log(e.name, e.message);
}
const o = {
  get g() {
    return this.v;
  },
  v: 1,
  set g(x) {
    this.v = x;
  },
  get [Symbol.toStringTag]() {
    return 'Tag';
  },
  __proto__: { inherited: 1 },
};
o.g += 10;
console.log(o.g, `${o}`, o.inherited, Object.keys(o).join(), JSON.stringify(o));
Object.defineProperty(o, 'lazy', {
  get() {
    Object.defineProperty(this, 'lazy', { value: 'cached' });
    return 'first';
  },
  configurable: true,
});
console.log(o.lazy, o.lazy);
class B extends A {
  get x() {
    return 'B' + super.x;
  }
}
const b = new B();
b.x2 = 1;
try {
  b.x = 7;
} catch (e) {
  console.log(e.message);
}
console.log(b.x, b._x);
