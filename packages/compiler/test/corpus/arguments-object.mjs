function f(a, b) {
  arguments[0] = 'changed';
  a = 'a';
  return [
    a,
    arguments[0],
    arguments.length,
    typeof arguments,
    Array.isArray(arguments),
    [...arguments].join(),
    Array.from(arguments).length,
    Object.prototype.toString.call(arguments),
    1 in arguments,
    5 in arguments,
  ].join('|');
}
console.log(f(1, 2, 3), f());
function g() {
  const inner = () => arguments[0];
  return inner(9);
}
console.log(
  g('outer'),
  (function () {
    return Object.keys(arguments).join();
  })(1, 2),
  (function () {
    delete arguments[0];
    arguments.length = 5;
    return arguments.length + '' + arguments[0];
  })(1),
  (function () {
    arguments[3] = 'x';
    return arguments.length;
  })(1),
  (function (...r) {
    return r.length + arguments.length;
  })(1, 2),
);
function h(x = 5, y = x) {
  return [x, y, arguments.length, arguments[0]].join();
}
console.log(h(), h(undefined, 1), h(null), h(0));
try {
  (function () {
    return arguments.callee;
  })();
} catch (e) {
  console.log(e.name, e.message);
}
function k({ a }, [b]) {
  return a + b + arguments[0].a;
}
console.log(
  k({ a: 1 }, [2]),
  (function () {
    return Array.prototype.slice.call(arguments, 1).join();
  })(1, 2, 3),
  (function () {
    return Math.max(...arguments);
  })(4, 9),
  (function () {
    for (const x of arguments) return x;
  })('first'),
);
