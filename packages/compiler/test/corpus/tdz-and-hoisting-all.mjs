const tr = (n, f) => {
  try {
    console.log(n, f());
  } catch (e) {
    console.log(n, e.name, e.message);
  }
};
tr('let', () => {
  x;
  let x;
});
tr('const', () => {
  x;
  const x = 1;
});
tr('class', () => {
  new X();
  class X {}
});
tr('typeof', () => {
  typeof x;
  let x;
});
tr('typeof undeclared', () => typeof neverDeclared);
tr('assign', () => {
  x = 1;
  let x;
});
tr('fn sees later', () => {
  const f = () => x;
  let x = 2;
  return f();
});
tr('closure early', () => {
  const f = () => x;
  f();
  let x = 2;
});
tr('self init', () => {
  let x = x + 1;
});
tr('param order', () => ((a = b, b) => a)());
tr('param self', () => ((a = a) => a)());
tr('param ok', () => ((a, b = a) => b)(3));
tr('destr', () => {
  const { a = b, b } = {};
});
tr('destr ok', () => {
  const { a, b = a } = { a: 5 };
  return b;
});
tr('arr destr', () => {
  const [a = b, b] = [];
});
tr('for head', () => {
  for (let i = i; ; ) break;
});
tr('for of', () => {
  for (const x of [x]);
});
tr('switch', () => {
  switch (2) {
    case 1:
      let x = 1;
    case 2:
      return x;
  }
});
tr('switch assign', () => {
  switch (2) {
    case 1:
      let x;
    case 2:
      x = 5;
      return x;
  }
});
tr('class heritage', () => {
  class A extends A {}
});
tr('class static', () => {
  class A {
    static x = A.name;
  }
  return A.x;
});
tr('class computed', () => {
  class A {
    [A.name]() {}
  }
});
tr(
  'class expr name',
  () =>
    class B {
      static y = B.name;
    }.y,
);
tr('const reassign', () => {
  const x = 1;
  x = 2;
});
tr('const ++', () => {
  const x = 1;
  x++;
});
tr('const destr', () => {
  const x = 1;
  [x] = [2];
});
tr('const for', () => {
  for (const i = 0; i < 2; i++);
});
tr('const for of', () => {
  let r = '';
  for (const i of [1, 2]) r += i;
  return r;
});
tr('const compound', () => {
  const x = 1;
  x += 1;
});
tr('const logical no', () => {
  const x = 1;
  x ||= 2;
  return x;
});
tr('const logical yes', () => {
  const x = 0;
  x ||= 2;
  return x;
});
tr('class reassign inner', () => {
  class C {
    m() {
      C = 1;
    }
  }
  new C().m();
});
tr('class reassign outer', () => {
  class C {}
  C = 1;
  return C;
});
tr('fn name inner', () => {
  const f = function g() {
    g = 1;
  };
  f();
});
tr('hoist var', () => {
  const r = typeof v;
  var v = 1;
  return r + v;
});
tr('hoist fn', () => {
  return f();
  function f() {
    return 'hoisted';
  }
});
tr('fn dup', () => {
  return f();
  function f() {
    return 1;
  }
  function f() {
    return 2;
  }
});
tr('var fn', () => {
  var f = 1;
  function f() {}
  return typeof f;
});
tr('block fn', () => {
  {
    function g() {
      return 'in';
    }
    return g();
  }
});
tr('block fn outside', () => {
  {
    function h() {}
  }
  return typeof h;
});
tr('catch shadow', () => {
  const e = 'outer';
  try {
    throw 'inner';
  } catch (e) {
    return e;
  }
});
tr('catch param', () => {
  try {
    throw [1, 2];
  } catch ([a, b = a]) {
    return a + b;
  }
});
tr('nested shadow', () => {
  let x = 1;
  {
    let x = 2;
    {
      let x = 3;
    }
    return x;
  }
});
tr('label', () => {
  let x = 0;
  a: {
    x++;
    if (x) break a;
    x = 9;
  }
  return x;
});
tr('loop tdz', () => {
  const r = [];
  for (let i = 0; i < 2; i++) {
    try {
      r.push(y);
    } catch (e) {
      r.push(e.name);
    }
    let y = i;
    r.push(y);
  }
  return r.join();
});
tr('export-like', () => {
  const a = () => b();
  const b = () => 'mutual';
  return a();
});
tr('generator tdz', () => {
  function* g() {
    yield x;
    let x;
  }
  return g().next();
});
tr('async tdz', () => {
  (async () => {
    await null;
    z;
    let z;
  })().catch((e) => console.log('async', e.name, e.message));
  return 'started';
});
tr('default fn scope', () => {
  let x = 'outer';
  const f = (a = () => x) => {
    let x = 'inner';
    return a();
  };
  return f();
});
tr('arguments', () =>
  (function (a) {
    const r = arguments.length;
    {
      let arguments2 = 1;
    }
    return r;
  })(1, 2),
);
tr('undefined', () => {
  let undefined2;
  return undefined2;
});
tr('delete', () => {
  const o = { a: 1 };
  return delete o.a && !('a' in o);
});
tr('void', () => void 0);
tr('this fn', () =>
  (function () {
    return this;
  })(),
);
tr('this arrow', () => this);
tr('this method', () =>
  ({
    m() {
      return typeof this;
    },
  }).m(),
);
tr('static block', () => {
  let r;
  class S {
    static {
      r = typeof S;
      let inner = 1;
    }
  }
  return r;
});
tr('super before', () => {
  class A {}
  class B extends A {
    constructor() {
      this.x = 1;
      super();
    }
  }
  new B();
});
tr('super twice', () => {
  class A {}
  class B extends A {
    constructor() {
      super();
      super();
    }
  }
  new B();
});
tr('no super', () => {
  class A {}
  class B extends A {
    constructor() {}
  }
  new B();
});
tr('return obj', () => {
  class A {}
  class B extends A {
    constructor() {
      return { o: 1 };
    }
  }
  return new B().o;
});
tr('return prim', () => {
  class A {}
  class B extends A {
    constructor() {
      return 1;
    }
  }
  new B();
});
tr('arrow super', () => {
  class A {
    constructor() {
      this.a = 1;
    }
  }
  class B extends A {
    constructor() {
      (() => super())();
    }
  }
  return new B().a;
});
