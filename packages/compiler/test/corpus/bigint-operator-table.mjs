const nums = [
  0n,
  1n,
  -1n,
  2n,
  -2n,
  7n,
  -7n,
  63n,
  64n,
  2n ** 31n,
  -(2n ** 31n),
  2n ** 32n,
  2n ** 63n,
  2n ** 64n,
  -(2n ** 64n) - 1n,
  2n ** 100n + 12345n,
  -(3n ** 70n),
  10n ** 40n,
];
const ops = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
  '&': (a, b) => a & b,
  '|': (a, b) => a | b,
  '^': (a, b) => a ^ b,
};
let h = 0n;
for (const [n, f] of Object.entries(ops)) {
  let line = '';
  for (const a of nums)
    for (const b of nums) {
      let r;
      try {
        r = f(a, b);
      } catch (e) {
        r = e.message;
      }
      line += r + ',';
      if (typeof r === 'bigint') h = ((h * 1000003n) ^ r) & ((1n << 127n) - 1n);
    }
  console.log(n, line.length, h);
}
for (const a of nums) {
  const s = [
    a << 1n,
    a << 65n,
    a >> 1n,
    a >> 65n,
    a >> 200n,
    a << -3n,
    -a,
    ~a,
    BigInt.asIntN(8, a),
    BigInt.asUintN(8, a),
    BigInt.asIntN(64, a),
    BigInt.asUintN(64, a),
    BigInt.asIntN(0, a),
    BigInt.asUintN(100, a),
    a ** 3n,
  ];
  console.log(s.join());
  console.log(
    a.toString(2),
    a.toString(16),
    a.toString(36),
    Number(a),
    parseInt(a.toString()),
    a == Number(a),
    a < 1.5,
    a > -1.5,
    a === BigInt(a),
    Boolean(a),
    `${a}`,
    JSON.stringify({ a: String(a) }),
    a.toLocaleString(),
  );
}
for (const t of [
  '',
  ' 12 ',
  '0x1f',
  '0b101',
  '0o17',
  '-5',
  '+5',
  '-0x1',
  '1e3',
  '1.5',
  '1_000',
  'abc',
  '\n7\t',
  '00012',
  '9'.repeat(60),
]) {
  try {
    console.log(JSON.stringify(t), BigInt(t));
  } catch (e) {
    console.log(e.name, e.message);
  }
}
for (const f of [
  () => 1n + 1,
  () => +1n,
  () => 1n >>> 0n,
  () => BigInt(1.5),
  () => BigInt(NaN),
  () => BigInt(undefined),
  () => BigInt(null),
  () => BigInt(Symbol()),
  () => new BigInt(1),
  () => 2n ** -1n,
  () => 1n / 0n,
  () => 1n % 0n,
  () => Math.max(1n),
  () => JSON.stringify(1n),
  () => 1n << (2n ** 64n),
  () => BigInt.asIntN(-1, 1n),
  () => isNaN(1n),
  () => Number.isInteger(1n),
  () => parseInt('12n'),
  () => [3n, 1, 2n, '0'].sort().join(),
  () => [3n, 1, 2n].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)).join(),
  () => typeof Object(1n),
  () => Object(1n) + 1n,
  () => 1n == '1',
  () => 1n == true,
  () => 2n > '1',
  () => 0n == '',
  () => 1n < NaN,
  () => 10n ** 20n == 1e20,
  () => BigInt(1e21),
  () => BigInt(Number.MAX_SAFE_INTEGER) + 2n,
  () => BigInt('0x' + 'f'.repeat(40)),
  () => -5n / 2n,
  () => -5n % 2n,
  () => {
    let x = 5n;
    x++;
    x **= 2n;
    x--;
    return x;
  },
  () => new Set([1n, 1n, 1]).size,
  () => new Map([[2n ** 70n, 'x']]).get(2n ** 70n),
  () => [1n, 2n].includes(2n),
  () => ({ [1n]: 'k' })['1'],
  () => BigInt.prototype.valueOf.call(1),
])
  try {
    console.log(String(f()));
  } catch (e) {
    console.log(e.name + ': ' + e.message);
  }
let f = 1n;
for (let i = 1n; i <= 200n; i++) f *= i;
console.log(f, f.toString(36).length);
let [a, b] = [0n, 1n];
for (let i = 0; i < 500; i++) [a, b] = [b, a + b];
console.log(a);
const modpow = (b, e, m) => {
  let r = 1n;
  b %= m;
  while (e > 0n) {
    if (e & 1n) r = (r * b) % m;
    e >>= 1n;
    b = (b * b) % m;
  }
  return r;
};
console.log(modpow(3n, 2n ** 255n - 21n, 2n ** 255n - 19n));
const isqrt = (n) => {
  let x = n,
    y = (x + 1n) / 2n;
  while (y < x) {
    x = y;
    y = (x + n / x) / 2n;
  }
  return x;
};
console.log(isqrt(2n * 10n ** 200n));
