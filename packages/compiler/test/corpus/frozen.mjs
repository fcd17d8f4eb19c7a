const tryit = (n, f) => {
  try {
    console.log(n, f());
  } catch (e) {
    console.log(n, e.name + ': ' + e.message);
  }
};
const o = Object.freeze({ a: 1, n: { b: 2 }, [Symbol('s')]: 3 });
tryit('set', () => {
  o.a = 2;
});
tryit('add', () => {
  o.z = 2;
});
tryit('del', () => delete o.a);
tryit('def', () => Object.defineProperty(o, 'a', { value: 3 }));
tryit('nested', () => {
  o.n.b = 5;
  return o.n.b;
});
tryit('proto', () => Object.setPrototypeOf(o, null));
tryit('same proto', () => Object.setPrototypeOf(o, Object.prototype) === o);
tryit('redef same', () => Object.defineProperty(o, 'a', { value: 1 }) === o);
console.log(
  Object.isFrozen(o),
  Object.isSealed(o),
  Object.isExtensible(o),
  Object.isFrozen({}),
  Object.isFrozen(Object.preventExtensions({})),
  Object.isFrozen('s'),
  Object.isFrozen(1),
);
const s = Object.seal({
  a: 1,
  get g() {
    return 1;
  },
});
tryit('seal set', () => {
  s.a = 2;
  return s.a;
});
tryit('seal add', () => {
  s.b = 1;
});
tryit('seal del', () => {
  delete s.a;
});
tryit('getter only', () => {
  s.g = 1;
});
const p = Object.preventExtensions({ a: 1 });
tryit('pe del', () => delete p.a);
tryit('pe re-add', () => {
  p.a = 1;
});
tryit('defineProperty', () => Object.defineProperty(p, 'q', { value: 1 }));
const f = Object.freeze([1, 2, 3]);
for (const m of ['push', 'pop', 'shift', 'unshift', 'reverse', 'sort', 'fill', 'splice', 'copyWithin'])
  tryit(m, () => f[m](m === 'splice' || m === 'copyWithin' ? 0 : 1, 1));
tryit('len', () => {
  f.length = 0;
});
tryit('idx', () => {
  f[0] = 9;
});
tryit('idx9', () => {
  f[9] = 9;
});
console.log(f, Object.getOwnPropertyDescriptor(f, 0), Object.getOwnPropertyDescriptor(f, 'length'));
tryit('frozen ta', () => Object.freeze(new Uint8Array(2)));
tryit('frozen empty ta', () => Object.isFrozen(Object.freeze(new Uint8Array(0))));
tryit('sealed ta', () => Object.seal(new Uint8Array(2)));
const fm = Object.freeze(new Map([[1, 2]]));
fm.set(3, 4);
console.log(fm);
const fd = Object.freeze(new Date(0));
fd.setTime(5);
console.log(+fd);
class A {
  x = 1;
  constructor() {
    Object.freeze(this);
  }
}
class B extends A {
  y = 2;
}
tryit('subclass field', () => new B());
tryit('fn', () => {
  const fn = Object.freeze(function () {});
  fn.x = 1;
});
const inh = Object.create(o);
tryit('inherited readonly', () => {
  inh.a = 5;
});
Object.defineProperty(inh, 'a', { value: 5 });
console.log(inh.a);
tryit('string idx', () => {
  'abc'[0] = 'x';
});
tryit('string len', () => {
  'abc'.length = 1;
});
tryit('num prop', () => {
  (5).x = 1;
});
tryit('undefined prop', () => {
  undefined.x = 1;
});
tryit('null read', () => null.foo);
tryit('sym', () => {
  o[Symbol.iterator] = 1;
});
tryit('undeclared', () => {
  undeclaredVariable = 1;
});
tryit('undefined', () => {
  globalThis.undefined = 1;
});
tryit('NaN', () => {
  globalThis.NaN = 1;
});
tryit('const', () => {
  const c = 1;
  c = 2;
  return c;
});
tryit('fn name', () => {
  (function q() {
    q = 1;
  })();
});
tryit('frozen arr slice push', () => {
  const c = f.slice();
  c.push(4);
  return c;
});
tryit('freeze prim', () => Object.freeze(5));
tryit('seal undefined', () => Object.seal());
console.log(
  Object.getOwnPropertyDescriptors(
    Object.freeze({
      get a() {
        return 1;
      },
      b: 2,
    }),
  ),
);
