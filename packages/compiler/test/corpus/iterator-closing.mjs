const log = [];
const make = (n, opts = {}) => ({
  i: 0,
  [Symbol.iterator]() {
    return this;
  },
  next() {
    if (opts.throwNext === this.i) throw new Error('next');
    return { value: this.i++, done: this.i > n };
  },
  return(v) {
    log.push('return');
    if (opts.throwReturn) throw new Error('return');
    return opts.badReturn ? 1 : {};
  },
});
const run = (title, f) => {
  try {
    log.push(f());
  } catch (e) {
    log.push(e.message ?? e);
  }
  console.log(title, log.splice(0).join());
};
run('break', () => {
  for (const x of make(3)) if (x === 1) break;
});
run('end', () => {
  for (const x of make(3));
});
run('throw', () => {
  for (const x of make(3)) throw new Error('body');
});
run('return', () => {
  for (const x of make(3)) return x;
});
run('continue outer', () => {
  a: for (const x of make(2))
    for (const y of make(3)) {
      if (y === 1) continue a;
    }
});
run('break outer', () => {
  a: for (const x of make(2)) for (const y of make(3)) break a;
});
run('throw next', () => {
  for (const x of make(3, { throwNext: 1 }));
});
run('throw return', () => {
  for (const x of make(3, { throwReturn: 1 })) break;
});
run('throw both', () => {
  for (const x of make(3, { throwReturn: 1 })) throw new Error('body');
});
run('bad return', () => {
  for (const x of make(3, { badReturn: 1 })) break;
});
run('finally', () => {
  try {
    for (const x of make(3)) {
      try {
        return 'r';
      } finally {
        log.push('inner');
      }
    }
  } finally {
    log.push('outer');
  }
});
run('destructure', () => {
  const [a] = make(3);
  return a;
});
run('destructure all', () => {
  const [a, b, c, d] = make(3);
  return [a, b, c, d].join();
});
run('destructure throw', () => {
  const [
    a = (() => {
      throw new Error('default');
    })(),
  ] = [][Symbol.iterator]();
});
run('spread', () => [...make(3)].join());
run('from throw', () =>
  Array.from(make(3), () => {
    throw new Error('map');
  }),
);
run('map ctor', () => new Map(make(3)));
run('set ctor', () => new Set(make(3)).size);
run('promise all', () => {
  Promise.all(make(2));
  return 'all';
});
run('yield*', () => {
  const g = (function* () {
    yield* make(5);
  })();
  g.next();
  return g.return('r').value;
});
run('fromEntries', () => Object.fromEntries(make(1)));
