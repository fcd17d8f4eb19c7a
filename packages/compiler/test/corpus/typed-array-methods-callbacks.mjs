const t = new Int16Array([5, -3, 8, 0]);
const log = [];
const cb = (v, i, a) => (log.push(`${v}@${i}${a === t}`), v > 0);
console.log(
  t.filter(cb),
  t.map((v) => v * 2.9),
  t.find((v) => v < 0),
  t.findIndex((v) => v === 8),
  t.findLast((v) => v > 0),
  t.findLastIndex((v) => v > 100),
  t.some((v) => v === 0),
  t.every((v) => v > -5),
  t.reduce((a, b) => a + b),
  t.reduceRight((a, b) => `${a},${b}`),
  t.indexOf(8),
  t.lastIndexOf(8, -2),
  t.includes(0),
  t.join('|'),
  log.join(),
);
t.forEach(
  function (v) {
    log.push(this.k + v);
  },
  { k: 'k' },
);
console.log(log.slice(4).join(), [...t.keys()], [...t.values()], [...t.entries()].join(';'));
console.log(
  t.slice(1, -1),
  t.subarray(1, 3),
  t.subarray(-2),
  t.at(-1),
  t.at(9),
  t.with(0, 7),
  t.toReversed(),
  t.toSorted(),
  t.toSorted((a, b) => b - a),
  t.fill(1, 2),
  t.copyWithin(0, 2),
  t.set([9, 8], 1),
  t,
  t.reverse(),
);
for (const f of [
  () => t.map(),
  () => t.set([1], 4),
  () => t.set([1], -1),
  () => t.with(9, 1),
  () => t.reduce(1),
  () => new Int16Array(0).reduce((a) => a),
  () => t.sort('x'),
  () => Int16Array.prototype.map.call([1], (x) => x),
  () => t.fill(Symbol()),
  () => Int16Array.from(5),
  () => Int16Array.from(null),
  () => t.subarray(Symbol()),
])
  try {
    console.log(f());
  } catch (e) {
    console.log(e.name, e.message);
  }
const sh = new Uint8Array([1, 2, 3, 4]);
const sub = sh.subarray(1, 3);
sub[0] = 99;
console.log(sh, sub.byteOffset, sub.buffer === sh.buffer);
sub.set(sh.subarray(0, 2));
console.log(sh);
class T extends Float32Array {
  sum() {
    return this.reduce((a, b) => a + b, 0);
  }
}
console.log(
  T.of(1.5, 2).sum(),
  T.from([1, 2])
    .map((x) => x / 2)
    .sum(),
  new T(2).fill(3).slice(1).sum(),
);
console.log(
  Uint8Array.from('123'),
  Uint8Array.from(new Set([1, 2]), (x) => x * 100),
  Uint8Array.from({ length: 2, 1: 7 }),
  Uint8ClampedArray.of(300, -5, 1.5, 2.5),
  new Uint8Array([256, -1, 3.9, NaN, '4', null]),
  new Float32Array([0.1])[0],
);
