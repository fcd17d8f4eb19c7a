console.log(
  typeof hoisted,
  hoisted(),
  typeof v,
  (() => {
    try {
      return l;
    } catch (e) {
      return e.message;
    }
  })(),
);
function hoisted() {
  return 'h';
}
var v = 1;
let l = 2;
for (const f of [
  () => {
    if (true) {
      function inner() {
        return 'in';
      }
    }
    return typeof inner;
  },
  () => {
    x = 1;
    let x;
  },
  () => {
    typeof tdz;
    let tdz;
  },
  () => {
    const c = 1;
    c = 2;
  },
  () => {
    const c = 1;
    c++;
  },
  () => {
    for (const i = 0; i < 1; i++);
  },
  () => {
    class C {
      static x = C;
    }
    return C.x === C;
  },
  () => {
    const f = function g() {
      try {
        g = 1;
      } catch (e) {
        return e.message;
      }
      return typeof g;
    };
    return f();
  },
  () => {
    let a = 1;
    {
      let a = 2;
      {
        var b = a;
      }
    }
    return a + b;
  },
  () => {
    var fs = [];
    for (var i = 0; i < 3; i++) fs.push(() => i);
    return fs.map((f) => f()).join();
  },
  () => {
    let fs = [];
    for (let i = 0; i < 3; i++) {
      fs.push(() => i);
      i += 0;
    }
    return fs.map((f) => f()).join();
  },
  () => {
    let fs = [];
    for (let i = 0, inc = () => i++; i < 3; inc(), i++) {
      fs.push(() => i);
      if (fs.length > 5) break;
    }
    return fs.map((f) => f()).join();
  },
  () => {
    let fs = [];
    for (const k in { a: 1, b: 2 }) fs.push(() => k);
    return fs.map((f) => f()).join();
  },
  () => {
    switch (1) {
      case 0:
        let q;
      case 1:
        q = 5;
    }
  },
  () => {
    switch (1) {
      case 1:
        let q = 5;
        return (() => q)();
    }
  },
  () => {
    let s = 0;
    l: {
      s++;
      if (s) break l;
      s = 100;
    }
    return s;
  },
  () => {
    function f(a, b = () => a) {
      var a = 2;
      return b() + ',' + a;
    }
    return f(1);
  },
  () => {
    function f(a = b2, b2 = 1) {}
    f();
  },
  () => {
    var e = 1;
    try {
      throw 2;
    } catch (e) {
      var e = 3;
    }
    return e;
  },
  () => {
    try {
      throw 1;
    } catch {
      return 'opt';
    }
  },
  () => {
    const o = {
      f() {
        return typeof f;
      },
    };
    return o.f();
  },
  () => {
    (function () {
      undefinedVar = 1;
    })();
  },
  () => {
    return (
      (function () {
        return this;
      })() === undefined
    );
  },
  () => {
    return typeof globalThis.undefinedThing;
  },
  () => {
    var a = 1;
    var a;
    return a;
  },
  () => {
    function d() {
      return 1;
    }
    function d() {
      return 2;
    }
    return d();
  },
  () => {
    let x = x2();
    function x2() {
      return typeof y2;
    }
    let y2;
  },
  () => {
    const fns = [];
    for (const x of [1, 2, 3]) {
      let y = x * 2;
      fns.push(() => (y++, x + y));
    }
    return fns.map((f) => f() + f()).join();
  },
  () => {
    let n = 0;
    const self = () => (n++ < 3 ? self() : n);
    return self();
  },
  () => {
    do {
      var w = 1;
      continue;
    } while (false);
    return w;
  },
  () => {
    outer: while (true) {
      inner: while (true) {
        break outer;
      }
    }
    return 'broke';
  },
  () => {
    a: b: c: for (;;) {
      break b;
    }
    return 'multi';
  },
  () => {
    for (var i = 0, n = 3; i < n; ++i) {
      if (i === 1) continue;
      n--;
    }
    return i + n;
  },
  () => {
    return (() => {
      'use strict';
      return delete Object.prototype;
    })();
  },
  () => {
    return [...'ab']
      .map(
        function (c) {
          return this.p + c;
        },
        { p: '>' },
      )
      .join();
  },
  () => {
    const counter = (() => {
      let c = 0;
      return {
        inc: () => ++c,
        dec: () => --c,
        get value() {
          return c;
        },
      };
    })();
    counter.inc();
    counter.inc();
    counter.dec();
    return counter.value;
  },
  () => {
    let a = 0;
    const f = (x = a++, y = a++) => [x, y, a].join();
    f(9);
    return f();
  },
  () => {
    var undefined2 = void 0;
    return undefined2 ?? 'nullish';
  },
  () => (() => {})() ?? null ?? 0,
  () => null?.x.y.z,
  () =>
    undefined?.[
      (() => {
        throw 1;
      })()
    ],
  () => ({ a: { b: null } }).a?.b?.c.d,
  () => delete {}?.a,
  () =>
    ({
      f() {
        return this.v;
      },
      v: 1,
    })?.f?.(),
  () => {
    const o = { f: null };
    return o.f?.(1);
  },
  () => {
    ({ f: 1 }).f?.();
  },
  () => {
    let a = null;
    a ??= 5;
    a ||= 6;
    a &&= 7;
    return a;
  },
  () => {
    const o = Object.freeze({ a: 1 });
    o.a ??= 2;
    return o.a;
  },
  () => {
    const o = Object.freeze({ a: 0 });
    o.a ||= 2;
  },
])
  try {
    const r = f();
    console.log(typeof r === 'symbol' ? 'sym' : String(r));
  } catch (e) {
    console.log(e.name + ': ' + e.message);
  }
