// Numbers: printing, parsing, operators, conversions, integer edges.
const v = [
  0,
  -0,
  1,
  -1,
  0.1,
  0.2 + 0.1,
  1e21,
  1e-7,
  123456789.123,
  2 ** 53,
  2 ** 53 + 2,
  1.7976931348623157e308,
  5e-324,
  2.2250738585072014e-308,
  4.35,
  1 / 3,
  100,
  1e5,
  123e-20,
  9007199254740993,
  0.000001,
  1e300 * 10,
  -1e-10,
  2147483647,
  2147483648,
  -2147483649,
  4294967296.5,
];
for (const n of v)
  console.log(
    n,
    String(n),
    n.toString(2).slice(0, 40),
    Math.abs(n) < 1e30 ? n.toString(36) : '',
    n.toFixed(2),
    n.toPrecision(5),
    n.toExponential(3),
    n | 0,
    n >>> 0,
    ~n,
    -n,
    n % 3,
    n * 7,
    Math.round(n),
    Math.floor(n),
    Math.ceil(n),
    Math.trunc(n),
    Object.is(n, -0),
  );
console.log(
  2147483647 + 1,
  -2147483648 - 1,
  65536 * 65536,
  2147483647 * 2147483647,
  1 << 31,
  1 << 32,
  -1 >>> 0,
  -1 >> 31,
  5 % -3,
  -5 % 3,
  -4 % 2,
  0 / 0,
  1 / 0,
  -1 / 0,
  1 / -0,
  2 ** 0.5,
  2 ** -1,
  (-8) ** (1 / 3),
  NaN ** 0,
  1 ** Infinity,
);
console.log(
  (1.005).toFixed(2),
  (1.45).toFixed(1),
  (-1.5).toFixed(0),
  (2.5).toFixed(0),
  (1e20).toFixed(2),
  (0.000001234).toString(),
  (1234.5678).toFixed(10),
  (1.0).toFixed(0),
  (25).toString(36),
  (0.5).toString(16),
  (-255).toString(16),
  (1e21).toLocaleString === undefined,
);
console.log(
  Math.max(),
  Math.min(1, '2', -0),
  Math.hypot(3, 4),
  Math.sign(-3),
  Math.imul(0xffffffff, 5),
  Math.clz32(1),
  Math.fround(5.5),
  Math.abs(-0),
  Math.sqrt(2),
  Math.pow(2, 10),
  Math.log(Math.E),
  Math.exp(1),
);
console.log(
  Number.MAX_SAFE_INTEGER,
  Number.EPSILON,
  Number.MIN_VALUE,
  Number.isInteger(5.0),
  Number.isSafeInteger(2 ** 53),
  [10, 9, 1].sort(),
  [3, -1, 2].sort((a, b) => a - b),
  0.1 * 3,
  1e16 + 1,
  0.1 + 0.7,
  1.1 * 1.1,
);
console.log(
  1 + '2',
  '3' * '4',
  null + 1,
  undefined + 1,
  true + true,
  [] + {},
  [] == '',
  null == undefined,
  null == 0,
  '1' == 1,
  NaN == NaN,
  [1] == 1,
  typeof NaN,
  1 < '2',
  'b' > 'a',
  null >= 0,
  undefined == 0,
);
let i = 5;
console.log(i++ + ++i, i--, --i, -i, +'7', !i, !!'', ~~'8.9', '5' - 2, +[], +{}, +'', +' ', +true, -'3');
let big = 2147483646;
big++;
big++;
big++;
console.log(big, big | 0);
let m = -2147483647;
m--;
m--;
console.log(m);
{
  const same = (a, b) => [a === b, b === a, a == b, a !== b, Object.is(a, b)].join(' ');
  for (const zero of [0, -0])
    for (const other of [0, -0, 1, -1, '0', null, undefined, NaN]) console.log(same(zero, other));
}
{
  // a number that leaves the integers of 53 bits behind the loop that made it
  function far(n) {
    let y = n;
    for (let i = 0; i < 3; i++) y = y - 4503599627370496;
    return --y;
  }
  console.log(far(1), far(-9007199254740991), far(0.5));
}
