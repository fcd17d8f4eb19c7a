const xs = [
  0,
  -0,
  1,
  -1,
  1.9,
  -1.9,
  2 ** 31,
  2 ** 31 - 1,
  -(2 ** 31),
  2 ** 32,
  2 ** 32 + 5,
  2 ** 53,
  1e20,
  NaN,
  Infinity,
  '7',
  '0x10',
  'z',
  null,
  undefined,
  true,
  [3],
  {},
];
for (const x of xs)
  console.log(
    String(x),
    x | 0,
    ~x,
    ~~x,
    x >>> 0,
    x >> 1,
    x << 1,
    x >>> 31,
    x & 0xff,
    x ^ -1,
    -x | 0,
    Math.imul(x, 3),
    Math.clz32(x),
  );
for (const n of [0, 1, 31, 32, 33, -1, 63, 1.9, NaN, '4']) console.log(n, 1 << n, -1 >>> n, -8 >> n, 0x80000000 >> n);
let h = 0;
for (const c of 'hash me') h = (Math.imul(h, 31) + c.charCodeAt(0)) | 0;
console.log(h, h >>> 0, (h >>> 0).toString(16));
let x = 0x12345678;
x = ((x & 0xff) << 24) | ((x & 0xff00) << 8) | ((x >> 8) & 0xff00) | (x >>> 24);
console.log((x >>> 0).toString(16));
const pop = (n) => {
  n -= (n >>> 1) & 0x55555555;
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
};
console.log([0, 1, 255, -1, 0xf0f0].map(pop));
let a = 5,
  b = 9;
a ^= b;
b ^= a;
a ^= b;
console.log(
  a,
  b,
  (5 & 6) | (1 ^ 2),
  (1 + 2) << 3,
  ~5 + 1,
  !5 | 0,
  -5 >>> 28,
  (2 ** 32) >>> 0,
  (2 ** 32 - 1) | 0,
  (2 ** 32 - 1) >> 0,
  4294967295 >>> 1,
  (0.1 + 0.2) | 0,
  (5 / 2) | 0,
  (-5 / 2) | 0,
  1e10 | 0,
  '12' | '3',
  [1] | [2],
);
let acc = 1;
for (let i = 0; i < 100; i++) acc = (acc << 1) ^ (acc & 0x80000000 ? 0x04c11db7 : 0) ^ i;
console.log(acc);
