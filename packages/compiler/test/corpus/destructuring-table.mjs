const log = [];
const t = (x) => (log.push(x), x);
const src = {
  get a() {
    log.push('get a');
    return undefined;
  },
  b: { c: [1, { d: 2 }, ...'xyz'] },
  [Symbol.for('k')]: 's',
  0: 'zero',
};
const {
  a = t('def a'),
  b: {
    c: [p, { d, e = t('def e') }, , ...rest],
    ...noB
  },
  [Symbol.for('k')]: sym,
  0: zero,
  [t('comp' + 'uted')]: missing = t('def m'),
  ...others
} = src;
console.log(a, p, d, e, rest, noB, sym, zero, missing, others, log.splice(0).join());
let x = 1,
  y = 2,
  z;
[x, y] = [y, x];
[z = x, [x, y] = [7, 8]] = [];
console.log(x, y, z);
({
  x,
  y: [y] = [t('dy')],
  z = 3,
} = { x: 5 });
console.log(x, y, z, log.splice(0));
const arr = [];
[arr[0], arr[2], ...arr[3 - 2 > 0 ? 'rest' : 'x']] = [1, 2, 3, 4];
console.log(arr, arr.rest);
const o = {};
({ a: o.p, b: o['q' + 1], ...o.rest } = { a: 1, b: 2, c: 3, d: 4 });
console.log(o);
for (const f of [
  () => {
    const { q } = null;
  },
  () => {
    const {
      q: { r },
    } = {};
  },
  () => {
    const [q] = {};
  },
  () => {
    const [q] = undefined;
  },
  () => {
    const [[q]] = [null];
  },
  () => {
    (({ q }) => q)();
  },
  () => {
    (([q]) => q)();
  },
  () => {
    let { m = m2, m2 } = {};
    return m;
  },
  () => {
    const { length } = 'hey';
    return length;
  },
  () => {
    const [h, ...tl] = 'hey';
    return h + tl;
  },
  () => {
    const { ...c } = 'ab';
    return JSON.stringify(c);
  },
  () => {
    const { toFixed } = 1;
    return typeof toFixed;
  },
  () => {
    for (const { i, ...r } of [{ i: 1, j: 2 }]) return JSON.stringify(r) + i;
  },
  () => {
    for (const [k, v] of Object.entries({ a: 1 })) return k + v;
  },
  () => {
    for (const [c] in { xyz: 1 }) return c;
  },
  () => {
    try {
      throw { code: 5, m: { n: 1 } };
    } catch ({ code, m: { n }, ...r }) {
      return code + n + JSON.stringify(r);
    }
  },
  () => (({ a: [b, { c = 3 } = {}] = [1] } = {}, ...[d, e = d]) => [b, c, d, e].join())(undefined, 9),
  () =>
    ((a, b = a, c = () => a + b, { d = c() } = {}) => {
      a = 10;
      return [a, b, c(), d].join();
    })(1),
  () =>
    (function (a, b) {
      a = 5;
      return arguments[0] + b + arguments.length;
    })(1, 2, 3),
  () => {
    var { length: n, [n - 1]: last } = [4, 5, 6];
    return n + last;
  },
  () => {
    let i = 0;
    const a = [];
    [a[i++], a[i++], a[i++]] = [i, i, i];
    return a.join() + i;
  },
  () => {
    const f = ([a, b] = [1, 2], { c } = { c: 3 }) => a + b + c;
    return f.length + ',' + f();
  },
  () => {
    let a, r;
    ({ a, ...r } = {
      a: 1,
      get b() {
        return t('getb');
      },
      [Symbol.iterator]: 1,
    });
    return Object.getOwnPropertyDescriptor(r, 'b').value + Reflect.ownKeys(r).length;
  },
  () => {
    const s = new Set([1, 2, 3]);
    const [a, , b] = s;
    return a + b;
  },
  () => {
    const m = new Map([['k', { v: [1, [2]] }]]);
    const [
      [
        k,
        {
          v: [, [n]],
        },
      ],
    ] = m;
    return k + n;
  },
  () => {
    let [a, b] = (function* () {
      yield 1;
      log.push('not reached');
      yield 2;
      yield 3;
    })();
    return a + b + log.splice(0).join();
  },
  () => {
    const {
      a,
      a: { b },
      a: {
        b: [c],
      },
    } = { a: { b: [1] } };
    return JSON.stringify([a, b, c]);
  },
  () => {
    const f = ({ a } = { a: 1 }, b) => a;
    return f.length;
  },
  () => {
    const key = 'dyn';
    const { [key]: v = 'd', [`${key}2`]: w = v + 2 } = { dyn: null };
    return v + w;
  },
  () => {
    const fn = ({
      f = function () {},
      g = () => {},
      h = class {},
      i = class {
        static name = 'own';
      },
    }) => [f.name, g.name, h.name, i.name].join();
    return fn({});
  },
  () => {
    let v = ({ z } = { z: 9, w: 1 });
    return JSON.stringify(v);
  },
  () => {
    var [
      a = (() => {
        throw new Error('lazy');
      })(),
    ] = [0];
    return a;
  },
  () => {
    const [a, b, c] = [, null, undefined].map((x = 'm') => x);
    return String([a, b, c]);
  },
])
  try {
    console.log(String(f()));
  } catch (e) {
    console.log(e.name + ': ' + e.message);
  }
