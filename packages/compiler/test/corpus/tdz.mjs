const t = (f) => {
  try {
    return f();
  } catch (e) {
    return `${e.name}: ${e.message}`;
  }
};
console.log(
  t(() => {
    x;
    let x;
  }),
  t(() => {
    x = 1;
    let x;
  }),
  t(() => {
    typeof x;
    const x = 1;
  }),
  t(() => {
    const f = () => y;
    const r = t(f);
    let y = 2;
    return r + '|' + f();
  }),
  t(() => {
    let z = z;
  }),
  t(() => {
    const [a = b, b] = [];
  }),
  t(() => {
    class C extends C {}
  }),
  t(() => {
    const c = class D {
      static x = D.name;
    };
    return c.x;
  }),
  t(() => {
    for (let i = i; ; ) break;
  }),
  t(() => {
    for (const x of [x]);
  }),
  t(() => {
    {
      f();
      let q = 1;
      function f() {
        return q;
      }
    }
  }),
  t(() => {
    let a = (() => b)(),
      b;
  }),
  t(() => new K()),
  t(() => fn()),
  t(() => later),
  t(() => {
    later = 2;
  }),
);
class K {}
function fn() {
  return 'hoisted';
}
let later = 1;
console.log(
  later,
  t(() => {
    switch (1) {
      case 0:
        let s;
      case 1:
        s = 1;
    }
  }),
  t(() => {
    function g(a = h) {
      let h;
    }
    g();
  }),
  t(() => {
    let u;
    return u;
  }),
  t(() => {
    const o = {
      get p() {
        return w;
      },
    };
    const r = t(() => o.p);
    const w = 3;
    return r + o.p;
  }),
  t(() => {
    {
      const inner = 1;
    }
    return typeof inner;
  }),
);
var hoisted;
console.log(typeof vv, hoisted);
var vv = 1;
{
  function blockFn() {
    return 'block';
  }
}
let m1 = 1;
{
  let m1 = 2;
  {
    let m1 = 3;
  }
  console.log(m1);
}
console.log(
  m1,
  t(() => {
    let a = 1;
    {
      console.log(a);
    }
  }),
  t(() => {
    let a = 1;
    {
      a;
      let b = a;
      return b;
    }
  }),
);
export let exported = t(() => exported);
console.log(exported);
