const depth = (f) => {
  let n = 0;
  const go = () => {
    n++;
    f(go);
  };
  try {
    go();
    return 'no limit';
  } catch (e) {
    return e instanceof RangeError && e.message === 'Maximum call stack size exceeded' && n > 500;
  }
};
console.log(
  depth((g) => g()),
  depth((g) => [1].map(g)),
  depth((g) => [2, 1].sort(g)),
  depth((g) => 'a'.replace('a', g)),
  depth((g) => JSON.stringify({ toJSON: g })),
  depth((g) => `${{ toString: g }}`),
  depth((g) => new Proxy({}, { get: g }).x),
  depth((g) => Reflect.apply(g, null, [])),
  depth(
    (g) =>
      new (class {
        constructor() {
          g();
        }
      })(),
  ),
  depth(
    (g) =>
      ({
        get x() {
          return g();
        },
      }).x,
  ),
  depth((g) => [...{ [Symbol.iterator]: g }]),
  depth((g) => [..._gen(g)]),
  depth((g) => g.call()),
  depth((g) => g.bind()()),
  depth((g) => Array.from([1], g)),
  depth((g) => [1].reduce(g, 0)),
  depth((g) => new Map([[1, 1]]).forEach(g)),
  depth((g) => {
    try {
      g();
    } finally {
    }
  }),
);
function* _gen(g) {
  yield g();
}
let nested = [];
for (let i = 0; i < 1000; i++) nested = [nested];
try {
  console.log(JSON.stringify(nested).length);
} catch (e) {
  console.log(e.name);
}
let list = null;
for (let i = 0; i < 200000; i++) list = { next: list, i };
let len = 0;
for (let n = list; n; n = n.next) len += n.i & 1;
console.log(len);
let chain = Promise.resolve(0);
for (let i = 0; i < 20000; i++) chain = chain.then((x) => x + 1);
console.log(await chain);
const tree = (d) => (d === 0 ? null : { l: tree(d - 1), r: tree(d - 1) });
const count = (t) => (t ? 1 + count(t.l) + count(t.r) : 0);
console.log(count(tree(15)));
const ack = (m, n) => (m === 0 ? n + 1 : n === 0 ? ack(m - 1, 1) : ack(m - 1, ack(m, n - 1)));
console.log(ack(2, 9));
const even = (n) => (n === 0 ? true : odd(n - 1)),
  odd = (n) => (n === 0 ? false : even(n - 1));
console.log(even(5000));
let fn = (x) => x;
for (let i = 0; i < 1000; i++) {
  const prev = fn;
  fn = (x) => prev(x) + 1;
}
console.log(fn(0));
let gen = (function* () {
  yield 0;
})();
for (let i = 0; i < 300; i++) {
  const inner = gen;
  gen = (function* () {
    yield* inner;
    yield i;
  })();
}
console.log([...gen].length);
let str = '';
for (let i = 0; i < 100000; i++) str = (i % 2 ? 'a' : 'b') + str;
console.log(str.length, str[50000], str.indexOf('ba'));
let cls = class {
  v() {
    return 0;
  }
};
for (let i = 0; i < 100; i++)
  cls = class extends cls {
    v() {
      return super.v() + 1;
    }
  };
console.log(new cls().v());
let proto = {};
for (let i = 0; i < 1000; i++) {
  proto = Object.create(proto);
}
console.log(proto.missing, proto.toString());
let err;
try {
  (function f() {
    f();
  })();
} catch (e) {
  err = e;
}
console.log(err.name, err.message, err instanceof RangeError);
let again = 0;
for (let i = 0; i < 3; i++)
  try {
    (function f() {
      f();
    })();
  } catch {
    again++;
  }
console.log(again);
const flat = Array(1000)
  .fill()
  .reduce((a) => [a], 1);
try {
  console.log(flat.flat(Infinity));
} catch (e) {
  console.log(e.name);
}
let re = '('.repeat(200) + 'a' + ')'.repeat(200);
console.log(new RegExp(re).exec('a').length);
const mutual = { a: (n) => (n ? mutual.b(n - 1) : 'done'), b: (n) => (n ? mutual.a(n - 1) : 'done') };
console.log(mutual.a(3000));
