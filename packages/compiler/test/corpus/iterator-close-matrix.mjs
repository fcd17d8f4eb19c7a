const log = [];
const mk = (n, opt = {}) => ({
  [Symbol.iterator]() {
    log.push('iter');
    let i = 0;
    const it = {
      next() {
        log.push('next');
        if (opt.throwNext === i) throw new Error('next threw');
        return opt.badResult
          ? 1
          : {
              get done() {
                log.push('done?');
                return i >= n;
              },
              get value() {
                log.push('value');
                return i++;
              },
            };
      },
    };
    if (opt.ret !== null)
      it.return =
        opt.ret ??
        function (...a) {
          log.push('return' + a.length);
          return {};
        };
    return it;
  },
});
const run = (name, f) => {
  let r;
  try {
    r = f();
  } catch (e) {
    r = 'threw ' + (e?.message ?? e);
  }
  console.log(name, JSON.stringify(r) ?? r, log.splice(0).join(' '));
};
run('all', () => [...mk(2)]);
run('destr0', () => {
  const [] = mk(2);
});
run('destr1', () => {
  const [a] = mk(2);
  return a;
});
run('destr2', () => {
  const [a, b] = mk(2);
  return [a, b];
});
run('destr3', () => {
  const [a, b, c] = mk(2);
  return c;
});
run('elide', () => {
  const [, , a] = mk(5);
  return a;
});
run('rest', () => {
  const [a, ...r] = mk(3);
  return r;
});
run('default throw', () => {
  const [
    a,
    [b] = (() => {
      throw new Error('dflt');
    })(),
  ] = [1];
});
run('nested', () => {
  const [[x], y] = [mk(2), 5];
  return [x, y];
});
run('assign throw', () => {
  const o = {
    set p(v) {
      throw new Error('setter');
    },
  };
  [o.p] = mk(3);
});
run('assign rest throw', () => {
  const o = {
    set p(v) {
      throw new Error('setter');
    },
  };
  [...o.p] = mk(2);
});
run('computed throw', () => {
  const f = () => {
    throw new Error('key');
  };
  let o = {};
  [o[f()]] = mk(3);
});
run('next throws', () => {
  const [a, b] = mk(3, { throwNext: 1 });
});
run('bad result', () => {
  const [a] = mk(1, { badResult: true });
});
run('break', () => {
  for (const x of mk(3)) break;
});
run('return', () => {
  for (const x of mk(3)) return x;
});
run('throw', () => {
  for (const x of mk(3)) throw new Error('body');
});
run('continue', () => {
  let s = 0;
  for (const x of mk(2)) {
    s += x;
    continue;
  }
  return s;
});
run('labelled', () => {
  o: for (const a of mk(2))
    for (const b of mk(2)) {
      if (a === 0) continue o;
      break o;
    }
});
run('next throws loop', () => {
  for (const x of mk(3, { throwNext: 1 }));
});
run('no return', () => {
  for (const x of mk(3, { ret: null })) break;
});
run('ret undefined', () => {
  for (const x of mk(3, { ret: undefined })) break;
});
run('ret bad break', () => {
  for (const x of mk(3, { ret: () => 5 })) break;
});
run('ret bad throw', () => {
  for (const x of mk(3, { ret: () => 5 })) throw new Error('kept');
});
run('ret throws break', () => {
  for (const x of mk(3, {
    ret: () => {
      throw new Error('from return');
    },
  }))
    break;
});
run('ret throws throw', () => {
  for (const x of mk(3, {
    ret: () => {
      throw new Error('from return');
    },
  }))
    throw new Error('original');
});
run('ret not fn', () => {
  for (const x of mk(3, { ret: 5 })) break;
});
run('ret not fn throw', () => {
  for (const x of mk(3, { ret: 5 })) throw new Error('orig');
});
run('Map bad', () => new Map(mk(2)));
run('Map adder', () => {
  const s = Map.prototype.set;
  try {
    Map.prototype.set = () => {
      throw new Error('adder');
    };
    return new Map([[1, 2]]);
  } finally {
    Map.prototype.set = s;
  }
});
run('Set', () => new Set(mk(2)).size);
run('Set add throws', () => {
  const s = Set.prototype.add;
  try {
    Set.prototype.add = function () {
      throw new Error('add');
    };
    new Set(mk(2));
  } finally {
    Set.prototype.add = s;
  }
});
run('from', () => Array.from(mk(2), (x) => x + 1));
run('from throws', () =>
  Array.from(mk(2), () => {
    throw new Error('mapfn');
  }),
);
run('fromEntries', () => Object.fromEntries(mk(1)));
run('spread call', () => Math.max(...mk(3)));
run('WeakSet', () => new WeakSet(mk(1)));
run('typed', () => [...new Uint8Array(mk(3))]);
run('yield*', () => {
  const i = (function* () {
    yield* mk(3);
  })();
  i.next();
  i.return();
});
run('gen break', () => {
  const i = (function* () {
    for (const x of mk(3)) yield x;
  })();
  i.next();
  i.return('q');
});
run('Promise.all', () => {
  Promise.all(mk(1)).then(() => {});
});
run('for assign', () => {
  let x;
  for ({ x } of mk(2));
  return x;
});
run('param', () => (([a], ...b) => a)(mk(2)));
run('catch param', () => {
  try {
    throw mk(2);
  } catch ([a]) {
    return a;
  }
});
run('groupish', () => {
  const m = {};
  for (const x of mk(3)) (m[x % 2] ??= []).push(x);
  return m;
});
run('array mutated next', () => {
  const a = [1, 2, 3];
  const r = [];
  for (const x of a) {
    r.push(x);
    if (r.length < 6) a.push(x * 10);
  }
  return r;
});
run('patched', () => {
  const ap = Object.getPrototypeOf([][Symbol.iterator]());
  const n = ap.next;
  let c = 0;
  try {
    ap.next = function () {
      c++;
      return n.call(this);
    };
    const [a, b] = [1, 2, 3];
    [...[1, 2]];
    return c;
  } finally {
    ap.next = n;
  }
});
run('string', () => {
  const [a, b] = '😀x';
  return a + b;
});
run('patched Symbol.iterator', () => {
  const s = Array.prototype[Symbol.iterator];
  try {
    Array.prototype[Symbol.iterator] = function* () {
      yield 'patched';
    };
    const [q] = [1];
    return [q, ...[5, 6]];
  } finally {
    Array.prototype[Symbol.iterator] = s;
  }
});
