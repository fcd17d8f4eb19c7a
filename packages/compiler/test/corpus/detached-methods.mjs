const mk = () => {
  const a = new Uint8Array([1, 2, 3]);
  const it = a.values();
  it.next();
  structuredClone(a.buffer, { transfer: [a.buffer] });
  return [a, it];
};
const run = (f) => {
  try {
    console.log(String(f()));
  } catch (e) {
    console.log(e.name + ': ' + e.message);
  }
};
const [a, it] = mk();
run(() => [...a]);
run(() => it.next());
run(() => {
  for (const x of a);
  return 'ok';
});
run(() => a.length);
run(() => a[0]);
run(() => {
  a[0] = 1;
  return 'w';
});
run(() => a.map((x) => x));
run(() => a.slice());
run(() => a.fill(1));
run(() => a.join());
run(() => a.indexOf(1));
run(() => a.subarray(1));
run(() => a.set([1]));
run(() => new Uint8Array(a));
run(() => new Uint8Array(a.buffer));
run(() => a.byteOffset + '' + a.byteLength);
run(() => Object.keys(a));
run(() => a.at(0));
run(() => [...a.keys()]);
run(() => [...a.entries()]);
run(() => Array.from(a));
run(() => Math.max(...a));
run(() => {
  const [x] = a;
  return x;
});
run(() => new Set(a).size);
run(() => a.toSorted());
run(() => a.with(0, 1));
run(() => a.buffer.slice(0));
run(() => new DataView(a.buffer));
run(() => 0 in a);
run(() => a.includes(undefined));
run(() => Array.prototype.slice.call(a));
run(() => JSON.stringify(a));
run(() => a.sort());
run(() => a.reverse());
run(() => a.reduce((x, y) => x));
run(() => a.forEach(() => 1));
run(() => a.buffer.byteLength);
run(() => a.copyWithin(0, 1));
run(() => a.toString());
run(() => a.find((x) => 1));
run(() => a.lastIndexOf(1));
run(() => Uint8Array.from(a));
run(() => Object.defineProperty(a, 0, { value: 1 }));
run(() => Reflect.set(a, 0, 1));
run(() => delete a[0]);
run(() => structuredClone(a));
function* g() {
  yield* a;
}
run(() => [...g()]);
run(() => [].concat(a).length);
run(() => new Float64Array(a));
run(() => new Int8Array([1, 2]).set(a));
const d = new DataView(new ArrayBuffer(8));
structuredClone(d.buffer, { transfer: [d.buffer] });
run(() => d.getInt8(0));
run(() => d.byteLength);
run(() => d.setInt8(0, 1));
run(() => d.byteOffset);
