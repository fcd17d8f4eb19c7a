const base = {
  hi() {
    return 'base ' + this.n;
  },
  get v() {
    return 'bv' + this.n;
  },
  set v(x) {
    this.set = x;
  },
  n: 'base',
};
const o = {
  __proto__: base,
  n: 'o',
  hi() {
    return 'o>' + super.hi();
  },
  get v() {
    return super.v + '!';
  },
  set v(x) {
    super.v = x + 1;
  },
  arrow() {
    return (() => super.hi())();
  },
  ['comp' + 1]() {
    return super['h' + 'i']();
  },
  async as() {
    return super.hi();
  },
  *gen() {
    yield super.hi();
    yield super.v;
  },
  nothing() {
    return super.zzz;
  },
  callm() {
    return super.hi.call({ n: 'called' });
  },
  del() {
    try {
      delete super.hi;
    } catch (e) {
      return e.name;
    }
  },
  inn() {
    return 'hi' in base;
  },
  asg() {
    super.fresh = 5;
    return Object.keys(this).includes('fresh');
  },
  opt() {
    return super.hi?.() + super.none?.();
  },
  tag() {
    return super.hi``;
  },
};
console.log(
  o.hi(),
  o.v,
  ((o.v = 5), o.set),
  o.arrow(),
  o.comp1(),
  [...o.gen()],
  o.nothing(),
  o.callm(),
  o.del(),
  o.asg(),
  o.opt(),
  o.tag(),
);
o.as().then(console.log);
const stolen = { n: 'thief', hi: o.hi };
console.log(stolen.hi());
Object.setPrototypeOf(o, { hi: () => 'new proto' });
console.log(o.hi(), stolen.hi(), o.v);
class A {
  static s() {
    return 'As' + this.name;
  }
  m() {
    return 'Am' + this.id;
  }
  get p() {
    return 'Ap';
  }
  static x = 1;
  id = 'a';
}
class B extends A {
  static s() {
    return super.s() + 'B';
  }
  m() {
    return super.m() + 'B';
  }
  get p() {
    return super.p + 'B';
  }
  id = 'b';
  f = super.m();
  static y = super.x + 1;
  static {
    this.z = super.s();
  }
  set q(v) {
    super.q = v;
  }
  inc() {
    super.cnt = (super.cnt ?? 0) + 1;
    return this.cnt;
  }
  cm(k) {
    return super[k]();
  }
}
const b = new B();
console.log(B.s(), b.m(), b.p, b.f, B.y, B.z, ((b.q = 4), b.q), b.inc(), b.inc(), b.cm('m'), Object.keys(b));
class C extends B {
  constructor() {
    const s = () => super.m();
    super();
    this.r = s();
    this.get = () => super.p;
  }
}
const c = new C();
console.log(c.r, c.get());
try {
  new (class extends A {
    constructor() {
      super.m();
      super();
    }
  })();
} catch (e) {
  console.log(e.name, e.message);
}
try {
  new (class extends A {
    constructor() {
      this.x = 1;
      super();
    }
  })();
} catch (e) {
  console.log(e.message);
}
class D extends A {
  constructor(f) {
    if (f) super();
    try {
      this.ok = 1;
    } catch (e) {
      console.log('caught', e.message);
      super();
      this.ok = 2;
    }
  }
}
console.log(new D(true).ok, new D(false).ok);
const lateArrow = new (class extends A {
  constructor() {
    const f = () => {
      super();
      return this.id;
    };
    console.log(f());
    this.z = 1;
  }
})();
console.log(lateArrow.z);
const m1 = {
    f() {
      return 'm1';
    },
  },
  m2 = {
    __proto__: m1,
    f() {
      return super.f() + 'm2';
    },
  },
  m3 = {
    __proto__: m2,
    f() {
      return super.f() + 'm3';
    },
  };
console.log(m3.f());
const mix = (Base) =>
  class extends Base {
    f() {
      return (super.f?.() ?? '') + 'mix';
    }
  };
class X {
  f() {
    return 'X';
  }
}
console.log(new (mix(mix(X)))().f(), new (mix(Object))().f());
class Ord extends (console.log('heritage'), A) {
  [(console.log('key1'), 'k')] = console.log('init') ?? 1;
  static [(console.log('key2'), 'st')] = console.log('static init') ?? 2;
  constructor() {
    console.log('before');
    super();
    console.log('after');
  }
}
new Ord();
console.log(Ord.st);
const sup = {
  __proto__: {
    get x() {
      return this.y;
    },
  },
  y: 3,
  get x() {
    return super.x * 2;
  },
  inc() {
    return (super.x++, this.x);
  },
};
console.log(sup.x);
try {
  console.log(sup.inc());
} catch (e) {
  console.log(e.name, e.message);
}
class NoProto {
  static t() {
    return super.toString === Function.prototype.toString;
  }
  t() {
    return super.hasOwnProperty('t');
  }
}
console.log(NoProto.t(), new NoProto().t());
Object.setPrototypeOf(NoProto.prototype, null);
try {
  new NoProto().t();
} catch (e) {
  console.log(e.message);
}
