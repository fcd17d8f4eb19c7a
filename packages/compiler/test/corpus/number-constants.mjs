console.log(
  Number.MAX_SAFE_INTEGER,
  Number.MIN_SAFE_INTEGER,
  Number.EPSILON,
  Number.MAX_VALUE,
  Number.MIN_VALUE,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  Number.NaN,
);
for (const v of [1, 1.5, -0, NaN, Infinity, 2 ** 53, 2 ** 53 - 1, '1', null, 1n])
  console.log(String(v), Number.isInteger(v), Number.isSafeInteger(v), Number.isFinite(v), Number.isNaN(v));
console.log(isNaN('x'), isFinite('5'), isNaN(undefined), isFinite(null), isNaN([]), isFinite({}));
console.log(
  0.1 + 0.2,
  0.1 * 3,
  1 / 0,
  -1 / 0,
  0 / 0,
  5 % 3,
  -5 % 3,
  5 % -3,
  5.5 % 2,
  1e308 * 10,
  2 ** -1074,
  2 ** 1024,
  (-8) ** (1 / 3),
  2 ** 31,
  -(2 ** 31) - 1,
);
console.log(0xff, 0b11, 0o17, 1_000_000, 0.5e1, 0xffffffff, 1e3);
