const b = new ArrayBuffer(24),
  d = new DataView(b, 2, 20);
const types = ['Int8', 'Uint8', 'Int16', 'Uint16', 'Int32', 'Uint32', 'Float32', 'Float64'];
for (const t of types)
  for (const le of [true, false, undefined, 1, 0, '']) {
    d['set' + t](3, -123456.789, le);
    console.log(t, le, d['get' + t](3, le), d['get' + t](3, !le));
  }
for (const t of ['BigInt64', 'BigUint64']) {
  d['set' + t](0, -5n, true);
  console.log(t, d['get' + t](0, true), d['get' + t](0));
  try {
    d['set' + t](0, 5);
  } catch (e) {
    console.log(e.name, e.message);
  }
}
console.log(new Uint8Array(b), d, d.byteLength, d.byteOffset, d.buffer === b, Object.prototype.toString.call(d));
for (const f of [
  () => d.getInt32(17),
  () => d.getInt8(-1),
  () => d.getInt8(20),
  () => d.getInt8(1.9),
  () => d.getInt8('2'),
  () => d.getInt8(),
  () => d.getInt8(NaN),
  () => d.getFloat64(Infinity),
  () => d.setInt16(19, 1),
  () => new DataView(b, 25),
  () => new DataView(b, 0, 25),
  () => new DataView(b, -1),
  () => new DataView({}),
  () => DataView(b),
  () => d.setUint8(0),
  () => new DataView(b, 24).byteLength,
  () => new DataView(b, undefined, undefined).byteLength,
  () => d.setFloat32(0, 'abc'),
  () => d.getFloat32(0),
  () => d.setUint8(0, { valueOf: () => 300 }),
  () => d.getUint8(0),
  () => d.setInt8(0, 1n),
])
  try {
    console.log(f());
  } catch (e) {
    console.log(e.name, e.message);
  }
for (const x of [1, -1, 0.1, 1e40, 5e-324, NaN, -0, 3.4028235e38, 1.17549435e-38, 1e-45]) {
  d.setFloat32(0, x);
  d.setFloat64(8, x);
  console.log(
    [0, 1, 2, 3].map((i) => d.getUint8(i).toString(16).padStart(2, '0')).join(''),
    [8, 9, 10, 11, 12, 13, 14, 15].map((i) => d.getUint8(i).toString(16).padStart(2, '0')).join(''),
    d.getFloat32(0),
    d.getFloat64(8),
  );
}
const order = [];
try {
  d.setInt8(
    {
      valueOf() {
        order.push('offset');
        return 99;
      },
    },
    {
      valueOf() {
        order.push('value');
        return 1;
      },
    },
  );
} catch (e) {
  console.log(order, e.message);
}
