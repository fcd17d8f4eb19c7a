// Loops over typed arrays of every kind: values at the ends of each, arrays of another kind than the last ones, indices beyond the end.
const KINDS = [
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
];
const VALUES = [
  0,
  -0,
  1,
  -1,
  127,
  128,
  -128,
  -129,
  255,
  256,
  32767,
  32768,
  -32769,
  65535,
  65536,
  2147483647,
  2147483648,
  -2147483648,
  -2147483649,
  4294967295,
  4294967296,
  9007199254740991,
  -9007199254740992,
  0.5,
  -0.5,
  1.5,
  NaN,
  Infinity,
  -Infinity,
  1e300,
  5e-324,
];
const show = (n) => (Object.is(n, -0) ? '-0' : String(n));
const W = new Uint32Array(64);
const K = Uint32Array.from({ length: 64 }, (_, i) => Math.imul(i + 1, 0x9e3779b1) >>> 0);
const F = Float64Array.of(0.25, -0, NaN, 1e10, -3.5, 2 ** 53, 1 / 3, -Infinity);
var late;
function early() {
  let n = 0;
  for (let i = 0; i < 3; i++) n += late === undefined ? 1 : late[i];
  return n;
}
console.log(early());
late = new Int16Array([-5, 7, 9]);
console.log(early());

// one function for each kind, so that what it is given tells
function sumU32(words, to) {
  let even = 0,
    odd = 0;
  for (let i = 0; i + 1 < to; i += 2) {
    even += words[i];
    odd += words[i + 1];
  }
  return [even, odd];
}
function sumF64(f, to) {
  let s = 0;
  for (let i = 0; i < to; i++) s += f[i];
  return s;
}
function mulI32(a, to) {
  let s = 1;
  for (let i = 0; i < to; i++) s = (s * 31 + (a[i] ^ (a[i] >>> 7))) | 0;
  return s;
}
function maxI8(a, to) {
  let m = -1000;
  for (let i = 0; i < to; i++) if (a[i] > m) m = a[i];
  return m;
}
function negate(a, to) {
  const r = [];
  for (let i = 0; i < to; i++) r.push(show(-a[i]));
  return r.join();
}
function scale(a, by, to) {
  for (let i = 0; i < to; i++) a[i] = a[i] * by;
}
function fill(a, values) {
  for (let i = 0; i < values.length; i++) a[i] = values[i];
}
function copy(to, from, n) {
  for (let i = 0; i < n; i++) to[i] = from[i];
}
function texts(a, to) {
  let t = '';
  for (let i = 0; i < to; i++) t += a[i] + ' ';
  return t;
}
function undef(a, to) {
  let n = 0;
  for (let i = 0; i < to; i++) if (a[i] === undefined) n++;
  return n;
}
function schedule() {
  for (let i = 16; i < 64; i++) {
    const a = W[i - 15],
      b = W[i - 2];
    W[i] = (((a >>> 3) ^ (a << 7) ^ b) + W[i - 7] + K[i - 16]) | 0;
  }
  let s = 0;
  for (let i = 0; i < 64; i++) s += W[i];
  return s;
}
function dot() {
  let s = 0;
  for (let i = 0; i < F.length; i++) s += F[i] * F[F.length - 1 - i];
  return s;
}

for (const Kind of KINDS) {
  const a = new Kind(VALUES.length);
  fill(a, VALUES);
  console.log(Kind.name, Array.from(a, show).join());
  console.log(negate(a, a.length), texts(a, a.length + 2));
  const b = new Kind(VALUES.length + 2);
  copy(b, a, VALUES.length + 2);
  console.log(Array.from(b, show).join(), undef(b, b.length + 3));
  const c = new Kind(8).fill(3);
  scale(c, 1.75, 8);
  scale(c, -2, 10);
  console.log(Array.from(c, show).join(), c[-1], c['1'], c[1.5], c[4294967295]);
}
const u32 = Uint32Array.from([4294967295, 4294967295, 2147483648, 1, 0, 5]);
console.log(
  sumU32(u32, 6).join(),
  sumU32(u32, 8).join(),
  sumU32([1, 2, '3', 4], 4).join(),
  sumU32({ 0: 1n, 1: 2n }, 1).join(),
  sumU32(new Float64Array([0.5, -0, NaN, 2]), 4).join(),
);
try {
  console.log(sumU32([1n, 2n, 3n, 4n], 4));
} catch (e) {
  console.log(e.message);
}
console.log(
  show(sumF64(F, 4)),
  show(sumF64(F, 9)),
  sumF64(['a', 'b'], 2),
  show(sumF64(new Float64Array([-0, -0]), 2)),
  sumF64(new Int8Array([1, -1, -7]), 3),
);
const i32 = Int32Array.from([-2147483648, 2147483647, -1, 0, 77]);
console.log(
  mulI32(i32, 5),
  mulI32(i32, 7),
  mulI32(new Uint32Array([4294967295, 3]), 2),
  mulI32([1.5, '7', null, undefined, true], 5),
);
console.log(
  maxI8(new Int8Array([-3, 100, 5]), 3),
  maxI8(new Int8Array([-3, 100, 5]), 5),
  maxI8([1, 'x', 2e9], 3),
  maxI8(new Float32Array([0.1, 0.2]), 2),
);
for (let i = 0; i < 16; i++) W[i] = K[i] ^ 0x5a5a5a5a;
console.log(schedule(), schedule(), Array.from(W.subarray(60)).join(), show(dot()));

// with a getter on the way, an exception in the middle, and a subclass
class Bytes extends Uint8Array {
  get [Symbol.toStringTag]() {
    return 'Bytes';
  }
}
const own = new Bytes([1, 2, 3]);
console.log(sumF64(own, 3), maxI8(own, 3));
let calls = 0;
const odd = {
  get 0() {
    calls++;
    return 1;
  },
  get 1() {
    throw new Error(`at ${calls}`);
  },
  length: 2,
};
for (let k = 0; k < 3; k++)
  try {
    sumF64(odd, 2);
  } catch (e) {
    console.log(e.message);
  }
function caught(a, to) {
  let s = 0,
    at = -1;
  try {
    for (let i = 0; i < to; i++) {
      at = i;
      s += a[i] >>> 1;
    }
  } catch (e) {
    return `${s} ${at} ${e.message}`;
  }
  return s;
}
console.log(
  caught(u32, 6),
  caught(u32, 7),
  caught(
    {
      0: 8,
      get 1() {
        throw new Error('no');
      },
    },
    2,
  ),
  caught([4, Symbol.iterator], 2).replace(/Cannot.*/, 'error'),
);
class Ring {
  #w = new Uint16Array(8);
  at = new Float32Array(4);
  #n = 0;
  push(x) {
    this.#w[this.#n++ & 7] = x;
    return this;
  }
  sum() {
    let s = 0;
    for (let i = 0; i < 8; i++) s += this.#w[i];
    for (let i = 0; i < 5; i++) s += this.at[i] ?? 0;
    return s;
  }
  swap() {
    this.#w = [1, 2, 3];
    return this;
  }
}
const ring = new Ring();
for (let i = 0; i < 20; i++) ring.push(i * 9999);
ring.at[2] = 0.1;
console.log(ring.sum(), new Ring().swap().push(70000).sum());
