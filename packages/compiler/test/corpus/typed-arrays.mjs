// Typed arrays of every numeric kind, buffers, views.
for (const C of [
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
  const a = new C([1, -1, 300, 70000, 1.5, NaN, -2.5]);
  a[1] = 254.7;
  console.log(a, a.BYTES_PER_ELEMENT, a.length, a.byteLength, a[100], C.name, C.BYTES_PER_ELEMENT);
}
const b = new ArrayBuffer(16);
const d = new DataView(b, 2, 12);
d.setUint16(0, 0x1234);
d.setInt32(2, -5, true);
d.setFloat64(4, Math.PI);
console.log(
  d.getUint8(0),
  d.getUint16(0, true),
  d.getInt16(2),
  d.getFloat64(4),
  new Uint8Array(b),
  b.slice(2, 4),
  d.byteOffset,
);
try {
  d.getInt32(10);
} catch (e) {
  console.log(e.name, e.message);
}
const u = new Uint8Array(10);
u.set([1, 2, 3], 4);
const v = u.subarray(4, 8);
v[0] = 99;
console.log(u, v, v.byteOffset, v.buffer === u.buffer, v.slice(1, 3), u.fill(7, 8), u.indexOf === undefined);
u.copyWithin(0, 4, 7);
console.log(u);
for (const x of v) console.log(x);
console.log(
  [...v.keys()],
  Object.keys(v),
  JSON.stringify(v),
  v.at === undefined,
  Array.from(v),
  new Uint8Array(v),
  Object.prototype.toString.call(v),
);
const big = new Float64Array(5000);
big[4999] = 1.5;
console.log(big.length, big[4999], big.buffer.byteLength, big.subarray(4998));
try {
  u.set([1], 20);
} catch (e) {
  console.log(e.message);
}
try {
  new Uint8Array(-1);
} catch (e) {
  console.log(e.name);
}
u[100] = 1;
u['-1'] = 2;
u.foo = 3;
console.log(u.foo, 100 in u, u[100]);
