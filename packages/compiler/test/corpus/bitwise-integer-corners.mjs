const xs = [
  0,
  1,
  -1,
  2,
  7,
  31,
  32,
  33,
  255,
  65535,
  0x7fffffff,
  -0x80000000,
  0x80000000,
  0xffffffff,
  2 ** 32,
  2 ** 53,
  -(2 ** 53),
  1.5,
  -1.5,
  NaN,
  Infinity,
  '8',
  null,
  undefined,
  true,
  [5],
  {},
];
for (const a of xs)
  console.log(
    String(a),
    ~a,
    a | 0,
    a >>> 0,
    xs
      .slice(0, 14)
      .map((b) => [a & b, a | b, a ^ b, a << b, a >> b, a >>> b].join(','))
      .join(' '),
  );
let x = 1;
for (let i = 0; i < 40; i++) x = (x << 1) ^ (i * 0x9e3779b9);
console.log(x);
let u = 1;
for (let i = 0; i < 100; i++) u = ((u * 1664525 + 1013904223) >>> 0) % 1000003;
console.log(u);
let s = 0;
for (let i = 0; i < 100000; i++) {
  s += i * i;
  s ^= i;
}
console.log(s);
let m = 0x7ffffffe;
m++;
m++;
m++;
console.log(m, m | 0);
let d = -0x7fffffff;
d--;
d--;
console.log(d, d | 0);
const pop = (n) => {
  let c = 0;
  for (; n; n &= n - 1) c++;
  return c;
};
console.log([0, 1, -1, 0x5555, 2 ** 31].map(pop));
const rev = (n) => {
  let r = 0;
  for (let i = 0; i < 32; i++) {
    r = (r << 1) | (n & 1);
    n >>>= 1;
  }
  return r >>> 0;
};
console.log([1, 2, 0xf0f0].map(rev));
const rotl = (v, n) => ((v << n) | (v >>> (32 - n))) >>> 0;
console.log(rotl(0x80000001, 1), rotl(1, 31), rotl(5, 0));
const crc = (t) => {
  let c = -1;
  for (const ch of t) {
    c ^= ch.charCodeAt(0);
    for (let k = 0; k < 8; k++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
  }
  return (c ^ -1) >>> 0;
};
console.log(crc('123456789').toString(16));
const adler = (t) => {
  let a = 1,
    b = 0;
  for (const ch of t) {
    a = (a + ch.charCodeAt(0)) % 65521;
    b = (b + a) % 65521;
  }
  return ((b << 16) | a) >>> 0;
};
console.log(adler('Wikipedia'));
const fnv = (t) => {
  let h = 0x811c9dc5;
  for (const ch of t) {
    h ^= ch.charCodeAt(0);
    h = Math.imul(h, 0x01000193);
  }
  return h >>> 0;
};
console.log(fnv('hello'));
let i8 = 127;
i8 = ((i8 + 1) << 24) >> 24;
console.log(i8);
let y = 5;
y <<= 2;
y >>= 1;
y >>>= 1;
y |= 8;
y &= 12;
y ^= 3;
y **= 2;
y %= 7;
console.log(y);
console.log(
  (0.1 + 0.2) | 0,
  1e10 | 0,
  -1e10 | 0,
  (2 ** 31) >> 0,
  (2 ** 31) >>> 0,
  -1 >>> 31,
  (1 << 31) >>> 31,
  ~~'12.7',
  '0x10' | 0,
  +'0b11' | 0,
  (2 ** 53 + 1) | 0,
  -0 | 0,
  Object.is(-0 | 0, 0),
  Object.is(-0 >>> 0, 0),
  (5 / 2) | 0,
  (-5 / 2) | 0,
  -5 >> 1,
  -5 >>> 30,
);
let c = 0;
for (let i = 2147483640; i < 2147483655; i++) c += i % 7;
console.log(c);
for (let i = -3; i <= 3; i++) console.log(i % 2, (i / 2) | 0, i >> 1, i & 1, -i % 3, Object.is(i % 2, -0));
const tbl = new Int32Array(4);
tbl[0] = 2 ** 31;
tbl[1] = -1 >>> 0;
tbl[2] = tbl[0] - 1;
tbl[3] = tbl[1] * tbl[1];
console.log(tbl);
let acc = 0;
for (let i = 0; i < 1000; i++) {
  acc = acc * 31 + i;
  acc |= 0;
}
console.log(acc);
let big = 1;
for (let i = 1; i < 25; i++) big *= i;
console.log(big, big | 0, big % 1000, big / 3);
const sh = (n) => [1 << n, 1 >> n, -1 >>> n];
console.log(sh(-1), sh(32.9), sh('3'), sh(NaN), sh(2 ** 32 + 1));
const isPow2 = (n) => n > 0 && (n & (n - 1)) === 0;
console.log([1, 2, 3, 1024, 2 ** 31, 0].map(isPow2));
const swap = (a, b) => {
  a ^= b;
  b ^= a;
  a ^= b;
  return [a, b];
};
console.log(swap(3, 9));
const clamp = (v) => (v < 0 ? 0 : v > 255 ? 255 : v | 0);
console.log([-5, 300, 12.9].map(clamp));
const gray = (n) => n ^ (n >> 1);
console.log([0, 1, 2, 3, 4, 5].map(gray));
const xor32 = (v) => {
  v ^= v << 13;
  v ^= v >>> 17;
  v ^= v << 5;
  return v >>> 0;
};
let st = 1;
for (let i = 0; i < 10; i++) st = xor32(st);
console.log(st);
