for (const [a, b] of [
  [7, 3],
  [-7, 3],
  [7, -3],
  [-7, -3],
  [0, 5],
  [-0, 5],
  [5, 0],
  [-5, 0],
  [0, 0],
  [5.5, 2],
  [-5.5, 2],
  [1e20, 7],
  [2 ** 53, 3],
  [5, Infinity],
  [-5, Infinity],
  [Infinity, 5],
  [NaN, 1],
  [0.3, 0.1],
  [1, 0.1],
  [-1, 3],
  [2147483648, -1],
  [-2147483648, -1],
  [4, 2],
  [1, 3],
])
  console.log(
    a,
    b,
    a / b,
    a % b,
    Object.is(a % b, -0),
    Math.trunc(a / b),
    Math.floor(a / b),
    (a / b) | 0,
    ((a % b) + b) % b,
  );
let s = 0;
for (let i = -50; i <= 50; i++) for (let j = -5; j <= 5; j++) if (j) s += (i % j) * 3 + ((i / j) | 0);
console.log(s);
const gcd = (a, b) => (b ? gcd(b, a % b) : Math.abs(a));
console.log(gcd(48, 18), gcd(-48, 18), gcd(2 ** 40, 6 ** 10), gcd(0, 5), gcd(17, 0));
const digits = (n) => {
  const r = [];
  while (n > 0) {
    r.unshift(n % 10);
    n = Math.floor(n / 10);
  }
  return r.join('');
};
console.log(digits(1234567890123), digits(9007199254740991));
console.log(
  10 % 3 ** 2,
  10 - (3 % 2) * 4,
  (7 / 2) * 2,
  (7 % 4) % 3,
  -7 % 2 === -1,
  1 / -0,
  1 / (0 * -1),
  5 % '3',
  '9' % 4,
  null % 1,
  true / 2,
  [6] / '2',
);
let q = 100;
q /= 8;
q %= 5;
q *= -3;
q -= -1;
q **= 2;
console.log(q);
let n = 0;
for (let i = 0; i < 1e5; i++) n = (n * 1103515245 + 12345) % 2147483648;
console.log(n);
