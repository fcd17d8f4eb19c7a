const m = new Map([
  [NaN, 'nan'],
  [0, 'zero'],
  ['0', 'str'],
  [null, 'null'],
  [undefined, 'undef'],
  [1n, 'big'],
  [1, 'one'],
]);
console.log(
  m.get(NaN),
  m.get(-0),
  m.get('0'),
  m.get(null),
  m.get(),
  m.get(1n),
  m.size,
  [...m.keys()],
  m.has(2),
  m.delete(0),
  m.delete(0),
  m.set(-0, 'z').get(0),
  Object.is([...m.keys()].at(-1), 0),
);
const log = [];
const s = new Set([1, 2, 3]);
for (const x of s) {
  log.push(x);
  if (x === 1) {
    s.delete(2);
    s.add(4);
    s.add(1);
  }
  if (x === 3) {
    s.delete(3);
    s.add(3);
    if (log.length > 8) break;
  }
  if (log.length > 6) break;
}
console.log(log.splice(0));
s.forEach((v, k, c) => {
  log.push(v === k && c === s);
  if (s.size < 6) s.add(s.size + 10);
});
console.log(log.splice(0).length, [...s]);
const it = s.values();
it.next();
s.clear();
s.add('after');
console.log(it.next(), it.next(), it.next(), [...it]);
const mm = new Map([
  ['a', 1],
  ['b', 2],
  ['c', 3],
]);
for (const [k] of mm) {
  log.push(k);
  mm.delete(k);
  mm.set(k + k, 1);
  if (log.length > 6) break;
}
console.log(log.splice(0), [...mm]);
const e = mm.entries();
console.log(
  e[Symbol.toStringTag],
  e.next().value,
  Object.prototype.toString.call(e),
  e[Symbol.iterator]() === e,
  mm[Symbol.iterator] === mm.entries,
  s.keys === s.values,
  s[Symbol.iterator] === s.values,
);
for (const f of [
  () => Map(),
  () => new Map(5),
  () => new Map([1]),
  () => new Map([[]]).size,
  () => new Set(5),
  () => Map.prototype.get.call({}, 1),
  () => Set.prototype.add.call(new Map(), 1),
  () => new WeakMap([[1, 2]]),
  () => new WeakSet().add(Symbol.for('x')),
  () => new Map(null).size,
  () => new Set(undefined).size,
  () => new Map([{ 0: 'k', 1: 'v' }]).get('k'),
  () => Object.getOwnPropertyDescriptor(Map.prototype, 'size').get.call(new Set()),
  () => new WeakMap().set(1, 1),
  () => new WeakMap().get(1),
  () => new WeakMap().has('x'),
  () => new Map().forEach(),
  () => Map.groupBy?.([1, 2], (x) => x % 2).size ?? 2,
])
  try {
    console.log(f());
  } catch (x) {
    console.log(x.name, x.message);
  }
class CountMap extends Map {
  inc(k, n = 1) {
    return this.set(k, (this.get(k) ?? 0) + n);
  }
  set(k, v) {
    log.push('set ' + k);
    return super.set(k, v);
  }
}
const c = new CountMap([['x', 1]]);
c.inc('x').inc('y', 5);
console.log(c, [...c], log.splice(0), c instanceof Map, CountMap[Symbol.species] === CountMap);
class LowSet extends Set {
  add(v) {
    return super.add(String(v).toLowerCase());
  }
  has(v) {
    return super.has(String(v).toLowerCase());
  }
}
console.log(new LowSet(['A', 'a', 'B']).size, new LowSet('xX').has('X'));
const add = Set.prototype.add;
Set.prototype.add = function (v) {
  log.push(v);
  return add.call(this, v);
};
new Set([7, 8]);
Set.prototype.add = add;
console.log(log.splice(0));
const iter = {
  [Symbol.iterator]() {
    return {
      i: 0,
      next() {
        return { done: this.i > 2, value: this.i++ };
      },
      return() {
        log.push('closed');
        return {};
      },
    };
  },
};
try {
  new Map(iter);
} catch (x) {
  console.log(x.name, log.splice(0));
}
console.log(new Set(iter).size, log.splice(0));
const big = new Map();
for (let i = 0; i < 50000; i++) big.set('k' + ((i * 7919) % 50021), i);
let sum = 0;
for (let i = 0; i < 50021; i += 3) sum += big.get('k' + i) ?? 0;
for (let i = 0; i < 50021; i += 2) big.delete('k' + i);
console.log(big.size, sum, [...big.keys()].slice(0, 3), [...big.values()].slice(-2));
const objs = Array.from({ length: 1000 }, (_, i) => ({ i }));
const wm = new WeakMap(objs.map((o) => [o, o.i * 2]));
const ws = new WeakSet(objs.slice(500));
console.log(
  objs.reduce((t, o) => t + wm.get(o) + (ws.has(o) ? 1 : 0), 0),
  wm.delete(objs[0]),
  wm.has(objs[0]),
  ws.delete(objs[0]),
);
const inter = (a, b) => new Set([...a].filter((x) => b.has(x)));
console.log(
  inter(new Set([1, 2, 3]), new Set([2, 3, 4])),
  new Map(Object.entries({ a: 1 })),
  Object.fromEntries(new Map([['z', 1]])),
  structuredClone(new Map([[{ a: 1 }, new Set([1])]])),
  new Map([[1, new Map([[2, new Map()]])]]),
  [new Set(), new Map()],
  new Map([[() => 1, Symbol('v')]]),
);
const order = new Map();
for (const k of ['b', 'a', 2, 1, 'b', 1.5, true]) order.set(k, order.size);
order.delete('b');
order.set('b', 9);
console.log([...order.keys()], JSON.stringify([...order]), JSON.stringify(order));
const self = new Map();
self.set('self', self);
self.set(self, 1);
console.log(self.get(self), self.size, self);
