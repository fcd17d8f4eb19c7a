const log = [];
class A {
  static #count = 0;
  #x;
  static inst = new A(0);
  static {
    log.push('A static ' + A.#count);
  }
  constructor(x) {
    this.#x = x;
    A.#count++;
    log.push('A ' + new.target.name);
    this.init?.();
  }
  get x() {
    return this.#x;
  }
  set x(v) {
    this.#x = v;
  }
  static get count() {
    return A.#count;
  }
  #secret() {
    return 's' + this.#x;
  }
  reveal() {
    return this.#secret();
  }
  static isA(o) {
    return #x in o;
  }
  static #sp() {
    return 'sp';
  }
  static callSp() {
    return this.#sp();
  }
  get #acc() {
    return this.#x * 2;
  }
  set #acc(v) {
    this.#x = v / 2;
  }
  bump() {
    this.#acc += 10;
    this.#x++;
    this.#x **= 2;
    return (this.#x ??= 5);
  }
  *#gen() {
    yield this.#x;
  }
  async #as() {
    return this.#x;
  }
  all() {
    return [...this.#gen()];
  }
}
class B extends A {
  y = (log.push('B.y ' + this.x), 5);
  ['z' + 1] = this.y + 1;
  static s = super.count;
  constructor(...a) {
    log.push('B before');
    super(...a);
    log.push('B after');
  }
  init() {
    log.push('init y=' + this.y);
  }
  reveal() {
    return 'B' + super.reveal();
  }
  get x() {
    return super.x + 100;
  }
  set x(v) {
    super.x = v;
  }
}
const b = new B(7);
console.log(
  b.y,
  b.z1,
  b.x,
  b.reveal(),
  A.count,
  B.s,
  A.isA(b),
  A.isA({}),
  A.callSp(),
  b.bump(),
  b.all(),
  log.join('|'),
);
b.x = 3;
console.log(b.x, b.reveal(), Object.keys(b));
for (const f of [
  () => A.prototype.reveal.call({}),
  () => B.callSp(),
  () => A(),
  () => new (class extends null {})(),
  () =>
    new (class extends A {
      constructor() {}
    })(),
  () =>
    new (class extends A {
      constructor() {
        super(1);
        super(2);
      }
    })(),
  () =>
    new (class extends A {
      constructor() {
        return {};
      }
    })(),
  () =>
    new (class extends A {
      constructor() {
        return 1;
      }
    })(),
  () =>
    new (class {
      constructor() {
        return 1;
      }
    })(),
  () => class extends 5 {},
  () => class extends (() => {}) {},
  () => Object.getOwnPropertyDescriptor(A.prototype, 'x').get.call({}),
  () => A.isA(1),
  () => {
    class C {
      x = this.#p;
      #p = 1;
    }
    return new C();
  },
  () => {
    class C {
      static {
        throw new Error('static');
      }
    }
  },
  () =>
    new (class {
      a = (() => {
        throw new Error('field');
      })();
    })(),
  () => {
    const { x } = class {
      static x = this.name;
    };
    return x;
  },
  () =>
    class Q {
      static m() {
        return Q;
      }
    }.m().name,
  () => {
    class C {
      static a = 1;
      static b = this.a + 1;
      static c = () => this.b;
    }
    return C.c();
  },
  () =>
    new (class {
      'quoted key' = 1;
      123 = 2;
      [Symbol.toStringTag] = 'TT';
    })() + '',
  () => {
    let C = class D {
      n() {
        return D === C;
      }
    };
    return new C().n();
  },
  () => {
    class X {
      constructor() {
        this.f = () => new.target.name;
      }
    }
    return new X().f();
  },
  () => {
    const o = {
      __proto__: {
        hi() {
          return 'p' + this.n;
        },
      },
      n: 1,
      hi() {
        return 'o' + super.hi();
      },
    };
    return o.hi();
  },
  () => {
    class C {
      static async *g() {
        yield* [1, 2];
      }
      static get [Symbol.species]() {
        return 'sp';
      }
    }
    return C[Symbol.species];
  },
  () => {
    class C {
      get a() {
        return 1;
      }
    }
    ('use strict');
    new C().a = 2;
  },
  () => {
    class C {
      accessor = 1;
      static = 2;
      get = 3;
      set = 4;
      async = 5;
    }
    return JSON.stringify(new C());
  },
  () => {
    class C {
      static prototype2 = 1;
      constructor2() {}
    }
    return Object.getOwnPropertyNames(C.prototype).join();
  },
  () => {
    function F() {}
    F.prototype = { constructor: F, old: 1 };
    class G extends F {}
    return new G().old;
  },
  () => {
    class C extends Array {
      last() {
        return this.at(-1);
      }
    }
    const c = C.from([1, 2, 3]);
    return [
      c.last(),
      c.map((x) => x) instanceof C,
      c.length,
      c.filter((x) => x > 1).last(),
      C.of(7).last(),
      c.concat([9]).last(),
    ].join();
  },
  () => {
    class E2 extends Error {
      constructor(m) {
        super(m, { cause: 'c' });
        this.name = 'E2';
      }
    }
    const e = new E2('msg');
    return [
      e,
      e instanceof E2,
      e instanceof Error,
      e.cause,
      Object.prototype.toString.call(e),
      e.stack.split('\n')[0],
    ].join();
  },
])
  try {
    console.log(String(f()));
  } catch (e) {
    console.log(e.name + ': ' + e.message);
  }
const mixin = (Base) =>
  class extends Base {
    mixed() {
      return 'm' + (super.mixed?.() ?? '');
    }
  };
class M extends mixin(mixin(Object)) {}
console.log(new M().mixed(), M.name, Object.getPrototypeOf(M).name === '');
class Temp {
  static from(c) {
    return Object.assign(new this(), { c });
  }
  get f() {
    return (this.c * 9) / 5 + 32;
  }
  set f(v) {
    this.c = ((v - 32) * 5) / 9;
  }
  toString() {
    return `${this.c}C`;
  }
  [Symbol.toPrimitive](h) {
    return h === 'number' ? this.c : h === 'string' ? this.toString() : 'default' + this.c;
  }
}
const t = Temp.from(100);
t.f = 50;
console.log(+t, `${t}`, t + '', t * 2, t.f, t == 'default10');
