const dv = new DataView(new ArrayBuffer(24), 2, 20);
const types = ['Int8', 'Uint8', 'Int16', 'Uint16', 'Int32', 'Uint32', 'Float32', 'Float64'];
for (const t of types)
  for (const v of [
    0,
    -0,
    1,
    -1,
    255,
    256,
    65535,
    1.5,
    -1.5,
    2 ** 31,
    2 ** 32 + 5,
    NaN,
    Infinity,
    1e-320,
    '3',
    undefined,
    null,
    true,
  ])
    for (const le of [false, true, undefined, 0, 'x']) {
      dv['set' + t](3, v, le);
      const a = dv['get' + t](3, le),
        b = dv['get' + t](3, !le);
      if (le === true || le === undefined)
        console.log(
          t,
          String(v),
          le,
          Object.is(a, -0) ? '-0' : a,
          Object.is(b, -0) ? '-0' : b,
          [...new Uint8Array(dv.buffer, 5, 8)].join(' '),
        );
    }
for (const v of [0n, 1n, -1n, 2n ** 63n, 2n ** 64n - 1n, -(2n ** 63n), 2n ** 65n + 7n]) {
  dv.setBigInt64(1, v);
  dv.setBigUint64(9, v, true);
  console.log(dv.getBigInt64(1), dv.getBigUint64(1), dv.getBigInt64(9, true), dv.getBigUint64(9, true));
}
for (const f of [
  () => dv.getInt8(20),
  () => dv.getFloat64(13),
  () => dv.getInt8(-1),
  () => dv.getInt8(1.9),
  () => dv.setInt16(19, 1),
  () => dv.getInt8('1'),
  () => dv.getInt8(Infinity),
  () => dv.getInt8(NaN),
  () => dv.getInt8(2 ** 53),
  () => DataView(new ArrayBuffer(1)),
  () => new DataView({}),
  () => new DataView(new ArrayBuffer(1), 2),
  () => new DataView(new ArrayBuffer(4), 1, 4),
  () => new DataView(new ArrayBuffer(4), -1),
  () => dv.setBigInt64(0, 1),
  () => dv.setInt8(0, 1n),
  () =>
    dv.setInt8(100, {
      valueOf() {
        throw new Error('valueOf first');
      },
    }),
  () => DataView.prototype.getInt8.call({}),
  () => dv.byteLength,
  () => dv.byteOffset,
  () => Object.prototype.toString.call(dv),
])
  try {
    console.log(String(f()));
  } catch (e) {
    console.log(e.name + ': ' + e.message);
  }
let sum = 0;
for (let i = 0; i + 8 <= dv.byteLength; i++) {
  sum = (sum * 31 + dv.getUint32(i) + dv.getInt16(i, true) + dv.getUint8(i)) % 1000003;
  dv.setUint32(i, sum * 7919, i % 2 === 0);
}
console.log(sum);
