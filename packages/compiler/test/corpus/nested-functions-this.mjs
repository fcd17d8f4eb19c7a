const o = {
  n: 'o',
  reg() {
    return this?.n;
  },
  arrow: () => typeof this,
  nest() {
    return [
      () => this.n,
      function () {
        return this?.n;
      },
    ].map((f) => f());
  },
  deep() {
    return {
      n: 'inner',
      a: () => this.n,
      b() {
        return this.n;
      },
      c: { d: () => this.n },
    };
  },
  cb() {
    return (
      [1].map(function () {
        return this?.n;
      }),
      [1].map(function () {
        return this?.n;
      }, this),
      [1].map(() => this.n)
    );
  },
  get g() {
    return (() => this.n)();
  },
  async as() {
    await null;
    return this.n;
  },
  *gen() {
    yield this.n;
    yield* (function* () {
      yield this?.n;
    })();
    yield* (function* (s) {
      yield s.n;
    })(this);
  },
};
const { reg } = o;
console.log(
  o.reg(),
  reg(),
  (0, o.reg)(),
  o.reg(),
  o['reg'](),
  o.arrow(),
  o.nest(),
  o.deep().a(),
  o.deep().b(),
  o.deep().c.d(),
  o.cb(),
  o.g,
  await o.as(),
  [...o.gen()],
);
console.log(
  reg.call({ n: 'call' }),
  reg.apply({ n: 'apply' }),
  reg.bind({ n: 'bind' })(),
  reg.bind({ n: 'b1' }).call({ n: 'b2' }),
  new (function () {
    this.n = 'new';
    this.r = reg;
  })().r(),
  [reg][0] === reg,
  [o.reg].map((f) => f.call(o)),
  (o.reg, o.reg)(),
  (true ? o.reg : 0)(),
  (o.reg || 0)(),
  o.reg?.(),
  (o?.reg)(),
  o?.reg.call(null),
);
class K {
  n = 'K';
  m() {
    return this?.n;
  }
  static s() {
    return this.name;
  }
  bound = this.m.bind(this);
  arr = () => this.m();
}
const k = new K();
const { m, bound, arr } = k;
console.log(m(), bound(), arr(), K.s(), setTimeout === undefined);
const s = K.s;
try {
  s();
} catch (e) {
  console.log(e.message);
}
function Outer() {
  this.v = 1;
  const self = this;
  return {
    a: () => this === self,
    b: function () {
      return this === self;
    },
  };
}
const r = new Outer();
console.log(
  r.a(),
  r.b(),
  typeof this,
  (function () {
    return typeof this;
  })(),
  (() => typeof this)(),
);
const t = {
  toString() {
    return 't:' + this.x;
  },
  x: 5,
};
console.log(`${t}`, t + '', [t].join(), String(Object.create(t, { x: { value: 6 } })));
const e = new EventTarget();
e.addEventListener('z', function (ev) {
  console.log(this === e, ev.currentTarget === this);
});
e.dispatchEvent(new Event('z'));
await new Promise((res) =>
  setTimeout(function () {
    console.log(typeof this, this === globalThis);
    res();
  }, 1),
);
[1].forEach(
  function () {
    console.log(this.q);
  },
  { q: 'thisArg' },
);
JSON.stringify({
  toJSON() {
    console.log(this !== undefined);
    return 1;
  },
});
console.log(
  [3, 1].sort(function () {
    return this === undefined ? 0 : 1;
  }).length,
  'ab'.replace(/b/, function () {
    return typeof this;
  }),
);
