const m = new Map([
  [NaN, 'nan'],
  [0, 'zero'],
  ['0', 'str'],
  [null, 'n'],
  [undefined, 'u'],
  [{}, 'o1'],
  [[], 'a'],
  [Symbol.for('s'), 'sym'],
  [1n, 'big'],
  [true, 't'],
  [-0, 'negzero'],
]);
console.log(
  m.size,
  m.get(NaN),
  m.get(-0),
  Object.is([...m.keys()][1], 0),
  m.get('0'),
  m.get({}),
  m.get(Symbol.for('s')),
  m.get(1n),
  m.get(1),
  m.has(undefined),
  m.get(),
  [...m.values()].join(),
);
m.set(0, 'z2').set('new', 1);
m.delete('0');
m.set('0', 're-added');
console.log(
  [...m.values()].join(),
  m.delete('nope'),
  m.forEach((v, k, mm) => {
    if (mm !== m) throw 1;
  }),
  m.size,
);
const s = new Set([1, '1', 1, NaN, NaN, -0, 0, null, undefined, null]);
console.log(
  s.size,
  [...s],
  s.add(5) === s,
  s.has(-0),
  Object.is([...s][3], 0),
  s.delete(1),
  s.has(1),
  s.has('1'),
  [...s.entries()][0],
  s.keys === s.values,
  Set.prototype[Symbol.iterator] === Set.prototype.values,
  Map.prototype[Symbol.iterator] === Map.prototype.entries,
);
for (const f of [
  () => Map.prototype.get.call(new Set(), 1),
  () => Set.prototype.add.call(new Map(), 1),
  () => new Map([1]),
  () => new Map([[1, 2], 3]),
  () => Map(),
  () => new Map(5),
  () => Map.prototype.size,
  () => new Map().forEach(),
  () => Map.prototype.forEach.call([], () => {}),
])
  try {
    f();
    console.log('ok');
  } catch (e) {
    console.log(e.name, e.message);
  }
console.log(
  new Map([[1]]),
  new Map([['a', undefined]]),
  new Map(Object.entries({ x: 1 })),
  Object.fromEntries(new Map([['q', 2]])),
  new Map(new Map([[1, 2]])),
  new Set('hello').size,
  [...new Set([3, 1, 2])].sort().join(),
  new Map([[1, 'a']]).keys().toString(),
  Map.length,
  Map.name,
  new Map().entries().next(),
);
const inv = new Map(
  [
    ...new Map([
      ['a', 1],
      ['b', 2],
    ]),
  ].map(([k, v]) => [v, k]),
);
console.log(inv.get(2));
const u = (a, b) => new Set([...a, ...b]),
  i = (a, b) => new Set([...a].filter((x) => b.has(x))),
  d = (a, b) => new Set([...a].filter((x) => !b.has(x)));
const A = new Set([1, 2, 3]),
  B = new Set([2, 3, 4]);
console.log([...u(A, B)], [...i(A, B)], [...d(A, B)]);
const count = new Map();
for (const c of 'mississippi') count.set(c, (count.get(c) ?? 0) + 1);
console.log(count, [...count].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).join(';'));
class DefaultMap extends Map {
  constructor(f, it) {
    super(it);
    this.f = f;
  }
  get(k) {
    if (!this.has(k)) this.set(k, this.f(k));
    return super.get(k);
  }
}
const dm = new DefaultMap(() => []);
dm.get('x').push(1);
dm.get('x').push(2);
console.log(dm.get('x'), dm.size, dm instanceof Map, dm);
