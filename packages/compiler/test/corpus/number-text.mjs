// Numbers to text in every form and radix, and back; what is rejected.
const numbers = [
  0,
  -0,
  1,
  -1,
  0.1,
  1 / 3,
  2 / 3,
  0.5,
  -0.5,
  1.005,
  1.45,
  8.345,
  2.5,
  3.5,
  123.456,
  -1234.5678,
  1e21,
  1e-7,
  123456789.123,
  2 ** 53,
  2 ** 53 + 2,
  2 ** 64,
  2 ** 70,
  1.7976931348623157e308,
  5e-324,
  2.2250738585072014e-308,
  4.35,
  0.000001,
  1e-10,
  4294967296.5,
  0.99999,
  999.9995,
  1e15 + 0.3,
  1e300,
  Infinity,
  -Infinity,
  NaN,
];
for (const n of numbers) {
  const radixes = [];
  for (let radix = 2; radix <= 36; radix++) radixes.push(n.toString(radix));
  console.log(n, radixes.join(' '));
  const rows = [];
  for (const digits of [0, 1, 2, 3, 10, 17, 20, 21, 50, 100])
    rows.push(n.toFixed(digits), n.toExponential(digits), n.toPrecision(digits || 4));
  console.log(
    rows.join(' '),
    n.toExponential(),
    n.toFixed(),
    n.toPrecision(),
    JSON.stringify(n),
    `${n}`,
    n.toLocaleString(),
  );
}
for (const n of [
  0,
  999,
  1000,
  -1234567.891,
  1.0005,
  0.0005,
  0.0004,
  0.9996,
  999.9996,
  999999.9999,
  1e21,
  2 ** 70,
  0.05,
  123456789012345680000,
])
  console.log(n.toLocaleString());
let state = 7;
const word = () => {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return state >>> 0;
};
const view = new DataView(new ArrayBuffer(8));
let same = 0;
const sample = [];
for (let i = 0; i < 3000; i++) {
  view.setUint32(0, word());
  view.setUint32(4, word());
  const n = i % 2 ? view.getFloat64(0) : (word() - word()) / 2 ** (word() % 60);
  if (n !== n) {
    same++;
    continue;
  }
  const text = String(n);
  if (
    Number(text) === n &&
    parseFloat(`${text}x`) === n &&
    JSON.parse(text === 'Infinity' || text === '-Infinity' ? '0' : text) === (n - n === 0 ? n : 0)
  )
    same++;
  if (i % 50 === 0) sample.push(text, n.toString(7), n.toFixed(5), n.toPrecision(9));
}
console.log(same, sample.join(' '));
for (const text of [
  '',
  ' ',
  '12',
  ' 12\n',
  '\u00a012\ufeff',
  '1.',
  '.5',
  '.',
  '1e',
  '1e5',
  '1e+5x',
  '+1',
  '--1',
  '0x1f',
  '0X1F',
  '-0x1f',
  '0b101',
  '0o17',
  '0b2',
  '0x',
  '1_000',
  'Infinity',
  '-Infinity',
  'infinity',
  'Infinityx',
  '9007199254740993',
  '9007199254740992.5',
  '179769313486231580793e289',
  '1e-400',
  '-1e-400',
  '0.1e400',
  '2.2250738585072011e-308',
  '4.9e-324',
  '2.4e-324',
  '00012',
  '1n',
  'x',
  '\u0661',
  '12\u0661',
  '123456789012345678901234567890',
  '0.3000000000000000444089209850062616169452667236328125',
  '\u{1f600}',
  '  -0',
  'ff',
  'zz',
  '077',
  '1e1000',
])
  console.log(
    JSON.stringify(text),
    Number(text),
    parseFloat(text),
    parseInt(text),
    parseInt(text, 16),
    parseInt(text, 36),
    parseInt(text, 2),
    parseInt(text, 10),
    +text,
  );
console.log(
  parseInt('11', 1),
  parseInt('11', 37),
  parseInt('11', 0),
  parseInt('11', '8'),
  parseInt('0x11', 10),
  parseInt(null, 36),
  parseInt(1e21),
  parseInt(0.0000005),
  parseInt('123', 5),
  parseInt('1'.repeat(60), 2),
  parseInt('9'.repeat(30), 10),
  parseInt('z'.repeat(30), 36),
  parseInt('7'.repeat(40), 8),
  parseFloat(),
  parseInt(),
);
for (const bad of [
  () => (1).toString(1),
  () => (1).toString(37),
  () => (1).toFixed(101),
  () => (1).toFixed(-1),
  () => (1).toPrecision(0),
  () => (1).toPrecision(101),
  () => (1).toExponential(-1),
  () => (1).toExponential(101),
  () => Number.prototype.toString.call('x'),
  () => NaN.toFixed(200),
])
  try {
    console.log(bad());
  } catch (e) {
    console.log(e.name, e.message);
  }
console.log(
  JSON.parse('[1.5,-0.0,1e3,-1.25E-2,123456789012345678901234567890,"\u1234",0.1]'),
  Object.is(JSON.parse('-0.0'), -0),
  JSON.parse('["\u20ac", -12.5e1, 3.25]'),
);
console.log(
  1e21 | 0,
  -1e21 | 0,
  (2 ** 63) | 0,
  (2 ** 80 + 2 ** 30) | 0,
  -(2 ** 53 + 2) >>> 0,
  1e300 >>> 0,
  18446744073709552000 | 0,
  -36893488147419107000 >>> 0,
);
