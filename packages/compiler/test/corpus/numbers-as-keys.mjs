const o = {};
for (const k of [
  0,
  -0,
  1,
  1.0,
  1.5,
  -1,
  1e3,
  1e21,
  1e-7,
  NaN,
  Infinity,
  -Infinity,
  0x10,
  0b11,
  2 ** 32 - 2,
  2 ** 32 - 1,
  2 ** 32,
  2 ** 53,
  0.1 + 0.2,
  5n,
  true,
  null,
  undefined,
])
  o[k] = (o[k] ?? 0) + 1;
console.log(o, Object.keys(o).length);
const a = [];
for (const k of ['0', '00', '1', ' 1', '1 ', '+1', '-1', '1.0', '1e0', '4294967294']) a[k] = k;
console.log(a.length, Object.keys(a));
const m = new Map();
for (const k of [0, -0, '0', NaN, NaN, 1, 1.0, '1', 1n]) m.set(k, (m.get(k) ?? 0) + 1);
console.log([...m].map(([k, v]) => `${typeof k}:${String(k)}=${v}`).join());
console.log(
  o[1] === o['1'],
  o['1.0'],
  o[NaN],
  o['NaN'],
  1 in o,
  '1.50' in o,
  o[0x10] === o[16],
  [5, 6]['1'],
  [5, 6][1.0],
  [5, 6]['01'],
  'abc'['1'],
  'abc'['1.0'],
  new Uint8Array(2)['1'],
  new Uint8Array(2)['1.5'],
  new Uint8Array(2)['-0'],
);
class C {
  1() {
    return 'one';
  }
  0.5() {
    return 'half';
  }
  get 2() {
    return 'two';
  }
  static 3 = 'three';
  [4]() {
    return 'four';
  }
}
const c = new C();
console.log(c[1](), c[0.5](), c[2], C[3], c['4'](), Object.getOwnPropertyNames(C.prototype));
const { 0: z, 1: w, [2]: q = 'dq' } = ['a', 'b'];
console.log(z, w, q);
let s = 0;
for (const k in [10, 20, 30]) s += k;
console.log(s, typeof s);
