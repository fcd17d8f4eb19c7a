const b = new BigInt64Array([1n, -1n, 2n ** 63n, 2n ** 64n + 5n]);
const u = new BigUint64Array(b.buffer);
console.log(b, u, b.length, b.BYTES_PER_ELEMENT, BigInt64Array.BYTES_PER_ELEMENT, u[1], b[2]);
for (const f of [
  () => {
    b[0] = 1;
  },
  () => b.fill(1),
  () => new BigInt64Array([1]),
  () => b.set([1]),
  () => new BigInt64Array(new Int32Array(1)),
  () => new Int32Array(b),
  () => b.map(() => 1),
  () => b.indexOf(-1n),
  () => b.includes(-1),
  () => b.indexOf('1'),
])
  try {
    console.log(f());
  } catch (e) {
    console.log(e.name, e.message);
  }
b[0] = true;
console.log(b[0]);
b[0] = '12';
console.log(b[0]);
try {
  b[0] = undefined;
} catch (e) {
  console.log(e.name, e.message);
}
console.log(
  b.sort(),
  u.sort(),
  [...b].map(String),
  b.reduce((x, y) => x + y),
  b.join('/'),
  b.toReversed(),
  b.at(-1),
  b.with(0, 7n),
  b.subarray(1, 3),
  b.slice(-1),
);
const d = new DataView(new ArrayBuffer(24));
d.setBigInt64(0, -2n);
d.setBigUint64(8, 2n ** 64n - 1n, true);
d.setBigInt64(16, 2n ** 70n + 3n);
console.log(
  d.getBigInt64(0),
  d.getBigUint64(0),
  d.getBigInt64(8),
  d.getBigUint64(8, true),
  d.getInt32(16),
  d.getBigInt64(16),
  d.getFloat64(0),
  d.getUint16(6, true),
);
for (const f of [
  () => d.setBigInt64(0, 1),
  () => d.getBigInt64(17),
  () => d.getBigInt64(-1),
  () => d.setBigUint64(20, 1n),
])
  try {
    console.log(f());
  } catch (e) {
    console.log(e.name, e.message);
  }
console.log(
  BigUint64Array.from([1n, 2n], (x) => x * 2n),
  BigInt64Array.of(5n),
  Object.prototype.toString.call(b),
  b.constructor.name,
  ArrayBuffer.isView(b),
  b.filter((x) => x > 0n),
  b.some((x) => x === 5n),
  b.findLast((x) => x < 0n),
);
let sum = 0n;
for (let i = 0; i < 1000; i++) {
  const t = new BigUint64Array(4);
  t[0] = BigInt(i) << 40n;
  t[3] = t[0] * 3n;
  sum += t[3] ^ BigInt.asUintN(32, t[0] >> 8n);
}
console.log(sum);
const mixed = [1n, 2, 3n, '4'];
try {
  console.log(mixed.reduce((a, x) => a + BigInt(x), 0n));
} catch (e) {
  console.log(e.message);
}
for (let i = 0n; i < 3n; i++) console.log(i, u[Number(i)]);
const o = { [1n]: 'a', 2: 'b' };
console.log(o, o[1n], Object.keys(o), [10, 20, 30][1n], 'abc'[2n]);
switch (3n) {
  case 3:
    console.log('number');
    break;
  case 3n:
    console.log('bigint');
}
console.log(
  Math.min(...[...b].map(Number)),
  [...u].map((x) => x.toString(16)),
  new Float64Array([1.5, 2]).with(0, 3),
  structuredClone(b),
  new BigInt64Array(2).fill(-3n, 1),
);
