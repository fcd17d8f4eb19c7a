const log = [];
const o = {
  _v: 1,
  get v() {
    log.push('get');
    return this._v;
  },
  set v(x) {
    log.push('set ' + x);
    this._v = x;
  },
};
o.v++;
o.v += 5;
o.v **= 2;
o.v ||= 1;
o.v &&= 3;
o.v ??= 4;
[o.v] = [9];
({ a: o.v } = { a: 8 });
for (o.v of [1, 2]);
for (o.v in { k: 1 });
console.log(o.v, log.join(' '));
const { v } = o;
console.log(v, { ...o }, Object.assign({}, o), JSON.stringify(o), Object.keys(o), 'v' in o, delete o.v, o.v);
class T {
  static #n = 0;
  static get n() {
    return T.#n;
  }
  static set n(x) {
    T.#n = x * 2;
  }
  get ['comp' + 'uted']() {
    return 'c';
  }
  get 5() {
    return 'five';
  }
  get 'str key'() {
    return 's';
  }
  get [Symbol.toStringTag]() {
    return 'Tagged';
  }
  set only(x) {
    this.seen = x;
  }
  get lazy() {
    Object.defineProperty(this, 'lazy', { value: Math.max(1, 2), enumerable: true });
    return this.lazy;
  }
}
T.n = 4;
T.n += 1;
const t = new T();
console.log(
  T.n,
  t.computed,
  t[5],
  t['str key'],
  String(t),
  t.only,
  (t.only = 3),
  t.seen,
  t.lazy,
  t.lazy,
  Object.keys(t),
);
for (const f of [
  () => {
    'use strict';
    t.computed = 1;
  },
  () => {
    Object.freeze({
      get x() {
        return 1;
      },
    }).x = 2;
  },
  () => {
    Object.create({
      get x() {
        return 1;
      },
    }).x = 2;
  },
  () => {
    Object.create(Object.freeze({ y: 1 })).y = 2;
  },
])
  try {
    f();
    console.log('ok');
  } catch (e) {
    console.log(e.message);
  }
const inh = Object.create({
  get who() {
    return this.name;
  },
  set who(n) {
    this.name = n;
  },
});
inh.who = 'child';
console.log(inh.who, Object.keys(inh), Object.hasOwn(inh, 'who'));
const d = Object.getOwnPropertyDescriptor(T.prototype, 'computed');
console.log(
  d.get.name,
  d.set,
  d.enumerable,
  d.configurable,
  Object.getOwnPropertyDescriptor(T, 'n').set.name,
  Object.getOwnPropertyDescriptor(
    {
      get [Symbol('s')]() {
        return 1;
      },
    },
    Object.getOwnPropertySymbols({})[0] ?? 'none',
  ),
);
const arr = [1, 2, 3];
Object.defineProperty(arr, 1, { get: () => 'got', enumerable: true, configurable: true });
console.log(
  arr[1],
  arr.map((x) => x),
  arr.join(),
  [...arr],
  arr.slice(1),
  arr.indexOf('got'),
  JSON.stringify(arr),
  arr.concat([4]),
  arr.includes('got'),
  arr.at(1),
  arr.reverse === undefined,
);
try {
  arr[1] = 5;
} catch (e) {
  console.log(e.message);
}
const lenient = {};
Object.defineProperty(lenient, 'x', {
  get() {
    return 1;
  },
  configurable: true,
});
Object.defineProperty(lenient, 'x', { set() {} });
console.log(
  typeof Object.getOwnPropertyDescriptor(lenient, 'x').get,
  typeof Object.getOwnPropertyDescriptor(lenient, 'x').set,
);
Object.defineProperty(lenient, 'x', { value: 5 });
console.log(JSON.stringify(Object.getOwnPropertyDescriptor(lenient, 'x')));
const throwing = {
  get a() {
    throw new RangeError('in getter');
  },
  set a(x) {
    throw new TypeError('in setter ' + x);
  },
};
for (const f of [
  () => throwing.a,
  () => (throwing.a = 1),
  () => throwing.a++,
  () => ({ ...throwing }),
  () => JSON.stringify(throwing),
  () => Object.entries(throwing),
  () => {
    const { a } = throwing;
  },
  () => Object.assign({}, throwing),
  () => throwing?.a,
  () => `${throwing.a}`,
  () => [throwing.a],
  () => throwing['a'](),
  () => new throwing.a(),
])
  try {
    f();
    console.log('none');
  } catch (e) {
    console.log(e.name, e.message);
  }
const order = [];
const chain = {
  get a() {
    order.push('a');
    return {
      get b() {
        order.push('b');
        return (...x) => order.push('call' + x);
      },
    };
  },
};
chain.a.b(order.push('arg'));
chain?.a?.['b'](1);
console.log(order.join());
const proxyGet = new Proxy({}, { get: (t2, k) => (k === 'then' ? undefined : `p:${String(k)}`) });
console.log(proxyGet.x, proxyGet[Symbol.iterator], proxyGet[1], (await proxyGet) === proxyGet);
class Temp {
  #c = 0;
  get f() {
    return (this.#c * 9) / 5 + 32;
  }
  set f(v2) {
    this.#c = ((v2 - 32) * 5) / 9;
  }
  static from(f) {
    const x = new Temp();
    x.f = f;
    return x;
  }
  get c() {
    return this.#c;
  }
}
class Sub extends Temp {
  get f() {
    return Math.round(super.f);
  }
  set f(v2) {
    super.f = v2 + 1;
  }
}
const sb = new Sub();
sb.f = 211;
console.log(sb.c, sb.f, Temp.from(50).c);
class Half extends Temp {
  get f() {
    return 'only getter';
  }
}
try {
  new Half().f = 1;
} catch (e) {
  console.log(e.message);
}
console.log(
  Object.entries(Object.getOwnPropertyDescriptors(Temp.prototype))
    .map(([k, x]) => k + (x.get ? 'G' : '') + (x.set ? 'S' : ''))
    .join(),
);
