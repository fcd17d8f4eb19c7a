const vals = [
  0,
  -0,
  1,
  -1,
  1.5,
  -1.5,
  2.5,
  127,
  128,
  255,
  256,
  -129,
  32768,
  65536,
  2 ** 31,
  -(2 ** 31) - 1,
  2 ** 32,
  2 ** 53,
  1e20,
  -1e20,
  NaN,
  Infinity,
  -Infinity,
  '12',
  'x',
  null,
  undefined,
  true,
  [7],
  {},
  3.4e38,
  1e39,
  1e-46,
  0.1,
];
for (const T of [
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
]) {
  const t = new T(vals.length);
  vals.forEach((v, i) => {
    t[i] = v;
  });
  console.log(T.name, t.join(' '), Object.is(t[1], -0));
}
const b = new ArrayBuffer(16);
const v = new DataView(b);
v.setFloat64(0, Math.PI);
v.setInt16(8, -2, true);
v.setUint32(12, 0xdeadbeef);
console.log(
  new Uint8Array(b),
  v.getFloat64(0),
  v.getFloat64(0, true),
  v.getInt16(8),
  v.getInt16(8, true),
  v.getUint16(8, true),
  v.getInt32(12),
  v.getUint32(12, true),
  v.getFloat32(12),
  v.getInt8(12),
  v.getUint8(12),
);
for (const f of [
  () => v.getInt32(13),
  () => v.getInt8(-1),
  () => v.setFloat64(9, 1),
  () => v.getInt8(1.9),
  () => v.getInt8('2'),
  () => v.getInt8(),
  () => v.setInt8(0),
  () => new DataView(b, 17),
  () => new DataView(b, 4, 13),
  () => new DataView({}),
  () => new DataView(b, 4).byteLength,
  () => new DataView(b, 2, 5).byteOffset,
  () => new Int32Array(b, 2),
  () => new Int32Array(b, 4).length,
  () => new Int32Array(b, 4, 4),
  () => new Int32Array(b, 16).length,
  () => new Int32Array(b, 20),
  () => new Int16Array(new ArrayBuffer(3)),
  () => new Uint8Array(-1),
  () => new Uint8Array(1.5),
  () => new Uint8Array('3').length,
  () => new Uint8Array({ length: 2, 0: 5 }).join(),
  () => new Uint8Array([1, , 3]).join(),
  () => new Uint8Array(new Set([1, 2])).join(),
  () => new Uint8Array(null).length,
  () => new Uint8Array(new Float32Array([1.9, 300])).join(),
  () => Uint8Array(1),
  () => new ArrayBuffer(-1),
  () => new ArrayBuffer(2 ** 53),
  () => ArrayBuffer(1),
  () => Uint8Array.from('123').join(),
  () => Uint8Array.from([1, 2], (x) => x * 2).join(),
  () => Uint8Array.of(1, 256, '3').join(),
  () => Uint8Array.from({ length: 3 }, (_, i) => i + 1).join(),
  () => Uint8Array.from(5).length,
  () => Reflect.construct(Object.getPrototypeOf(Uint8Array), []),
])
  try {
    console.log(f());
  } catch (e) {
    console.log(e.name, e.message);
  }
const u = Uint8Array.of(5, 3, 9, 1);
console.log(
  u.sort().join(),
  u.reverse().join(),
  u.toSorted((x, y) => y - x).join(),
  u.indexOf(9),
  u.includes('9'),
  u.subarray(1, 3).join(),
  u.slice(-2).join(),
  u.at(-1),
  u.fill(7, 1, 2).join(),
  u.map((x) => x * 100).join(),
  u.filter((x) => x > 4).join(),
  u.reduce((x, y) => x + y),
  u.copyWithin(0, 2).join(),
  u.with(0, 300).join(),
  u.findLast((x) => x < 9),
  [...u.entries()].join('|'),
  u.lastIndexOf(1),
  u.join('-'),
  String(u),
  u.every((x) => x),
  u.toLocaleString(),
  Object.keys(u),
  JSON.stringify(u),
  JSON.stringify({ u: new Float32Array([0.1, NaN]) }),
);
u[10] = 5;
u['-0'] = 1;
u['1.5'] = 2;
u.foo = 'bar';
u['01'] = 3;
console.log(
  u,
  u[10],
  '10' in u,
  '1.5' in u,
  0 in u,
  Object.keys(u),
  delete u.foo,
  (() => {
    try {
      return delete u[0];
    } catch (e) {
      return e.message;
    }
  })(),
  Object.getOwnPropertyDescriptor(u, 0),
  Object.getOwnPropertyDescriptor(u, 9),
  (() => {
    try {
      return Object.defineProperty(u, 0, { value: 8, writable: false });
    } catch (e) {
      return e.name;
    }
  })(),
  Reflect.set(u, 20, 1),
  Reflect.defineProperty(u, 20, { value: 1 }),
  Reflect.has(u, 3),
);
u.set([9, 8], 2);
console.log(u.join());
for (const f of [
  () => u.set([1, 2], 3),
  () => u.set([1], -1),
  () => u.set(5),
  () => u.set('12'),
  () => u.set(u.subarray(1), 0),
  () => u.set(null),
])
  try {
    f();
    console.log(u.join());
  } catch (e) {
    console.log(e.name, e.message);
  }
const nan = new Float64Array([3, NaN, -0, 0, -Infinity, 1]);
console.log(nan.sort(), nan.indexOf(NaN), nan.includes(NaN), Object.is(nan[1], -0), nan.toSorted(() => 0)[0]);
const shared = new Uint16Array(b, 8, 2);
new Uint8Array(b)[8] = 1;
console.log(
  shared[0],
  shared.byteOffset,
  shared.byteLength,
  shared.buffer === b,
  shared.subarray(1).byteOffset,
  b.slice(8, 10).byteLength,
  b.slice(-4).byteLength,
  ArrayBuffer.isView(v),
  ArrayBuffer.isView(b),
  b,
  v,
);
class My extends Uint8Array {
  sum() {
    return this.reduce((x, y) => x + y, 0);
  }
  static get [Symbol.species]() {
    return My;
  }
}
const my = My.from([1, 2, 3]);
console.log(
  my.map((x) => x * 2).sum(),
  my.subarray(1).sum(),
  my.slice(0, 2) instanceof My,
  my.filter(Boolean).constructor.name,
  my,
  Object.prototype.toString.call(my),
);
for (const [i, x] of my.entries())
  if (i === 1) {
    my[2] = 50;
  } else console.log(i, x);
