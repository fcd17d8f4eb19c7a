var __decorate = function (decorators, target, key, desc) {
  var c = arguments.length,
    r = c < 3 ? target : desc === null ? (desc = Object.getOwnPropertyDescriptor(target, key)) : desc,
    d;
  for (var i = decorators.length - 1; i >= 0; i--)
    if ((d = decorators[i])) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
  return (c > 3 && r && Object.defineProperty(target, key, r), r);
};
const log = (t, k, d) => {
  const f = d.value;
  d.value = function (...a) {
    console.log(`call ${k}(${a})`);
    return f.apply(this, a);
  };
  return d;
};
const bound = (t, k, d) => ({
  configurable: true,
  get() {
    const b = d.value.bind(this);
    Object.defineProperty(this, k, { value: b });
    return b;
  },
});
const memo = (t, k, d) => {
  const c = new Map(),
    f = d.value;
  d.value = function (x) {
    if (!c.has(x)) c.set(x, f.call(this, x));
    return c.get(x);
  };
};
const sealed = (C) => {
  Object.seal(C);
  Object.seal(C.prototype);
};
const readonly = (t, k, d) => {
  d.writable = false;
  return d;
};
const registry = [];
const register = (name) => (C) => {
  registry.push([name, C.name]);
  return class extends C {
    static registered = name;
    extra = true;
  };
};
let Calc = class Calc {
  base = 10;
  add(a, b) {
    return a + b + this.base;
  }
  sq(x) {
    console.log('computing');
    return x * x;
  }
  getBase() {
    return this.base;
  }
  fixed() {
    return 1;
  }
};
__decorate([log], Calc.prototype, 'add', null);
__decorate([memo], Calc.prototype, 'sq', null);
__decorate([bound], Calc.prototype, 'getBase', null);
__decorate([readonly], Calc.prototype, 'fixed', null);
Calc = __decorate([sealed, register('calc')], Calc);
const c = new Calc();
console.log(c.add(1, 2), c.sq(4), c.sq(4), (0, c.getBase)(), c.extra, Calc.registered, registry, Object.isSealed(Calc));
try {
  Calc.zzz = 1;
} catch (e) {
  console.log(e.message);
}
try {
  c.fixed = 2;
} catch (e) {
  console.log(e.message);
}
const Serializable = (B) =>
  class extends B {
    serialize() {
      return JSON.stringify(this);
    }
    static from(s) {
      return Object.assign(new this(), JSON.parse(s));
    }
  };
const Comparable = (B) =>
  class extends B {
    compareTo(o) {
      return this.key() < o.key() ? -1 : this.key() > o.key() ? 1 : 0;
    }
  };
const Eventful = (B) =>
  class Eventful extends B {
    #h = {};
    on(e, f) {
      (this.#h[e] ??= []).push(f);
      return this;
    }
    fire(e, ...a) {
      this.#h[e]?.forEach((f) => f(...a));
    }
  };
class Point {
  x = 0;
  y = 0;
  constructor(x = 0, y = 0) {
    this.x = x;
    this.y = y;
  }
  key() {
    return this.x * 1000 + this.y;
  }
}
class P2 extends Eventful(Comparable(Serializable(Point))) {
  get len() {
    return Math.hypot(this.x, this.y);
  }
}
const p = new P2(3, 4);
p.on('m', (v) => console.log('m', v)).fire('m', p.len);
console.log(
  p.serialize(),
  P2.from('{"x":5,"y":12}').len,
  p.compareTo(new P2(3, 5)),
  p,
  p instanceof Point,
  Object.getPrototypeOf(P2).name,
  [new P2(2, 1), new P2(1, 9), new P2(1, 2)].sort((a, b) => a.compareTo(b)).map(String),
  P2.name,
  [new P2(1)],
);
var __extends = (function () {
  var ext = function (d, b) {
    ext =
      Object.setPrototypeOf ||
      ({ __proto__: [] } instanceof Array &&
        function (d, b) {
          d.__proto__ = b;
        });
    return ext(d, b);
  };
  return function (d, b) {
    ext(d, b);
    function __() {
      this.constructor = d;
    }
    d.prototype = b === null ? Object.create(b) : ((__.prototype = b.prototype), new __());
  };
})();
var Animal = (function () {
  function Animal(name) {
    this.name = name;
  }
  Animal.prototype.speak = function () {
    return this.name + ' speaks';
  };
  Object.defineProperty(Animal.prototype, 'upper', {
    get: function () {
      return this.name.toUpperCase();
    },
    enumerable: false,
    configurable: true,
  });
  Animal.create = function (n) {
    return new this(n);
  };
  return Animal;
})();
var Dog = (function (_super) {
  __extends(Dog, _super);
  function Dog() {
    return (_super !== null && _super.apply(this, arguments)) || this;
  }
  Dog.prototype.speak = function () {
    return _super.prototype.speak.call(this) + ' woof';
  };
  return Dog;
})(Animal);
var d = Dog.create('rex');
console.log(d.speak(), d.upper, d instanceof Animal, d, Dog.name, Object.keys(Dog));
var __awaiter = function (t, _a, P, g) {
  return new (P || Promise)(function (res, rej) {
    function ful(v) {
      try {
        step(g.next(v));
      } catch (e) {
        rej(e);
      }
    }
    function rejd(v) {
      try {
        step(g['throw'](v));
      } catch (e) {
        rej(e);
      }
    }
    function step(r) {
      r.done ? res(r.value) : Promise.resolve(r.value).then(ful, rejd);
    }
    step((g = g.apply(t, _a || [])).next());
  });
};
var compiled = function (n) {
  return __awaiter(this, arguments, void 0, function* (n, m = 2) {
    let s = 0;
    for (let i = 0; i < n; i++) {
      s += yield Promise.resolve(i * m);
    }
    try {
      yield Promise.reject(new Error('inner'));
    } catch (e) {
      s += e.message.length;
    }
    return s;
  });
};
compiled(4).then(console.log);
var Dir;
(function (Dir) {
  Dir[(Dir['Up'] = 1)] = 'Up';
  Dir[(Dir['Down'] = 2)] = 'Down';
  Dir['S'] = 'str';
})(Dir || (Dir = {}));
console.log(Dir, Dir[Dir.Up]);
var __rest = function (s, e) {
  var t = {};
  for (var p in s) if (Object.prototype.hasOwnProperty.call(s, p) && e.indexOf(p) < 0) t[p] = s[p];
  return t;
};
console.log(__rest({ a: 1, b: 2, c: 3 }, ['b']));
var _a;
const opt = (o) => ((_a = o === null || o === void 0 ? void 0 : o.x) !== null && _a !== void 0 ? _a : 'def');
console.log(opt(null), opt({ x: 0 }));
const compose =
    (...f) =>
    (x) =>
      f.reduceRight((v, g) => g(v), x),
  curry = (f) =>
    function c(...a) {
      return a.length >= f.length ? f(...a) : (...b) => c(...a, ...b);
    };
console.log(
  compose(
    (x) => x + 1,
    (x) => x * 2,
  )(5),
  curry((a, b, c) => a + b + c)(1)(2, 3),
  curry((a, b, c) => [a, b, c])(1, 2)(3),
);
const debounce = (f, ms) => {
  let t;
  return (...a) => {
    clearTimeout(t);
    t = setTimeout(f, ms, ...a);
  };
};
const db = debounce((x) => console.log('debounced', x), 3);
db(1);
db(2);
db(3);
const throttle = (f, ms) => {
  let last = -Infinity;
  return (...a) => {
    const now = performance.now();
    if (now - last >= ms) {
      last = now;
      f(...a);
    }
  };
};
const th = throttle((x) => console.log('throttled', x), 1000);
th(1);
th(2);
const once = (f) => {
  let d = false,
    r;
  return (...a) => (d ? r : ((d = true), (r = f(...a))));
};
let n = 0;
const o1 = once(() => ++n);
console.log(o1(), o1(), n);
const deepEq = (a, b) =>
  Object.is(a, b) ||
  (typeof a === 'object' &&
    typeof b === 'object' &&
    a &&
    b &&
    Object.keys(a).length === Object.keys(b).length &&
    Object.keys(a).every((k) => deepEq(a[k], b[k])));
console.log(deepEq({ a: [1, { b: NaN }] }, { a: [1, { b: NaN }] }), deepEq({ a: 1 }, { a: 2 }));
const deepFreeze = (o) => (
  Object.values(o).forEach((v) => typeof v === 'object' && v && deepFreeze(v)), Object.freeze(o)
);
const df = deepFreeze({ a: { b: [1] } });
try {
  df.a.b.push(2);
} catch (e) {
  console.log(e.message);
}
const group = (a, f) => a.reduce((m, x) => ((m[f(x)] ??= []).push(x), m), {});
console.log(
  group([1, 2, 3, 4, 5], (x) => (x % 2 ? 'odd' : 'even')),
  Object.entries(group(['apple', 'bob', 'cat', 'ant'], (s) => s[0])),
);
const zip = (...a) => a[0].map((_, i) => a.map((x) => x[i]));
console.log(
  zip([1, 2], ['a', 'b'], [true, false]),
  [...new Set([3, 1, 3])],
  [[1, [2]], [3]].flat(2),
  Object.fromEntries(zip(['x', 'y'], [1, 2])),
);
const chunk = (a, n) => Array.from({ length: Math.ceil(a.length / n) }, (_, i) => a.slice(i * n, i * n + n));
console.log(chunk([1, 2, 3, 4, 5], 2));
const pipe = async (x, ...fs) => {
  for (const f of fs) x = await f(x);
  return x;
};
pipe(
  1,
  (x) => x + 1,
  async (x) => x * 10,
).then(console.log);
