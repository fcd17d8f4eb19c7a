// Math: every function, to the last bit, at special arguments and at pseudo-random ones of every size.
const special = [
  0,
  -0,
  1,
  -1,
  0.5,
  -0.5,
  2,
  10,
  1e-10,
  1e-320,
  0.1,
  0.7853981633974483,
  1.5707963267948966,
  3,
  22,
  100,
  709.5,
  710,
  -745,
  1e5,
  823549.7,
  1e22,
  -1e300,
  2 ** 53,
  4503599627370495.5,
  0.49999999999999994,
  -2.5,
  2.5,
  NaN,
  Infinity,
  -Infinity,
];
const one = {
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  asin: Math.asin,
  acos: Math.acos,
  atan: Math.atan,
  sinh: Math.sinh,
  cosh: Math.cosh,
  tanh: Math.tanh,
  asinh: Math.asinh,
  acosh: Math.acosh,
  atanh: Math.atanh,
  exp: Math.exp,
  expm1: Math.expm1,
  log: Math.log,
  log1p: Math.log1p,
  log2: Math.log2,
  log10: Math.log10,
  cbrt: Math.cbrt,
  sqrt: Math.sqrt,
  floor: Math.floor,
  ceil: Math.ceil,
  round: Math.round,
  trunc: Math.trunc,
  fround: Math.fround,
  sign: Math.sign,
  abs: Math.abs,
  clz32: Math.clz32,
};
const two = {
  atan2: Math.atan2,
  pow: Math.pow,
  hypot: Math.hypot,
  imul: Math.imul,
  max: Math.max,
  min: Math.min,
  remainder: (x, y) => x % y,
  power: (x, y) => x ** y,
};
let state = 12345;
const word = () => {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return state >>> 0;
};
const view = new DataView(new ArrayBuffer(8));
const number = (i) => {
  if (i % 3 === 0) return (word() / 4294967296 - 0.5) * 4;
  if (i % 3 === 1) return (word() / 4294967296 - 0.5) * 2000;
  view.setUint32(0, word());
  view.setUint32(4, word());
  return view.getFloat64(0);
};
const digest = (hash, x) => {
  view.setFloat64(0, x !== x ? NaN : x);
  return Math.imul(Math.imul(hash ^ view.getUint32(0), 16777619) ^ view.getUint32(4), 16777619) >>> 0;
};
for (const name of Object.keys(one)) {
  const f = one[name];
  console.log(name, f.name, f.length, special.map((x) => String(f(x))).join(' '));
  let hash = 1;
  for (let i = 0; i < 1500; i++) hash = digest(hash, f(number(i)));
  console.log(hash);
}
for (const name of Object.keys(two)) {
  const f = two[name];
  const rows = [];
  for (const x of special) for (const y of special) rows.push(f(x, y));
  console.log(name, f.length, rows.slice(0, 200).join(' '));
  let hash = 1;
  for (const x of rows) hash = digest(hash, x);
  for (let i = 0; i < 1500; i++) hash = digest(hash, f(number(i), number(word())));
  console.log(hash);
}
console.log(
  Math.hypot(),
  Math.hypot(-3),
  Math.hypot(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, '11'),
  Math.hypot(NaN, -Infinity),
  Object.is(Math.round(-0.2), -0),
  Object.is(Math.ceil(-0.5), -0),
  Math.PI,
  Math.E,
  Math.LN2,
  Math.LN10,
  Math.LOG2E,
  Math.LOG10E,
  Math.SQRT2,
  Math.SQRT1_2,
  Object.prototype.toString.call(Math),
);
try {
  Math.atan2(Symbol('x'), 1);
} catch (e) {
  console.log(e.name, e.message);
}
