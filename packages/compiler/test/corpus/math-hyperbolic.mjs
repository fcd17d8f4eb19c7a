const xs = [
  0,
  -0,
  1,
  -1,
  0.5,
  -0.5,
  2,
  10,
  100,
  709,
  710,
  1e-10,
  1e-300,
  5e-324,
  Infinity,
  -Infinity,
  NaN,
  0.1,
  3.3,
  1e21,
  1.7976931348623157e308,
];
for (const f of [
  'sinh',
  'cosh',
  'tanh',
  'asinh',
  'acosh',
  'atanh',
  'expm1',
  'log1p',
  'cbrt',
  'log2',
  'log10',
  'exp',
  'fround',
  'trunc',
  'sign',
  'clz32',
  'sin',
  'cos',
  'tan',
  'asin',
  'acos',
  'atan',
  'sqrt',
  'log',
  'round',
  'floor',
  'ceil',
  'abs',
])
  console.log(
    f,
    xs
      .map((x) => {
        const r = Math[f](x);
        return Object.is(r, -0) ? '-0' : String(r);
      })
      .join(' '),
  );
console.log(
  Math.hypot(),
  Math.hypot(3, 4),
  Math.hypot(NaN, Infinity),
  Math.hypot(1e200, 1e200),
  Math.hypot(-3),
  Math.hypot(1, 2, 3, 4, 5),
  Math.hypot('3', [4]),
);
console.log(Math.atan2(0, -0), Math.atan2(-0, 0), Math.atan2(1, 0), Math.atan2(-1, -Infinity), Math.atan2(5, 3));
for (const [a, b] of [
  [2, 0.5],
  [-2, 0.5],
  [-8, 1 / 3],
  [0, -1],
  [-0, -1],
  [-0, -2],
  [1, Infinity],
  [-1, Infinity],
  [0.5, -Infinity],
  [NaN, 0],
  [2, 1023],
  [2, 1024],
  [2, -1074],
  [2, -1075],
  [10, 308],
  [10, -323],
  [-3, 3],
  [1.0000001, 1e7],
])
  console.log(a, b, Math.pow(a, b), a ** b);
console.log(Math.imul(0xffffffff, 5), Math.imul(2 ** 31, 2), Math.imul(1.9, '3'), Math.imul(), Math.imul(-5, 12));
console.log(
  Math.max(),
  Math.min(),
  Math.max(-0, 0),
  Math.min(0, -0),
  Math.max(1, NaN, 3),
  Math.max('5', 3),
  Math.max(...[1, 2, [7]]),
  Math.min(undefined),
);
console.log(Math[Symbol.toStringTag], Object.prototype.toString.call(Math), Object.isFrozen(Math), typeof Math);
for (const k of ['E', 'LN10', 'LN2', 'LOG10E', 'LOG2E', 'PI', 'SQRT1_2', 'SQRT2'])
  console.log(k, Math[k], Object.getOwnPropertyDescriptor(Math, k).writable);
for (const x of [0.5, 1.5, 2.5, -0.5, -1.5, -2.5, 0.49999999999999994, 4503599627370495.5, 4503599627370497, -0.2])
  console.log(x, Object.is(Math.round(x), -0) ? '-0' : Math.round(x));
