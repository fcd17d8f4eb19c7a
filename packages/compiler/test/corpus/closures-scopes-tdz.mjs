const show = (f) => {
  try {
    console.log(f());
  } catch (e) {
    console.log(e.name, e.message);
  }
};
show(() => {
  const fs = [];
  for (let i = 0; i < 3; i++) {
    fs.push(() => i++);
  }
  return fs.map((f) => [f(), f()]);
});
show(() => {
  const fs = [];
  for (var i = 0; i < 3; i++) fs.push(() => i);
  return fs.map((f) => f());
});
show(() => {
  const fs = [];
  for (const x of [1, 2]) fs.push(() => x);
  for (const k in { a: 1, b: 2 }) fs.push(() => k);
  return fs.map((f) => f());
});
show(() => {
  let r = [];
  for (let i = 0, inc = () => i++; i < 3; inc(), i++) r.push(i);
  return r.slice(0, 3);
});
show(() => {
  const fs = [];
  let i = 0;
  while (i < 2) {
    let j = i++;
    fs.push(() => j++ + i);
  }
  return fs.map((f) => [f(), f()]);
});
show(() => {
  x;
  let x;
});
show(() => {
  typeof y;
  let y;
});
show(() => {
  z = 1;
  let z;
});
show(() => {
  const f = () => late;
  const r = [];
  try {
    f();
  } catch (e) {
    r.push(e.name);
  }
  let late = 5;
  r.push(f());
  return r;
});
show(() => {
  let a = a + 1;
});
show(() => {
  const { b = c, c } = {};
});
show(() => {
  function f(p = q, q) {}
  f();
});
show(() => {
  function f(p, q = p, r = () => q) {
    let p2 = p;
    q = 9;
    return [p2, r()];
  }
  return f(1);
});
show(() => {
  function f(a, g = () => a) {
    var a = 2;
    return [a, g()];
  }
  return f(1);
});
show(() => {
  function f(a, g = () => a) {
    var a;
    return [a, g()];
  }
  return f(1);
});
show(() => {
  function f(
    x,
    g = () => {
      x = 7;
    },
  ) {
    g();
    return x;
  }
  return f(1);
});
show(() => {
  class C {
    static m() {
      return C;
    }
  }
  const D = C;
  return D.m() === D;
});
show(() => {
  const k = new K();
  class K {}
});
show(() => {
  const c = 1;
  c = 2;
});
show(() => {
  const o = { n: 1 };
  o.n++;
  return o.n;
});
show(() => {
  for (const i = 0; i < 2; i++);
});
show(() => {
  const f = function self() {
    self = 1;
  };
  f();
});
show(() => {
  const f = function self() {
    {
      let self = 5;
      self++;
      return self;
    }
  };
  return f();
});
show(() => {
  var f = 1;
  {
    function f() {}
  }
  return typeof f;
});
show(() => {
  return typeof hoisted;
  function hoisted() {}
});
show(() => {
  return [typeof v, v];
  var v = 1;
});
show(() => {
  {
    function inner() {
      return 'in';
    }
  }
  return typeof inner;
});
show(() => {
  switch (1) {
    case 0:
      let q = 0;
    case 1:
      q;
  }
});
show(() => {
  switch (1) {
    case 0:
      let q;
      break;
    default:
      q = 5;
      return q;
  }
});
show(() => {
  let x = 1;
  {
    let x = 2;
    {
      let x = 3;
    }
    x++;
  }
  return x;
});
show(() => {
  try {
    throw 1;
  } catch (e) {
    var e2 = e;
    let inner = e;
  }
  return [e2, typeof inner];
});
show(() => {
  label: {
    const x = 1;
    break label;
  }
  return 'ok';
});
show(() => {
  const counter = () => {
    let n = 0;
    return {
      inc: () => ++n,
      dec: () => --n,
      get n() {
        return n;
      },
    };
  };
  const a = counter(),
    b = counter();
  a.inc();
  a.inc();
  b.dec();
  return [a.n, b.n];
});
show(() => {
  const f = (n) => {
    if (n) {
      const g = () => n;
      n--;
      return g() + f(n);
    }
    return 0;
  };
  return f(4);
});
show(() => {
  let s = '';
  const add = (x) => {
    s += x;
    return add;
  };
  add('a')('b')('c');
  return s;
});
show(() => {
  const make = () => {
    let v = 0;
    const set = (x) => {
      v = x;
    };
    const get = () => v;
    return [set, get];
  };
  const [s, g] = make();
  s(3);
  return g();
});
show(() => {
  const arr = [];
  for (let i = 0; i < 3; i++) {
    setTimeout(() => arr.push(i), 0);
    if (i === 1) i++;
  }
  return arr.length;
});
show(() =>
  (function () {
    return typeof this;
  })(),
);
show(() => (() => typeof this)());
show(() => {
  const o = {
    f() {
      return [1].map(() => this === o)[0];
    },
  };
  return o.f();
});
show(() => {
  function Outer() {
    this.v = 1;
    const f = () => {
      this.v++;
      return () => this.v;
    };
    return { r: f()() };
  }
  return new Outer().r;
});
show(() => {
  const f = function () {
    return (() => (() => arguments[1])())();
  };
  return f('a', 'b');
});
show(() => {
  function f() {
    const g = () => new.target;
    return g() === f;
  }
  return new f() instanceof f;
});
show(() => {
  let calls = 0;
  const lazy = {
    get v() {
      calls++;
      Object.defineProperty(this, 'v', { value: 'cached' });
      return 'first';
    },
  };
  return [lazy.v, lazy.v, calls];
});
show(() => {
  let a = 1;
  const f = (a, b = () => a) => {
    a = 3;
    return b();
  };
  return [f(2), a];
});
show(() => {
  var x = 'outer';
  const f = (y = x) => {
    var x = 'inner';
    return [x, y];
  };
  return f();
});
show(() => {
  let n = 0;
  const o = { [(n++, 'k' + n)]: n, ['k' + ++n]: n };
  return o;
});
show(() => {
  const fns = [];
  for (const [k, v] of Object.entries({ a: 1, b: 2 })) fns.push(() => k + v);
  for (const { x = 5 } of [{}, { x: 6 }]) fns.push(() => x);
  return fns.map((f) => f());
});
show(() => {
  let i = 10;
  for (let i = 0; i < 2; i++) {
    let i = 5;
    i++;
  }
  return i;
});
show(() => {
  const gen = function* () {
    let x = 0;
    while (true) {
      const y = yield () => x + '' + y_;
      var y_ = y;
      x++;
    }
  };
  const g = gen();
  const f1 = g.next().value;
  const f2 = g.next('p').value;
  return [f1(), f2(), f1 === f2];
});
console.log([
  typeof moduleLate,
  (() => {
    try {
      return moduleConst;
    } catch (e) {
      return e.name;
    }
  })(),
]);
var moduleLate = 1;
const moduleConst = 2;
console.log(moduleLate, moduleConst, typeof this, typeof undefinedThing);
export const exported = 1;
export default function named() {
  return exported;
}
console.log(named(), exported);
