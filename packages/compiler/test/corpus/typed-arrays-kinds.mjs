for (const T of [
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
]) {
  const a = new T([
    0,
    1,
    -1,
    127,
    128,
    255,
    256,
    300,
    -129,
    65535,
    1.5,
    2.5,
    -0.5,
    NaN,
    Infinity,
    2 ** 31,
    2 ** 32 + 5,
    '7',
    null,
    undefined,
    true,
  ]);
  console.log(
    T.name,
    T.BYTES_PER_ELEMENT,
    a.join(),
    a.length,
    a.byteLength,
    a.BYTES_PER_ELEMENT,
    Object.prototype.toString.call(a),
  );
  a[0] = 300;
  a[1] = -300;
  a[100] = 1;
  a['2'] = 9;
  a['-0'] = 1;
  a['1.5'] = 2;
  a.foo = 'bar';
  console.log(
    a[0],
    a[1],
    a[100],
    a[2],
    a['-0'],
    a['1.5'],
    a.foo,
    '100' in a,
    (-1) in a,
    '0' in a,
    Object.keys(a).length,
    delete a.foo,
  );
  const s = a.subarray(2, 5);
  s[0] = 42;
  console.log(a[2], s.length, s.byteOffset, s.buffer === a.buffer, a.slice(2, 4).buffer === a.buffer, [...s].join());
  console.log(
    a
      .map((x) => x * 2)
      .slice(0, 4)
      .join(),
    a.filter((x) => x > 100).length,
    a.indexOf(42),
    a.includes(NaN),
    a.find((x) => x > 100),
    a.reduce((p, c) => p + (c === c && Math.abs(c) !== Infinity ? c : 0), 0),
    a.at(-1),
    new T(a.buffer, T.BYTES_PER_ELEMENT, 2).join(),
    T.from([1, 2], (x) => x * 3).join(),
    T.of(1, 2).join(),
    new T(new Set([1, 2])).join(),
    new T({ length: 2, 0: 5 }).join(),
    a.fill(7, 1, 3).subarray(0, 4).join(),
    a.copyWithin(0, 2, 4).subarray(0, 3).join(),
    a.set([9, 8], 1),
    a.subarray(0, 4).join(),
    a.toSorted().length,
    a.with(0, 5)[0],
    a.toReversed().at(-1),
    a.findLast((x) => x === 8),
    a.entries().next().value.join(),
    [...a.keys()].length,
  );
}
for (const f of [
  () => new Uint8Array(-1),
  () => new Uint16Array(new ArrayBuffer(3)),
  () => new Uint16Array(new ArrayBuffer(4), 1),
  () => new Uint8Array(new ArrayBuffer(4), 5),
  () => new Uint8Array(new ArrayBuffer(4), 2, 3),
  () => Uint8Array(1),
  () => new Uint8Array([1n]),
  () => new BigInt64Array([1]),
  () => new Uint8Array(2).set([1, 2, 3]),
  () => Object.freeze(new Uint8Array(1)),
  () => Object.defineProperty(new Uint8Array(1), 0, { value: 1, writable: false }),
  () => new Uint8Array(1).with(3, 0),
  () => new Float64Array(new ArrayBuffer(16), 3),
])
  try {
    f();
    console.log('ok');
  } catch (e) {
    console.log(e.name, e.message);
  }
const A = Object.getPrototypeOf(Uint8Array);
try {
  new A();
} catch (e) {
  console.log(e.name);
}
console.log(
  A.name,
  Object.getPrototypeOf(Uint8Array.prototype) === A.prototype,
  new (class X extends Uint8Array {
    sum() {
      return this.reduce((a, b) => a + b);
    }
  })([1, 2]).sum(),
  new Uint8Array(3) + '',
  Array.isArray(new Uint8Array(1)),
  [].concat(new Uint8Array(2)).length,
  Array.from(new Uint8Array([1, 2])).join(),
  JSON.stringify(new Uint8Array([1, 2])),
  new Uint8Array(new Uint16Array([258, 3])).join(),
);
