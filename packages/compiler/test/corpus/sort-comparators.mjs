const show = (f) => {
  try {
    console.log(f());
  } catch (e) {
    console.log(e.name, e.message);
  }
};
show(() => [3, 1, 2].sort());
show(() => [10, 9, 1, 100].sort());
show(() => [10, 9, 1, 100].sort((a, b) => a - b));
show(() => ['b', 'a', 'C', 'á', 'z', 'Z', '1', ''].sort());
show(() => [undefined, 3, null, NaN, 'x', true, , 1].sort());
show(() => {
  const a = [3, , 1, undefined, 2];
  a.sort();
  return [a, Object.keys(a), a.length];
});
show(() => [1, 2, 3].sort(() => -1).length);
show(() => [1, 2, 3].sort((a, b) => b > a).length);
show(() => [2, 1].sort(() => NaN));
show(() => [2, 1].sort(() => undefined));
show(() => [2, 1].sort(() => '1'));
show(() => [2, 1, 3].sort((a, b) => BigInt(a - b)));
show(() => [1].sort(5));
show(() => [1].sort({}));
show(() => [1, 2].sort(undefined));
show(() => [3, 1].sort(null));
show(() => {
  const recs = Array.from({ length: 300 }, (_, i) => ({ k: (i * 7) % 10, i }));
  recs.sort((a, b) => a.k - b.k);
  let stable = true;
  for (let i = 1; i < 300; i++) if (recs[i - 1].k === recs[i].k && recs[i - 1].i > recs[i].i) stable = false;
  return [stable, recs[0], recs[299]];
});
show(() =>
  Array.from({ length: 20 }, (_, i) => ({ v: i % 3, i }))
    .sort((a, b) => b.v - a.v)
    .map((o) => `${o.v}${o.i}`)
    .join(),
);
for (const n of [0, 1, 2, 3, 10, 11, 31, 32, 33, 64, 100, 500, 1000]) {
  const a = Array.from({ length: n }, (_, i) => (i * 7919 + 13) % 101);
  const b = a.slice().sort((x, y) => x - y);
  show(() => [
    n,
    b.every((v, i) => i === 0 || b[i - 1] <= v),
    a.toSorted((x, y) => y - x).every((v, i, r) => i === 0 || r[i - 1] >= v),
    b.join('').length,
  ]);
}
for (const make of [
  (i) => i,
  (i) => -i,
  (i) => 0,
  (i) => i & 1,
  (i) => (i < 50 ? i : 100 - i),
  (i) => (i % 10 === 0 ? 1000 - i : i),
])
  show(() =>
    Array.from({ length: 100 }, (_, i) => make(i))
      .sort((a, b) => a - b)
      .slice(0, 12)
      .join(),
  );
show(() => [-0, 0, -0].sort((a, b) => a - b).map((x) => Object.is(x, -0)));
show(() => [Infinity, -Infinity, 0, NaN, 1].sort((a, b) => a - b).length);
show(() => [3n, 1, 2n].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)));
show(() =>
  [
    [2, 'b'],
    [1, 'a'],
    [10, 'c'],
  ].sort(),
);
show(() => [{ toString: () => 'b' }, { toString: () => 'a' }].sort().map(String));
show(() => {
  const calls = [];
  ['b', 'a'].sort((x, y) => {
    calls.push(x + y);
    return 0;
  });
  return calls.length;
});
show(() => {
  throw_: try {
    [1, 2, 3].sort(() => {
      throw new RangeError('cmp');
    });
  } catch (e) {
    return e.name;
  }
});
show(() => {
  const a = [5, 3, 4];
  try {
    a.sort((x, y) => {
      if (x === 4 || y === 4) throw 1;
      return x - y;
    });
  } catch {}
  return a.slice().sort().join();
});
show(() => [Symbol('a'), Symbol('b')].sort());
show(() => [Symbol('a'), Symbol('b')].sort(() => 0).length);
show(() => Array.prototype.sort.call({ length: 3, 0: 'c', 2: 'a' }));
show(() => Array.prototype.sort.call('ba'));
show(() => new Uint8Array([3, 1, 2]).sort());
show(() => new Float32Array([3, NaN, -0, 0, -1]).sort());
show(() => new Int8Array([1, -1, 127, -128]).sort((a, b) => b - a));
show(() => ['é', 'e', 'z', 'è'].sort((a, b) => a.localeCompare(b)).length);
show(() => ['a10', 'a9', 'a1'].sort((a, b) => +a.slice(1) - +b.slice(1)));
show(() => Object.entries({ b: 2, a: 1 }).sort(([a], [b]) => (a < b ? -1 : 1)));
show(() =>
  [
    ...new Map([
      ['z', 1],
      ['a', 2],
    ]),
  ].sort(),
);
const by =
  (...ks) =>
  (a, b) => {
    for (const k of ks) {
      const d = a[k] < b[k] ? -1 : a[k] > b[k] ? 1 : 0;
      if (d) return d;
    }
    return 0;
  };
show(() =>
  [
    { a: 2, b: 1 },
    { a: 1, b: 2 },
    { a: 1, b: 1 },
  ]
    .sort(by('a', 'b'))
    .map((o) => o.a + '' + o.b),
);
show(() => {
  const big = Array.from({ length: 20000 }, (_, i) => (i * 48271) % 65537);
  const s = big.slice().sort((a, b) => a - b);
  let h = 0;
  for (const v of s) h = (h * 31 + v) | 0;
  return h;
});
show(() => {
  const w = 'the quick brown fox jumps over the lazy dog'.split(' ');
  return [w.toSorted(), w.toSorted((a, b) => a.length - b.length || (a < b ? -1 : 1)), w.reverse()];
});
