// shortcuts for dense arrays and plain objects must not be seen
function f() {
  return [arguments.length, ...arguments, Object.getOwnPropertyNames(arguments).join()];
}
console.log(f.apply(null, [1, , 3]), f.apply(null, { length: 2, 0: 'a' }), f.apply(null), f.apply(null, []));
const own = [1, 2, 3];
function mutates(...rest) {
  own.length = 0;
  own.push(9, 9, 9, 9, 9, 9, 9, 9);
  return [rest, arguments.length, arguments[2]];
}
console.log(mutates.apply(null, own), own.length);
class List extends Array {}
console.log(
  Math.max.apply(null, List.of(3, 5, 4)),
  Reflect.apply(f, null, List.from('ab')),
  Reflect.construct(List, [1, 2, 3]).length,
);
Array.prototype[1] = 'inherited';
console.log(f.apply(null, [1, , 3])[2]);
delete Array.prototype[1];
(function () {
  arguments.length = 1;
  arguments[Symbol.iterator] = function* () {
    yield 'mine';
  };
  console.log([...arguments], f.apply(null, arguments));
})(1, 2);
(function () {
  console.log([...arguments], Object.keys(arguments), arguments);
  try {
    arguments.callee;
  } catch (e) {
    console.log(e.name);
  }
})('x', 'y');
const s = Symbol('s');
const log = [];
const o = {
  b: 1,
  a: 2,
  10: 'ten',
  2: 'two',
  [s]: 3,
  get g() {
    log.push('g');
    return 4;
  },
};
Object.defineProperty(o, 'hidden', { value: 5, enumerable: false });
console.log(Object.entries(o), Object.values(o), log);
const plain = { x: 1, y: { z: 2 } };
for (const [k, v] of Object.entries(plain)) {
  delete plain.y;
  plain.w = 1;
  console.log(k, v);
}
console.log(Object.values({ __proto__: { inherited: 1 }, own: 2 }), Object.entries('ab'), Object.values([1, , 2]));
const proxy = new Proxy({ a: 1, b: 2 }, { get: (t, k) => `${String(k)}!`, ownKeys: () => ['b', 'a'] });
console.log(Object.entries(proxy), Object.values(proxy));
const same = { q: 1 };
const list = [0, -0, NaN, 1, '1', 1n, same, s, undefined, null, , true, 1.5];
for (const x of [0, -0, NaN, 1, '1', 1n, same, {}, s, undefined, null, true, 1.5, 2])
  console.log(list.includes(x), list.indexOf(x), list.lastIndexOf(x));
console.log([1, 2, 1].indexOf(1, 1), [1, 2, 1].includes(1, -1), [1, 2].indexOf(2, 5));
