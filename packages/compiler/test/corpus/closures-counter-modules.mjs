const mod = (() => {
  let priv = 0;
  const listeners = new Set();
  const api = {
    inc(n = 1) {
      priv += n;
      listeners.forEach((f) => f(priv));
      return api;
    },
    get value() {
      return priv;
    },
    on(f) {
      listeners.add(f);
      return () => listeners.delete(f);
    },
  };
  return Object.freeze(api);
})();
const off = mod.on((v) => console.log('change', v));
mod.inc().inc(5);
off();
mod.inc();
console.log(mod.value, Object.isFrozen(mod));
try {
  mod.value = 3;
} catch (e) {
  console.log(e.message);
}
const curry = (f, ...a) => (a.length >= f.length ? f(...a) : (...b) => curry(f, ...a, ...b));
console.log(curry((a, b, c) => a + b + c)(1)(2)(3), curry((a, b) => a - b, 9)(4));
const compose = (...fs) =>
  fs.reduce(
    (f, g) =>
      (...a) =>
        f(g(...a)),
  );
console.log(
  compose(
    (x) => x + '!',
    (x) => x * 2,
    (a, b) => a + b,
  )(1, 2),
);
const memo =
  (f, m = {}) =>
  (n) =>
    n in m ? m[n] : (m[n] = f(n));
const fact = memo((n) => (n ? n * fact(n - 1) : 1));
console.log(fact(10), fact(20));
const Y = (f) => ((x) => x(x))((x) => f((y) => x(x)(y)));
console.log(Y((s) => (n) => (n ? n + s(n - 1) : 0))(100));
const church = (n) => (f) => (x) => {
  for (let i = 0; i < n; i++) x = f(x);
  return x;
};
console.log(church(5)((x) => x + 2)(0));
const thunk = (v) => () => v,
  force = (t) => t();
console.log([1, 2].map(thunk).map(force));
const tramp =
  (f) =>
  (...a) => {
    let r = f(...a);
    while (typeof r === 'function') r = r();
    return r;
  };
const even = tramp(function e(n) {
    return n ? () => o(n - 1) : true;
  }),
  o = (n) => (n ? () => (n - 1 ? () => o(n - 2) : true) : false);
console.log(even(10000));
const once = (f) => {
  let r;
  return () => (f && ((r = f()), (f = null)), r);
};
let n = 0;
const one = once(() => ++n);
one();
one();
console.log(one(), n);
const partial = (f, ...h) =>
  function (...t) {
    return f.apply(this, h.map((x) => (x === partial._ ? t.shift() : x)).concat(t));
  };
partial._ = Symbol();
console.log(partial((a, b, c) => [a, b, c], partial._, 2)(1, 3));
const iter = (function* () {
  let i = 0;
  while (true) {
    const r = yield i++;
    if (r) i = r;
  }
})();
console.log(iter.next().value, iter.next().value, iter.next(10).value, iter.next().value);
