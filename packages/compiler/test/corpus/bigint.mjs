// BigInt: literals, operators, conversions, comparison, texts, errors, arrays of 64 bits.
const values = [
  0n,
  1n,
  -1n,
  2n,
  -2n,
  10n,
  255n,
  -256n,
  0xffffffffn,
  0x1_0000_0000n,
  0x7fffffffffffffffn,
  0x8000000000000000n,
  -0x8000000000000000n,
  0xffffffffffffffffn,
  0x10000000000000000n,
  -0x10000000000000001n,
  123456789012345678901234567890n,
  -987654321098765432109876543210987654321n,
  0b1010n,
  0o777n,
];
const operators = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
  '&': (a, b) => a & b,
  '|': (a, b) => a | b,
  '^': (a, b) => a ^ b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '==': (a, b) => a == b,
  '===': (a, b) => a === b,
};
const attempt = (f) => {
  try {
    return f();
  } catch (e) {
    return `${e.name}: ${e.message}`;
  }
};
for (const name of Object.keys(operators)) {
  const rows = [];
  for (const a of values) for (const b of values) rows.push(String(attempt(() => operators[name](a, b))));
  console.log(name, rows.join(' '));
}
for (const a of values) {
  const rows = [];
  for (const n of [0n, 1n, 31n, 63n, 64n, 65n, 200n, -1n, -64n]) rows.push(a << n, a >> n);
  console.log(
    rows.join(' '),
    -a,
    ~a,
    !a,
    typeof a,
    `${a}`,
    a.toString(2).length,
    a.toString(36),
    a.toString(16),
    Number(a),
    parseInt(a),
    a.toLocaleString(),
    a ? 'yes' : 'no',
  );
}
for (let bits = 0; bits < 130; bits += 13)
  console.log(bits, values.map((v) => `${BigInt.asIntN(bits, v)} ${BigInt.asUintN(bits, v)}`).join(' '));
console.log(
  2n ** 0n,
  2n ** 100n,
  (-3n) ** 41n,
  0n ** 0n,
  10n ** 30n,
  (2n ** 64n) ** 3n,
  attempt(() => {
    try {
      return 2n ** -1n;
    } catch (e) {
      return e.name;
    }
  }),
  attempt(() => 2n ** (2n ** 40n)),
  attempt(() => 1n << (2n ** 70n)),
  1n >> (2n ** 70n),
  -1n >> (2n ** 70n),
  0n << (2n ** 70n),
  attempt(() => 1n >>> 0n),
);
for (const f of [
  () => 1n + 1,
  () => 1 - 1n,
  () => 1n * 1.5,
  () => 1n | 1,
  () => 1n ** 1,
  () => 1n << 1,
  () => +1n,
  () => Math.max(1n),
  () => isNaN(1n),
  () => new BigInt(1),
  () => BigInt(1.5),
  () => BigInt(NaN),
  () => BigInt(undefined),
  () => BigInt(null),
  () => BigInt('x'),
  () => BigInt('1.5'),
  () => BigInt(Symbol('s')),
  () => BigInt({ valueOf: () => 1.5 }),
  () => 1n / 0n,
  () => 1n % 0n,
  () => JSON.stringify(1n),
  () => JSON.stringify({ a: [1n] }),
  () => BigInt.asIntN(-1, 1n),
  () => BigInt.asUintN(1, 1),
  () => BigInt.asIntN(2 ** 53, 1n),
  () => 1n.toString(1),
  () => BigInt.prototype.toString.call(1),
  () => BigInt.prototype.valueOf.call('x'),
  () => 1n in 1n,
  () => Symbol('x') < 1n,
  () => 1n == Symbol('x'),
  () => BigInt.asUintN(2 ** 40, -1n),
])
  console.log(attempt(f));
console.log(
  BigInt(5),
  BigInt(-0),
  BigInt(2 ** 70),
  BigInt(-1.7976931348623157e308) === -BigInt(Number.MAX_VALUE),
  BigInt('0x1f'),
  BigInt('  -12  '),
  BigInt(''),
  BigInt('0b11'),
  BigInt('0o17'),
  BigInt(true),
  BigInt(false),
  BigInt('-0'),
  BigInt({ valueOf: () => 7n }),
  BigInt([3]),
  BigInt(' \u00a0\n1'),
);
console.log(
  1n == 1,
  1n === 1,
  1n == '1',
  1n == '1.5',
  1n == true,
  0n == '',
  0n == false,
  2n > 1,
  1 < 2n,
  1.5 > 1n,
  1n < 1.5,
  2n ** 53n + 1n > 2 ** 53,
  2n ** 53n == 2 ** 53,
  1n < NaN,
  1n >= NaN,
  1n < Infinity,
  -(10n ** 400n) > -Infinity,
  '2' > 1n,
  'x' < 1n,
  1n < 'x',
  0n == -0,
  [1n] == 1,
  null == 0n,
  undefined == 0n,
  1n < { valueOf: () => 2n },
  10n ** 400n > 1e308,
);
console.log(
  1n + 'a',
  'a' + 1n,
  `${-5n}`,
  [1n, 2n] + '',
  1n && 'x',
  0n || 'y',
  0n ?? 'z',
  !0n,
  !!1n,
  [3n, 1n, 2n, -5n].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)),
  [10n, 9n, 1n].sort(),
  [1n, 2].includes(1n),
  [1n].indexOf(1n),
  Object.is(0n, -0n),
  Number(2n ** 64n),
  Number(-(2n ** 1024n)),
  Number(2n ** 53n + 1n),
  parseFloat(12345678901234567890n),
  isFinite(Number(1n)),
);
let i = 5n;
console.log(i++, ++i, i--, --i, (i += 2n), (i **= 3n), (i %= 10n), (i <<= 70n), (i >>= 69n));
const o = { 1n: 'one', [2n]: 'two' };
console.log(o, o[1n], o['2'], [7, 8, 9][1n], Object.keys(o));
const map = new Map([
  [1n, 'a'],
  [10n ** 30n, 'b'],
  [1, 'c'],
]);
console.log(
  map.get(1n),
  map.get(1),
  map.get(10n ** 29n * 10n),
  map.has(2n),
  new Set([1n, 1n, 2n, 1]).size,
  map,
  new Set([-5n]),
);
console.log(
  Object(5n),
  typeof Object(5n),
  Object(5n) + 1n,
  Object(5n) == 5n,
  [1n, [2n]],
  { a: 3n },
  Object.prototype.toString.call(1n),
  BigInt.name,
  BigInt.length,
  5n.constructor === BigInt,
  5n instanceof BigInt,
  7n.toString(),
  1n.valueOf(),
  '%d',
  1n,
);
console.log('%d %i %s %o', 5n, 6n, 7n, 8n);
Object.defineProperty(BigInt.prototype, 'toJSON', {
  value() {
    return `${this}n`;
  },
  configurable: true,
});
console.log(JSON.stringify({ a: 1n, b: [2n] }));
delete BigInt.prototype.toJSON;
BigInt.prototype.twice = function () {
  'use strict';
  return this * 2n;
};
console.log(21n.twice());
const s = new BigInt64Array([1n, -1n, 2n ** 63n, 2n ** 64n + 5n]);
const u = new BigUint64Array(s);
s[0] = -7n;
console.log(
  s,
  u,
  u[1],
  s[0],
  s.length,
  s.BYTES_PER_ELEMENT,
  attempt(() => {
    s[1] = 5;
  }),
  attempt(() => new BigInt64Array([1])),
  new BigInt64Array(2),
  new BigUint64Array(u.buffer, 8, 2),
  s.slice().sort(),
  Array.from(u),
  s.indexOf(-1n),
  new BigInt64Array(['5', true]),
  s.join(),
);
const view = new DataView(new ArrayBuffer(16));
view.setBigInt64(0, -2n);
view.setBigUint64(8, 2n ** 64n - 3n, true);
console.log(
  view.getBigInt64(0),
  view.getBigUint64(0),
  view.getBigInt64(8, true),
  view.getBigUint64(8),
  view.getUint8(7),
  attempt(() => view.getBigInt64(9)),
  attempt(() => view.setBigInt64(0, 1)),
);
let factorial = 1n;
for (let k = 1n; k <= 400n; k++) factorial *= k;
console.log(
  factorial,
  factorial.toString(7).length,
  BigInt(factorial.toString()) === factorial,
  factorial / 10n ** 700n,
  factorial % 1000000007n,
);
let gcd = (a, b) => (b === 0n ? a : gcd(b, a % b));
console.log(gcd(factorial, 2n ** 500n * 3n ** 20n));
let a = 0n;
let b = 1n;
for (let k = 0; k < 3000; k++) {
  const next = a + b;
  a = b;
  b = next;
}
console.log(a, `0x${(a * a - b).toString(16)}`, BigInt(`0x${a.toString(16)}`) === a);
switch (5n) {
  case 5:
    console.log('number');
    break;
  case 5n:
    console.log('bigint');
    break;
}
const f = (n) => (n <= 1n ? 1n : n * f(n - 1n));
console.log(f(25n), ((x = 3n) => x)(), [
  ...(function* () {
    for (let k = 0n; k < 3n; k++) yield k;
  })(),
]);
