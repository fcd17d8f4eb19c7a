const it = [1, 2, 3].values();
console.log(typeof it.map, typeof Iterator, typeof Object.getPrototypeOf(Object.getPrototypeOf(it))[Symbol.iterator]);
const custom = {
  from: 1,
  to: 4,
  [Symbol.iterator]() {
    let c = this.from,
      t = this.to;
    return {
      next: () => (c < t ? { value: c++ } : { done: 1 }),
      [Symbol.iterator]() {
        return this;
      },
    };
  },
};
console.log(
  [...custom],
  Array.from(custom),
  Math.max(...custom),
  new Set(custom).size,
  Object.fromEntries([...custom].map((x) => [x, x * x])),
  (([a, , b]) => [a, b])(custom),
);
const counting = {
  n: 0,
  [Symbol.iterator]() {
    this.n++;
    return [][Symbol.iterator]();
  },
};
[...counting];
for (const x of counting);
const [] = counting;
const [q] = counting;
console.log(counting.n);
const weird = {
  [Symbol.iterator]: () => ({
    next() {
      return {
        get done() {
          return ((this.d ??= 0), this.d++ > 0);
        },
        value: 'v',
      };
    },
  }),
};
let c = 0;
for (const x of weird) if (++c === 3) break;
console.log(c);
const und = { [Symbol.iterator]: () => ({ next: () => ({}) }) };
c = 0;
for (const x of und) {
  if (++c > 2) {
    console.log(x);
    break;
  }
}
const inherit = Object.create(
  {
    *[Symbol.iterator]() {
      yield this.v;
    },
  },
  { v: { value: 'inh' } },
);
console.log([...inherit]);
class L {
  constructor() {
    this.h = null;
  }
  add(v) {
    this.h = { v, n: this.h };
    return this;
  }
  *[Symbol.iterator]() {
    for (let n = this.h; n; n = n.n) yield n.v;
  }
}
console.log(
  [...new L().add(1).add(2)],
  Array.from(new L().add('x'), (s) => s + s),
);
const proxyIt = new Proxy([1, 2], {});
console.log([...proxyIt]);
console.log([...'\u{1F600}a'].length, [...new Map([[1, 2]]).keys()], [...[3, 4].entries()].flat());
const g = (function* () {
  const r = yield* custom;
  yield r;
})();
console.log([...g]);
const zip = function* (...a) {
  const its = a.map((x) => x[Symbol.iterator]());
  for (let r = its.map((i) => i.next()); r.every((x) => !x.done); r = its.map((i) => i.next()))
    yield r.map((x) => x.value);
};
console.log([...zip([1, 2], 'ab', new Set([true, false]))]);
