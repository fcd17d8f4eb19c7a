const kinds = [
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
];
const vals = [
  0,
  -0,
  1,
  -1,
  1.5,
  2.5,
  -1.5,
  127,
  128,
  255,
  256,
  -129,
  32768,
  65536,
  2147483648,
  4294967295,
  4294967296.7,
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
];
for (const K of kinds) {
  console.log(K.name, K.BYTES_PER_ELEMENT, K.length, Object.prototype.toString.call(new K(1)));
  console.log(
    Array.from(new K(vals))
      .map((x) => (Object.is(x, -0) ? '-0' : x))
      .join(' '),
  );
  const a = new K(4);
  a.set([1, 2, 3], 1);
  console.log(
    a,
    a.subarray(1, -1),
    a.slice(-2),
    a.at(-1),
    a.indexOf(2),
    a.includes(3),
    a.join('-'),
    a.reverse(),
    a.toReversed(),
    a.with(0, 9),
    a.toSorted((x, y) => y - x),
    [...a.entries()].flat().join(),
  );
}
for (const K of [BigInt64Array, BigUint64Array]) {
  const a = new K([1n, -1n, 2n ** 63n, 2n ** 64n + 5n, -(2n ** 63n) - 1n]);
  console.log(
    K.name,
    a,
    a.map((x) => x + 1n),
    a.sort(),
    a.join(),
  );
  for (const f of [
    () => (a[0] = 1),
    () => new K([1]),
    () => a.fill(1),
    () => a.set([1]),
    () => a.indexOf(1),
    () => new Uint8Array(a),
    () => new K(new Uint8Array(1)),
    () => a.includes(1n),
  ])
    try {
      console.log(f());
    } catch (e) {
      console.log(e.name, e.message);
    }
}
const buf = new ArrayBuffer(16);
const u8 = new Uint8Array(buf),
  f64 = new Float64Array(buf),
  i16 = new Int16Array(buf, 2, 3);
f64[0] = Math.PI;
console.log(
  u8,
  i16,
  i16.byteOffset,
  i16.byteLength,
  i16.length,
  i16.buffer === buf,
  buf.slice(4, 8),
  new Uint8Array(buf.slice(-8)),
);
for (const f of [
  () => new Int16Array(buf, 1),
  () => new Int32Array(buf, 4, 9),
  () => new Int32Array(buf, 20),
  () => new Float64Array(-1),
  () => new Uint8Array(1.5),
  () => new Uint8Array('3'),
  () => new Uint8Array(null),
  () => new Uint8Array({ length: 2, 0: 5 }),
  () => new Uint8Array(new Set([1, 2])),
  () => new ArrayBuffer(-1),
  () => u8.set([1, 2], 15),
  () => u8.set('12'),
  () => u8.subarray(3, 1),
  () => u8.with(99, 1),
  () => u8.at(NaN),
  () => Object.defineProperty(new Uint8Array(1), '0', { value: 1, writable: false }),
  () => Uint8Array.from({ length: 2 }, (_, i) => i + 1),
  () => Uint8Array.of(1, 300),
  () => Uint8Array.from('123'),
  () => u8.copyWithin(0, 8, 10).join(),
  () => new Uint8Array([1, 2, 3]).fill(7, 1, 2),
])
  try {
    console.log(f());
  } catch (e) {
    console.log(e.name, e.message);
  }
const t = new Uint8Array([3, 1, 2]);
t.foo = 'bar';
t[5] = 9;
t['-0'] = 1;
t['1.5'] = 2;
console.log(
  t,
  Object.keys(t),
  '5' in t,
  '-0' in t,
  t[-1],
  t['1.5'],
  delete t.foo,
  Reflect.set(t, 7, 1),
  Reflect.has(t, 2),
  Reflect.ownKeys(t),
  Object.getOwnPropertyDescriptor(t, 1),
);
try {
  delete t[0];
} catch (e) {
  console.log(e.message);
}
console.log(
  t.sort(),
  t.reduce((p, c) => p + c),
  t.filter((x) => x > 1),
  t.find((x) => x > 1),
  t.findLast((x) => x < 3),
  t.findLastIndex((x) => x === 9),
  t.every(Number.isInteger),
  t.some((x) => x > 5),
  t.lastIndexOf(1),
  t.keys().next(),
  t.toString(),
  t.toLocaleString(),
  JSON.stringify(t),
  t.map((x) => x * 100),
);
const f32 = new Float32Array([NaN, 3, -0, 0, -Infinity, 1.1, Infinity]);
console.log(f32.sort(), f32.includes(NaN), f32.indexOf(NaN), f32.lastIndexOf(-0), f32[6] === Math.fround(1.1));
const ov = new Uint8Array([1, 2, 3, 4, 5, 6]);
ov.set(ov.subarray(0, 4), 2);
console.log(ov);
const cross = new Int16Array(ov.buffer, 0, 3);
cross.set(new Uint8Array(ov.buffer, 0, 3));
console.log(cross, ov);
console.log(
  new Uint8Array(new Float32Array([1.9, -1, 256])),
  new Float32Array(new Int8Array([-1, 127])),
  Object.getPrototypeOf(Int8Array).name,
  Int8Array.__proto__ === Uint8Array.__proto__,
);
try {
  Object.getPrototypeOf(Int8Array)();
} catch (e) {
  console.log(e.message);
}
try {
  new (Object.getPrototypeOf(Int8Array))();
} catch (e) {
  console.log(e.message);
}
for (const x of new Uint8Array(2).entries()) console.log(x);
const g = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Int8Array.prototype), Symbol.toStringTag).get;
console.log(g.call(5), g.call(new Int8Array()), g.name);
