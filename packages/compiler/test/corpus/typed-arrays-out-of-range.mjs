// Elements of typed arrays in loops that are not there, indices that are no integers, and lists where typed arrays were.
const bytes = new Uint8Array([1, 2, 3, 250, 251]);
const words = new Uint32Array([1, 0xffffffff, 0x80000000, 7]);
const signed = new Int16Array([-1, -32768, 32767]);
const reals = new Float64Array([0.5, -0, NaN, 1e300]);

function sum(a, from, to) {
  let total = 0;
  for (let i = from; i < to; i++) total += a[i] | 0;
  return total;
}
function plain(a, n) {
  let total = 0;
  for (let i = 0; i < n; i++) total += a[i] * 2;
  return total;
}
function store(a, n, x) {
  for (let i = -1; i < n; i++) a[i] = x + i;
  return a.join();
}
function both(a, n) {
  let t = 0;
  for (let i = 0; i < n; i++) t = ((t << 5) - t + a[i]) | 0;
  return t;
}
for (const a of [bytes, words, signed, reals]) {
  console.log(sum(a, 0, a.length), sum(a, -2, a.length + 2), sum(a, 0, a.length));
  console.log(plain(a, a.length), plain(a, a.length + 1), plain(a, a.length));
}
console.log(store(new Uint8Array(4), 4, 254), store(new Uint8Array(4), 6, 254), store(new Uint32Array(3), 3, -1));
console.log(store(new Int16Array(3), 3, 40000), store(new Float64Array(3), 4, 0.5), store([9, 9], 3, 1));
console.log(both(bytes, 5), both(bytes, 6), both([1, 2, 3], 3), both([1, , 3], 3), both('123', 3), both([1.5, '2'], 2));

// indices that are computed as doubles
function halves(a, n) {
  const seen = [];
  for (let i = -1; i < n; i++) seen.push(a[i / 2]);
  return seen.map(String).join();
}
function copy(to, from, start) {
  const base = start / 4;
  for (let i = 0; i < 4; i++) {
    const at = base + i;
    to[at] = from[at] ^ 1;
  }
  return [...to].map(String).join();
}
console.log(halves(bytes, 12), halves(words, 9), halves([1, 2], 5));
console.log(copy(new Uint32Array(4), words, 0), copy(new Uint32Array(4), words, 4), copy(new Uint32Array(4), words, 2));
console.log(copy(new Uint32Array(4), words, -4), copy(new Uint32Array(4), words, NaN), copy(new Uint32Array(4), words, -0));
console.log(copy(new Uint32Array(4), words, 2 ** 34), copy(new Uint32Array(4), words, 2 ** 60));

// which array it is depends on the way
function chosen(flag, n) {
  const from = flag ? bytes : new Uint8Array(2).fill(9);
  const to = flag ? new Uint8Array(3) : new Uint8Array(8);
  for (let i = 0; i < n; i++) to[i] = from[i] + 1;
  return to.join();
}
console.log(chosen(true, 3), chosen(false, 2), chosen(true, 6), chosen(false, 8));
function swapping(n) {
  let a = new Uint8Array([1, 2, 3]);
  let b = new Uint8Array([4, 5, 6, 7]);
  let t = '';
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < 4; k++) t += a[k];
    t += ' ';
    [a, b] = [b, a];
  }
  return t;
}
console.log(swapping(3));

// functions as values, called with arrays of one kind and then another
function apply(f, a, n) {
  return f(a, n);
}
const fill = (a, n) => {
  for (let i = 0; i < n; i++) a[i] = (i * 1000) | 0;
  return a.join();
};
console.log(apply(fill, new Uint32Array(4), 4), apply(fill, new Int8Array(4), 4), apply(fill, [], 3));
console.log(apply(both, words, 4), apply(both, signed, 3), apply(both, reals, 4));
const table = { fill, both };
for (const name of Object.keys(table)) console.log(name, table[name](new Uint16Array(3), 3), table[name](['7', null], 2));

// setters of a prototype, and throwing out of the middle
let log = '';
Object.defineProperty(Uint8Array.prototype, '-1', { get: () => 77, set: (v) => (log += v), configurable: true });
function around(a, n) {
  let t = 0;
  for (let i = -1; i < n; i++) {
    t += a[i] === undefined ? 1000 : a[i];
    a[i] = i;
  }
  return t;
}
console.log(around(new Uint8Array(3), 5), log);
delete Uint8Array.prototype[-1];
function until(a, n) {
  let done = 0;
  try {
    for (let i = 0; i < n; i++) {
      a[i] = i & 255;
      done += a[i];
      if (a[i] === undefined) throw new RangeError(`no ${i}`);
    }
  } catch (e) {
    return `${e.message} after ${done}`;
  }
  return done;
}
console.log(until(new Uint8Array(4), 4), until(new Uint8Array(4), 6), until(new Uint8Array(300), 300));
