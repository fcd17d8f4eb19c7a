const a = [5, 1, 4];
console.log(a.toSorted(), a.toReversed(), a.toSpliced(1, 1, 'x', 'y'), a.with(-1, 9), a);
for (const f of [() => a.with(3, 1), () => a.with(-4, 1), () => a.toSorted(5), () => a.sort({})])
  try {
    f();
  } catch (e) {
    console.log(e.name, e.message);
  }
console.log(
  [1, 2, 3, 4].findLast((x) => x % 2),
  [1, 2, 3].findLastIndex((x) => x > 5),
  [1, 2, 3].at(-1),
  [1, 2].at(5),
  [].at(0),
);
console.log(a.toSpliced(), a.toSpliced(1), a.toSpliced(0, 0, 7), a.toSpliced(-1, Infinity), a.toSpliced(undefined, 1));
console.log(Object.groupBy, typeof Map.groupBy, typeof Array.fromAsync, typeof Promise.withResolvers);
console.log(
  [1, [2, [3, [4]]]].flat(Infinity),
  [1, [2, [3]]].flat(0),
  [[1], 2].flatMap((x) => x),
  [1, 2].flatMap((x) => [[x]]),
  [1, 2, 3].copyWithin(1, 0, 2),
  [1, 2, 3, 4, 5].copyWithin(-2, -4, -3),
);
console.log(
  [1, 2, 3].fill(0, 1, -1),
  Array(3)
    .fill()
    .map((_, i) => i),
  Array.from({ length: 3 }, (_, i) => i * i),
  Array.from(new Set([1, 1, 2])),
  Array.from('ab', (c, i) => c + i),
  Array.from({ length: 2, 0: 'a' }),
  Array.from(5),
  Array.of(undefined),
);
console.log(
  [1, 2, 3].includes(NaN),
  [NaN].includes(NaN),
  [NaN].indexOf(NaN),
  [0].includes(-0),
  [1, 2, 3].indexOf(3, -1),
  [1, 2].includes(1, 1),
  [1, 2, 1].lastIndexOf(1, -2),
);
console.log(
  [3, 1, 2].sort().join(),
  [10, 9, 1].sort(),
  ['b', undefined, 'a'].sort(),
  [true, false].sort(),
  [-1, -2, 0].sort(),
  [3, 2, 1].sort((x, y) => x - y),
  [1, 2, 3].sort(() => 0),
  ['B', 'a', 'C'].sort(),
  [null, undefined, 'z', 0].sort(),
);
console.log([1, 2, 3].reduceRight((p, c, i, arr) => p + c * i + arr.length, 0));
try {
  [].reduce((x) => x);
} catch (e) {
  console.log(e.message);
}
try {
  [1].map(5);
} catch (e) {
  console.log(e.message);
}
try {
  [1].forEach();
} catch (e) {
  console.log(e.message);
}
try {
  [].find({});
} catch (e) {
  console.log(e.message);
}
try {
  Array.from([1], 5);
} catch (e) {
  console.log(e.message);
}
const like = { length: 3, 0: 'x', 2: 'z' };
for (const m of [
  'join',
  'indexOf',
  'slice',
  'concat',
  'reverse',
  'map',
  'toSorted',
  'toReversed',
  'at',
  'keys',
  'includes',
  'flat',
  'push',
  'pop',
  'shift',
]) {
  const l = { ...like };
  const r = Array.prototype[m].call(
    l,
    m === 'map' ? (x) => x + '!' : m === 'push' ? 'n' : m === 'join' ? '-' : m === 'toSorted' ? undefined : 0,
  );
  console.log(m, m === 'keys' ? [...r] : r, l);
}
console.log(
  Array.prototype.concat.call(1, 2),
  [].concat(1, [2], [[3]], { length: 1, 0: 'q', [Symbol.isConcatSpreadable]: true }),
  [].concat('ab'),
  [1].concat(Object.assign([2], { [Symbol.isConcatSpreadable]: false })).length,
);
console.log(
  [1, 2, 3].entries().next(),
  [...[1, 2].entries()],
  [...'ab'].values().next(),
  Object.prototype.toString.call([].values()),
  [][Symbol.iterator] === [].values,
  [].keys().toString(),
);
console.log(
  [1, 2, 3, 4].splice(1, 2),
  [1, 2, 3].splice(-1),
  [1, 2, 3].splice(),
  [1, 2, 3].splice(undefined),
  [1, 2, 3].splice(1, undefined),
  [1, 2, 3].splice(0, 1, 'a', 'b', 'c'),
);
const sp = [1, 2, 3];
sp.splice(1, 0, 'i', 'j');
console.log(
  sp,
  sp.unshift(),
  sp.unshift(0, 0.5),
  sp.push(),
  sp.push(4, 5),
  sp.pop(),
  sp.shift(),
  [].pop(),
  [].shift(),
  sp,
);
console.log(
  [1, , 2].join(),
  [null, undefined, [1, [2]]].join(';'),
  [1, 2].join(undefined),
  [1, 2].join(null),
  [].join(),
  [[]].join(),
  [[], []].join(),
  [1, 2].toString === Array.prototype.toString,
  Array.prototype.toString.call({ join: () => 'J' }),
  Array.prototype.toString.call({}),
);
const cyc = [1];
cyc.push(cyc, 2);
console.log(cyc.join(), String(cyc), cyc);
class S extends Array {
  sum() {
    return this.reduce((p, c) => p + c, 0);
  }
}
const s = S.from([1, 2, 3]);
console.log(
  s,
  s.sum(),
  s.map((x) => x * 2).sum(),
  s.filter(Boolean) instanceof S,
  s.toSorted() instanceof S,
  s.concat([4]).constructor.name,
  S.of(7),
  new S(3).length,
  s.slice(1),
  s.flat().constructor.name,
  (s.length = 1),
  s,
);
console.log(
  [2, 1].toLocaleString(),
  [1234.5, new Date(0)].toLocaleString(),
  [null, undefined].toLocaleString(),
  Array.isArray(new Proxy([], {})),
  Array.isArray(Array.prototype),
  Array.prototype.length,
  Array.length,
  Array.name,
);
