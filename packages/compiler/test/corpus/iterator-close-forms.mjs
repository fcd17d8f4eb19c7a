const log = [];
const make = (name, { n = 5, ret = {}, thr = null, nextThrows = -1, retThrows = false, retGetter = null } = {}) => ({
  [Symbol.iterator]() {
    log.push(name + '.iter');
    let i = 0;
    const it = {
      next() {
        if (i === nextThrows) throw new Error(name + ' next');
        log.push(name + '.next');
        return i < n ? { value: i++, done: false } : { value: undefined, done: true };
      },
    };
    Object.defineProperty(
      it,
      'return',
      retGetter
        ? { get: retGetter }
        : {
            value:
              ret === null
                ? null
                : ret === undefined
                  ? undefined
                  : (v) => {
                      log.push(name + '.return');
                      if (retThrows) throw new Error(name + ' return');
                      return ret;
                    },
          },
    );
    return it;
  },
});
const run = (name, f) => {
  try {
    const v = f();
    log.push('=' + (v === undefined ? 'u' : JSON.stringify(v)));
  } catch (e) {
    log.push('!' + (e && e.message));
  }
  console.log(name, log.splice(0).join(' '));
};
run('break', () => {
  for (const x of make('a')) if (x === 1) break;
});
run('continue outer', () => {
  l: for (const x of make('a', { n: 2 })) for (const y of make('b')) continue l;
});
run('return', () => {
  for (const x of make('a')) for (const y of make('b')) return x + y;
});
run('throw', () => {
  for (const x of make('a')) throw new Error('body');
});
run('throw+ret throws', () => {
  for (const x of make('a', { retThrows: true })) throw new Error('body');
});
run('break+ret throws', () => {
  for (const x of make('a', { retThrows: true })) break;
});
run('break+ret nonobj', () => {
  for (const x of make('a', { ret: 1 })) break;
});
run('throw+ret nonobj', () => {
  for (const x of make('a', { ret: 1 })) throw new Error('body');
});
run('ret null', () => {
  for (const x of make('a', { ret: null })) break;
});
run('getter throws', () => {
  for (const x of make('a', {
    retGetter() {
      throw new Error('getter');
    },
  }))
    break;
});
run('getter noncallable', () => {
  for (const x of make('a', {
    retGetter() {
      return 5;
    },
  }))
    break;
});
run('next throws', () => {
  for (const x of make('a', { nextThrows: 1 }));
});
run('destr exact', () => {
  const [a, b] = make('a', { n: 2 });
  return [a, b];
});
run('destr rest', () => {
  const [a, ...b] = make('a', { n: 3 });
  return [a, b];
});
run('destr empty', () => {
  const [] = make('a');
});
run('destr default throws', () => {
  const [
    a,
    b = (() => {
      throw new Error('def');
    })(),
  ] = make('a', { n: 1 });
});
run('destr default throws early', () => {
  const [
    {
      z = (() => {
        throw new Error('def');
      })(),
    },
  ] = make('a');
});
run('destr target throws', () => {
  const o = {
    set x(v) {
      throw new Error('set');
    },
  };
  [o.x] = make('a');
});
run('destr nested', () => {
  const [[a], [b]] = [make('a'), make('b')];
  return [a, b];
});
run('destr elision', () => {
  const [, , c] = make('a');
  return c;
});
run('spread', () => Math.max(...make('a', { n: 3 })));
run('array from', () =>
  Array.from(make('a', { n: 3 }), (x) => {
    if (x === 1) throw new Error('map');
    return x;
  }),
);
run('map ctor', () => new Map(make('a')));
run('set ctor', () => {
  class S extends Set {
    add(v) {
      if (v === 2) throw new Error('add');
      return super.add(v);
    }
  }
  return new S(make('a'));
});
run('fromEntries', () => Object.fromEntries(make('a')));
run('promise all', () => {
  Promise.all(make('a', { nextThrows: 0 })).catch((e) => console.log('rejected', e.message));
});
run('yield*', () => {
  function* g() {
    yield* make('a');
  }
  for (const x of g()) if (x === 2) break;
});
run('gen finally', () => {
  function* g() {
    try {
      yield 1;
      yield 2;
    } finally {
      log.push('fin');
      yield 'extra';
      log.push('after');
    }
  }
  for (const x of g()) break;
  const it = g();
  it.next();
  log.push(JSON.stringify(it.return(7)), JSON.stringify(it.next()), JSON.stringify(it.next()));
});
run('for of head', () => {
  const o = {};
  for (o[(log.push('key'), 'k')] of make('a', { n: 2 }));
  return o;
});
run('for of destr', () => {
  for (const [x] of [make('a'), make('b')]) {
    if (x === 0) continue;
  }
});
