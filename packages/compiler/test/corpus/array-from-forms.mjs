console.log(
  Array.from('aé😀'),
  Array.from({ length: 3, 1: 'x' }),
  Array.from([1, , 3]),
  Array.from(new Map([[1, 2]])),
  Array.from(
    [1, 2, 3],
    function (x, i) {
      return x * i + this.k;
    },
    { k: 10 },
  ),
  Array.from(new Set([3, 3, 1])),
  Array.from({ length: '2' }),
  Array.from({ length: -1 }),
  Array.from({ length: NaN }),
  Array.from(true),
  Array.from(5n),
  Array.from(Symbol.iterator),
  Array.from(() => {}),
);
for (const v of [null, undefined])
  try {
    Array.from(v);
  } catch (e) {
    console.log(e.name, e.message);
  }
function C(n) {
  this.args = arguments.length;
  this.n = n;
}
console.log(
  Array.from.call(C, [1, 2]),
  Array.from.call(C, { length: 2, 0: 'a' }),
  Array.of.call(C, 7, 8),
  Array.from.call(undefined, [1]),
  Array.from.call({}, 'q'),
);
class S extends Array {}
console.log(S.from('ab') instanceof S, S.of(1).constructor.name, Array.from(new S(1, 2)).constructor.name);
let n = 0;
console.log(
  Array.from({
    get length() {
      n++;
      return 2;
    },
    get 0() {
      return n;
    },
    1: 'z',
  }),
  n,
);
try {
  Array.from({ length: 2 ** 53 });
} catch (e) {
  console.log(e.name, e.message);
}
try {
  Array.from({ length: 2 ** 32 });
} catch (e) {
  console.log(e.name, e.message);
}
