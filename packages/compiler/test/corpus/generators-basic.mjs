function* g(a) {
  const b = yield a;
  const c = yield b * 2;
  return c + 1;
}
const i = g(1);
console.log(JSON.stringify([i.next('ignored'), i.next(5), i.next(7), i.next(), i.next()]));
function* fib() {
  let [a, b] = [0, 1];
  for (;;) {
    yield a;
    [a, b] = [b, a + b];
  }
}
const f = [];
for (const x of fib()) {
  if (x > 100) break;
  f.push(x);
}
console.log(f.join());
const take = function* (n, it) {
  for (const x of it) {
    if (n-- <= 0) return;
    yield x;
  }
};
console.log([...take(5, fib())].join(), Math.max(...take(3, fib())));
function* tree(n) {
  if (n > 0) {
    yield* tree(n - 1);
    yield n;
    yield* tree(n - 1);
  }
}
console.log([...tree(4)].join(''));
const o = {
  *m() {
    yield this.v;
  },
  v: 'this',
};
console.log(
  [...o.m()].join(),
  (function* () {
    return arguments.length;
  })(1, 2).next().value,
  [
    ...(function* (...r) {
      yield* r;
    })(1, 2),
  ].join(),
);
console.log(
  Object.prototype.toString.call(g()),
  g.prototype.isPrototypeOf(g()),
  g() instanceof g,
  typeof g().next,
  g.constructor.name,
);
try {
  new g();
} catch (e) {
  console.log(e.message);
}
function* e() {
  try {
    yield 1;
    yield 2;
  } catch (x) {
    yield 'caught ' + x;
  } finally {
    yield 'finally';
  }
  yield 'after';
}
const k = e();
console.log(JSON.stringify([k.next(), k.throw('err'), k.next(), k.next(), k.next()]));
const self = (function* () {
  try {
    it.next();
  } catch (x) {
    yield x.message;
  }
})();
const it = self;
console.log(it.next().value);
function* d(
  a = (() => {
    throw new Error('param');
  })(),
) {}
try {
  d();
} catch (x) {
  console.log(x.message);
}
const lazy = (function* () {
  console.log('started');
  yield;
})();
console.log('before');
lazy.next();
