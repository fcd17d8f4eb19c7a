const vs = [
  0n,
  1n,
  -1n,
  2n,
  -7n,
  255n,
  2n ** 31n,
  -(2n ** 32n),
  2n ** 63n - 1n,
  -(2n ** 63n),
  2n ** 64n,
  10n ** 30n,
  -(10n ** 40n) + 7n,
  (1n << 200n) - 1n,
];
let ok = 0,
  bad = 0;
const check = (c) => {
  c ? ok++ : bad++;
};
for (const a of vs)
  for (const b of vs) {
    check(a + b === b + a);
    check(a - b === -(b - a));
    check(a * b === b * a);
    if (b !== 0n) {
      check((a / b) * b + (a % b) === a);
      check(a % b < 0n ? a < 0n : true);
    }
    check((a & b) + (a | b) === a + b);
    check((a ^ b) === (a | b) - (a & b));
    check(~a === -a - 1n);
    check(a < b === b > a);
    check(a <= b === !(a > b));
    check(BigInt(a.toString()) === a);
  }
console.log(ok, bad);
for (const a of vs)
  console.log(
    a.toString(),
    a.toString(2).length,
    a.toString(36),
    a.toString(16),
    BigInt.asIntN(64, a),
    BigInt.asUintN(64, a),
    BigInt.asIntN(1, a),
    BigInt.asUintN(200, a),
    Number(a),
    a >> 3n,
    a << 5n,
    a >> 100n,
  );
for (const f of [
  () => 1n / 0n,
  () => 1n % 0n,
  () => 1n + 1,
  () => +1n,
  () => 1n >>> 0n,
  () => BigInt(1.5),
  () => BigInt('1x'),
  () => BigInt(NaN),
  () => BigInt(undefined),
  () => BigInt(null),
  () => BigInt(Symbol()),
  () => Math.max(1n),
  () => BigInt.asIntN(-1, 1n),
  () => BigInt.asIntN(2 ** 53, 1n),
  () => 1n << (1n << 64n),
  () => new BigInt(1),
  () => JSON.stringify(1n),
  () => 1n.toString(1),
  () => isNaN(1n),
  () => Number.parseInt('12n'),
])
  try {
    console.log(f());
  } catch (e) {
    console.log(e.name, e.message);
  }
console.log(
  BigInt(''),
  BigInt('  12  '),
  BigInt('0x1F'),
  BigInt('0b101'),
  BigInt('0o17'),
  BigInt(true),
  BigInt(2 ** 70),
  BigInt(Number.MAX_VALUE) % 1000n,
  BigInt([5]),
  BigInt({ valueOf: () => 3n }),
);
for (const s of ['-0x1', '0x', '1_0', '1e3', '+5', '-5', '--5', '1.0', '\u00a07', 'Infinity'])
  try {
    console.log(s, BigInt(s));
  } catch (e) {
    console.log(e.name, e.message);
  }
console.log(
  1n == 1,
  1n === 1,
  0n == '',
  1n == '1',
  2n > 1,
  1n < 1.5,
  2n ** 64n == 2 ** 64,
  9007199254740993n == 9007199254740992,
  9007199254740993n > 9007199254740992,
  1n == NaN,
  1n < Infinity,
  -1n > -Infinity,
  '10' > 9n,
  'x' < 1n,
  0n == false,
  1n == { valueOf: () => 1n },
);
console.log(
  typeof 1n,
  typeof Object(1n),
  Object(1n) == 1n,
  Object(1n) + 1n,
  !0n,
  !!1n,
  0n ? 't' : 'f',
  -0n,
  [1n].includes(1n),
  new Set([1n, 1n, 1]).size,
  new Map([[1n, 'b']]).get(1n),
  [3n, 1, 2n, 10].sort(),
  [3n, 1, 2n, 10].sort((a, b) => (a < b ? -1 : 1)),
);
let x = 5n;
x++;
x **= 2n;
x -= 1n;
x <<= 3n;
x |= 1n;
x ^= 0xffn;
x >>= 1n;
x %= 100n;
console.log(x, x--, x, --x, -x);
console.log(
  (123456789n ** 25n).toString(),
  (-(3n ** 100n)).toString(7),
  BigInt('0x' + 'f'.repeat(80)) / 12345678901234567890n,
  10n ** 100n / (10n ** 50n + 1n),
  1234567890123456789n.toLocaleString(),
);
console.log(
  `${2n ** 100n}`,
  '' + 5n,
  1n + 'a',
  [1n, 2n] + '',
  String(12n),
  Number('12'),
  parseFloat('3n'),
  Number(2n ** 1024n),
  Number(-(2n ** 53n) - 1n),
  Number(2n ** 53n + 3n),
  5n / 2n,
  -5n / 2n,
  -5n % 3n,
  5n % -3n,
);
