const ns = [
  0,
  -0,
  1,
  -1,
  0.5,
  0.1,
  1 / 3,
  255,
  255.5,
  -255.75,
  1e21,
  1e-7,
  123456789,
  2 ** 53,
  2 ** 31,
  Number.MAX_VALUE,
  Number.MIN_VALUE,
  Number.EPSILON,
  Math.PI,
  1e300,
  0.000001,
  1.7976931348623157e308,
  4.9e-324,
  NaN,
  Infinity,
  -Infinity,
];
for (const n of ns) console.log([2, 3, 7, 8, 16, 36].map((r) => n.toString(r).slice(0, 120)).join(' '));
for (const r of [1, 37, 0, NaN, '10', undefined, null, 2.9, -2])
  try {
    console.log(String(r), (10).toString(r));
  } catch (e) {
    console.log(String(r), e.name, e.message);
  }
for (const n of ns)
  for (const d of [0, 1, 2, 10, 20])
    console.log(n.toFixed(d).slice(0, 80), n.toExponential(d), d ? n.toPrecision(d).slice(0, 80) : n.toPrecision(1));
for (const f of [
  () => (1).toFixed(101),
  () => (1).toFixed(-1),
  () => (1).toExponential(101),
  () => (1).toPrecision(0),
  () => (1).toPrecision(101),
  () => (1.005).toFixed(2),
  () => (1.45).toFixed(1),
  () => (8.345).toFixed(2),
  () => (0.5).toFixed(0),
  () => (1.5).toFixed(0),
  () => (2.5).toFixed(0),
  () => (-1.5).toFixed(0),
  () => (1e21).toFixed(2),
  () => (123.456).toFixed(100).length,
  () => (0).toExponential(),
  () => (12345).toExponential(),
  () => (0.00015).toExponential(1),
  () => (1e21).toPrecision(3),
  () => (123456).toPrecision(2),
  () => (0.0000012345).toPrecision(2),
  () => (25).toExponential(0),
  () => (-0).toFixed(2),
  () => (-0.0000001).toFixed(2),
  () => Infinity.toFixed(5),
  () => NaN.toExponential(200),
  () => (1.25).toFixed(undefined),
  () => (5e-324).toFixed(3),
  () => (5e-324).toPrecision(30),
])
  try {
    console.log(f());
  } catch (e) {
    console.log(e.name, e.message);
  }
for (const n of [
  1e21,
  1e20,
  123e18,
  1.5e-6,
  1.5e-7,
  100,
  1e100,
  0.1 + 0.2,
  5e-324,
  1.2e21,
  4.35,
  0.3,
  2 ** 70,
  1e23,
  9.5e-7,
  1234567890123456789,
])
  console.log(String(n), n + '', `${n}`, JSON.stringify(n), n.toString());
console.log(
  (25).toString(36),
  (0.1).toString(2),
  (-7.25).toString(2),
  (1e21).toString(7),
  (2 ** 60 + 0.5).toString(16),
  (0.1).toString(3),
  (1 / 3).toString(3),
  (255).toString(16).padStart(4, '0'),
);
