const keys = [];
for (let i = 0; i < 40; i++)
  keys.push([`k${i}`, (i * 37) % 40, `-${i}`, `0${i}`, `${i}.5`, Symbol.for(`s${i}`)][i % 6]);
const o = {};
for (const k of keys) o[k] = String(k);
console.log(Reflect.ownKeys(o).map(String).join());
for (let i = 0; i < 40; i += 3) delete o[keys[i]];
for (let i = 0; i < 40; i += 6) o[keys[i]] = 'again';
console.log(Reflect.ownKeys(o).map(String).join());
const a = {
  4294967294: 1,
  4294967295: 2,
  4294967296: 3,
  1: 4,
  '01': 5,
  b: 6,
  0: 7,
  '-0': 8,
  1e3: 9,
  1e21: 10,
  0.1: 11,
};
console.log(Object.keys(a));
const c = { ...a, 5: 'n', b: 'moved?' };
console.log(Object.keys(c));
const cls = class {
  z = 1;
  3 = 2;
  a = 3;
  1 = 4;
  ['2'] = 5;
};
console.log(Object.keys(new cls()), JSON.stringify(new cls()));
const arr = Object.assign([9, 8], { x: 1, 5: 5, '-1': 2, 3: 3 });
console.log(Object.keys(arr), arr.length);
const f = Object.assign(() => {}, { 2: 'b', a: 1, 1: 'a' });
console.log(Object.keys(f));
const parsed = JSON.parse('{"b":1,"10":2,"a":3,"9":4,"b":5}');
console.log(Object.keys(parsed), parsed.b);
const m = Object.fromEntries([
  ['z', 1],
  ['5', 2],
  ['y', 3],
  ['4', 4],
]);
console.log(Object.keys(m), Object.entries(Object.entries(m)));
const proto = { p2: 1, 7: 1, p1: 1 },
  ch = Object.create(proto, {
    c2: { value: 1, enumerable: true },
    8: { value: 1, enumerable: true },
    7: { value: 1, enumerable: true },
  });
const fi = [];
for (const k in ch) fi.push(k);
console.log(fi.join());
let big = {};
for (let i = 999; i >= 0; i--) big[i % 2 ? i : 'k' + i] = i;
console.log(Object.keys(big).slice(0, 3), Object.keys(big).slice(498, 503), Object.keys(big).length);
console.log(
  Object.keys(
    Object.defineProperties({}, { b: { enumerable: true }, 1: { enumerable: true }, a: { enumerable: true } }),
  ),
  Object.keys(new Proxy({ q: 1, 1: 2 }, {})),
  Reflect.ownKeys(Object.assign(Object.create(null), { [Symbol.iterator]: 1, x: 1, 0: 1 })).map(String),
);
