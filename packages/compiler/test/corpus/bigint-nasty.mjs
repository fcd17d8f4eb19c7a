const xs = [
  0n,
  1n,
  -1n,
  7n,
  -7n,
  2n ** 64n,
  -(2n ** 64n),
  2n ** 127n + 12345678901234567890n,
  -(10n ** 40n),
  0xdeadbeefcafebaben,
];
for (const a of xs)
  for (const b of xs) {
    let r = [a + b, a - b, a * b, a & b, a | b, a ^ b, a < b, a == b];
    try {
      r.push(a / b, a % b);
    } catch (e) {
      r.push(e.message);
    }
    console.log(r.join(' '));
  }
for (const a of xs) {
  console.log([1n, 5n, 63n, 64n, 65n, 200n, -1n, -64n].map((s) => [a << s, a >> s]).join(' '));
  for (const r of [2, 3, 8, 10, 16, 32, 36]) console.log(a.toString(r));
  console.log(
    BigInt.asIntN(64, a),
    BigInt.asUintN(64, a),
    BigInt.asIntN(1, a),
    BigInt.asUintN(0, a),
    BigInt.asIntN(200, a),
    Number(a),
    -a,
    ~a,
    a ** 3n,
    typeof a,
    Boolean(a),
    String(a),
    `${a}`,
    a.toLocaleString(),
  );
}
for (const s of [
  '0',
  '-5',
  ' 12 ',
  '',
  '0x1F',
  '0b101',
  '0o17',
  '1e5',
  '1.5',
  'abc',
  '-0x1',
  '9'.repeat(50),
  '\n7\t',
  '1n',
  '+5',
  '--1',
  '0xg',
  'Infinity',
  '١',
])
  try {
    console.log(JSON.stringify(s), BigInt(s));
  } catch (e) {
    console.log(e.name, e.message);
  }
for (const v of [
  1.5,
  NaN,
  Infinity,
  null,
  undefined,
  true,
  false,
  [],
  [5],
  {},
  Symbol(),
  1e21,
  -0,
  2 ** 53,
  { valueOf: () => 9n },
  1e308,
])
  try {
    console.log(BigInt(v));
  } catch (e) {
    console.log(e.name, e.message);
  }
console.log(
  1n == 1,
  1n === 1,
  2n > 1,
  1n < 1.5,
  0n == '',
  0n == '0',
  1n == '1.0',
  2n ** 64n > 1e19,
  9007199254740993n > 9007199254740992,
  9007199254740993n == 9007199254740992,
  NaN < 1n,
  1n > NaN,
  Infinity > 10n ** 400n,
  -Infinity < 1n,
  1n < 'x',
  [3n, 1, 2n, 10].sort().join(),
  [3n, 1, 2n, 10].sort((a, b) => (a < b ? -1 : 1)).join(),
  0n ? 1 : 2,
  !0n,
  -0n,
  0n === -0n,
  Object.is(0n, -0n),
  1n + '2',
  '3' + 4n,
  Object(1n) + 1n,
  typeof Object(1n),
  Object(5n),
);
for (const f of [
  () => 1n + 1,
  () => +1n,
  () => Math.max(1n),
  () => 1n >>> 0n,
  () => 5n / 0n,
  () => 5n % 0n,
  () => isNaN(1n),
  () => parseInt('12n'),
  () => Number(12n),
  () => JSON.stringify({ a: 1n }),
  () => new BigInt(1),
  () => BigInt.asIntN(-1, 1n),
  () => 1n.toString(37),
  () => 2n ** 1000n % 97n,
  () => (2n ** 5000n).toString().length,
  () => [1n, 2n].includes(1n),
  () => new Map([[1n, 'a']]).get(1n),
  () => new Set([1n, 1n, 1]).size,
  () => ({ [1n]: 'k' })[1],
  () => [5, 6][1n],
  () => 5n | 0,
  () => Number.isInteger(1n),
  () => parseFloat(1n),
  () => 123n.toString().padStart(5, '0'),
  () => 1n / 3,
  () => BigInt(Number.MAX_SAFE_INTEGER) + 2n,
  () => BigInt(1e23),
  () => structuredClone(5n),
  () => -5n / 2n,
  () => -5n % 2n,
  () => -5n >> 1n,
  () => 7n & -8n,
  () => {
    let x = 5n;
    x++;
    x **= 2n;
    x <<= 3n;
    x %= 100n;
    return x--;
  },
  () => 0b1111_0000n,
  () => 1_000n,
  () => BigInt.prototype.toString.call('x'),
  () => 10n ** 30n / 10n ** 28n,
])
  try {
    console.log(f());
  } catch (e) {
    console.log(e.name, e.message);
  }
let f = 1n;
for (let i = 1n; i <= 60n; i++) f *= i;
console.log(f);
let [a, b] = [0n, 1n];
for (let i = 0; i < 500; i++) [a, b] = [b, a + b];
console.log(a);
const modpow = (b, e, m) => {
  let r = 1n;
  b %= m;
  while (e > 0n) {
    if (e & 1n) r = (r * b) % m;
    b = (b * b) % m;
    e >>= 1n;
  }
  return r;
};
console.log(modpow(3n, 2n ** 200n + 7n, 2n ** 127n - 1n));
const sqrt = (n) => {
  let x = n,
    y = (x + 1n) / 2n;
  while (y < x) {
    x = y;
    y = (x + n / x) / 2n;
  }
  return x;
};
console.log(sqrt(2n * 10n ** 100n));
console.log([1n, [2n, { a: 3n }]], { b: -4n }, [Object(7n)]);
