// Methods of DataViews where they are read and called at once: changed prototypes, own methods, subclasses, receivers that are none.
class Header {
  version = 0;
  length = 0;
  kind = 0;
  sum = 0;
  static parse(view, off) {
    const h = new Header();
    const first = view.getUint8(off);
    h.version = first >> 4;
    h.length = view.getUint16(off + 2);
    h.kind = view.getInt16(off + 4) + view.getInt8(off + 1);
    h.sum = view.getUint32(off + 8) + view.getInt32(off + 12) + view.getUint16(off + 6, true);
    h.kind += view.getUint32(off + 16, true) + view.getUint8(off + 3) + view.getUint8(off + 20);
    return h;
  }
  write(view, off) {
    view.setUint8(off, (this.version << 4) | this.kind);
    view.setUint8(off + 1, this.kind);
    view.setUint16(off + 2, this.length);
    view.setInt16(off + 4, this.kind);
    view.setUint16(off + 6, this.sum, true);
    view.setUint32(off + 8, this.sum);
    view.setInt32(off + 12, this.sum);
    view.setUint32(off + 16, -1, true);
    return view;
  }
}
const make = (n) => new DataView(Uint8Array.from({ length: n }, (_, i) => i * 37).buffer);
const text = (view) => [...new Uint8Array(view.buffer)].join();
const attempt = (f) => {
  try {
    return f();
  } catch (e) {
    return `${e.name}: ${e.message}`;
  }
};
const show = (h) => (typeof h === 'string' ? h : JSON.stringify(h));

console.log(show(Header.parse(make(40), 0)), show(Header.parse(make(40), 19)));
for (const off of [20, -1, 0.5, '1', NaN, undefined, null, -0, 2 ** 31, 1e300, '1x', true, { valueOf: () => 3 }])
  console.log(String(off && off.valueOf()), show(attempt(() => Header.parse(make(40), off))));
for (const off of [0, 23, 24, -1, 0.5]) console.log(off, attempt(() => text(Header.parse(make(40), 0).write(make(40), off))));

// other receivers
const reader = { getUint8: (o) => o, getUint16: (o) => o * 2, getInt16: () => 0.5, getInt8: () => 1, getUint32: () => 2, getInt32: () => 3 };
console.log(show(Header.parse(reader, 5)), show(attempt(() => Header.parse(null, 0))), show(attempt(() => Header.parse({}, 0))));
console.log(show(attempt(() => Header.parse(new Uint8Array(40), 0))), show(attempt(() => Header.parse('text', 0))));
class Logged extends DataView {
  getUint8(o) {
    return super.getUint8(o) + 1000;
  }
}
console.log(show(Header.parse(new Logged(make(40).buffer), 0)));
const own = make(40);
own.getUint16 = function (o) {
  return this.getUint8(o);
};
console.log(show(Header.parse(own, 0)));
const proxy = make(40);
Object.setPrototypeOf(proxy, { __proto__: DataView.prototype, getUint16: () => 7 });
console.log(show(Header.parse(proxy, 0)));

// what happens between the method is read and called
function between(view, change) {
  const seen = [];
  for (let i = 0; i < 3; i++) {
    seen.push(view.getUint8(i, i === 1 && change()));
    seen.push(view.getUint16(change === null ? i : (change(), i)));
  }
  return seen.join();
}
console.log(between(make(8), () => false));
const former = DataView.prototype.getUint8;
const later = make(8);
console.log(between(later, () => void (later.getUint16 ??= () => 'own')));
console.log(between(make(8), () => void (DataView.prototype.getUint8 = () => 'changed')), make(3).getUint8(1));
DataView.prototype.getUint8 = former;
console.log(show(Header.parse(make(40), 0)), between(make(8), () => 1));
Object.defineProperty(DataView.prototype, 'getUint16', { get: () => () => 'got', configurable: true });
console.log(between(make(8), () => 1), show(Header.parse(make(40), 0)));
delete DataView.prototype.getUint16;
console.log(attempt(() => between(make(8), () => 1)), show(attempt(() => Header.parse(make(40), 0))));
