const xs = [
  0,
  1,
  -1,
  0.1,
  1 / 3,
  123.456,
  1e21,
  1e-7,
  123456789,
  5e-324,
  1.7976931348623157e308,
  0.000001,
  1.005,
  2.5,
  -1.5,
  1e20,
  0.5,
  99.995,
  NaN,
  Infinity,
  -Infinity,
];
for (const x of xs) console.log(String(x), [0, 1, 2, 5, 20].map((d) => x.toFixed(d)).join(' '));
for (const x of xs)
  console.log(
    [undefined, 0, 1, 5, 17].map((d) => x.toExponential(d)).join(' '),
    [undefined, 1, 2, 5, 21].map((d) => x.toPrecision(d)).join(' '),
  );
for (const x of [0, 255, -255, 0.5, 1 / 3, 123.456, 2 ** 53, 1e21, -0.1])
  console.log([2, 3, 8, 16, 36].map((r) => x.toString(r)).join(' '));
for (const f of [
  () => (1).toFixed(101),
  () => (1).toFixed(-1),
  () => (1).toPrecision(0),
  () => (1).toExponential(101),
  () => (1).toString(1),
  () => (1).toString(37),
  () => Number.prototype.toString.call('x'),
])
  try {
    console.log(f());
  } catch (e) {
    console.log(e.name, e.message);
  }
console.log(
  (25).toString(36),
  (1e21).toFixed(2),
  (-1.5).toFixed(0),
  (1.45).toFixed(1),
  (8.345).toFixed(2),
  (0.000001234).toString(),
  (1e-10).toFixed(2),
  1e21 + '',
  123e-20 + '',
);
