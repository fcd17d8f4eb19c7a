const a = [1, 2, 3];
a.length = 1;
console.log(a, a[1]);
a.length = 4;
console.log(a);
a[6] = 7;
console.log(a, a.length);
for (const v of [-1, 1.5, 2 ** 32, 'x', NaN, {}, [5], '3', true, null])
  try {
    const b = [1, 2, 3, 4];
    b.length = v;
    console.log(String(v), b.length, b);
  } catch (e) {
    console.log(String(v), e.name, e.message);
  }
a[2 ** 32 - 2] = 'last';
console.log(a.length);
a[2 ** 32 - 1] = 'not index';
console.log(a.length, a['4294967295']);
a.length = 2;
console.log(a, Object.keys(a));
const f = Object.freeze([1, 2]);
for (const g of [
  () => f.push(3),
  () => f.pop(),
  () => {
    f[0] = 2;
  },
  () => {
    f.length = 0;
  },
  () => f.unshift(0),
  () => f.shift(),
  () => f.splice(0, 1),
  () => f.sort(),
  () => f.reverse(),
  () => delete f[0],
])
  try {
    console.log(g());
  } catch (e) {
    console.log(e.message);
  }
const n = [1, 2, 3];
Object.defineProperty(n, 'length', { writable: false });
for (const g of [
  () => n.push(4),
  () => n.pop(),
  () => {
    n[3] = 1;
  },
  () => {
    n[0] = 9;
    return n[0];
  },
  () => n.splice(0, 1),
  () => {
    n.length = 3;
    return 'same';
  },
])
  try {
    console.log(g());
  } catch (e) {
    console.log(e.name);
  }
const d = [1, 2, 3, 4];
Object.defineProperty(d, 1, { configurable: false });
try {
  d.length = 0;
} catch (e) {
  console.log(e.name, d.length, d);
}
console.log(Object.getOwnPropertyDescriptor([1, 2], 'length'), Object.getOwnPropertyDescriptor([1], 0));
try {
  Object.defineProperty([1], 'length', { value: -1 });
} catch (e) {
  console.log(e.name, e.message);
}
try {
  Object.defineProperty([1], 'length', { get() {} });
} catch (e) {
  console.log(e.name, e.message);
}
const big = [];
big.length = 2 ** 32 - 1;
try {
  big.push(1);
} catch (e) {
  console.log(e.name, e.message, big.length, big[4294967295]);
}
console.log([].pop(), [].shift(), [].unshift(), [].push(), [1].unshift(5, 6), [, 1].shift(), [1, ,].pop());
const like = { length: 2, 0: 'a', 1: 'b' };
console.log(
  Array.prototype.push.call(like, 'c'),
  like,
  Array.prototype.shift.call(like),
  like,
  Array.prototype.pop.call(like),
  like,
  Array.prototype.unshift.call(like, 1, 2),
  like,
);
const max = { length: 2 ** 53 - 1 };
for (const m of ['push', 'unshift'])
  try {
    Array.prototype[m].call(max, 1);
  } catch (e) {
    console.log(e.name, e.message);
  }
console.log(
  Array.prototype.pop.call({ length: 2 ** 53 + 5 }),
  Array.prototype.push.call({}),
  Array.prototype.splice.call({ length: 3, 0: 1, 1: 2, 2: 3 }, 1, 1),
);
const idx = [];
idx['0'] = 'a';
idx['01'] = 'b';
idx['1.0'] = 'c';
idx[-1] = 'd';
idx[1e3] = 'e';
idx['-0'] = 'f';
console.log(idx.length, Object.keys(idx));
console.log(
  [1, 2, 3].splice(-2),
  [1, 2, 3].splice(1, -1),
  [1, 2, 3].splice(),
  [1, 2, 3].splice(undefined),
  [1, 2, 3].splice(0, '2'),
  ((x) => (x.splice(1, 0, 'a', 'b'), x))([1, 2]),
);
