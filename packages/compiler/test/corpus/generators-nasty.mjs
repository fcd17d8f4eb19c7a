const log = [];
function* g() {
  try {
    const a = yield 1;
    log.push('a' + a);
    try {
      yield 2;
    } finally {
      log.push('inner');
      yield 'cleanup';
      log.push('after cleanup');
    }
  } catch (e) {
    log.push('caught ' + e);
    yield 'handled';
  } finally {
    log.push('outer');
  }
  return 'ret';
}
let i = g();
console.log(i.next('ignored'), i.next('A'), i.return('R'), i.next(), i.next(), log.splice(0));
i = g();
i.next();
console.log(i.throw('T'), i.next(), i.next(), log.splice(0));
i = g();
console.log(i.return('early'), i.next(), log.splice(0));
i = g();
try {
  i.throw(new Error('first'));
} catch (e) {
  console.log(e.message);
}
console.log(i.next());
i = g();
i.next();
i.next();
console.log(i.throw('in2'), i.next(), i.next(), log.splice(0));
function* ov() {
  try {
    yield 1;
  } finally {
    return 'override';
  }
}
i = ov();
i.next();
console.log(i.return('x'));
i = ov();
i.next();
console.log(i.throw(new Error('swallowed')));
function* fy() {
  try {
    return 'r';
  } finally {
    yield 'f';
  }
}
console.log(
  [...fy()],
  (() => {
    const k = fy();
    return [k.next(), k.next(), k.next()];
  })(),
);
function* inner() {
  try {
    const x = yield 'i1';
    log.push('got ' + x);
    yield 'i2';
  } finally {
    log.push('inner fin');
  }
  return 'iret';
}
function* outer() {
  const r = yield* inner();
  log.push('r=' + r);
  const s = yield* [10, 20];
  log.push('s=' + s);
  yield* 'ab';
  return 'oret';
}
console.log([...outer()], log.splice(0));
i = outer();
i.next();
console.log(i.next('X'), i.return('stop'), log.splice(0));
i = outer();
i.next();
try {
  i.throw(new Error('E'));
} catch (e) {
  console.log(e.message, log.splice(0));
}
const manual = {
  [Symbol.iterator]() {
    return this;
  },
  n: 0,
  next(v) {
    log.push('next ' + v);
    return { value: this.n++, done: this.n > 3 };
  },
  return(v) {
    log.push('return ' + v);
    return { value: 'mr', done: true };
  },
  throw(e) {
    log.push('throw ' + e);
    return { value: 'mt', done: false };
  },
};
function* del() {
  return yield* manual;
}
i = del();
console.log(i.next('a'), i.next('b'), i.throw('c'), i.return('d'), i.next(), log.splice(0));
const noThrow = {
  [Symbol.iterator]: () => ({
    next: () => ({ value: 1, done: false }),
    return() {
      log.push('closed');
      return {};
    },
  }),
};
i = (function* () {
  yield* noThrow;
})();
i.next();
try {
  i.throw(1);
} catch (e) {
  console.log(e.name, e.message, log.splice(0));
}
const badRet = { [Symbol.iterator]: () => ({ next: () => ({ value: 1, done: false }), return: () => 5 }) };
i = (function* () {
  yield* badRet;
})();
i.next();
try {
  i.return(1);
} catch (e) {
  console.log(e.message);
}
try {
  for (const x of badRet) break;
} catch (e) {
  console.log(e.message);
}
try {
  for (const x of { [Symbol.iterator]: () => ({ next: () => 5 }) });
} catch (e) {
  console.log(e.message);
}
function* reent() {
  try {
    it2.next();
  } catch (e) {
    yield e.name + e.message;
  }
}
const it2 = reent();
console.log(it2.next());
function* thrower() {
  yield 1;
  throw new Error('gen err');
}
i = thrower();
i.next();
try {
  i.next();
} catch (e) {
  console.log(e.message);
}
console.log(i.next());
function* fib() {
  let [a, b] = [0, 1];
  for (;;) {
    yield a;
    [a, b] = [b, a + b];
  }
}
const take = function* (n, it) {
  for (const x of it) {
    if (n-- <= 0) return;
    yield x;
  }
};
console.log([...take(10, fib())]);
const [x1, , x3, ...rest] = take(6, fib());
console.log(x1, x3, rest);
console.log(
  Object.prototype.toString.call(g()),
  g.constructor.name,
  Object.getPrototypeOf(g).constructor.name,
  g()[Symbol.iterator]() instanceof g,
  typeof g.prototype,
  'constructor' in g.prototype && Object.hasOwn(g.prototype, 'constructor'),
  String(g()),
  g() instanceof g,
);
g.prototype.extra = 5;
console.log(g().extra);
const gp = g.prototype;
g.prototype = null;
console.log(Object.getPrototypeOf(g()) === Object.getPrototypeOf(gp));
function* params(
  a = (() => {
    throw new Error('param');
  })(),
) {
  yield a;
}
try {
  params();
  console.log('no');
} catch (e) {
  console.log(e.message);
}
function* args() {
  yield arguments.length;
  yield* arguments;
  yield this?.q;
}
console.log([...args.call({ q: 'Q' }, 1, 2)]);
const o = {
  *m() {
    yield this.z;
  },
  z: 'zed',
  async *am() {
    yield 1;
  },
};
console.log([...o.m()]);
function* yieldEverywhere() {
  const r = [yield 1, yield 2, { k: yield 3, [yield 4]: 5 }, `${yield 6}`, (yield 7) + (yield 8), yield yield 9];
  if (yield 'cond') return r;
  while (yield 'w');
  switch (yield 's') {
    case yield 'c':
      return ['sw', ...r];
  }
  return r;
}
i = yieldEverywhere();
let v = i.next(),
  n = 0;
const seq = [];
while (!v.done && n < 40) {
  seq.push(v.value);
  v = i.next(v.value === 'w' ? false : v.value === 'cond' ? 0 : n++);
}
console.log(seq, v.value);
const spread = (...a) => a.length;
console.log(
  spread(...fibn(5)),
  Math.max(...fibn(7)),
  Array.from(fibn(3)),
  new Set(fibn(4)).size,
  Object.fromEntries(
    (function* () {
      yield ['a', 1];
    })(),
  ),
);
function* fibn(n) {
  yield* take(n, fib());
}
let depth = 0;
function* rec(n) {
  if (n) {
    yield n;
    yield* rec(n - 1);
  }
}
console.log([...rec(50)].length, [...rec(3)]);
console.log(fib().next.length, fib().toString(), i);
