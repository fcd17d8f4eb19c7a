let a = 2147483647,
  b = -2147483648;
console.log(a + 1, b - 1, a * 2, a * a, b * b, -b, a - b, b - a, a + a, b + b, b * -1, ++a, --b, a | 0, b | 0);
let i = 2147483640;
for (let k = 0; k < 12; k++) i++;
console.log(i, i | 0, i >>> 0);
let j = -2147483640;
for (let k = 0; k < 12; k++) j--;
console.log(j, j | 0, j >>> 0);
let m = 1;
for (let k = 0; k < 70; k++) m *= 3;
console.log(m);
let h = 0;
for (let k = 0; k < 1000; k++) h = (h * 31 + k) | 0;
console.log(h);
h = 0;
for (let k = 0; k < 1000; k++) h = (Math.imul(h, 31) + k) >>> 0;
console.log(h);
console.log(5 / 2, 6 / 2, -7 / 2, 1 / 3, 0 / 5, -0 / 5, 2147483648 / -1, 7 % 0, -7 % 7, 2147483647 % -1);
let s = 0;
for (let k = 0; k < 100000; k++) s += k * k;
console.log(s, s % 1000007, s & 0xffff);
console.log(
  1 << 31,
  1 << 32,
  1 << -1,
  -1 >>> 0,
  -1 >>> 31,
  -1 >> 31,
  5 >> 33,
  4294967295 | 0,
  4294967296 | 0,
  1e10 | 0,
  -1e10 | 0,
  (2 ** 53) | 0,
  1.9 | 0,
  -1.9 | 0,
  NaN | 0,
  Infinity | 0,
  ~5,
  ~-1,
  ~4294967295,
  6 & 3,
  6 | 3,
  6 ^ 3,
);
