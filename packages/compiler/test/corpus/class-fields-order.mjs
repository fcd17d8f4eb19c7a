const log = [];
const l = (x) => (log.push(x), x);
class A {
  [l('ka')] = l('va');
  static [l('ks')] = l('vs');
  [l('km')]() {}
  static {
    l('block ' + Object.keys(this));
  }
  static get [l('kg')]() {
    return 1;
  }
  b = this.ka;
  static c = this.ks;
  'quoted-key' = 1;
  123 = 2;
  static async *[l('kagen')]() {}
  constructor() {
    l('ctor ' + Object.keys(this));
  }
}
new A();
console.log(log.splice(0));
new A();
console.log(log.splice(0), Object.getOwnPropertyNames(A), Object.getOwnPropertyNames(A.prototype));
class P {
  constructor() {
    l('P ' + this.constructor.name + Object.keys(this));
    this.init?.();
  }
  f = l('Pf');
}
class Q extends P {
  g = l('Qg');
  h = this.f + 'h';
  constructor() {
    l('before');
    super();
    l('after ' + Object.keys(this));
  }
  init() {
    l('init ' + this.g);
    this.g = 'set';
  }
}
const q = new Q();
console.log(log.splice(0), q);
class F {
  x;
  y = undefined;
  static s;
  z = () => this;
  ['__proto__'] = 5;
  constructor1 = 1;
}
const f = new F();
console.log(
  Object.keys(f),
  'x' in f,
  f.z() === f,
  Object.getPrototypeOf(f) === F.prototype,
  F.s,
  's' in F,
  f.z.name,
  Object.getOwnPropertyDescriptor(f, 'x'),
);
class N {
  a = function () {};
  b = class {};
  c = () => {};
  static d = class {
    static name = 'own';
  };
  e = (0, function () {});
  ['f' + 1] = () => {};
  #p = () => {};
  pn() {
    return this.#p.name;
  }
  [Symbol('sym')] = () => {};
}
const n = new N();
console.log(
  n.a.name,
  n.b.name,
  n.c.name,
  N.d.name,
  JSON.stringify(n.e.name),
  n.f1.name,
  n.pn(),
  n[Object.getOwnPropertySymbols(n)[0]].name,
);
class D {
  constructor() {
    Object.defineProperty(this, 'fixed', { value: 1, configurable: false });
  }
}
class E extends D {
  fixed = 2;
}
try {
  new E();
} catch (e) {
  console.log(e.name, e.message);
}
class Setter {
  set v(x) {
    l('setter called');
  }
}
class Field extends Setter {
  v = 1;
}
new Field();
console.log(log.splice(0));
class Frozen {
  constructor() {
    return Object.freeze(this);
  }
}
try {
  new (class extends Frozen {
    a = 1;
  })();
} catch (e) {
  console.log(e.name, e.message);
}
let outer = 'outer';
class Scope {
  outer = outer;
  static s = outer;
  m(outer = this.outer) {
    return outer;
  }
  [outer]() {
    return 'computed';
  }
}
outer = 'changed';
console.log(new Scope().outer, Scope.s, new Scope().m(), Object.getOwnPropertyNames(Scope.prototype));
console.log(
  (() => {
    try {
      class T {
        [T.x] = 1;
      }
    } catch (e) {
      return e.name + e.message;
    }
  })(),
  (() => {
    try {
      class T extends T {}
    } catch (e) {
      return e.message;
    }
  })(),
  class {
    static n = this.name;
  }.n === '',
  class Inner {
    static self = Inner;
  }.self.name,
);
class Await {
  static async m() {
    return await this.v;
  }
  static v = Promise.resolve('awaited');
}
console.log(await Await.m());
class Super {
  static s = 's';
  x = 'sx';
  m() {
    return 'sm';
  }
}
class Sub extends Super {
  y = super.m();
  z = (() => super.m() + this.x)();
  static t = super.s;
}
console.log(new Sub(), Sub.t);
const inst = new (class {
  constructor() {
    this.a = 1;
  }
  b = 2;
})();
console.log(Object.keys(inst));
class Throws {
  a = l('a');
  b = (() => {
    throw new Error('field');
  })();
  c = l('c');
}
try {
  new Throws();
} catch (e) {
  console.log(e.message, log.splice(0));
}
class Once {
  static n = 0;
  id = Once.n++;
}
console.log(
  [new Once(), new Once(), new Once()].map((o) => o.id),
  Once.n,
);
