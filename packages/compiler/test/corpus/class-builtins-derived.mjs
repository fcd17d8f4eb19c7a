class E2 extends Error {
  constructor(m, o) {
    super(m, o);
    this.name = 'E2';
    this.code = 42;
  }
}
const e = new E2('boom', { cause: 'why' });
console.log(
  e instanceof Error,
  e instanceof E2,
  String(e),
  e.cause,
  Object.keys(e),
  Object.prototype.toString.call(e),
  e.stack.split('\n')[0],
);
class E3 extends TypeError {}
const e3 = new E3('x');
console.log(e3.name, e3.constructor.name, String(e3), e3.stack.split('\n')[0]);
class E4 extends Error {
  get name() {
    return 'Getter';
  }
}
console.log(String(new E4('q')), new E4('q').stack.split('\n')[0]);
class AE extends AggregateError {}
console.log(new AE([1, 2], 'm').errors, new AE([]).message === '');
class M extends Map {
  get(k) {
    return super.get(k) ?? 'default';
  }
  set(k, v) {
    return super.set(k, v * 2);
  }
}
const m = new M([
  ['a', 1],
  ['b', 2],
]);
console.log(m, m.get('a'), m.get('zz'), m.size, m instanceof Map, M[Symbol.species] === M, [...m.keys()]);
class S extends Set {
  add(x) {
    console.log('add', x);
    return super.add(x);
  }
  union2(o) {
    return new S([...this, ...o]);
  }
}
console.log(new S([1, 2]).union2([3]).size, new S());
class A extends Array {
  constructor(...a) {
    super(...a);
  }
  last() {
    return this[this.length - 1];
  }
  static get [Symbol.species]() {
    return Array;
  }
}
const a = A.from([1, 2, 3]);
console.log(a.last(), a.map((x) => x) instanceof A, a.length, a, Array.isArray(a), new A(5).length);
a[5] = 1;
console.log(a.length);
a.length = 1;
console.log(a);
class P extends Promise {
  static get [Symbol.species]() {
    return Promise;
  }
  tag() {
    return 'p';
  }
}
const p = new P((r) => r(1));
console.log(
  p instanceof P,
  p.tag(),
  p.then(() => 1) instanceof P,
  P.resolve(1) instanceof P,
  p,
  P.reject(1).catch(() => {}).constructor.name,
);
class P2 extends Promise {}
console.log(
  P2.resolve(1).then(() => 2).constructor.name,
  P2.all([]).constructor.name,
  (async () => {})().constructor.name,
);
P2.resolve(5)
  .finally(() => {})
  .then((v) => console.log('fin', v));
class R extends RegExp {
  exec(s) {
    const r = super.exec(s);
    if (r) r.extra = 'x';
    return r;
  }
  get flags() {
    return super.flags;
  }
  [Symbol.replace](s, r) {
    return 'R:' + super[Symbol.replace](s, r);
  }
}
const r = new R('a', 'g');
console.log(r.exec('ba').extra, r.test('ba'), 'aa'.replace(r, 'b'), r, r.source);
class D extends Date {
  fmt() {
    return this.toISOString().slice(0, 10);
  }
}
console.log(new D(0).fmt(), new D(0), new D(NaN), typeof new D().getTime(), new D(2020, 1, 30).fmt());
class U extends Uint8Array {
  sum() {
    let s = 0;
    for (const x of this) s += x;
    return s;
  }
}
const u = new U([1, 2, 300]);
console.log(
  u.sum(),
  u.subarray(1) instanceof U,
  u.map((x) => x + 1),
  U.from([1]).sum(),
  U.of(9),
  u.slice(0, 1).constructor.name,
  U.BYTES_PER_ELEMENT,
);
class N extends Number {
  double() {
    return this * 2;
  }
}
console.log(new N(4).double(), new N(4) + 1, new N(4), typeof new N(1), JSON.stringify([new N(3)]));
class St extends String {
  get l() {
    return this.length;
  }
}
console.log(new St('abc').l, new St('abc')[1], `${new St('q')}`, new St('abc'), JSON.stringify({ s: new St('x') }));
class Bo extends Boolean {}
console.log(new Bo(false) ? 1 : 2, new Bo(false).valueOf(), new Bo(true));
class O extends Object {
  constructor() {
    super(1, 2);
    this.z = 1;
  }
}
console.log(new O(), new O() instanceof O, Object.getPrototypeOf(O) === Object);
class NullBase extends null {
  static s() {
    return 's';
  }
}
console.log(NullBase.s(), Object.getPrototypeOf(NullBase.prototype));
try {
  new NullBase();
} catch (e) {
  console.log(e.name, e.message);
}
class WM extends WeakMap {}
const k = {};
console.log(new WM([[k, 1]]).get(k), new WM() instanceof WeakMap);
class AB extends ArrayBuffer {
  constructor(n) {
    super(n * 2);
  }
}
console.log(new AB(4).byteLength, new AB(4).slice(1).byteLength);
class DV extends DataView {
  get first() {
    return this.getUint8(0);
  }
}
console.log(new DV(new Uint8Array([7]).buffer).first);
class ET extends EventTarget {
  emit(t) {
    this.dispatchEvent(new Event(t));
  }
}
const et = new ET();
et.addEventListener('x', (ev) => console.log(ev.type, ev.target === et));
et.emit('x');
class Sy {
  static [Symbol.hasInstance](v) {
    return v === 5;
  }
}
console.log(5 instanceof Sy, {} instanceof Sy);
try {
  class Bad extends 5 {}
} catch (er) {
  console.log(er.message);
}
try {
  class Bad extends (() => {}) {}
} catch (er) {
  console.log(er.message);
}
try {
  const np = function () {};
  np.prototype = 3;
  class Bad extends np {}
} catch (er) {
  console.log(er.message);
}
try {
  class X extends Map {
    constructor() {}
  }
  new X();
} catch (er) {
  console.log(er.message);
}
try {
  class X extends Object {
    constructor() {
      super();
      super();
    }
  }
  new X();
} catch (er) {
  console.log(er.message);
}
try {
  class X extends Object {
    constructor() {
      return 1;
    }
  }
  new X();
} catch (er) {
  console.log(er.message);
}
try {
  E2();
} catch (er) {
  console.log(er.message);
}
console.log(
  Reflect.construct(Array, [3], Map) instanceof Map,
  Reflect.construct(Date, [0], class Q {}) instanceof Date,
  Object.prototype.toString.call(Reflect.construct(Date, [0], Object)),
);
