const sym = Symbol('s');
class P {
  pub = 1;
  #priv = 2;
  get acc() {
    return 3;
  }
  m() {}
  static st = 4;
}
P.prototype.protoData = 5;
const o = new P();
o[sym] = 6;
Object.defineProperty(o, 'hidden', { value: 7 });
o[2] = 'two';
const forIn = [];
for (const k in o) forIn.push(k);
console.log(
  forIn,
  Object.keys(o),
  Object.values(o),
  Object.entries(o),
  Object.getOwnPropertyNames(o),
  Object.getOwnPropertySymbols(o).length,
  Reflect.ownKeys(o).length,
  JSON.stringify(o),
  { ...o },
  Object.assign({}, o)[sym],
  'acc' in o,
  Object.hasOwn(o, 'acc'),
  o.propertyIsEnumerable('pub'),
  o.propertyIsEnumerable('hidden'),
  o.propertyIsEnumerable('protoData'),
  o.propertyIsEnumerable(sym),
);
for (const [n, v] of [
  ['array', [1, 2]],
  ['string', 'ab'],
  ['function', function (a) {}],
  [
    'class',
    class {
      static z = 1;
    },
  ],
  ['error', new Error('x')],
  ['regexp', /a/g],
  [
    'args',
    (function () {
      return arguments;
    })(1),
  ],
  ['map', new Map()],
  ['typed', new Uint8Array(1)],
  ['date', new Date(0)],
  ['boxed', new String('q')],
  ['symbolObj', Object(Symbol())],
  ['arrow', () => {}],
  ['generator', (function* () {})()],
]) {
  const ks = [];
  for (const k in Object(v)) ks.push(k);
  console.log(n, ks, Object.keys(v), Object.getOwnPropertyNames(v).sort().join());
}
console.log(
  Object.keys(Object.getOwnPropertyDescriptors([1])).length,
  Object.entries('hi'),
  Object.keys(globalThis).includes('Array'),
  Object.keys(Math).length,
  Object.keys(
    class {
      static a = 1;
      static b() {}
    },
  ),
);
