// DataViews in loops and in straight lines: every type, both orders, at and beyond the ends, and other things with such methods.
const bytes = new Uint8Array(40);
for (let i = 0; i < 40; i++) bytes[i] = (i * 37 + 5) & 0xff;
const view = new DataView(bytes.buffer, 3, 33);
const TYPES = ['Int8', 'Uint8', 'Int16', 'Uint16', 'Int32', 'Uint32'];
function header(v, at) {
  return [
    v.getUint8(at),
    v.getInt8(at + 1),
    v.getUint16(at + 2),
    v.getInt16(at + 4),
    v.getUint32(at + 6),
    v.getInt32(at + 10),
    v.getUint16(at + 2, true),
    v.getInt16(at + 4, true),
    v.getUint32(at + 6, true),
    v.getInt32(at + 10, true),
    v.getUint16(at, false),
  ];
}
function write(v, at, n) {
  v.setUint8(at, n);
  v.setInt8(at + 1, n);
  v.setUint16(at + 2, n);
  v.setInt16(at + 4, n);
  v.setUint32(at + 6, n);
  v.setInt32(at + 10, n);
  v.setUint16(at + 14, n, true);
  v.setUint32(at + 16, n, true);
  return v.setInt32(at + 20, n, true);
}
function sums(v, to) {
  let a = 0,
    b = 0,
    c = 0;
  for (let i = 0; i < to; i++) {
    a += v.getUint32(i);
    b = (b * 31 + v.getUint16(i, true)) | 0;
    c ^= v.getInt32(i) >>> 3;
  }
  return [a, b, c].join();
}
function stored(v, to) {
  let n = 0;
  for (let i = 0; i < to; i++) {
    v.setUint16(i, i * 4097);
    v.setInt8(i, -i);
    n += v.getUint16(i) === v.getUint16(i, false) ? 1 : 0;
  }
  return n;
}
const attempt = (f) => {
  try {
    return f();
  } catch (e) {
    return `${e.name}: ${e.message}`;
  }
};
console.log(
  header(view, 0).join(),
  header(view, 19).join(),
  attempt(() => header(view, 20)),
  attempt(() => header(view, -1)),
);
console.log(
  sums(view, 29),
  sums(view, 30),
  attempt(() => sums(view, 31)),
);
for (const n of [
  0,
  -0,
  1.9,
  -1,
  255,
  65536.5,
  2147483648,
  4294967296.5,
  -2147483649,
  NaN,
  Infinity,
  '77',
  true,
  null,
  undefined,
]) {
  attempt(() => write(view, 2, n));
  console.log(String(n), Array.from(bytes).join(' '));
}
console.log(
  attempt(() => write(view, 2, 1n)),
  attempt(() => write(view, 2, Symbol('s'))),
  attempt(() => write(view, 12, 5)),
  write(view, 0, 9),
);
console.log(
  stored(view, 32),
  attempt(() => stored(view, 33)),
  Array.from(bytes).join(' '),
);
// indices that are no int32, and orders that are no booleans
console.log(
  view.getUint16(1.9),
  view.getUint16('2'),
  attempt(() => view.getUint16(2 ** 32)),
  attempt(() => view.getUint16(NaN)),
  view.getUint16(),
  view.getUint16(0, 1),
  view.getUint16(0, 'x'),
  view.getUint16(0, undefined),
);
const order = (flag) => view.getUint32(4, flag);
console.log(order(true), order(false), order(0), order({}));
// something else under the same name
const other = {
  getUint16: (i) => `other ${i}`,
  getUint32: () => 0.5,
  getInt32: () => 2 ** 40,
  setUint16: () => 'set',
  setInt8() {},
};
console.log(
  attempt(() => header(other, 1)),
  sums(other, 3),
  attempt(() => other.setUint16(1, 2)),
);
class Odd extends DataView {
  getUint16(at, little) {
    return super.getUint16(at, little) + 0.25;
  }
  getUint32() {
    return 'text';
  }
}
const odd = new Odd(bytes.buffer);
console.log(sums(odd, 4), header(odd, 0).join());
const plain = DataView.prototype.getUint8;
DataView.prototype.getUint8 = function (at) {
  return at === 3 ? 'patched' : plain.call(this, at);
};
console.log(header(view, 3).join(), header(view, 4).join());
DataView.prototype.getUint8 = plain;
console.log(header(view, 3).join(), TYPES.map((t) => view[`get${t}`](5, true)).join());
for (let i = 0; i < 3; i++) console.log(attempt(() => header(i === 1 ? null : view, i).length));
// effects of arguments come before the view is looked at
let log = '';
const tell = (x) => ({
  valueOf() {
    log += `${x} `;
    return x;
  },
});
console.log(
  view.getUint16(tell(2), tell(1)),
  view.setUint16(tell(3), tell(258)),
  attempt(() => view.setInt32(tell(99), tell(7))),
  log,
);
