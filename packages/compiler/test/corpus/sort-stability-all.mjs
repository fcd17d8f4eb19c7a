const rnd = (
  (s) => () =>
    (s = (Math.imul(s, 1664525) + 1013904223) >>> 0)
)(9);
for (const n of [2, 5, 10, 11, 22, 23, 64, 100, 511, 512, 513, 2000]) {
  const a = Array.from({ length: n }, (_, i) => ({ k: rnd() % 7, i }));
  const s = a.toSorted((x, y) => x.k - y.k);
  let ok = true;
  for (let i = 1; i < n; i++) if (s[i - 1].k > s[i].k || (s[i - 1].k === s[i].k && s[i - 1].i > s[i].i)) ok = false;
  const t = a.slice().sort((x, y) => y.k - x.k);
  for (let i = 1; i < n; i++) if (t[i - 1].k < t[i].k || (t[i - 1].k === t[i].k && t[i - 1].i > t[i].i)) ok = false;
  console.log(
    n,
    ok,
    s
      .slice(0, 3)
      .map((x) => x.i)
      .join(),
  );
}
console.log(
  [5, 25, 100, 1].sort(),
  [5, 25, 100, 1].sort((a, b) => a - b),
  ['b', , 'a', undefined, 'c'].sort(),
  [undefined, 3, undefined, 1].sort((a, b) => b - a),
  [3, 1, 2].sort(undefined),
  ['é', 'z', 'a', 'Z', '😀', '\uffff'].sort(),
  [true, false, 'a', 1, null, undefined, NaN].sort(),
  [[2, 1], [10], [1, 5]].sort(),
  [-1, -2, 5, 10, 9].sort(),
  [0, -0, +0].sort().map((x) => Object.is(x, -0)),
  [1n, 3n, 2n].sort(),
  [1, 2n, 1.5, '3'].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)),
  [{ toString: () => 'b' }, { toString: () => 'a' }].sort().map(String),
);
for (const f of [
  (a, b) => a < b,
  () => NaN,
  () => undefined,
  () => 'x',
  (a, b) => String(a - b),
  (a, b) => ({ valueOf: () => b - a }),
  () => -0,
  (a, b) => (a > b ? Infinity : -Infinity),
  (a, b) => BigInt(0) || a - b,
])
  try {
    console.log([3, 1, 2].sort(f));
  } catch (e) {
    console.log(e.name, e.message);
  }
for (const bad of [null, 5, 'x', {}, []])
  try {
    [1].sort(bad);
  } catch (e) {
    console.log(e.name, e.message);
  }
try {
  [2, 1].sort(() => {
    throw new Error('cmp');
  });
} catch (e) {
  console.log(e.message);
}
const a = [3, 2, 1];
try {
  a.sort((x, y) => {
    if (x === 1 || y === 1) throw 'stop';
    return x - y;
  });
} catch (e) {
  console.log(e, a.length, a.slice().sort().join());
}
const pts = [
  ['b', 2],
  ['a', 2],
  ['c', 1],
];
console.log(
  pts.toSorted((p, q) => p[1] - q[1] || p[0].localeCompare(q[0])).join(' '),
  new Float64Array([3, NaN, -0, 0, -Infinity]).sort(),
  new Uint8Array([3, 1, 2]).sort((x, y) => y - x),
  [...'sorting'].sort().join(''),
  Array.prototype.sort.call({ length: 3, 0: 'c', 1: 'a', 2: 'b' }),
  Array.prototype.sort.call({ length: 4, 3: 'x', 0: 'y' }),
  Object.entries({ z: 1, a: 2 })
    .sort(([x], [y]) => (x > y ? 1 : -1))
    .join(),
);
class V {
  constructor(v) {
    this.v = v;
  }
  valueOf() {
    return this.v;
  }
}
console.log(
  [new V(3), new V(1)]
    .sort((x, y) => x - y)
    .map((x) => x.v)
    .join(),
  [new V(3), new V(1)]
    .sort()
    .map((x) => x.v)
    .join(),
);
const frozen = Object.freeze([2, 1]);
try {
  frozen.sort();
} catch (e) {
  console.log(e.message);
}
console.log(frozen.toSorted(), [2, 1].reverse(), [3, , 1].sort().length, 0 in [, 1].sort());
