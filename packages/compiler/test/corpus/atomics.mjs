const show = (f) => {
  try {
    console.log(f());
  } catch (e) {
    console.log(e.constructor.name);
  }
};
for (const Type of [Int8Array, Uint8Array, Int16Array, Uint16Array, Int32Array, Uint32Array]) {
  const a = new Type(new SharedArrayBuffer(8 * Type.BYTES_PER_ELEMENT));
  show(() => [
    Atomics.store(a, 0, 5.7),
    Atomics.load(a, 0),
    Atomics.add(a, 0, 250),
    a[0],
    Atomics.sub(a, 0, 300),
    a[0],
    Atomics.and(a, 0, 0xf0f),
    a[0],
  ]);
  show(() => [
    Atomics.or(a, 1, 0x1234567),
    a[1],
    Atomics.xor(a, 1, -1),
    a[1],
    Atomics.exchange(a, 1, 2 ** 31),
    a[1],
    Atomics.compareExchange(a, 1, a[1], 7),
    a[1],
    Atomics.compareExchange(a, 1, 8, 9),
    a[1],
  ]);
  show(() => [
    Atomics.store(a, 2, -0),
    Atomics.store(a, 3, '12'),
    Atomics.store(a, 4, Infinity),
    a[4],
    Atomics.store(a, 5, NaN),
    Atomics.compareExchange(a, 3, 256 + 12, 1),
    a[3],
  ]);
}
const b = new BigInt64Array(2);
show(() => [
  Atomics.add(b, 0, 2n ** 63n),
  b[0],
  Atomics.sub(b, 0, 1n),
  b[0],
  Atomics.store(b, 1, 2n ** 70n + 1n),
  b[1],
  Atomics.compareExchange(b, 1, 1n, -1n),
  b,
]);
show(() => Atomics.add(b, 0, 1));
show(() => Atomics.add(new Int32Array(1), 0, 1n));
show(() => Atomics.add(new Float64Array(1), 0, 1));
show(() => Atomics.add(new Uint8ClampedArray(1), 0, 1));
show(() => Atomics.load([1], 0));
show(() => Atomics.load(new Int32Array(2), 2));
show(() => Atomics.load(new Int32Array(2), -1));
show(() => Atomics.load(new Int32Array(2), '1'));
show(() => Atomics.load(new Int32Array(2), 1.5));
show(() => Atomics.load(new Int32Array(2), NaN));
const order = [];
const say = (n, v) => ({
  valueOf() {
    order.push(n);
    return v;
  },
});
Atomics.compareExchange(new Int32Array(4), say('index', 1), say('expected', 0), say('value', 3));
console.log(order.join());
show(() => [1, 2, 3, 4, 8, 16, '4'].map((n) => Atomics.isLockFree(n)));
show(() => Atomics.notify(new Int32Array(1), 0));
show(() => Atomics.notify(new Int16Array(1), 0));
show(() => Atomics.notify(new Int32Array(new SharedArrayBuffer(4)), 0, 3));
const w = new Int32Array(new SharedArrayBuffer(8));
show(() => Atomics.wait(w, 0, 1));
show(() => Atomics.wait(w, 0, 0, 1));
show(() => Atomics.wait(w, 0, 0, -5));
show(() => Atomics.wait(new Int32Array(1), 0, 0, 1));
show(() => Atomics.wait(new BigInt64Array(new SharedArrayBuffer(8)), 0, 0n, 0));
console.log(
  Object.prototype.toString.call(Atomics),
  Atomics[Symbol.toStringTag],
  typeof Atomics,
  Atomics.add.length,
  Atomics.wait.name,
);
const s = new SharedArrayBuffer(16);
console.log(
  s,
  s.byteLength,
  s.slice(4, -4).byteLength,
  s.slice(0) instanceof SharedArrayBuffer,
  Object.prototype.toString.call(s),
  new Uint8Array(s).fill(3).buffer === s,
  new DataView(s, 4).getUint32(0),
);
show(() => SharedArrayBuffer(1));
show(() => new SharedArrayBuffer(-1));
show(() => ArrayBuffer.prototype.slice.call(s));
show(() => SharedArrayBuffer.prototype.slice.call(new ArrayBuffer(1)));
show(() => Object.getOwnPropertyDescriptor(ArrayBuffer.prototype, 'byteLength').get.call(s));
show(() => SharedArrayBuffer[Symbol.species] === SharedArrayBuffer);
class Sub extends ArrayBuffer {}
const sub = new Sub(8);
console.log(sub.slice(2) instanceof Sub, sub.slice(2).byteLength);
sub.constructor = {
  [Symbol.species]: function (n) {
    return new ArrayBuffer(n - 1);
  },
};
show(() => sub.slice(0));
sub.constructor = { [Symbol.species]: () => sub };
show(() => sub.slice(0));
sub.constructor = {
  [Symbol.species]: function () {
    return sub;
  },
};
show(() => sub.slice(0));
sub.constructor = { [Symbol.species]: null };
console.log(sub.slice(1).byteLength);
