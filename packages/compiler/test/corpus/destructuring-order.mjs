const log = [];
const t = (n, v) => (log.push(n), v);
const it = (...v) => ({
  [Symbol.iterator]() {
    log.push('iter');
    let i = 0;
    return {
      next() {
        log.push('next');
        return i < v.length ? { value: v[i++], done: false } : { value: undefined, done: true };
      },
      return() {
        log.push('return');
        return {};
      },
    };
  },
});
const flush = () => console.log(log.splice(0).join());
const o = {};
[t('t1', o).a, t('t2', o).b = t('d', 5)] = it(1);
flush();
console.log(o.a, o.b);
[, , t('hole', o).c] = it(1, 2, 3, 4);
flush();
[...t('rest', o).r] = it(1, 2);
flush();
[] = it(1);
flush();
const [p] = it(1, 2);
flush();
[[o.x]] = it(it('deep'));
flush();
try {
  [
    t('throws', o)[
      t('k', {
        toString() {
          log.push('key');
          throw new Error('key');
        },
      })
    ],
  ] = it(1);
} catch (e) {
  flush();
  console.log(e.message);
}
try {
  [o.q = t('def', undefined).x] = it();
} catch (e) {
  flush();
}
({ [t('k1', 'a')]: t('o1', o)[t('m1', 'z')], [t('k2', 'b')]: t('o2', o).y = t('d2', 1) } = {
  get a() {
    log.push('get a');
    return 1;
  },
  get b() {
    log.push('get b');
  },
});
flush();
const { a, ...rest } = {
  a: 1,
  get b() {
    log.push('b');
    return 2;
  },
  c: 3,
};
flush();
console.log(JSON.stringify(rest));
let x = 1,
  y = 2;
[x, y] = [y, x];
console.log(x, y);
[o.s, o.s] = [1, 2];
console.log(o.s);
const [m, n = m, [l] = [n]] = [1];
console.log(m, n, l);
const { length } = 'hello',
  { 0: first, [length - 1]: last } = 'hello';
console.log(first, last, length);
for (const bad of [
  () => {
    const [z] = {};
  },
  () => {
    const { z } = undefined;
  },
  () => {
    const [z] = null;
  },
  () => {
    const {
      z: { q },
    } = {};
  },
  () => {
    [{ a: x }] = [null];
  },
  () => {
    const [[z]] = [1];
  },
])
  try {
    bad();
  } catch (e) {
    console.log(e.name);
  }
console.log(([x] = [9]).length, ({ x } = { x: 8 }).x, x);
for (const {
  k,
  v: [w = 'dw'],
} of [
  { k: 1, v: [] },
  { k: 2, v: ['w'] },
])
  console.log(k, w);
for (const [i, c] of Object.entries('ab')) console.log(i, c);
function f({ a = 1, b: [c] = [2] } = {}) {
  return a + c;
}
console.log(f(), f({ a: 5 }), f({ b: [7] }));
try {
  f({ b: 0 });
} catch (e) {
  console.log(e.name);
}
