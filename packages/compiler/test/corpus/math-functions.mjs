const xs = [0, -0, 1, -1, 0.5, -0.5, 2, 10, 100, 1e-10, 1e10, NaN, Infinity, -Infinity, 1.5, 2.5, -2.5, 3.7];
for (const f of ['abs', 'ceil', 'floor', 'round', 'trunc', 'sign', 'sqrt', 'cbrt', 'fround', 'clz32'])
  console.log(
    f,
    xs
      .map((x) => {
        const r = Math[f](x);
        return Object.is(r, -0) ? '-0' : r;
      })
      .join(' '),
  );
console.log(
  Math.max(),
  Math.min(),
  Math.max(1, '3', 2),
  Math.min(1, NaN),
  Math.max(null, -1),
  Math.hypot(3, 4),
  Math.hypot(),
  Math.hypot(NaN, Infinity),
  Math.pow(2, 10),
  Math.pow(NaN, 0),
  Math.atan2(1, 1),
  Math.imul(0xffffffff, 5),
  Math.imul(3, 4.9),
);
console.log(
  Math.PI,
  Math.E,
  Math.LN2,
  Math.LN10,
  Math.LOG2E,
  Math.LOG10E,
  Math.SQRT2,
  Math.SQRT1_2,
  Object.prototype.toString.call(Math),
  Math.max.length,
  Math.hypot.length,
);
for (let i = 0; i < 100; i++) {
  const r = Math.random();
  if (!(r >= 0 && r < 1)) console.log('random', r);
}
console.log(
  Math.round(0.49999999999999994),
  Math.round(-0.5),
  Math.round(2 ** 52 + 0.5),
  Math.round(1e300),
  Math.floor(-1e-300),
  Math.log2(8),
  Math.log10(1000),
  Math.log1p(0),
  Math.expm1(0),
  Math.exp(0),
  Math.log(1),
  Math.sinh(0),
  Math.cosh(0),
  Math.tanh(Infinity),
  Math.asinh(0),
  Math.acosh(1),
  Math.atanh(0),
);
