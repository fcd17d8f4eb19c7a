const o = {
  a() {},
  b: function () {},
  c: () => {},
  get d() {
    return 1;
  },
  set d(v) {},
  async e() {},
  *f() {},
  async *g() {},
  ['h' + 1]: () => {},
  [Symbol('sy')]: () => {},
  [Symbol()]: () => {},
  i: class {},
  j: class Named {},
  k: function named() {},
  1: () => {},
  'quoted key': () => {},
};
for (const k of Reflect.ownKeys(o)) {
  const d = Object.getOwnPropertyDescriptor(o, k);
  console.log(String(k), JSON.stringify((d.value ?? d.get).name), d.set?.name, (d.value ?? d.get).length);
}
let l1 = () => {},
  l2 = function () {},
  l3 = class {};
var v1 = async () => {};
const c1 = (0, () => {}),
  c2 = () => {};
let as;
as = () => {};
let de;
({ de = () => {} } = {});
const [ad = () => {}] = [];
console.log(l1.name, l2.name, l3.name, v1.name, JSON.stringify(c1.name), c2.name, as.name, de.name, ad.name);
const b = function orig(a, b) {}.bind(null, 1);
console.log(
  b.name,
  b.length,
  b.bind().name,
  (() => {}).bind().name,
  Object.defineProperty(() => {}, 'name', { value: 5 }).bind().name,
  ((a, b = 1, ...c) => {}).length,
  function (a, { b }, [c]) {}.length,
);
const f = function () {};
try {
  f.name = 'no';
} catch (e) {
  console.log(e.message.slice(0, 50));
}
console.log(
  f.name,
  Object.getOwnPropertyDescriptor(f, 'name'),
  delete f.name,
  f.name,
  Object.getOwnPropertyDescriptor((a, b) => {}, 'length'),
);
