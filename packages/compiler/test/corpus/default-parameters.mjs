const log = [];
const d = (n) => (log.push(n), n);
function f(a = d('a'), { b = d('b'), c: { e = d('e') } = {} } = {}, [g = d('g'), ...h] = [], ...r) {
  return [a, b, e, g, h.length, r.length].join();
}
console.log(f(), log.splice(0).join());
console.log(f(1, { b: 2, c: { e: 3 } }, [4, 5], 6, 7), log.splice(0).join());
console.log(f(undefined, undefined, [undefined, 1]), log.splice(0).join());
try {
  f(null, null);
} catch (e) {
  console.log(e.name);
}
let x = 'outer';
function s(a = () => x, b = (x = 'inner')) {
  return a() + x;
}
console.log(s(), x);
function t(a = () => v) {
  var v = 'body';
  try {
    return a();
  } catch (e) {
    return e.name;
  }
}
console.log(t());
function u(a, b = () => a) {
  a = 2;
  return b();
}
console.log(u(1));
function w(a, b = () => a) {
  var a;
  const before = a;
  a = 3;
  return [before, a, b()].join();
}
console.log(w(1));
try {
  (function (a = b, b = 1) {})();
} catch (e) {
  console.log(e.name, e.message);
}
try {
  (function (a = a) {})();
} catch (e) {
  console.log(e.message);
}
console.log(
  ((a, b = a + 1, c = a + b) => [a, b, c].join())(1),
  function (a = this.v) {
    return a;
  }.call({ v: 'this' }),
  (function (a = arguments.length) {
    return a;
  })(undefined, 1),
  ((a = 1, b) => 0).length,
  ((...a) => 0).length,
  (({ a }, b) => 0).length,
  (function (a = new.target) {
    return a;
  })(),
  ((
    a = (() => {
      throw new Error('default');
    })(),
  ) => a)(1),
);
