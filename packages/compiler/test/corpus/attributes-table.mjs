const desc = (o, k) =>
  JSON.stringify(Object.getOwnPropertyDescriptor(o, k), (kk, v) => (typeof v === 'function' ? 'fn ' + v.name : v));
const run = (f) => {
  try {
    console.log(String(f()));
  } catch (e) {
    console.log(e.name + ': ' + e.message);
  }
};
const o = {
  get a() {
    return this._a ?? 'unset';
  },
  set a(v) {
    this._a = v;
  },
  get ['b' + 1]() {
    return 'b';
  },
  set onlySet(v) {},
};
console.log(desc(o, 'a'), desc(o, 'b1'), desc(o, 'onlySet'), o.a, (o.a = 5), o.a, o.onlySet);
run(() => {
  o.b1 = 2;
});
run(() => Object.defineProperty(o, 'ro', { value: 1 }).ro);
run(() => {
  o.ro = 2;
});
run(() => delete o.ro);
run(() => Object.defineProperty(o, 'ro', { value: 2 }));
run(() => Object.defineProperty(o, 'ro', { value: 1 }) === o);
run(() => Object.defineProperty(o, 'ro', { enumerable: true }));
run(() => Object.defineProperty(o, 'x', { get() {}, value: 1 }));
run(() => Object.defineProperty(o, 'x', { get: 1 }));
run(() => Object.defineProperty(o, 'x', 5));
run(() => Object.defineProperty(1, 'x', {}));
run(() => Object.defineProperties(o, { p: { value: 1 }, q: { get: 2 } }));
run(() => 'p' in o);
const f = Object.freeze({
  a: [1],
  get b() {
    return 1;
  },
  set b(v) {},
});
run(() => {
  f.a = 2;
});
run(() => {
  f.a.push(2);
  return f.a;
});
run(() => {
  f.c = 1;
});
run(() => {
  delete f.a;
});
run(() => {
  f.b = 5;
  return 'setter ok';
});
run(() => Object.setPrototypeOf(f, {}));
run(() => Object.setPrototypeOf(f, Object.prototype) === f);
run(() =>
  [
    Object.isFrozen(f),
    Object.isSealed(f),
    Object.isExtensible(f),
    Object.isFrozen('x'),
    Object.isFrozen({}),
    Object.isFrozen(Object.preventExtensions({})),
    Object.isSealed(Object.freeze([1])),
  ].join(),
);
const s = Object.seal({ x: 1 });
run(() => {
  s.x = 2;
  return s.x;
});
run(() => {
  s.y = 1;
});
run(() => delete s.x);
const fa = Object.freeze([1, 2]);
run(() => {
  fa[0] = 9;
});
run(() => fa.push(1));
run(() => fa.pop());
run(() => {
  fa.length = 0;
});
run(() => fa.sort());
run(() => fa.concat(3).join());
run(() => fa.toSorted((a, b) => b - a).join());
const pe = Object.preventExtensions([1]);
run(() => {
  pe[1] = 1;
});
run(() => pe.push(2));
run(() => {
  pe[0] = 5;
  return pe;
});
run(() => pe.unshift(1));
run(() => {
  pe.length = 0;
  return pe.length;
});
const arr = [1, 2, 3];
Object.defineProperty(arr, 1, { value: 'ro', writable: false, configurable: false });
run(() => {
  arr[1] = 5;
});
run(() => {
  arr.length = 0;
});
run(() => arr.length);
run(() => arr.reverse());
run(() => arr.shift());
run(() => arr.join());
Object.defineProperty(arr, 'length', { writable: false });
run(() => arr.push(1));
run(() => {
  arr[10] = 1;
});
const ga = [0, 1, 2];
Object.defineProperty(ga, 1, {
  get() {
    return 'got';
  },
  enumerable: true,
  configurable: true,
});
run(() => ga.map((x) => x).join());
run(() => JSON.stringify(ga));
run(() => ga.indexOf('got'));
run(() => {
  ga[1] = 5;
});
run(() => [...ga].join());
run(() => ga.slice().join());
run(() => ga.concat([]).join());
run(() => ga.splice(0, 1).join() + '|' + ga.join());
class P {
  get v() {
    return 'P' + this.n;
  }
  set v(x) {
    this.n = x;
  }
  static get sv() {
    return 'sv';
  }
}
class C extends P {
  get v() {
    return 'C' + super.v;
  }
}
const c = new C();
run(() => {
  c.v = 1;
});
run(() => c.v);
P.prototype.n = 'proto';
run(() => c.v);
run(() =>
  Object.entries(Object.getOwnPropertyDescriptors(C.prototype))
    .map(([k, d]) => k + typeof d.get + typeof d.set + d.enumerable)
    .join(),
);
run(() => C.sv);
run(() => {
  C.sv = 1;
});
const legacy = {};
legacy.__defineGetter__('z', () => 'zz');
legacy.__defineSetter__('z', function (v) {
  this.set = v;
});
run(() => legacy.z + typeof legacy.__lookupGetter__('z') + legacy.__lookupSetter__('q'));
legacy.z = 3;
run(() => legacy.set);
run(() => ({ __proto__: { p: 1 } }).p);
run(() => Object.hasOwn({ __proto__: null }, '__proto__'));
run(() => ({ ['__proto__']: 1 }).__proto__);
run(() => {
  const __proto__ = 2;
  return Object.keys({ __proto__ }).join();
});
run(() => {
  const x = {};
  x.__proto__ = { q: 1 };
  return x.q;
});
run(() => {
  const x = Object.create(null);
  x.__proto__ = 5;
  return Object.keys(x);
});
run(() => ({}).__proto__.__proto__);
run(() => {
  const a = {},
    b = Object.create(a);
  a.__proto__ = b;
});
run(() => ({}).propertyIsEnumerable.call([1], 'length'));
run(() => Object.assign({}, 'ab', null, [9], 5)[0]);
run(() => Object.assign(Object.freeze({ a: 1 }), { a: 2 }));
run(
  () =>
    Object.fromEntries([
      ['a', 1],
      ['b', 2],
    ]).b,
);
run(() => Object.groupBy);
run(() => Object.is(-0, 0) + '' + Object.is(NaN, NaN));
