const log = [];
const t = (n, v) => (log.push(n), v);
function f(
  a = t('a', 1),
  { b = t('b', 2), c: { d = t('d', 3) } = t('c', {}) } = t('obj', {}),
  [e = t('e', 4), ...r] = t('arr', [undefined, 9]),
  ...rest
) {
  return [a, b, d, e, r, rest];
}
console.log(JSON.stringify(f()), log.splice(0).join());
console.log(JSON.stringify(f(null, { b: null, c: { d: 0 } }, 'xy', 7, 8)), log.splice(0).join());
console.log(
  f.length,
  ((a, b = 1, c) => {}).length,
  ((...a) => {}).length,
  (({ a }, [b]) => {}).length,
  ((a = 1) => {}).length,
);
let x = 'outer';
const g = (a = x, b = () => x) => {
  var x = 'inner';
  return [a, b(), x];
};
console.log(g().join());
const h = (a, b = a * 2, c = a + b) => [a, b, c];
console.log(h(1).join(), h(1, 5).join(), h(1, undefined, 7).join(), h(1, null).join());
const fn = (n = 0, self = fn) => (n < 3 ? self(n + 1) : n);
console.log(fn());
const th = function (a = this.v, b = () => this.v) {
  return [a, b()];
};
console.log(th.call({ v: 5 }).join());
const ar = function (a = arguments.length, b = arguments[1]) {
  return [a, b];
};
console.log(ar().join(), ar(undefined, 'q').join());
class K {
  m(a = this.x, b = super.toString) {
    return [a, typeof b];
  }
  x = 3;
  static s(a = new.target) {
    return a;
  }
}
console.log(new K().m().join(), K.s());
const gen = function* (a = t('gen', 1)) {
  yield a;
};
const it = gen();
console.log(log.splice(0).join(), it.next().value);
const as = async (
  a = (() => {
    throw new Error('param');
  })(),
) => a;
as().catch((e) => console.log('async', e.message));
try {
  (function* (
    a = (() => {
      throw new Error('gp');
    })(),
  ) {})();
} catch (e) {
  console.log(e.message);
}
try {
  ((a = b, b = 1) => a)();
} catch (e) {
  console.log(e.message);
}
const names = ((a = () => {}, b = class {}, c = function () {}) => [a.name, b.name, c.name])();
console.log(names.join());
const cl = [];
const mk = (
  v,
  get = () => v,
  set = (n) => {
    v = n;
  },
) => ({ get, set, inner: () => v });
const o = mk(1);
o.set(2);
console.log(o.get(), o.inner());
let calls = 0;
const once = (a = ++calls) => a;
once();
once(5);
once();
console.log(calls);
const optional = ({ a, b } = {}) => [a, b];
console.log(optional().join('|'), optional({ a: 1 }).join('|'));
const swap = ([a, b] = [1, 2]) => [b, a];
console.log(swap().join(), swap('xy').join());
const nested = (a = (b = 2) => b + (c ?? 0), c = 3) => a();
console.log(nested());
