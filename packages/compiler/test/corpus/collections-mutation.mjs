const m = new Map([
  [1, 'a'],
  [2, 'b'],
  [3, 'c'],
]);
const seen = [];
for (const [k] of m) {
  seen.push(k);
  if (k === 1) {
    m.delete(2);
    m.set(4, 'd');
  }
  if (k === 4) m.set(5, 'e');
  if (k === 5) m.delete(1);
}
console.log(seen.join(), [...m.keys()].join());
const s = new Set([1, 2, 3]);
s.forEach((x) => {
  seen.push('s' + x);
  if (x < 6) {
    s.delete(x);
    s.add(x + 3);
  }
});
console.log(seen.join(), [...s].join());
const it = m.entries();
it.next();
m.clear();
m.set('new', 1);
console.log(JSON.stringify(it.next()), it.next().done, m.size);
const s2 = new Set([1, 2, 3, 4]);
for (const x of s2) {
  s2.delete(x);
  s2.delete(x + 1);
}
console.log(s2.size);
const re = new Set(['a', 'b']);
let n = 0;
for (const x of re) {
  re.delete(x);
  re.add(x);
  if (++n > 5) break;
}
console.log(n, [...re].join());
console.log(
  new Map([[NaN, 1]]).get(NaN),
  new Map([[0, 'z']]).get(-0),
  Object.is([...new Map([[-0, 1]]).keys()][0], 0),
  new Set([1, '1', 1n, true, null, undefined, NaN, NaN]).size,
  new Map().set('a', 1).set('a', 2).size,
  new Map([['k', 'v']]).delete('z'),
  new Set([1]).has(1),
  new Map(new Map([[1, 2]])).get(1),
);
const o1 = {},
  o2 = {};
const w = new WeakMap([[o1, 1]]);
console.log(
  w.get(o1),
  w.get(o2),
  w.has(o1),
  w.delete(o1),
  w.has(o1),
  w.set(o2, 5).get(o2),
  new WeakSet([o1]).has(o1),
  new WeakRef(o1).deref() === o1,
);
for (const f of [
  () => new Map([1]),
  () => new WeakMap([[1, 2]]),
  () => new WeakSet([1]),
  () => Map.prototype.get.call({}, 1),
  () => new Set(1),
  () => Set(),
])
  try {
    f();
  } catch (e) {
    console.log(e.name);
  }
const many = new Map();
for (let i = 0; i < 10000; i++) many.set(i % 2 ? 'k' + i : i, i);
for (let i = 0; i < 10000; i += 3) many.delete(i % 2 ? 'k' + i : i);
let sum = 0;
for (const [, v] of many) sum += v;
console.log(many.size, sum, many.get('k9999'), [...many.keys()].slice(0, 5).join());
console.log(
  Map.length,
  Set.name,
  Map.prototype[Symbol.iterator] === Map.prototype.entries,
  Set.prototype.keys === Set.prototype.values,
  new Map([[1, 2]]).forEach((v, k, mm) => console.log(v, k, mm.size)),
);
console.log(
  [][Symbol.iterator] === [].values,
  [][Symbol.iterator].name,
  Map.prototype[Symbol.iterator].name,
  Set.prototype.keys.name,
  Uint8Array.prototype[Symbol.iterator] === Uint8Array.prototype.values,
);
