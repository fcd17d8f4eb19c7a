const depthOf = (f) => {
  try {
    f(0);
    return 'none';
  } catch (e) {
    return e instanceof RangeError ? e.message : e.name + e.message;
  }
};
console.log(
  depthOf(function f(n) {
    return f(n + 1) + 1;
  }),
  depthOf((n) => {
    const g = () => g() || 1;
    return g();
  }),
  depthOf(() => {
    class A {
      get x() {
        return this.x;
      }
    }
    new A().x;
  }),
  depthOf(() => {
    const p = new Proxy(
      {},
      {
        get(t, k, r) {
          return r[k];
        },
      },
    );
    p.x;
  }),
  depthOf(() => {
    const o = {
      toString() {
        return '' + this;
      },
    };
    '' + o;
  }),
  depthOf(() => {
    [1].map(function f() {
      return [1].map(f);
    });
  }),
  depthOf(() => {
    'a'.replace(/a/, function f() {
      return 'a'.replace(/a/, f);
    });
  }),
  depthOf(() => {
    function* g() {
      yield* g();
    }
    [...g()];
  }),
  depthOf(() => {
    JSON.stringify({
      toJSON() {
        return JSON.stringify(this);
      },
    });
  }),
  depthOf(() => {
    new (class X {
      y = new X();
    })();
  }),
  depthOf(() => {
    function f() {
      try {
        f();
      } finally {
        f.n = (f.n | 0) + 1;
      }
    }
    f();
  }),
  depthOf(() => {
    const a = [];
    a[0] = a;
    a.flat(Infinity);
  }),
  depthOf(() => {
    Reflect.construct(function F() {
      Reflect.construct(F, []);
    }, []);
  }),
  depthOf(() => {
    (function f() {
      f.apply(null, [1, 2, 3]);
    })();
  }),
  depthOf(() => {
    (function f() {
      f.bind(null)();
    })();
  }),
  depthOf(() => {
    [2, 1].sort(function c() {
      [2, 1].sort(c);
      return 0;
    });
  }),
  depthOf(() => {
    const o = {};
    Object.defineProperty(o, 'x', {
      set(v) {
        this.x = v;
      },
    });
    o.x = 1;
  }),
  depthOf(() => {
    new Set([1]).forEach(function f() {
      new Set([1]).forEach(f);
    });
  }),
  depthOf(() => {
    (function f(...a) {
      f(...a, 1);
    })();
  }),
  depthOf(() => {
    const tag = () => tag``;
    tag``;
  }),
);
let n = 0;
const count = () => {
  n++;
  count();
};
try {
  count();
} catch {}
console.log(n > 1000);
n = 0;
let caught = 0;
const nested = () => {
  n++;
  try {
    nested();
  } catch (e) {
    caught++;
    throw e;
  }
};
try {
  nested();
} catch {}
console.log(caught === n - 1 || caught === n);
const ok = (d) => (d === 0 ? 0 : 1 + ok(d - 1));
console.log(ok(5000));
let list = null;
for (let i = 0; i < 1e6; i++) list = { next: list, i };
let len = 0;
for (let p = list; p; p = p.next) len++;
console.log(len, list.i);
list = null;
const isEven = (k) => (k === 0 ? true : isOdd(k - 1)),
  isOdd = (k) => (k === 0 ? false : isEven(k - 1));
console.log(isEven(4000));
const ack = (m, k) => (m === 0 ? k + 1 : k === 0 ? ack(m - 1, 1) : ack(m - 1, ack(m, k - 1)));
console.log(ack(2, 300));
(async () => {
  let d = 0;
  const deep = async (k) => (k === 0 ? 0 : 1 + (await deep(k - 1)));
  console.log(await deep(2000));
})();
