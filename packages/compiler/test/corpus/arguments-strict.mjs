function f(a, b) {
  a = 9;
  return [arguments.length, arguments[0], a, arguments[1], b];
}
console.log(f(1), f(1, 2, 3));
function g() {
  arguments[0] = 5;
  arguments[2] = 7;
  return [...arguments].concat(arguments.length);
}
console.log(g(1, 2), g());
function h() {
  return Object.getOwnPropertyNames(arguments).concat(Object.getOwnPropertySymbols(arguments).map(String));
}
console.log(h(1, 2));
function k() {
  try {
    return arguments.callee;
  } catch (e) {
    return e instanceof TypeError;
  }
}
console.log(k());
function d() {
  return Object.getOwnPropertyDescriptor(arguments, 'length');
}
console.log(d(1));
function tag() {
  return Object.prototype.toString.call(arguments) + String(arguments);
}
console.log(tag());
function dl() {
  delete arguments[0];
  arguments.length = 5;
  return [0 in arguments, arguments.length, Array.from(arguments)];
}
console.log(dl(1, 2));
function arrow() {
  return (() => arguments[0] + arguments.length)();
}
console.log(arrow(10, 20));
function nested() {
  const i = () => () => [...arguments];
  return i()();
}
console.log(nested('x', 'y'));
function ap() {
  return Math.max.apply(null, arguments);
}
console.log(ap(1, 5, 3));
function sl() {
  return Array.prototype.slice.call(arguments, 1);
}
console.log(sl(1, 2, 3));
function it() {
  const r = [];
  for (const x of arguments) r.push(x);
  for (const k in arguments) r.push(k);
  return r;
}
console.log(it('p', 'q'));
function show() {
  console.log(arguments);
}
show(1, 'two', { three: 3 });
show();
function fz() {
  Object.freeze(arguments);
  try {
    arguments[0] = 2;
  } catch (e) {
    return e.message;
  }
}
console.log(fz(1));
class C {
  constructor() {
    this.n = arguments.length;
  }
  static s() {
    return arguments.length;
  }
  get g() {
    return arguments.length;
  }
  set g(v) {
    this.l = arguments.length;
  }
}
const c = new C(1, 2, 3);
c.g = 1;
console.log(c, C.s(1, 2), c.g);
function* gen() {
  yield* arguments;
}
console.log([...gen(1, 2)]);
async function as() {
  await null;
  return arguments.length;
}
as(1, 2, 3).then(console.log);
function iter() {
  arguments[Symbol.iterator] = function* () {
    yield 'own';
  };
  return [...arguments];
}
console.log(iter(1));
function ent() {
  return Object.entries(arguments);
}
console.log(
  ent('a', 'b'),
  JSON.stringify(
    (function () {
      return arguments;
    })(1, 'x'),
  ),
);
function len(a, b = 1, ...c) {}
console.log(
  len.length,
  ((a, b) => {}).length,
  function (...a) {}.length,
  (({ a }, [b]) => {}).length,
  (async (a) => {}).length,
  f.name,
  (() => {}).name,
  new C().constructor.name,
);
