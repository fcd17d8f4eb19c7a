const show = (f) => {
  try {
    console.log(f());
  } catch (e) {
    console.log(e.name, e.message);
  }
};
class A {
  x() {
    return 'A.x ' + this.n;
  }
  get g() {
    return 'Ag ' + this.n;
  }
  set s(v) {
    this.set = 'A' + v;
  }
  static st() {
    return 'A.st ' + this.name;
  }
  n = 'n';
}
class B extends A {
  x() {
    return 'B>' + super.x();
  }
  get g() {
    return 'B>' + super.g;
  }
  set s(v) {
    super.s = v + '!';
  }
  static st() {
    return 'B>' + super.st();
  }
  arrow() {
    return (() => super.x())();
  }
  comp(k) {
    return super[k]();
  }
  assign() {
    super.fresh = 5;
    return [this.fresh, Object.hasOwn(this, 'fresh'), Object.hasOwn(A.prototype, 'fresh')];
  }
  missing() {
    return super.nope;
  }
  callMissing() {
    return super.nope();
  }
  inc() {
    super.cnt = (super.cnt ?? 1) + 1;
    return [super.cnt, this.cnt];
  }
  opt() {
    return super.x?.();
  }
  optNone() {
    return super.none?.();
  }
  spread() {
    return super.args(...[1, 2]);
  }
  tagged() {
    return super.tag`a${1}`;
  }
  del() {
    try {
      delete super.x;
    } catch (e) {
      return e.name + ': ' + e.message;
    }
  }
  args(...a) {
    return a;
  }
}
A.prototype.args = function (...a) {
  return [this.n, ...a];
};
A.prototype.tag = function (s, v) {
  return s[0] + v + this.n;
};
const b = new B();
show(() => b.x());
show(() => b.g);
show(() => {
  b.s = 1;
  return b.set;
});
show(() => B.st());
show(() => b.arrow());
show(() => b.comp('x'));
show(() => b.assign());
show(() => b.missing());
show(() => b.callMissing());
show(() => b.inc());
show(() => b.opt());
show(() => b.optNone());
show(() => b.spread());
show(() => b.tagged());
show(() => b.del());
const o = {
  __proto__: {
    hi() {
      return 'proto ' + this.k;
    },
    get acc() {
      return 'acc' + this.k;
    },
  },
  k: 1,
  hi() {
    return 'own>' + super.hi();
  },
  get acc() {
    return '>' + super.acc;
  },
  ['c' + 1]() {
    return super.hi();
  },
  async am() {
    return super.hi();
  },
  *gm() {
    yield super.hi();
  },
  f: function () {
    return typeof super_;
  },
};
const super_ = 1;
show(() => o.hi());
show(() => o.acc);
show(() => o.c1());
show(() => [...o.gm()]);
o.am().then((v) => console.log(v));
const moved = { k: 'moved', hi: o.hi };
show(() => moved.hi());
Object.setPrototypeOf(o, {
  hi() {
    return 'new proto';
  },
});
show(() => o.hi());
class NoSuper extends A {
  constructor() {}
}
show(() => new NoSuper());
class Twice extends A {
  constructor() {
    super();
    try {
      super();
    } catch (e) {
      this.err = e.message;
    }
  }
}
show(() => new Twice().err);
class Before extends A {
  constructor() {
    try {
      this.x;
    } catch (e) {
      console.log(e.message);
    }
    super();
  }
}
show(() => new Before().n);
class Ret extends A {
  constructor() {
    return { own: 1 };
  }
}
show(() => new Ret());
class RetPrim extends A {
  constructor() {
    super();
    return 5;
  }
}
show(() => new RetPrim());
class RetUndef extends A {
  constructor() {
    super();
    return undefined;
  }
}
show(() => new RetUndef().n);
class Lazy extends A {
  constructor(late) {
    const f = () => super();
    if (late) f();
  }
}
show(() => new Lazy(true).n);
show(() => new Lazy(false));
class InTry extends A {
  constructor() {
    try {
      super();
    } finally {
      this.fin = 1;
    }
  }
}
show(() => new InTry().fin);
class Cond extends A {
  constructor(x) {
    x ? super() : super(1);
  }
}
show(() => new Cond(0).n);
show(() => {
  try {
    class X extends null {}
    return new X();
  } catch (e) {
    return e.name;
  }
});
show(() => {
  class X extends null {
    static s = 1;
    constructor() {
      return Object.create(X.prototype);
    }
  }
  return [new X() instanceof X, X.s, Object.getPrototypeOf(X.prototype)];
});
show(() => {
  class X extends 5 {}
});
show(() => {
  try {
    const f = () => {};
    class X extends f {}
  } catch (e) {
    return e.name;
  }
});
show(() => {
  function F() {}
  F.prototype = 3;
  class X extends F {}
});
show(() => {
  class X extends undefined {}
});
show(() => {
  let calls = 0;
  class X extends (calls++, A) {}
  new X();
  new X();
  return calls;
});
show(() => A());
show(() => new A.prototype.x());
show(
  () =>
    new (class {
      constructor() {
        return new.target.name;
      }
      static m() {}
    })(),
);
show(() => {
  function F() {
    return new.target;
  }
  return [F(), new F() instanceof F, Reflect.construct(F, [], A) === A];
});
class P1 {
  constructor() {
    this.t = new.target.name;
    this.m = this.what();
  }
  what() {
    return 'P1';
  }
}
class P2 extends P1 {
  what() {
    return 'P2' + this.extra;
  }
  extra = 1;
}
show(() => [new P1().t, new P2().t, new P2().m]);
const mix = (S) =>
  class extends S {
    mixed() {
      return 'mixed ' + (super.mixed?.() ?? '');
    }
  };
class M extends mix(mix(Object)) {}
show(() => new M().mixed());
Object.setPrototypeOf(
  B,
  class {
    static st() {
      return 'swapped ' + this.name;
    }
  },
);
show(() => B.st());
show(() => {
  class D2 extends B {}
  return new D2().x();
});
class Err extends Error {
  constructor(m, o) {
    super(m, o);
    this.name = 'Err';
  }
  get [Symbol.toStringTag]() {
    return 'ErrTag';
  }
}
show(() => {
  throw new Err('msg', { cause: 'c' });
});
show(() => [
  String(new Err('q')),
  Object.prototype.toString.call(new Err()),
  new Err('z', { cause: 0 }).cause,
  'cause' in new Err('z'),
]);
class Fn extends Function {}
show(() => {
  try {
    return new Fn('return 1') && 'made';
  } catch {
    return 'made';
  }
});
