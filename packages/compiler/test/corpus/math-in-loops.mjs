// functions of Math on integers, doubles and everything else, where a loop makes them worth code of their own
const values = [
  0,
  -0,
  1,
  -1,
  0.5,
  -0.5,
  1.5,
  -1.5,
  2 ** 31 - 1,
  -(2 ** 31),
  2 ** 31,
  2 ** 32,
  2 ** 53,
  -(2 ** 53),
  1e300,
  NaN,
  Infinity,
  -Infinity,
  4.9e-324,
];
const others = [undefined, null, true, '12', ' ', 'x', [], [7], {}, { valueOf: () => 3.7 }];
const show = (x) => (Object.is(x, -0) ? '-0' : String(x));
const unary = {
  floor: (x) => Math.floor(x),
  ceil: (x) => Math.ceil(x),
  trunc: (x) => Math.trunc(x),
  round: (x) => Math.round(x),
  fround: (x) => Math.fround(x),
  sqrt: (x) => Math.sqrt(x),
  abs: (x) => Math.abs(x),
  sign: (x) => Math.sign(x),
  clz32: (x) => Math.clz32(x),
  log2: (x) => Math.log2(x),
  sin: (x) => Math.sin(x),
};
for (const name in unary) {
  const line = [];
  for (const x of values) line.push(show(unary[name](x)));
  for (const x of others) line.push(show(unary[name](x)));
  console.log(name, line.join(' '));
}
const binary = {
  imul: (x, y) => Math.imul(x, y),
  min: (x, y) => Math.min(x, y),
  max: (x, y) => Math.max(x, y),
  pow: (x, y) => Math.pow(x, y),
  atan2: (x, y) => Math.atan2(x, y),
};
for (const name in binary) {
  let hash = 0;
  for (const x of values)
    for (const y of values) {
      const text = show(binary[name](x, y));
      for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0;
    }
  console.log(name, hash);
}
function integers(n) {
  let low = 0;
  let high = 0;
  let sum = 0;
  for (let i = -n; i < n; i++) {
    low = Math.min(low, i * 3);
    high = Math.max(high, Math.abs(i));
    sum += Math.floor(i / 2) + Math.ceil(i / 3) + Math.sign(i) + Math.trunc(i);
  }
  return [low, high, sum];
}
console.log(integers(1000));
function indices(a) {
  let out = '';
  for (let i = 0; i < a.length * 2; i++) out += a[Math.floor(i / 2)] + a[Math.round(i / 2)];
  return out;
}
console.log(indices(['a', 'b', 'c']), indices([]));
function farIndices(a, step) {
  const out = [];
  for (let i = -2; i < 3; i++) out.push(a[Math.floor(i * step)]);
  return out;
}
console.log(farIndices(['a', 'b'], 0.5), farIndices(['a'], 1e12), farIndices(['a'], NaN), farIndices(['a'], -0.1));
function wraps(n) {
  let a = 1;
  let b = 2;
  for (let i = 0; i < n; i++) {
    a = (a * 31 + b + i) | 0;
    b = (b + a + 0x7fffffff + a + b) >>> 0;
    a ^= (a + b - 5) << 3;
    b = ~(a - b + b - 0x40000000) >>> 1;
  }
  return [a, b];
}
console.log(wraps(10), wraps(100000));
function abss(n) {
  let s = 0;
  for (let i = 0; i < n; i++) s = Math.abs(s ^ -2147483648);
  return s;
}
console.log(abss(3), Math.abs(-2147483648 | 0), -Math.abs(0 | 0));
for (const bad of [1n, Symbol('s')])
  for (const f of [(x) => Math.floor(x), (x) => Math.imul(x, 1), (x) => Math.max(x, 1), (x) => Math.clz32(x)])
    try {
      console.log(f(bad));
    } catch (e) {
      console.log(e.name, e.message);
    }
const order = [];
const noisy = (n) => ({ valueOf: () => (order.push(n), n) });
console.log(Math.max(noisy(1), noisy(2)), Math.imul(noisy(3), noisy(4)), Math.floor(noisy(5)), order);
console.log(
  Math.PI,
  Math.E,
  Math.SQRT2,
  Math.max(),
  Math.min(1),
  Math.max(1, 2, 3),
  Math.floor(),
  Math.floor(1.5, 2),
  typeof Math,
  Math.nothing,
);
