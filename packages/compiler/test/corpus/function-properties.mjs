function f(a, b = 1, ...c) {
  return new.target;
}
const g = (x) => x,
  h = async function () {},
  i = function* named() {};
class K {
  constructor(a, b) {}
  m() {}
}
for (const x of [
  f,
  g,
  h,
  i,
  K,
  K.prototype.m,
  Math.max,
  Array.prototype.push,
  f.bind(null, 1),
  function () {},
  (
    () => () =>
      1
  )(),
  Object.getOwnPropertyDescriptor(Map.prototype, 'size').get,
])
  console.log(JSON.stringify(x.name), x.length, typeof x.prototype, Object.getOwnPropertyNames(x).sort().join());
console.log(
  f.call(1) === undefined,
  new f() instanceof f,
  f.bind({}).name,
  f.bind().bind().name,
  function () {
    return this;
  }.call(5),
  typeof function () {
    return this;
  }.apply('x'),
  (() => this)(),
  f.constructor === Function,
  f instanceof Function,
  Object.getPrototypeOf(h).constructor.name,
  Object.getPrototypeOf(i).constructor.name,
);
const { name: n1 } = { name: function () {} };
let v = function () {};
let { d = () => {} } = {};
let [e = class {}] = [];
var q;
q = () => {};
const o = { p: function () {}, ['c' + 1]: () => {}, [Symbol('sy')]: () => {}, [Symbol()]: () => {} };
console.log(
  n1.name,
  v.name,
  d.name,
  e.name,
  q.name,
  o.p.name,
  o.c1.name,
  Object.getOwnPropertySymbols(o)
    .map((s) => JSON.stringify(o[s].name))
    .join(),
  ((x = () => {}) => x.name)(),
  (o.z = () => {}).name,
);
Object.defineProperty(f, 'name', { value: 'renamed' });
console.log(f.name, delete f.length, f.length, delete g.name, JSON.stringify(g.name));
try {
  f.name = 'x';
} catch (e) {
  console.log(e.name);
}
f.custom = 1;
console.log(f.custom, Object.keys(f).join(), 'call' in f, f.hasOwnProperty('call'));
const bound = f.bind({ t: 1 }, 1);
console.log(new bound() instanceof f, 'prototype' in bound, bound.length);
try {
  new (g.bind())();
} catch (e) {
  console.log(e.name);
}
console.log(
  function () {
    return arguments.length;
  }.apply(null, { length: 3 }),
  Math.max.apply(null, [1, 5, 2]),
  Function.prototype.call.call((x) => x, null, 7),
  Reflect.apply(g, null, [8]),
  (function fact(n) {
    return n < 2 ? 1 : n * fact(n - 1);
  })(10),
);
