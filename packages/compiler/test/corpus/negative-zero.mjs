const sign = (x) => (x === 0 ? (Object.is(x, -0) ? '-0' : '0') : String(x));
const zeros = [
  0,
  -0,
  +0,
  -'0',
  -false,
  -[],
  -null,
  0 * -1,
  -1 * 0,
  0 / -5,
  -0 + -0,
  -0 + 0,
  -0 - 0,
  0 - 0,
  -4 % 2,
  4 % -2,
  -0 % 5,
  Math.round(-0.2),
  Math.ceil(-0.5),
  Math.trunc(-0.9),
  Math.min(0, -0),
  Math.max(-0, 0),
  -0 | 0,
  ~~-0,
  -0 >>> 0,
  Number('-0'),
  parseFloat('-0'),
  parseInt('-0'),
  (-0).valueOf(),
  Math.sign(-0),
  Math.abs(-0),
  (-0) ** 3,
  (-0) ** 2,
  Math.hypot(-0),
  Math.sqrt(-0),
  JSON.parse('-0'),
];
console.log(zeros.map(sign).join(' '));
for (const a of [0, -0])
  for (const b of [0, -0])
    console.log(
      a === b,
      a == b,
      a !== b,
      a < b,
      a <= b,
      Object.is(a, b),
      [a].includes(b),
      [a].indexOf(b),
      new Set([a]).has(b),
      new Map([[a, 1]]).get(b),
      1 / a === 1 / b,
    );
let z = 0;
z = -z;
console.log(sign(z), z === 0, z !== 0, sign(z++), sign(z), sign(--z), sign(-z));
switch (-z) {
  case 0:
    console.log('case 0');
    break;
  default:
    console.log('default');
}
let w = 5;
w *= 0;
console.log(
  sign(-w),
  sign(w * -3),
  sign(w / -3),
  -w === w,
  `${-w}`,
  String(-0),
  JSON.stringify(-0),
  (-0).toFixed(2),
  [-0] + '',
  -0 + '',
);
const f = new Float64Array([-0, 0]);
console.log(
  sign(f[0]),
  f[0] === f[1],
  f.includes(0),
  f.indexOf(0),
  sign(new Int8Array([-0])[0]),
  Object.keys({ [-0]: 1 })[0],
  [1, 2][-0],
);
console.log(
  sign([...new Set([-0])][0]),
  sign([...new Map([[-0, 1]]).keys()][0]),
  sign(Math.atan2(-0, 1)),
  Math.atan2(-0, -1) === -Math.PI,
);
function isZero(x) {
  return x === 0 && x == 0 && !(x !== 0);
}
console.log(isZero(-0), isZero(z), isZero(-0.0), isZero(1e-400), isZero(-1e-400));
