const items = Array.from({ length: 600 }, (_, i) => ({ k: (i * 7919) % 13, i }));
items.sort((a, b) => a.k - b.k);
let stable = true;
for (let i = 1; i < items.length; i++)
  if (items[i - 1].k > items[i].k || (items[i - 1].k === items[i].k && items[i - 1].i > items[i].i)) stable = false;
console.log(stable);
console.log(
  [3, 20, 100, 1].sort().join(),
  [3, undefined, 1, , null].sort().length,
  [3, undefined, 1, null].sort(),
  ['b', 'a', 'C', 'B', 'é', 'z'].sort().join(),
  [true, false].sort().join(),
  [-1, -2, 5].sort().join(),
  [5, 1, 4].sort((a, b) => b - a).join(),
  [1, 2, 3].sort(() => 0).join(),
  [2, 1].sort(undefined).join(),
  ['\u{1F600}', '\uffff', 'a']
    .sort()
    .map((c) => c.codePointAt(0))
    .join(),
);
const big = Array.from({ length: 5000 }, (_, i) => (i * 48271) % 65537);
const s = [...big].sort((a, b) => a - b);
console.log(
  s[0],
  s[2500],
  s[4999],
  s.every((x, i) => i === 0 || s[i - 1] <= x),
);
try {
  [1, 2].sort(() => {
    throw new Error('cmp');
  });
} catch (e) {
  console.log(e.message);
}
console.log(
  [3, 1, 2].sort((a, b) => (a < b ? -1 : 1)).join(),
  ['b', , 'a'].sort(),
  new Float64Array([3, NaN, -0, 0, -1]).sort().join(),
  [1n, 3n, 2n].sort().join(),
  Array.from({ length: 20 }, (_, i) => 20 - i)
    .sort()
    .join(),
  [
    [2, 'b'],
    [1, 'a'],
  ]
    .sort()
    .join('|'),
  ['x10', 'x9', 'x1'].sort((a, b) => a.localeCompare(b)).join(),
);
