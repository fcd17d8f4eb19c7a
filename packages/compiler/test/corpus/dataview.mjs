const b = new ArrayBuffer(24),
  v = new DataView(b, 2, 20);
v.setInt8(0, -1);
v.setUint8(1, 300);
v.setInt16(2, -2);
v.setInt16(4, -2, true);
v.setUint32(6, 0xdeadbeef);
v.setFloat32(10, 1.1);
v.setFloat64(12, Math.PI, true);
console.log(Array.from(new Uint8Array(b)).join());
console.log(
  v.getInt8(0),
  v.getUint8(0),
  v.getInt16(2),
  v.getUint16(2),
  v.getUint16(4, true),
  v.getUint32(6),
  v.getInt32(6),
  v.getUint32(6, true),
  v.getFloat32(10),
  v.getFloat64(12, true),
  v.getFloat64(12),
  v.byteLength,
  v.byteOffset,
  v.buffer === b,
);
v.setBigInt64(0, -5n);
v.setBigUint64(8, 2n ** 64n - 2n, true);
console.log(v.getBigInt64(0), v.getBigUint64(0, true), v.getBigUint64(8, true), v.getBigInt64(8, true));
for (const f of [
  () => v.getInt8(20),
  () => v.getInt16(19),
  () => v.getInt8(-1),
  () => v.setFloat64(13, 1),
  () => new DataView(b, 25),
  () => new DataView(b, 20, 10),
  () => new DataView({}),
  () => DataView(b),
  () => v.setBigInt64(0, 1),
  () => v.setInt8(0, 1n),
  () => v.getUint8(Infinity),
])
  try {
    f();
  } catch (e) {
    console.log(e.name, e.message);
  }
console.log(
  v.getInt8(),
  v.getInt8('1'),
  v.setInt8(0, '7'),
  v.getInt8(0),
  v.setFloat32(0, 'x'),
  v.getFloat32(0),
  Object.prototype.toString.call(v),
  b.slice(2, 6).byteLength,
  b.slice(-4).byteLength,
  ArrayBuffer.isView(v),
  ArrayBuffer.isView(b),
  new ArrayBuffer(5).byteLength,
  Object.prototype.toString.call(b),
);
try {
  new ArrayBuffer(-1);
} catch (e) {
  console.log(e.name);
}
for (const x of [0, -0, 1, 1.5, 65504, 1e-45, 3.4e38, 1e39, NaN, -Infinity, 0.1]) {
  v.setFloat32(0, x);
  console.log(x, v.getUint32(0).toString(16), v.getFloat32(0));
  v.setFloat64(0, x);
  console.log(v.getBigUint64(0).toString(16));
}
