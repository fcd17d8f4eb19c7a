const o = {
  b: 1,
  2: 'two',
  a: 2,
  1: 'one',
  [Symbol('s')]: 3,
  '-1': 'neg',
  '01': 'zero',
  4294967295: 'max',
  4294967294: 'idx',
};
console.log(Object.keys(o).join(), Reflect.ownKeys(o).map(String).join(), JSON.stringify(o));
delete o.b;
o.b = 'again';
o[0] = 'zero';
console.log(Object.keys(o).join());
for (const k in o) console.log(k);
class A {
  constructor() {
    this.z = 1;
    this[3] = 3;
    this.y = 2;
    this[1] = 1;
  }
}
console.log(
  Object.entries(new A()).join(),
  Object.keys(Object.assign({ c: 1 }, { a: 1, 5: 1 }, null, 'xy')).join(),
  Object.keys({ ...'ab', ...[9], z: 1 }).join(),
);
const big = {};
for (let i = 20; i > 0; i--) {
  big['k' + i] = i;
  big[i] = i;
}
console.log(Object.keys(big).join());
for (let i = 1; i < 20; i += 2) delete big['k' + i];
big.k1 = 'back';
console.log(Object.keys(big).join(), Object.values(big).length);
console.log(
  Object.getOwnPropertyNames(function f(a, b) {}).join(),
  Object.getOwnPropertyNames(
    class {
      static x() {}
    },
  ).join(),
  Object.getOwnPropertyNames('ab').join(),
  Object.getOwnPropertyNames([1, 2]).join(),
  Object.getOwnPropertyNames(/x/).join(),
  Object.getOwnPropertyNames(() => 1).join(),
);
const proto = { p1: 1, shadow: 2 };
const child = Object.create(proto, {
  own: { value: 1, enumerable: true },
  hidden: { value: 2 },
  shadow: { value: 3, enumerable: false },
});
for (const k in child) console.log('in', k);
