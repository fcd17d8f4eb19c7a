// sort and toSorted: stability, every kind of order, holes, undefined, comparators that throw, lie or allocate.
let state = 99;
const word = () => {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return state >>> 0;
};
for (const length of [0, 1, 2, 3, 7, 23, 24, 25, 48, 100, 257, 3000]) {
  const items = Array.from({ length }, (_, i) => ({ key: word() % Math.max(1, length >> 2), i }));
  const shapes = {
    random: items,
    ascending: items.map((x, i) => ({ key: i, i })),
    descending: items.map((x, i) => ({ key: -i, i })),
    equal: items.map((x, i) => ({ key: 0, i })),
    saw: items.map((x, i) => ({ key: i % 5, i })),
  };
  for (const name of Object.keys(shapes)) {
    const list = shapes[name];
    const sorted = list.slice().sort((a, b) => a.key - b.key);
    let ok = sorted.length === list.length;
    for (let i = 1; i < sorted.length; i++)
      if (sorted[i - 1].key > sorted[i].key || (sorted[i - 1].key === sorted[i].key && sorted[i - 1].i >= sorted[i].i))
        ok = false;
    console.log(
      length,
      name,
      ok,
      sorted
        .slice(0, 12)
        .map((x) => `${x.key}/${x.i}`)
        .join(' '),
    );
  }
}
const mixed = [
  3,
  'b',
  undefined,
  null,
  10,
  'a',
  -1,
  true,
  9,
  ,
  1e21,
  [2, 1],
  { toString: () => 'aa' },
  undefined,
  -0,
  NaN,
  'B',
  '\u00e9',
  '\u{1f600}',
  '\uffff',
  'z',
];
console.log(
  mixed.slice().sort(),
  mixed.toSorted === undefined || mixed.length,
  mixed.sort() === mixed,
  mixed.length,
  20 in mixed,
  19 in mixed,
  [, 1, , 0].sort(),
  [3, undefined, 1].sort((a, b) => b - a),
  [undefined, , undefined].sort(),
);
console.log(
  [10, 9, 1, 100, 2].sort(),
  ['b', 'a', 'ab', '', 'B'].sort(),
  [3, 1, 2].toSorted(),
  [, 2, 1].toSorted(),
  [3, 1, 2].toSorted((a, b) => b - a),
  [true, false].sort(),
  [5n, 10n, 1n].sort(),
);
console.log(
  [3, 1, 2].sort(() => NaN),
  [3, 1, 2].sort(() => 0),
  [3, 1, 2].sort(() => undefined),
  [2, 1].sort(() => ({ valueOf: () => 1 })),
  [1, 2, 3, 4].sort((a, b) => (a < b ? '1' : '-1')),
  [3, 1, 2].sort((a, b) => a > b),
  [1, 2].sort((a, b) => Infinity * (a - b)),
);
for (const f of [
  () => [2, 1].sort(null),
  () => [2, 1].sort('x'),
  () => [2, 1].toSorted({}),
  () =>
    [2, 1, 3].sort(() => {
      throw new RangeError('stop');
    }),
  () => [2, 1].sort(() => Symbol('x')),
  () => [Symbol('x'), 1].sort(),
  () =>
    [
      1,
      {
        toString() {
          throw new Error('text');
        },
      },
    ].sort(),
  () => [2, 1].sort(() => 1n),
])
  try {
    console.log(f());
  } catch (e) {
    console.log(e.name, e.message);
  }
const kept = [5, 4, 3, 2, 1];
try {
  let n = 0;
  kept.sort((a, b) => {
    if (++n === 3) throw 1;
    return a - b;
  });
} catch {}
console.log(kept);
const lie = Array.from({ length: 500 }, (_, i) => i);
const permuted = lie.slice().sort(() => (word() % 3) - 1);
console.log(
  permuted
    .slice()
    .sort((a, b) => a - b)
    .every((x, i) => x === i),
  permuted.length,
);
const changing = [3, 2, 1];
changing.sort((a, b) => {
  changing.push(9);
  changing[0] = 'x';
  return a - b;
});
console.log(changing.slice(0, 3), changing.length > 3);
console.log(
  Array.prototype.sort.call({ 0: 'b', 1: 'a', 3: 'c', length: 5 }),
  Array.prototype.sort.length,
  Array.prototype.toSorted.length,
  [[2], [1]].sort(([a], [b]) => a - b),
);
const fresh = Array.from({ length: 200 }, (_, i) => `s${(i * 7919) % 200}`).sort((a, b) => {
  const x = [a, b].map((t) => ({ t: t.slice(1) }));
  return +x[0].t - +x[1].t;
});
console.log(fresh.slice(0, 5), fresh[199]);
const objects = Array.from({ length: 300 }, (_, i) => ({
  toString() {
    return `k${(i * 31) % 300}`;
  },
  i,
})).sort();
console.log(
  objects
    .slice(0, 8)
    .map((o) => o.i)
    .join(),
  objects[299].i,
);
for (const C of [Int8Array, Uint8Array, Int32Array, Uint32Array, Float32Array, Float64Array])
  console.log(
    new C([5, 1, -1, 300, 0, -0, 2.5, NaN, Infinity, -Infinity]).sort(),
    new C([3, 1, 2]).sort((a, b) => b - a),
    new C([3, 1, 2]).toSorted(),
    C.prototype.sort.length,
  );
const zeros = new Float64Array([0, -0, NaN, -0, 0, -1]).sort();
console.log(
  [...zeros].map((x) => (Object.is(x, -0) ? '-0' : x)).join(),
  new BigInt64Array([5n, -1n, 2n ** 62n, 0n]).sort(),
  new BigUint64Array([5n, 2n ** 63n, 0n]).sort((a, b) => (a < b ? 1 : -1)),
);
state = 5;
const large = Float64Array.from({ length: 2000 }, () => word() / 65536).sort();
let rising = true;
for (let i = 1; i < 2000; i++) if (large[i - 1] > large[i]) rising = false;
console.log(rising, large[0], large[1999]);
try {
  new Uint8Array([2, 1]).sort(() => {
    throw new Error('typed');
  });
} catch (e) {
  console.log(e.message);
}
try {
  new Uint8Array(2).sort(1);
} catch (e) {
  console.log(e.name);
}
