const log = [];
const t = (x, v = x) => (log.push(x), v);
class A {
  static [t('k1')] = t('v1');
  [t('k2')] = t('v2');
  static {
    t('block1');
    this.fromBlock = this.k1 + '!';
  }
  static [t('k3')]() {}
  static late = A.fromBlock;
  static {
    try {
      throw new Error('in block');
    } catch (e) {
      t(e.message);
    }
    var scoped = 1;
    let l = 2;
    t(scoped + l);
  }
  get [t('k4')]() {
    return 4;
  }
  static self = this === A;
  static arrow = () => this;
}
console.log(log.join(), A.late, A.self, A.arrow() === A, A.k1, new A().k2, log.length);
class F {
  a = this.b;
  b = 1;
  c = this.b;
  d = () => this.c;
  'quoted key' = 2;
  123 = 3;
  [Symbol.for('s')] = 4;
  static static = 5;
  get = 6;
  set = 7;
  async = 8;
  static async = 9;
  static get get() {
    return 10;
  }
  constructor2() {}
  e;
}
const f = new F();
console.log(f, f.d(), F.static, F.async, F.get, 'e' in f, Object.keys(f));
class G {
  fn = function () {};
  arrow = () => {};
  cls = class {};
  named = class Q {};
  #p = () => {};
  static sf = () => {};
  ['comp' + 1] = () => {};
  pn() {
    return this.#p.name;
  }
}
const g = new G();
console.log(g.fn.name, g.arrow.name, g.cls.name, g.named.name, G.sf.name, g.comp1.name, g.pn());
class H {
  x = 1;
  constructor() {
    this.x = 2;
  }
}
Object.defineProperty(Object.prototype, 'yy', {
  set() {
    console.log('setter hit');
  },
  configurable: true,
});
class I {
  yy = 1;
}
console.log(new I().yy);
const lit = { yy: 1 };
console.log(lit.yy);
delete Object.prototype.yy;
class J {
  ['__proto__'] = 1;
}
console.log(Object.keys(new J()));
let order = [];
class P {
  p = order.push('P.p');
  constructor() {
    order.push('P()');
  }
}
class Q extends P {
  q = order.push('Q.q');
  constructor(a = order.push('args')) {
    order.push('pre');
    super();
    order.push('Q()');
  }
}
new Q();
console.log(order.join());
try {
  class T {
    static a = T2;
  }
  class T2 {}
} catch (e) {
  console.log(e.name, e.message);
}
try {
  class U {
    static m = U.n.x;
  }
} catch (e) {
  console.log(e.message);
}
try {
  new (class {
    a = (() => {
      throw new RangeError('field');
    })();
  })();
} catch (e) {
  console.log(e.message);
}
try {
  class V {
    static {
      throw new Error('sb');
    }
  }
} catch (e) {
  console.log(e.message);
}
const C = class Inner {
  static n = Inner.name;
  who() {
    return Inner;
  }
  try() {
    try {
      Inner = 1;
    } catch (e) {
      return e.message;
    }
  }
};
console.log(C.n, new C().who() === C, new C().try(), typeof Inner, C.name);
let K = class {};
console.log(K.name, class {}.name === '', (0, class {}).name === '');
const { Z = class {} } = {};
console.log(Z.name);
class WithName {
  static name = 'custom';
}
console.log(WithName.name, WithName);
class NM {
  static name() {}
}
console.log(typeof NM.name, NM);
class Acc {
  static #c = 0;
  static get count() {
    return Acc.#c;
  }
  static set count(v) {
    Acc.#c = v * 2;
  }
  accessor = 1;
  static accessor = 2;
}
Acc.count = 5;
Acc.count++;
console.log(Acc.count, new Acc(), Acc.accessor);
console.log(
  Object.getOwnPropertyNames(
    class {
      static a() {}
      static b = 1;
      static get c() {
        return 1;
      }
    },
  ),
  Object.getOwnPropertyNames(
    class {
      m() {}
      get g() {
        return 1;
      }
      static s() {}
    }.prototype,
  ),
  Object.getOwnPropertyDescriptor(
    class {
      m() {}
    }.prototype,
    'm',
  ).enumerable,
  Object.getOwnPropertyDescriptor(A, 'prototype'),
);
const o = { a: 1 };
class Cp extends Object {
  constructor() {
    super();
    Object.assign(this, o);
  }
  b = 2;
}
console.log(new Cp());
class Dup {
  m() {
    return 1;
  }
  m() {
    return 2;
  }
  static m = 3;
  get m2() {
    return 1;
  }
  m2() {
    return 2;
  }
}
console.log(new Dup().m(), Dup.m, new Dup().m2());
console.log(typeof class {}, class A2 {}.toString().startsWith('class A2'));
{
  class Sc {}
}
try {
  Sc;
} catch (e) {
  console.log(e.message);
}
try {
  new Early();
  class Early {}
} catch (e) {
  console.log(e.message);
}
for (const k of ['a', 'b']) {
  class L {
    static [k] = k;
    [k + 1] = k;
  }
  console.log(L, new L());
}
class Gen {
  *[Symbol.iterator]() {
    yield 1;
  }
  static async *ag() {
    yield 2;
  }
  async am() {
    return 3;
  }
  static *sg() {
    yield 4;
  }
}
console.log([...new Gen()], [...Gen.sg()]);
new Gen().am().then(console.log);
