const xs = [
  0.5,
  -0.5,
  1.5,
  2.5,
  -1.5,
  -2.5,
  0.49999999999999994,
  1e15 + 0.5,
  4503599627370496.5,
  9007199254740993,
  -0.1,
  0.1,
  NaN,
  Infinity,
  -Infinity,
  -0,
  1e300,
  5e-324,
  '3.7',
  null,
  undefined,
  [2.5],
  true,
];
const z = (v) => (Object.is(v, -0) ? '-0' : v);
for (const x of xs)
  console.log(
    String(x),
    z(Math.round(x)),
    z(Math.floor(x)),
    z(Math.ceil(x)),
    z(Math.trunc(x)),
    z(Math.sign(x)),
    z(Math.abs(x)),
    z(Math.fround(x)),
  );
console.log(
  Math.max(1, 3, 2),
  Math.max(),
  Math.min(),
  Math.max(NaN, 1),
  Math.max(1, '5'),
  z(Math.max(-0, 0)),
  z(Math.min(0, -0)),
  z(Math.max(-0, -0)),
  Math.min(1, undefined),
  Math.max(...[]),
  Math.max.apply(null, [1, 9, 3]),
  Math.max([7]),
  Math.max([1, 2]),
  Math.min(null, 1),
  Math.max(2, { valueOf: () => 8 }),
  Math.max.length,
  Math.min.length,
);
const log = [];
Math.max(
  {
    valueOf() {
      log.push('a');
      return NaN;
    },
  },
  {
    valueOf() {
      log.push('b');
      return 1;
    },
  },
);
console.log(log);
for (const [v, d] of [
  [1.005, 2],
  [2.345, 2],
  [1.45, 1],
  [-1.5, 0],
  [123.456, -1],
  [0.615, 2],
  [8.345, 2],
])
  console.log(
    v,
    d,
    Math.round(v * 10 ** d) / 10 ** d,
    v.toFixed(Math.max(0, d)),
    +(Math.round(v + 'e' + d) + 'e' + -d),
  );
console.log(
  Math.hypot(3, 4),
  Math.hypot(),
  Math.hypot(NaN, Infinity),
  Math.hypot(-5),
  z(Math.hypot(-0)),
  Math.cbrt(27),
  Math.cbrt(-8),
  z(Math.cbrt(-0)),
  Math.log2(8),
  Math.log2(3),
  Math.log10(1000),
  Math.log10(2),
  Math.log1p(1e-15),
  Math.expm1(1e-15),
  Math.sqrt(2),
  Math.sqrt(-1),
  z(Math.sqrt(-0)),
  Math.pow(2, 0.5),
  Math.pow(-8, 1 / 3),
  Math.exp(1),
  Math.exp(-Infinity),
  Math.atan2(1, 1),
  Math.atan2(-0, -0),
  Math.sinh(1),
  Math.cosh(1),
  Math.tanh(1),
  Math.asinh(1),
  Math.acosh(2),
  Math.atanh(0.5),
  Math.sin(1e10),
  Math.cos(1e22),
  Math.tan(Math.PI / 2),
);
