// Elements whose indices are apart by constants, at the ends of arrays and of integers.
const bytes = Uint8Array.from({ length: 40 }, (_, i) => 255 - i * 3);
const words = Uint32Array.from({ length: 12 }, (_, i) => 2 ** 32 - 1 - i);
function sum16(b, off, len, acc) {
  const end = off + (len & ~1);
  let i = off;
  for (; i < end; i += 2) acc += (b[i] << 8) | b[i + 1];
  if (len & 1) acc += b[i] << 8;
  return acc;
}
function sumWords(w, first, end) {
  let i = first;
  const unrolled = i + ((end - first) & ~3);
  let even = 0;
  for (; i < unrolled; i += 4) even += w[i] + w[i + 1] + (w[i + 2] + w[i + 3]);
  for (; i < end; i++) even += w[i];
  return even;
}
function backwards(b, from, n) {
  let t = 0;
  for (let i = from; i > n; i -= 3) t = (t * 31 + b[i] + b[i - 1] * b[i - 2]) | 0;
  return t;
}
function around(b, n) {
  let t = '';
  for (let i = 0; i < n; i++) t += `${b[i - 1]},${b[i]},${b[i + 1]};`;
  return t;
}
function shift(b, n) {
  for (let i = 0; i < n; i++) {
    b[i + 1] = b[i] ^ b[i + 2];
    b[i] = b[i + 1] + 1;
  }
  return b.join();
}
function far(b, i, n) {
  let t = 0;
  for (let k = 0; k < n; k++, i++) t += (b[i] | 0) + (b[i + 2147483647] | 0) + (b[i - 2147483648] | 0);
  return t;
}
function steps(b, n) {
  let at = 0;
  let t = 0;
  for (let k = 0; k < n; k++) {
    t = (t << 1) ^ b[at++];
    t += b[at++] << 8;
    t ^= b[at++] - b[--at];
  }
  return `${t} ${at}`;
}
const LIMITS = [0, 1, 5, 39, 40, 41, 2147483646, 2147483647, -1, -2147483648, 0.5, NaN, -0];
for (const off of LIMITS)
  console.log(off, sum16(bytes, off, 8, 0), sum16(bytes, off, 3, 1), sumWords(words, off, off + 6), backwards(bytes, off, off - 9));
console.log(sum16(bytes, 0, 40, 0), sum16(bytes, 0, 41, 0), sum16(bytes, 36, 6, 0), sum16(bytes, 0, 40, 2 ** 31 - 5), sum16(bytes, 0, 40, 2 ** 53));
console.log(sumWords(words, 0, 12), sumWords(words, 1, 12), sumWords(words, 4, 15), sumWords(words, 2 ** 31 - 3, 2 ** 31 - 1));
console.log(backwards(bytes, 39, 0), backwards(bytes, 39, -4), backwards(bytes, 2147483647, 2147483640));
console.log(around(bytes.subarray(0, 4), 4), around(words.subarray(3, 5), 3), around([1, 2], 3), around('ab', 2));
console.log(shift(bytes.slice(0, 8), 6), shift(bytes.slice(0, 8), 8), shift(new Int16Array([1, -2, 300]), 3), shift([1, 2, 3], 2));
console.log(far(bytes, 0, 3), far(bytes, -1, 3), far(bytes, 1, 3), steps(bytes, 10), steps(bytes, 13), steps(words, 8));
