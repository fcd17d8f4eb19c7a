const bits = new DataView(new ArrayBuffer(8));
let seed = 1;
const next = () => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0);
let h = 0;
const add = (s) => {
  for (let i = 0; i < s.length; i++) h = (Math.imul(h, 31) + s.charCodeAt(i)) | 0;
};
for (let i = 0; i < 20000; i++) {
  bits.setUint32(0, next());
  bits.setUint32(4, next());
  const x = bits.getFloat64(0);
  const s = String(x);
  add(s);
  if (x === x && Number(s) !== x) console.log('bad', s);
  if (i % 50 === 0 && Math.abs(x) < 1e21) add(x.toFixed(i % 20));
  if (i % 20 === 0 && x === x && Math.abs(x) !== Infinity) {
    add(x.toPrecision(1 + (i % 30)));
    add(x.toExponential(i % 25));
    add(x.toString(2 + (i % 35)));
  }
}
console.log(h);
for (const x of [
  0.1 + 0.2,
  1 / 3,
  5e-324,
  1.7976931348623157e308,
  123456789012345680000,
  1e21,
  1e-7,
  0.000001,
  4.35,
  1.005,
  2.5,
  1e23,
  9007199254740993,
  0.5,
  1.45,
  -1.5,
  25,
  1e100,
  4.9406564584124654e-324,
  2 ** 1023,
  123.456,
])
  console.log(
    x,
    x.toFixed(2),
    x.toFixed(0),
    x.toPrecision(3),
    x.toExponential(),
    x.toExponential(2),
    x.toString(2).slice(0, 80),
    x.toString(36),
    x.toLocaleString('en-US'),
  );
for (const s of [
  '1_0',
  '0x',
  '0b2',
  ' 12\n',
  '1e1000',
  '-0',
  '.',
  '.5.',
  '5.',
  'Infinity',
  'infinity',
  '+Infinity',
  '1e',
  '0x1p3',
  '１',
  '\u180e1',
  '\u00a01\ufeff',
  '0o78',
  '1,5',
  '1n',
  '--1',
  '0.1e-400',
  '9'.repeat(400),
  '0.' + '0'.repeat(400) + '1',
  '2.2250738585072011e-308',
  '1.00000000000000011102230246251565',
])
  console.log(JSON.stringify(s.slice(0, 30)), Number(s), parseFloat(s), parseInt(s), parseInt(s, 16), +s === Number(s));
for (const f of [
  () => (1).toFixed(101),
  () => (1).toPrecision(0),
  () => (1).toExponential(-1),
  () => (1).toString(1),
  () => (1).toString(37),
  () => NaN.toFixed(200),
  () => Infinity.toPrecision(5),
  () => (1e21).toFixed(2),
  () => (-1.5).toFixed(0),
  () => (-0).toFixed(2),
  () => (0).toPrecision(4),
  () => (255).toString(16),
  () => (-255.5).toString(16),
  () => (0.1).toString(3),
  () => (1e21).toString(7),
  () => Number.prototype.toString.call('x'),
  () => parseInt('123', 37),
  () => parseInt('zz', 36),
  () => parseInt('9007199254740993'),
  () => parseInt(1e21),
  () => parseInt(0.0000005),
  () => parseInt(null, 36),
  () => Number.parseFloat === parseFloat,
  () => Number(''),
  () => Number([5]),
  () => Number([1, 2]),
  () => Number({}),
  () => Number(new Date(5)),
  () => Number('0b11'),
  () => Math.round(-0.5),
  () => Math.round(2.5),
  () => Math.round(0.49999999999999994),
  () => Math.max(),
  () => Math.hypot(3, 4, NaN, Infinity),
  () => Math.sign(-0),
  () => Math.fround(5.5),
  () => Math.clz32(-1),
  () => Math.trunc(-0.9),
  () => Math.cbrt(-27),
  () => Math.expm1(1e-10),
  () => Math.log1p(-1),
  () => Math.atan2(-0, -0),
  () => (-8) ** (1 / 3),
  () => 2 ** -1074,
  () => -(2 ** 31) >> 0,
  () => (2 ** 32) >>> 0,
  () => -1 >>> 0,
  () => 1 << 31,
  () => 5 % -3,
  () => -5 % 3,
  () => 5.5 % 2.5,
  () => -0 % 5,
  () => 1 / (-0 % 5),
  () => 0.1 * 3,
  () => 1e308 * 10,
  () => NaN ** 0,
  () => 1 ** Infinity,
  () => Number.EPSILON,
  () => Number.isSafeInteger(2 ** 53),
  () => (25).toString(36),
  () => (0.1).toString(2),
])
  try {
    const r = f();
    console.log(Object.is(r, -0) ? '-0' : r);
  } catch (e) {
    console.log(e.name + ': ' + e.message);
  }
