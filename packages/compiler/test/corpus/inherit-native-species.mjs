class A extends Array {
  tag = 'A';
  static get [Symbol.species]() {
    return B;
  }
}
class B extends Array {
  tag = 'B';
}
const a = A.from([3, 1, 2]);
for (const m of ['map', 'filter', 'slice', 'splice', 'concat', 'flat', 'flatMap']) {
  const r = A.from([1, 2, 3])[m](m === 'map' || m === 'filter' || m === 'flatMap' ? (x) => x : 0);
  console.log(m, r.constructor.name, r.tag, r.length);
}
for (const m of ['toSorted', 'toReversed', 'toSpliced', 'with'])
  console.log(m, A.from([1, 2])[m](...(m === 'with' ? [0, 9] : m === 'toSpliced' ? [0, 1] : [])).constructor.name);
class N extends Array {
  static get [Symbol.species]() {
    return null;
  }
}
console.log(new N(1, 2).map((x) => x).constructor.name);
class U extends Array {
  static get [Symbol.species]() {
    return undefined;
  }
}
console.log(new U(1, 2).map((x) => x).constructor.name);
class Bad extends Array {
  static get [Symbol.species]() {
    return 5;
  }
}
try {
  new Bad(1, 2).map((x) => x);
} catch (e) {
  console.log(e.name, e.message);
}
const w = [1];
w.constructor = undefined;
console.log(w.map((x) => x).constructor);
const w2 = [1];
w2.constructor = {
  [Symbol.species]: function (n) {
    this.made = n;
  },
};
console.log(w2.map((x) => x * 2));
class P extends Promise {
  static get [Symbol.species]() {
    return Promise;
  }
}
class Q extends Promise {}
console.log(
  new P(() => {}).then() instanceof P,
  Q.resolve(1).then() instanceof Q,
  Q.resolve(1).catch() instanceof Q,
  Q.resolve(1).finally(() => {}) instanceof Q,
  Q.all([]) instanceof Q,
  (async () => {})() instanceof Q,
);
class R extends RegExp {
  static get [Symbol.species]() {
    return RegExp;
  }
}
console.log('a-b'.split(new R('-')), [...'aXb'.matchAll(new R('X', 'g'))].length);
class T extends Uint8Array {
  static get [Symbol.species]() {
    return Uint16Array;
  }
}
const t = new T([1, 2, 300]);
console.log(
  t.map((x) => x * 200),
  t.slice(1),
  t.filter((x) => x > 1),
  t.constructor.name,
);
try {
  t.subarray(1);
  console.log('sub ok');
} catch (e) {
  console.log(e.name, e.message);
}
class AB extends ArrayBuffer {}
console.log(new AB(4).slice(1) instanceof AB, new AB(4).slice(1).byteLength);
class M extends Map {
  set(k, v) {
    return super.set(k, [v]);
  }
}
console.log(new M([['a', 1]]).get('a'), new M().set('b', 2) instanceof M);
class S extends Set {
  add(v) {
    return v ? super.add(v) : this;
  }
}
console.log(new S([0, 1, '', 2]).size);
class E extends Error {
  get name() {
    return 'E!';
  }
}
console.log(String(new E('m')), new E() instanceof E, Object.prototype.toString.call(new E()));
class Fn extends Object {
  constructor() {
    return (super(), Object.assign(() => 'called', { extra: 1 }));
  }
}
console.log(new Fn()(), new Fn().extra);
class D extends Date {
  constructor(...x) {
    super(...(x.length ? x : [0]));
  }
  get iso() {
    return this.toISOString();
  }
}
console.log(new D().iso, new D(1e12).iso, new D() instanceof Date, structuredClone(new D()) instanceof D);
class St extends String {
  shout() {
    return this.toUpperCase() + '!';
  }
}
console.log(new St('hi').shout(), new St('abc').length, [...new St('xy')], new St('q') + 'w', typeof new St(''));
class Nu extends Number {
  plus(n) {
    return new Nu(this + n);
  }
}
console.log(new Nu(1).plus(2).plus(3) + 0, new Nu(5) > 4, JSON.stringify({ n: new Nu(7) }));
class Sub extends class {
  constructor() {
    this.base = new.target.name;
  }
} {}
console.log(new Sub().base);
