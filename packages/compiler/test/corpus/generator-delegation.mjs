const log = [];
const l = (x) => (log.push(x), x);
const drain = (g, ...sent) => {
  const out = [];
  let r = g.next();
  for (let i = 0; !r.done && i < 20; i++) {
    out.push(r.value);
    r = g.next(sent[i]);
  }
  return [...out, 'ret:' + String(r.value)].join();
};
console.log(
  drain(
    (function* () {
      const a = yield 1;
      const b = yield a + 1;
      return a + b;
    })(),
    10,
    20,
  ),
);
console.log(
  drain(
    (function* () {
      const r = yield* (function* () {
        const x = yield 'in';
        return 'r' + x;
      })();
      yield r;
    })(),
    'sent',
  ),
);
console.log(
  drain(
    (function* () {
      yield* 'ab';
      yield* [1, , 2];
      yield* new Set(['s']);
      return yield* new Map([[1, 2]]);
    })(),
  ),
);
console.log(
  drain(
    (function* () {
      yield [yield 'a', yield 'b'];
      return (yield 'c') + (yield 'd');
    })(),
    1,
    2,
    3,
    4,
    5,
  ),
);
const inner = {
  [Symbol.iterator]() {
    l('iter');
    return {
      next(v) {
        l('next ' + v);
        return { value: 'v', done: v === 'stop' };
      },
      throw(e) {
        l('throw ' + e);
        return { value: 'thrown', done: false };
      },
      return(v) {
        l('return ' + v);
        return { value: 'ret', done: true };
      },
    };
  },
};
const out = function* () {
  try {
    return yield* inner;
  } finally {
    l('fin');
  }
};
let g = out();
console.log(g.next('ignored'), g.next('a'), g.throw('E'), g.return('R'), g.next(), log.splice(0));
g = out();
g.next();
console.log(g.next('stop'), log.splice(0));
const noThrow = {
  [Symbol.iterator]: () => ({
    next: () => ({ value: 1, done: false }),
    return() {
      l('closed');
      return {};
    },
  }),
};
g = (function* () {
  try {
    yield* noThrow;
  } catch (e) {
    l(e.name + ' ' + e.message);
    yield 'caught';
  }
})();
g.next();
console.log(g.throw('x'), log.splice(0));
const notDone = {
  [Symbol.iterator]: () => ({
    next: () => ({ value: 1, done: false }),
    return: () => ({ value: 'keep', done: false }),
  }),
};
g = (function* () {
  yield* notDone;
})();
g.next();
console.log(g.return('q'), g.return('q2'));
g = (function* () {
  try {
    yield 1;
    yield 2;
  } finally {
    yield 'cleanup';
  }
})();
g.next();
console.log(g.return('R'), g.next(), g.next());
g = (function* () {
  try {
    yield 1;
  } finally {
    return 'override';
  }
})();
g.next();
console.log(g.return('R'), g.next());
g = (function* () {
  while (true)
    try {
      yield l('loop');
    } catch (e) {
      l('c' + e);
    }
})();
g.next();
console.log(g.throw(1).value, g.throw(2).value, g.return(9), log.splice(0));
g = (function* () {
  yield 1;
})();
console.log(
  g.return('early'),
  g.next(),
  (() => {
    try {
      g.throw(new Error('after'));
    } catch (e) {
      return e.message;
    }
  })(),
);
for (const bad of [{ next: () => 5 }, { next: undefined }, {}])
  try {
    drain(
      (function* () {
        yield* { [Symbol.iterator]: () => bad };
      })(),
    );
  } catch (e) {
    console.log(e.name, e.message);
  }
try {
  drain(
    (function* () {
      yield* 5;
    })(),
  );
} catch (e) {
  console.log(e.name, e.message);
}
const re = (function* () {
  try {
    re.next();
  } catch (e) {
    yield e.name + ': ' + e.message;
  }
})();
console.log(re.next().value);
const args = function* (a, b = a * 2, ...c) {
  yield [a, b, c, arguments.length];
  yield this?.k;
};
console.log([...args.call({ k: 'this' }, 1, undefined, 3)]);
try {
  new args();
} catch (e) {
  console.log(e.name, e.message);
}
const lazy = function* (x = l('default evaluated')) {
  l('body');
};
lazy();
console.log(log.splice(0));
const thrower = function* ({ a }) {};
try {
  thrower(null);
} catch (e) {
  console.log(e.name);
}
class Tree {
  constructor(v, ...kids) {
    this.v = v;
    this.kids = kids;
  }
  *[Symbol.iterator]() {
    yield this.v;
    for (const k of this.kids) yield* k;
  }
}
console.log([...new Tree(1, new Tree(2, new Tree(3)), new Tree(4))]);
const fib = function* () {
  let [a, b] = [0, 1];
  for (;;) {
    yield a;
    [a, b] = [b, a + b];
  }
};
const take = function* (n, it) {
  for (const x of it) {
    if (n-- <= 0) return;
    yield x;
  }
};
console.log(
  [...take(15, fib())],
  Math.max(...take(5, fib())),
  Array.from(take(3, fib()), (x) => x * 2),
  new Set(take(8, fib())).size,
  Object.fromEntries(take(2, Object.entries({ a: 1, b: 2, c: 3 }))),
);
const co = (gen) => {
  const it = gen();
  const step = (v) => {
    const r = it.next(v);
    return r.done ? r.value : step(r.value * 2);
  };
  return step();
};
console.log(
  co(function* () {
    const a = yield 1;
    const b = yield a + 1;
    return [a, b];
  }),
);
const G = Object.getPrototypeOf(function* () {});
console.log(
  G[Symbol.toStringTag],
  Object.getPrototypeOf(fib()) === fib.prototype,
  fib.prototype.constructor,
  fib() instanceof fib,
  Object.prototype.toString.call(fib()),
  fib()[Symbol.iterator]() !== fib(),
  typeof fib().return,
);
const long = (function* () {
  let i = 0;
  while (i < 100000) yield i++;
})();
let sum = 0;
for (const x of long) sum += x;
console.log(sum);
console.log([
  ...(function* () {
    const o = {
      *m() {
        yield 'm';
      },
      get g() {
        return 'g';
      },
    };
    yield* o.m();
    yield o.g;
    label: for (const i of [1, 2, 3]) {
      for (const j of [1, 2]) {
        if (j === 2) continue label;
        if (i === 3) break label;
        yield i * 10 + j;
      }
    }
    switch (yield 'sw') {
      case undefined:
        yield 'undef';
      default:
        yield 'def';
    }
  })(),
]);
