const log = [];
const t = (n, v = n) => (log.push(n), v);
const p = (n) =>
  new Proxy(
    {},
    {
      get(o, k) {
        log.push(n + '.' + String(k));
        return k === 'u' ? undefined : k;
      },
      set(o, k, v) {
        log.push(n + '.' + String(k) + '=' + v);
        return true;
      },
      ownKeys() {
        log.push(n + ' ownKeys');
        return ['x', 'y'];
      },
      getOwnPropertyDescriptor(o, k) {
        log.push(n + ' gopd ' + k);
        return { value: 1, enumerable: true, configurable: true };
      },
    },
  );
const show = (n) => console.log(n, log.splice(0).join(' '));
const { a, [t('k')]: b = t('d1'), u = t('d2'), ...rest } = p('src');
console.log(a, b, u, rest);
show('obj');
const tgt = p('tgt');
({ a: t('T', tgt)[t('key')], b: tgt.q = t('nodef'), u: tgt.r = t('def') } = p('s2'));
show('assign');
[t('T1', tgt)[t('k1')], t('T2', tgt)[t('k2')] = t('d')] = (function* () {
  log.push('y1');
  yield 1;
  log.push('y2');
  yield undefined;
  log.push('end');
})();
show('array');
let x = 1,
  y = 2,
  z;
[x, y] = [y, x];
console.log(x, y);
[x, [y, z = x]] = [5, [6]];
console.log(x, y, z);
({
  x,
  y: { z } = { z: 'dz' },
} = { x: 9 });
console.log(x, z);
const arr = [1, 2, 3];
[arr[2], arr[0]] = arr;
console.log(arr);
[arr.length] = [1];
console.log(arr);
const o = {};
[o.a, o['b'], ...o.c] = 'hello';
console.log(o);
({ length: o.len, 0: o.first } = 'str');
console.log(o);
const f = ({ a = 1, b: { c = a, ...r } = { d: 4 } } = {}, [d, e = d] = [7], ...[g, h = g]) => [a, c, r, d, e, g, h];
console.log(f(), f({ a: 5, b: { c: 6, z: 1 } }, [8], 'g'), f.length);
const fn = (a, b = a, c = () => a + b, d = ((a = 10), c())) => [a, b, c(), d];
console.log(fn(1), fn(1, 2));
try {
  ((a = b, b) => a)();
} catch (e) {
  console.log(e.name, e.message);
}
try {
  ((a = a) => a)();
} catch (e) {
  console.log(e.message);
}
function sh(a, b = () => a) {
  var a = 5;
  return [a, b()];
}
console.log(sh(1));
function sh2(a, b = () => a) {
  var a;
  return a;
}
console.log(sh2(3));
for (const src of [null, undefined])
  for (const g of [
    () => {
      const { q } = src;
    },
    () => {
      const {} = src;
    },
    () => {
      const [q] = src;
    },
    () => {
      const {
        a: { b },
      } = { a: src };
    },
    () => (({ q }) => q)(src),
    () => {
      let q;
      ({ q } = src);
    },
    () => {
      const { ...q } = src;
    },
    () => {
      const { [t('c')]: q } = src;
    },
    () => {
      for (const [q] of [src]);
    },
    () => {
      const { 0: q } = src;
    },
  ])
    try {
      g();
      console.log('none');
    } catch (e) {
      console.log(e.message);
    }
log.length = 0;
for (const g of [
  () => {
    const [q] = {};
  },
  () => {
    const [q] = 5;
  },
  () => {
    const {
      a: [q],
    } = { a: 1 };
  },
  () => {
    const [[q]] = [1];
  },
  () => {
    [x] = { y: 1 };
  },
  () => {
    const [q] = () => {};
  },
  () => new Map(5),
  () => [...5],
  () => Math.max(...{}),
  () => {
    for (const q of {});
  },
])
  try {
    g();
  } catch (e) {
    console.log(e.message);
  }
const {
  toString,
  constructor: { name },
} = 5;
console.log(typeof toString, name);
const { length, [length - 1]: last } = [1, 2, 3];
console.log(length, last);
const { [Symbol.iterator]: iter } = [];
console.log(iter.name);
const { a: same, a: same2 } = {
  get a() {
    return t('got');
  },
};
console.log(same, same2, log.splice(0));
const { ...copy } = Object.create({ inh: 1 }, { own: { value: 1, enumerable: true }, hid: { value: 2 } });
console.log(copy);
const { 0: z0, ...others } = [1, 2, 3];
console.log(others);
const { x: rx, ...sy } = { x: 1, [Symbol.for('q')]: 2 };
console.log(sy);
const { ...strs } = 'ab';
console.log(strs);
console.log(({ x } = { x: 3, y: 4 }), ([x] = 'zq'), x);
var { v1 = 1, v2: { v3 } = {} } = {};
console.log(v1, v3);
const fnames = ({ f1 = () => {}, f2: f3 = function () {}, f4 = class {} }) => [f1.name, f3.name, f4.name];
console.log(fnames({}));
const [n1 = () => {}] = [];
console.log(n1.name);
let n2;
[n2 = () => {}] = [];
console.log(n2.name);
({ n2 = class {} } = {});
console.log(n2.name);
[x = (log.push('never'), 1)] = [null];
console.log(x, log.length);
for (var { i, j = i * 2 } = { i: 1 }; i < 3; i++) console.log(i, j);
try {
  throw { code: 1, info: { msg: 'm' } };
} catch ({ code, info: { msg } }) {
  console.log(code, msg);
}
const deep = { a: [{ b: { c: [1, { d: 'deep' }] } }] };
const {
  a: [
    {
      b: {
        c: [, { d }],
      },
    },
  ],
} = deep;
console.log(d);
(({ a, a: b, ...c }) => console.log(a, b, c))({ a: 1, z: 2 });
const swap = ([p, q]) => [q, p];
console.log(swap([1, 2]));
