const t = (f) => {
  try {
    return String(f());
  } catch (e) {
    return `${e.name}: ${e.message}`;
  }
};
const vs = [0n, 1n, -1n, 255n, -256n, 2n ** 64n, -(2n ** 64n) + 1n, 123456789012345678901234567890n];
for (const a of vs)
  console.log(
    vs.map((b) => [a + b, a - b, a * b, t(() => a / b), t(() => a % b), a & b, a | b, a ^ b].join(' ')).join(' | '),
  );
for (const a of vs)
  console.log(
    -a,
    ~a,
    a << 5n,
    a >> 3n,
    a >> 100n,
    a ** 3n,
    BigInt.asIntN(8, a),
    BigInt.asUintN(8, a),
    BigInt.asIntN(64, a),
    BigInt.asUintN(65, a),
    a.toString(16),
    a.toString(36),
    typeof a,
    Number(a),
    a == Number(a),
    !a,
  );
console.log(
  t(() => 1n + 1),
  t(() => +1n),
  t(() => 1n >>> 0n),
  t(() => 1n / 0n),
  t(() => BigInt(1.5)),
  t(() => BigInt('0x')),
  t(() => Math.max(1n)),
  t(() => BigInt(NaN)),
  t(() => BigInt(undefined)),
  t(() => new BigInt(1)),
  t(() => JSON.stringify(1n)),
  t(() => BigInt.asIntN(-1, 1n)),
  t(() => parseInt('5n')),
);
console.log(
  1n < 2,
  2 > 1n,
  1n == '1',
  1n === 1,
  10n > '9',
  0n == '',
  1n < 1.5,
  2n ** 53n == 2 ** 53,
  2n ** 53n + 1n > 2 ** 53,
  [3n, 1, 2n].sort().join(),
  BigInt('  12  '),
  BigInt('0b101'),
  BigInt(true),
  BigInt(Number.MAX_SAFE_INTEGER) + 2n,
  BigInt(1e21),
  `${5n}`,
  5n + 'x',
  [1n, 2n].includes(2n),
  new Set([1n, 1n]).size,
  Object(1n) + 1n,
);
let x = 5n;
x++;
++x;
x--;
x += 10n;
x *= 2n;
x **= 2n;
x <<= 1n;
x >>= 2n;
x %= 100n;
x &= 0xffn;
console.log(x, x++ + ++x, 10n ** 30n / 7n, -7n / 2n, -7n % 2n, 7n / -2n);
let f = 1n;
for (let i = 1n; i <= 50n; i++) f *= i;
console.log(f);
let a = 0n,
  b = 1n;
for (let i = 0; i < 300; i++) [a, b] = [b, a + b];
console.log(a);
console.log(new BigInt64Array([1n, -1n, 2n ** 63n]).join(), new BigUint64Array([-1n]).join());
