const log = [];
class It {
  constructor(n, o = {}) {
    this.n = n;
    this.o = o;
    this.i = 0;
  }
  [Symbol.iterator]() {
    log.push('iter');
    return this;
  }
  next(v) {
    log.push('next' + (v === undefined ? '' : v));
    if (this.o.throwAt === this.i) throw new Error('next');
    return this.o.raw ? this.o.raw(this.i++) : { done: this.i >= this.n, value: this.i++ };
  }
  return(v) {
    log.push('return' + (v === undefined ? '' : v));
    return this.o.ret ?? {};
  }
}
const t = (name, f) => {
  let r;
  try {
    r = f();
  } catch (e) {
    r = `${e.name}: ${e.message}`;
  }
  console.log(name, r, log.splice(0).join(' '));
};
t('spread', () => [...new It(2)]);
t('args', () => Math.max(...new It(3), ...new It(1)));
t('new args', () => new Array(...new It(3)).length);
t('destructure', () => {
  const [a, b] = new It(5);
  return [a, b];
});
t('holes', () => {
  const [, , c] = new It(5);
  return c;
});
t('rest', () => {
  const [a, ...r] = new It(3);
  return r;
});
t('empty', () => {
  const [] = new It(1);
  return 'e';
});
t('default', () => {
  const [a = 'd', b = 'e'] = new It(1);
  return [a, b];
});
t('nested', () => {
  const [[x], y] = [new It(1), 2];
  return [x, y];
});
t('assign throws', () => {
  [{}.x.y] = new It(1);
});
t('for break', () => {
  for (const x of new It(5)) if (x) break;
});
t('for return', () =>
  (() => {
    for (const x of new It(5)) return x;
  })(),
);
t('for throw', () => {
  for (const x of new It(5)) throw new Error('body');
});
t('for continue', () => {
  let n = 0;
  for (const x of new It(3)) {
    n++;
    continue;
  }
  return n;
});
t('next throws', () => {
  for (const x of new It(5, { throwAt: 1 }));
});
t('return bad', () => {
  for (const x of new It(5, { ret: 5 })) break;
});
t('return bad on throw', () => {
  for (const x of new It(5, { ret: 5 })) throw new Error('kept');
});
t('raw non-object', () => [...new It(1, { raw: () => 7 })]);
t('done truthy', () => [...new It(1, { raw: (i) => ({ done: i > 1 && 'yes', value: i }) })]);
t('value getter', () => [
  ...new It(1, {
    raw: (i) => ({
      done: i > 0,
      get value() {
        log.push('value');
        return 'v' + i;
      },
    }),
  }),
]);
t('done getter throws', () => {
  for (const x of new It(1, {
    raw: () => ({
      get done() {
        throw new TypeError('done');
      },
    }),
  }));
});
t('value getter throws', () => {
  for (const x of new It(1, {
    raw: () => ({
      done: false,
      get value() {
        throw new TypeError('val');
      },
    }),
  }));
});
t('Map', () => new Map(new It(1)).size);
t('Set', () => new Set(new It(3)).size);
t('Array.from', () => Array.from(new It(2), (x) => x + 1));
t('from throws', () =>
  Array.from(new It(3), () => {
    throw new Error('map');
  }),
);
t('fromEntries', () => Object.fromEntries(new It(1)));
t('Promise.all', () => {
  Promise.all(new It(2));
  return 'p';
});
t('Uint8Array', () => new Uint8Array(new It(3)));
t('yield*', () => [
  ...(function* () {
    const r = yield* new It(2);
    yield 'r' + r;
  })(),
]);
t('yield* return', () => {
  const g = (function* () {
    yield* new It(9);
  })();
  g.next();
  return JSON.stringify(g.return('q'));
});
t('yield* throw', () => {
  const g = (function* () {
    yield* new It(9);
  })();
  g.next();
  return g.throw(new Error('T'));
});
t('no return', () => {
  for (const x of { [Symbol.iterator]: () => ({ next: () => ({ value: 1 }) }) }) return 'left';
});
t('return null', () => {
  for (const x of { [Symbol.iterator]: () => ({ next: () => ({ value: 1 }), return: null }) }) break;
  return 'ok';
});
t('return not callable', () => {
  for (const x of { [Symbol.iterator]: () => ({ next: () => ({ value: 1 }), return: 5 }) }) break;
});
t('next replaced', () => {
  const it = new It(3);
  const out = [];
  for (const x of it) {
    out.push(x);
    it.next = () => ({ done: true });
  }
  return out;
});
t('nested loops', () => {
  const o = [];
  a: for (const x of new It(3))
    for (const y of new It(2)) {
      o.push([x, y].join(''));
      if (x === 1) break a;
    }
  return o;
});
t('labelled continue', () => {
  a: for (const x of new It(2)) for (const y of new It(3)) continue a;
});
t('try finally', () => {
  for (const x of new It(3))
    try {
      if (x === 1) break;
    } finally {
      log.push('f' + x);
    }
});
t('generator return in finally', () => {
  const g = (function* () {
    try {
      yield 1;
    } finally {
      log.push('gf');
    }
  })();
  for (const x of g) break;
  return g.next().done;
});
t('two consumers', () => {
  const it = [1, 2, 3, 4][Symbol.iterator]();
  const [a] = it;
  const [b] = it;
  return [a, b, ...it];
});
t('entries', () => {
  const it = ['a', 'b'].entries();
  return [it.next().value, [...it], it.next()].flat(2);
});
t('string it', () => {
  const it = 'a😀'[Symbol.iterator]();
  return [it.next().value, it.next().value, it.next().done, Object.prototype.toString.call(it)];
});
t('ArrayIteratorPrototype', () => {
  const P = Object.getPrototypeOf([][Symbol.iterator]());
  return [
    typeof P.next,
    P[Symbol.toStringTag],
    Object.getPrototypeOf(P) === Object.getPrototypeOf(Object.getPrototypeOf(new Map().keys())),
    P.next.length,
  ];
});
t('next on wrong', () => [][Symbol.iterator]().next.call({}));
t('patched', () => {
  const P = Object.getPrototypeOf([][Symbol.iterator]());
  const orig = P.next;
  let n = 0;
  P.next = function () {
    n++;
    return orig.call(this);
  };
  try {
    const [a, b] = [1, 2, 3];
    return [[...[1, 2]], a, b, n];
  } finally {
    P.next = orig;
  }
});
t('patched iterator', () => {
  const orig = Array.prototype[Symbol.iterator];
  Array.prototype[Symbol.iterator] = function* () {
    yield 'patched';
  };
  try {
    return [...[1, 2]].join() + Math.max(...[5]);
  } finally {
    Array.prototype[Symbol.iterator] = orig;
  }
});
