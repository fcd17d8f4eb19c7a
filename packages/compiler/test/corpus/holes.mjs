const a = [1, , 3, , ,];
console.log(a.length, a, 1 in a, a[1], Object.keys(a));
console.log(
  a.map((x) => x * 2),
  a.filter(() => true),
  a.forEach((x, i) => console.log('fe', i, x)),
);
console.log(
  a.indexOf(undefined),
  a.includes(undefined),
  a.findIndex((x) => x === undefined),
  a.find((x) => x === undefined),
  a.findLast((x) => x),
  a.findLastIndex((x) => x === undefined),
);
console.log(
  a.join('-'),
  String(a),
  a.reduce((p, c) => p + c),
  a.reduceRight((p, c) => p + '|' + c),
  a.some((x) => x === undefined),
  a.every((x) => x !== undefined),
);
console.log([...a], Array.from(a), a.concat([, 5]), a.slice(1, 4), [...a.keys()], [...a.entries()]);
const s = [3, , 1, undefined, 2];
console.log(s.sort(), s.length);
console.log([3, , 1].toSorted(), [3, , 1].toReversed(), [1, , 3].with(0, 9), [1, , 3].toSpliced(1, 1));
console.log(
  [1, , 3].reverse(),
  [, 1, , 2].copyWithin(0, 1),
  [, ,].fill(7),
  [1, , 2].flat(),
  [[1, , 2], , [3]].flat(),
  [1, , 2].flatMap((x) => [x, x]),
);
const b = [];
b[5] = 'x';
console.log(b, b.length);
b.length = 3;
console.log(b);
b[10] = 1;
b.push(2);
console.log(b, b.shift(), b.length, b.unshift('u'), b);
delete b[0];
console.log(b, 0 in b, b.at(0), b.at(-1), b.lastIndexOf(1));
console.log(a.splice(1, 2), a);
console.log(new Array(3), new Array(3).length, Array(2, 3), Array.of(3), new Array('3'), Array.apply(null, Array(2)));
Array.prototype[1] = 'proto';
const h = [0, , 2];
console.log(
  h[1],
  h.map((x) => x),
  h.includes('proto'),
  h.indexOf('proto'),
  1 in h,
  h.hasOwnProperty(1),
  JSON.stringify(h),
  h.sort(),
  h.slice(),
);
delete Array.prototype[1];
try {
  new Array(-1);
} catch (e) {
  console.log(e.name, e.message);
}
try {
  [].length = 1.5;
} catch (e) {
  console.log(e.name, e.message);
}
const far = [];
far[4294967294] = 1;
console.log(far.length);
try {
  far.push(1);
} catch (e) {
  console.log(e.name, e.message);
}
far[4294967295] = 2;
console.log(far.length, Object.keys(far));
console.log(far);
const big = [];
big[1000000] = 5;
console.log(big.length, big.indexOf(5), Object.keys(big));
let n = 0;
for (const k in big) n++;
console.log(n);
big.length = 0;
console.log(big);
for (const [x = 'd', y] of [[, 1], [2]]) console.log(x, y);
const [p = 1, , q = 3] = [, 2];
console.log(p, q);
console.log(
  Object.entries([, 'b']),
  Object.assign([], [, 2]),
  JSON.stringify([, 1, undefined, () => 1]),
  [, 'a'].toString(),
  [,].length,
  [, ,].length,
);
console.log([1, 2, 3, , 5].lastIndexOf(undefined), Array.isArray([,]), [,] == '', [, ,] == ',');
