const show = (f) => {
  try {
    console.log(f());
  } catch (e) {
    console.log(e.name, e.message);
  }
};
const o = {
  get g() {
    return this.v;
  },
  set s(x) {
    this.w = x;
  },
  v: 'own',
  ro: 1,
};
Object.defineProperty(o, 'ro', { writable: false });
const r = { v: 'recv' };
show(() => Reflect.get(o, 'g', r));
show(() => [Reflect.set(o, 's', 5, r), r.w, o.w]);
show(() => [Reflect.set(o, 'v', 9, r), r.v, o.v]);
show(() => Reflect.set(o, 'ro', 2));
show(() => Reflect.set(o, 'ro', 2, r));
show(() => Reflect.set({}, 'x', 1, 5));
show(() => Reflect.set(Object.freeze({ a: 1 }), 'a', 2));
show(() => [Reflect.set([], 'length', 3), Reflect.set([1, 2], 'length', -1)].join());
show(() => {
  const arr = [1, 2, 3];
  return [Reflect.set(arr, 'length', 1), arr, Reflect.set(arr, 5, 'x'), arr.length];
});
show(() => Reflect.has({ x: 1 }, 'x') && !Reflect.has({}, 'y') && Reflect.has([1], 0));
show(() => Reflect.has(1, 'a'));
show(() => Reflect.ownKeys({ b: 1, [Symbol.iterator]: 1, 1: 1, a: 1, 0: 1 }));
show(() => Reflect.ownKeys('abc'));
show(() => Reflect.defineProperty({}, 'x', { value: 1 }));
show(() => Reflect.defineProperty(Object.freeze({}), 'x', { value: 1 }));
show(() => Reflect.defineProperty({}, 'x', 1));
show(() => Reflect.deleteProperty(Object.freeze({ a: 1 }), 'a'));
show(() => Reflect.deleteProperty([1, 2], 0));
show(() => Reflect.getPrototypeOf([]) === Array.prototype);
show(() => Reflect.getPrototypeOf(1));
show(() => Reflect.setPrototypeOf({}, null));
show(() => Reflect.setPrototypeOf(Object.freeze({}), null));
show(() => Reflect.setPrototypeOf({}, 1));
show(() => {
  const a = {};
  return Reflect.setPrototypeOf(a, Object.create(a));
});
show(() => Reflect.isExtensible({}) && Reflect.preventExtensions({}));
show(() => Reflect.isExtensible(1));
show(() => Reflect.getOwnPropertyDescriptor({ a: 1 }, 'a'));
show(() => Reflect.getOwnPropertyDescriptor('a', 0));
show(() => Reflect.apply(Math.max, null, [1, 3, 2]));
show(() =>
  Reflect.apply(
    function () {
      return [this, arguments.length];
    },
    'self',
    { length: 2 },
  ),
);
show(() => Reflect.apply(1));
show(() => Reflect.apply(Math.max, null));
show(() => Reflect.apply(Math.max, null, 'x'));
show(() => Reflect.construct(Date, [2020, 1]) instanceof Date);
show(() => Reflect.construct(Array, [3]).length);
show(() => {
  class A {
    constructor() {
      this.n = new.target.name;
    }
  }
  class B {}
  const x = Reflect.construct(A, [], B);
  return [x.n, x instanceof B, x instanceof A];
});
show(() => Reflect.construct(Array));
show(() => Object.getPrototypeOf(Reflect.construct(Object, [], Array)) === Array.prototype);
show(() => {
  function F() {}
  F.prototype = null;
  return Object.getPrototypeOf(Reflect.construct(F, [])) === Object.prototype;
});
show(() => Reflect[Symbol.toStringTag] + Object.keys(Reflect).length + typeof Reflect);
show(() => new Reflect());
show(() => Object.getOwnPropertyNames(Reflect).sort().join());
class Base {
  get who() {
    return this.name;
  }
  set who(v) {
    this.name = v + '!';
  }
}
class Derived extends Base {
  get who() {
    return Reflect.get(Base.prototype, 'who', this) + '?';
  }
  set who(v) {
    Reflect.set(Base.prototype, 'who', v, this);
  }
}
const d = new Derived();
d.who = 'x';
show(() => [d.who, d.name]);
show(() => {
  const target = {};
  const child = Object.create(target, { p: { value: 1, writable: false } });
  return [Reflect.set(target, 'p', 2, child), child.p, 'p' in target];
});
show(() => {
  const recv = Object.defineProperty({}, 'acc', { get: () => 'g', configurable: true });
  return [Reflect.set({ acc: 0 }, 'acc', 5, recv), recv.acc];
});
show(() => {
  const log = [];
  const p = new Proxy(
    {},
    {
      defineProperty(t, k, dsc) {
        log.push(k, JSON.stringify(dsc));
        return Reflect.defineProperty(t, k, dsc);
      },
      getOwnPropertyDescriptor(t, k) {
        log.push('gopd ' + k);
        return Reflect.getOwnPropertyDescriptor(t, k);
      },
    },
  );
  Reflect.set({}, 'k', 'v', p);
  p.j = 1;
  p.j = 2;
  return log;
});
