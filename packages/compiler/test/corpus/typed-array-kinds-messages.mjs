const kinds = [
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
];
const vals = [
  0,
  -0,
  1,
  -1,
  1.5,
  -1.5,
  0.5,
  127,
  128,
  255,
  256,
  300,
  -129,
  32768,
  65536,
  2 ** 31,
  2 ** 32,
  2 ** 53,
  1e40,
  NaN,
  Infinity,
  -Infinity,
  '12',
  'x',
  null,
  undefined,
  true,
  [5],
  {},
];
for (const K of kinds) {
  const a = new K(vals);
  console.log(K.name, K.BYTES_PER_ELEMENT, a.join());
  const b = K.from({ length: 5, 0: 3, 2: '7' }, (v, i) => (v ?? 0) * 2 + i);
  console.log(b.toString(), K.of(1, 2, 300).toString());
  b.set([9, 8], 3);
  b.copyWithin(0, 2, 4);
  console.log(
    b.join(),
    b.subarray(1, -1).length,
    b.slice(-2).join(),
    b.indexOf(8),
    b.includes(NaN),
    b.at(-1),
    b.lastIndexOf(9),
  );
  console.log(
    new K([3, 1, 2, 10, -5]).sort().join(),
    new K([3, 1, 2, 10, -5]).sort((x, y) => y - x).join(),
    new K([3, 1, 2]).toSorted().join(),
    new K([1, 2, 3]).toReversed().join(),
    new K([1, 2, 3]).with(1, 300).join(),
  );
  console.log(
    [...new K([1, 2]).entries()].join('|'),
    [...new K([1, 2]).keys()].join(),
    new K([1, 2, 3]).reduceRight((x, y) => x + '-' + y),
    new K([1, 2, 3, 4]).filter((x) => x % 2).join(),
    new K([1, 2, 3]).map((x) => x * 100).join(),
    new K(3).fill(7, 1).join(),
    new K([1, 2, 3]).findLast((x) => x < 3),
    new K([5, 6]).findLastIndex((x) => x === 5),
  );
  const c = new K(4);
  c[-1] = 5;
  c['1.5'] = 5;
  c[10] = 5;
  c['-0'] = 5;
  c.foo = 1;
  c['1'] = 9;
  console.log(
    Object.keys(c).join(),
    c[-1],
    c[10],
    '-0' in c,
    1 in c,
    4 in c,
    delete c[9],
    Reflect.set(c, 9, 1),
    Reflect.defineProperty(c, 0, { value: 3, configurable: true, enumerable: true, writable: true }),
    Reflect.defineProperty(c, 0, { value: 3, writable: false }),
    c[0],
  );
  for (const f of [
    () => delete c[0],
    () => new K(-1),
    () => new K(new ArrayBuffer(7), 1),
    () => new K(Symbol()),
    () => c.set([1, 2], 4),
    () => c.set([1], -1),
    () => K(3),
    () => Object.freeze(c),
    () => c.with(9, 1),
    () => new K([1n]),
  ])
    try {
      console.log(String(f()));
    } catch (e) {
      console.log(e.name + ': ' + e.message);
    }
}
for (const K of [BigInt64Array, BigUint64Array]) {
  const a = new K([1n, -1n, 2n ** 63n, 2n ** 64n, -(2n ** 63n) - 1n]);
  console.log(K.name, a.join(), a.sort().join(), a.includes(1n), a.indexOf(1n), [...a.map((x) => x / 2n)].join());
  for (const f of [
    () => {
      a[0] = 1;
    },
    () => new K([1]),
    () => a.fill(1),
    () => a.set(new Int8Array(1)),
  ])
    try {
      f();
      console.log('ok');
    } catch (e) {
      console.log(e.name + ': ' + e.message);
    }
}
const buf = new ArrayBuffer(16);
const f64 = new Float64Array(buf),
  u8 = new Uint8Array(buf, 3, 8);
f64[0] = Math.PI;
console.log([...new Uint8Array(buf)].join(), u8.byteOffset, u8.join());
u8.set(u8.subarray(0, 4), 2);
console.log(u8.join());
new Uint8Array(buf).set(new Uint16Array(buf, 0, 4), 4);
console.log([...new Uint8Array(buf)].join());
const nan = new Float64Array([NaN, -NaN]);
console.log(
  nan.join(),
  Object.is(new Float32Array([1e-50, -1e-50])[1], -0),
  new Float32Array([16777217, 0.1, 3.4e38, 3.5e38]).join(),
);
