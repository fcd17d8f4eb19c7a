class My extends Array {
  constructor(...a) {
    super(...a);
    this.made = a.length;
  }
  static get [Symbol.species]() {
    return this.other ?? this;
  }
}
const m = My.of(1, 2, 3);
for (const [name, f] of Object.entries({
  map: (x) => x.map((v) => v * 2),
  filter: (x) => x.filter(Boolean),
  slice: (x) => x.slice(1),
  splice: (x) => x.splice(0, 1),
  concat: (x) => x.concat([9]),
  flat: (x) => x.flat(),
  flatMap: (x) => x.flatMap((v) => [v, v]),
})) {
  My.other = undefined;
  const r = f(My.of(1, 2, 3));
  console.log(name, r.constructor.name, r.length, r.made, [...r]);
  My.other = Array;
  console.log(f(My.of(1, 2, 3)).constructor.name);
  My.other = function (n) {
    return { length: n ?? 0, tag: 'plain' };
  };
  try {
    console.log(JSON.stringify(f(My.of(1, 2, 3))));
  } catch (e) {
    console.log(e.name, e.message);
  }
  My.other = null;
  console.log(f(My.of(1, 2)).constructor.name);
  My.other = 5;
  try {
    f(My.of(1, 2));
  } catch (e) {
    console.log(e.name, e.message);
  }
}
My.other = undefined;
console.log(
  My.from([4, 5]).constructor.name,
  My.isArray,
  Array.isArray(m),
  m instanceof Array,
  m.length,
  JSON.stringify(m),
  Object.prototype.toString.call(m),
);
m.length = 1;
console.log(m.length, m[1]);
m[5] = 6;
console.log(m.length, m);
const a = [1, 2, 3];
a.constructor = { [Symbol.species]: Set };
try {
  console.log(a.map((x) => x));
} catch (e) {
  console.log(e.name, e.message);
}
a.constructor = undefined;
console.log(a.map((x) => x).constructor.name);
a.constructor = 7;
try {
  a.filter(Boolean);
} catch (e) {
  console.log(e.name, e.message);
}
a.constructor = class {};
console.log(a.slice().constructor.name);
const proxied = new Proxy([1, 2, 3], {});
console.log(
  Array.isArray(proxied),
  proxied.map((x) => x + 1),
  [].concat(proxied),
  proxied.slice(1),
  JSON.stringify(proxied),
  Object.prototype.toString.call(proxied),
);
const frozen = {
  constructor: {
    [Symbol.species]: function () {
      return Object.freeze([]);
    },
  },
};
try {
  Array.prototype.map.call(Object.assign([1], frozen), (x) => x);
} catch (e) {
  console.log(e.name, e.message);
}
console.log(
  Array[Symbol.species] === Array,
  Map[Symbol.species] === Map,
  Promise[Symbol.species] === Promise,
  RegExp[Symbol.species] === RegExp,
  Object.getOwnPropertyDescriptor(Array, Symbol.species).set,
);
