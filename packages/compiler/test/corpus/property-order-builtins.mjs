const o = {};
for (const k of ['b', '2', 'a', '1', '-1', '01', '4294967295', '4294967294', '1e3', Symbol.for('s'), '0'])
  o[k] = k.toString();
console.log(Object.keys(o), Reflect.ownKeys(o), JSON.stringify(o));
delete o['1'];
o['1'] = 'again';
delete o.b;
o.b = 'again';
console.log(Object.entries(o).join(';'));
const c = { ...o, 3: 1, a: 0 };
console.log(Reflect.ownKeys(c));
console.log(
  Reflect.ownKeys(function f(a, b) {}),
  Reflect.ownKeys(
    class {
      static x = 1;
      static m() {}
      static [Symbol.iterator]() {}
    },
  ),
  Reflect.ownKeys(() => 0),
  Reflect.ownKeys(async function* g() {}),
);
console.log(
  Reflect.ownKeys([1, , 3]),
  Reflect.ownKeys('abc'.split('')),
  Reflect.ownKeys(Object('hey')),
  Reflect.ownKeys(/x/g),
  Reflect.ownKeys(new Error('x', { cause: 1 })),
  Reflect.ownKeys(Symbol.prototype),
);
(function () {
  console.log(Reflect.ownKeys(arguments));
})(1, 2);
const d = Object.defineProperties(
  {},
  {
    z: { value: 1, enumerable: true },
    y: {
      get() {
        return 2;
      },
      enumerable: false,
    },
    5: { value: 5, enumerable: true },
  },
);
console.log(Object.keys(d), Object.getOwnPropertyNames(d), JSON.stringify(Object.getOwnPropertyDescriptors(d)));
class P {
  b = 1;
  a = 2;
}
class Q extends P {
  a = 3;
  c = 4;
}
console.log(Object.keys(new Q()));
const proto = { inherited: 1, shadow: 2 };
const e = Object.create(proto, { own: { value: 1, enumerable: true }, shadow: { value: 3, enumerable: false } });
const seen = [];
for (const k in e) seen.push(k);
console.log(seen);
const m = {};
for (let i = 20; i > 0; i--) m[i % 2 ? 'k' + i : i] = i;
console.log(Object.keys(m).join());
for (const k in m) {
  if (k === '4') {
    delete m.k19;
    m.added = 1;
  }
  seen.push(k);
}
console.log(seen.join());
console.log(
  Object.getOwnPropertyNames(
    class {
      static name = 'N';
      static length = 3;
    },
  ),
  Object.getOwnPropertyNames(
    class {
      static name() {}
    },
  ),
);
const desc = (o, k) => {
  const d = Object.getOwnPropertyDescriptor(o, k);
  return d && [d.writable, d.enumerable, d.configurable, typeof d.get, typeof d.set].join();
};
for (const [o, k] of [
  [Math, 'PI'],
  [Math, 'max'],
  [Array.prototype, 'length'],
  [globalThis, 'NaN'],
  [globalThis, 'globalThis'],
  [class {}, 'prototype'],
  [function () {}, 'prototype'],
  [RegExp.prototype, 'flags'],
  [Symbol, 'iterator'],
  [Symbol.prototype, Symbol.toStringTag],
  [Object.prototype, '__proto__'],
  [String.prototype, 'length'],
  ['x', '0'],
  [[1], '0'],
  [[1], 'length'],
  [/a/, 'lastIndex'],
  [new Error('m'), 'message'],
  [JSON, Symbol.toStringTag],
  [Promise, Symbol.species],
  [Map.prototype, 'size'],
  [Date.prototype, Symbol.toPrimitive],
  [Function.prototype, Symbol.hasInstance],
])
  console.log(String(k), desc(o, k));
