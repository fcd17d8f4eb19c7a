// Iteration of typed arrays, which are stepped in place unless somebody has changed how.
const a = Float32Array.of(1.5, -0, NaN, 7);
const show = (x) => x.map((v) => (Object.is(v, -0) ? '-0' : String(v))).join();
console.log(
  show([...a]),
  show(Array.from(a)),
  show([...new Uint8Array(0)]),
  show(Array.from(BigInt64Array.of(1n, -2n))),
);
let n = 0;
for (const v of a) {
  n += v === v ? v : 100;
  if (n > 105) break;
}
console.log(n);
const [x, , y = 5, ...rest] = a;
console.log(x, y, rest.join());
console.log(
  Uint8Array.from(Uint16Array.of(300, 2)).join(),
  Int8Array.from(new Set([1, 200])).join(),
  Uint8Array.from('123').join(),
  Float64Array.from(a, (v, i) => v * i).join(),
  Array.from(a, (v) => v + 1).join(),
);
function* g() {
  yield* Uint8Array.of(4, 5);
}
console.log([...g()].join());
class Own extends Uint8Array {
  *[Symbol.iterator]() {
    yield 'own';
  }
}
console.log([...new Own(3)].join(), Array.from(new Own(3)).join());
const odd = new Uint8Array(2);
odd[Symbol.iterator] = function* () {
  yield 'odd';
};
console.log([...odd].join(), Array.from(odd).join(), Uint8Array.from(new Uint8Array(2)).join());
const proto = Object.getPrototypeOf(Uint8Array.prototype);
const values = proto[Symbol.iterator];
proto[Symbol.iterator] = function* () {
  yield 'all';
};
console.log([...new Uint8Array(2)].join());
proto[Symbol.iterator] = values;
console.log([...new Uint8Array(2)].join());
const ai = Object.getPrototypeOf([][Symbol.iterator]());
const next = ai.next;
let calls = 0;
ai.next = function () {
  calls++;
  return next.call(this);
};
console.log([...new Uint8Array(2)].join(), calls);
ai.next = next;
console.log([...new Uint8Array(2)].join(), calls);
(async () => {
  for await (const v of Uint8Array.of(8, 9)) console.log('async', v);
})();
class Sub extends Uint16Array {}
console.log(
  Sub.from(Uint8Array.of(1, 2)).constructor.name,
  Uint8ClampedArray.from(Float64Array.of(300, -5, 1.5, NaN)).join(),
  Int16Array.from(new Sub([70000, 3])).join(),
);
const many = Uint32Array.from(Int8Array.of(-1, 5));
many[0]--;
console.log(
  many.join(),
  Uint8Array.from(Uint8Array.of(9).subarray(0)).length,
  Uint8Array.from.call(Int32Array, Uint8Array.of(200)).constructor.name,
);
for (const bad of [
  () => Uint8Array.from(BigInt64Array.of(1n)),
  () => BigInt64Array.from(Uint8Array.of(1)),
  () => Uint8Array.from.call(Map, Uint8Array.of(1)),
  () => Uint8Array.from.call({}, Uint8Array.of(1)),
  () => Uint8Array.from(null),
])
  try {
    console.log(bad());
  } catch (e) {
    console.log(e.name);
  }
