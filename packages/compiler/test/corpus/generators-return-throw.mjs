const log = [];
const j = (x) => JSON.stringify(x);
const t = (f) => {
  try {
    return j(f());
  } catch (e) {
    return 'threw ' + (e.message ?? e);
  }
};
function* g() {
  try {
    log.push('in');
    yield 1;
    yield 2;
  } finally {
    log.push('fin');
  }
}
let i = g();
i.next();
console.log(
  t(() => i.return('r')),
  t(() => i.next()),
  log.splice(0).join(),
);
i = g();
console.log(
  t(() => i.return('early')),
  t(() => i.next()),
  log.length,
);
i = g();
console.log(
  t(() => i.throw('early')),
  t(() => i.next()),
);
i = g();
i.next();
console.log(
  t(() => i.throw(new Error('x'))),
  t(() => i.next()),
  log.splice(0).join(),
);
function* h() {
  try {
    yield 1;
  } finally {
    yield 'cleanup';
    log.push('done');
  }
}
i = h();
i.next();
console.log(
  t(() => i.return('r')),
  t(() => i.next()),
  t(() => i.next()),
  log.splice(0).join(),
);
function* k() {
  try {
    yield 1;
  } finally {
    return 'override';
  }
}
i = k();
i.next();
console.log(t(() => i.return('r')));
i = k();
i.next();
console.log(t(() => i.throw('e')));
function* l() {
  for (;;)
    try {
      yield 1;
    } finally {
      continue;
    }
}
i = l();
i.next();
console.log(
  t(() => i.return('stuck')),
  t(() => i.next()),
);
function* m() {
  try {
    try {
      yield 1;
    } finally {
      log.push('a');
    }
  } finally {
    log.push('b');
    throw new Error('from finally');
  }
}
i = m();
i.next();
console.log(
  t(() => i.return()),
  log.splice(0).join(),
);
function* inner() {
  try {
    const x = yield 'i1';
    log.push('got ' + x);
    yield 'i2';
    return 'ir';
  } catch (e) {
    log.push('ic ' + e);
    yield 'i3';
  } finally {
    log.push('if');
  }
}
function* outer() {
  const r = yield* inner();
  log.push('r ' + r);
  yield 'o';
}
i = outer();
console.log(
  t(() => i.next()),
  t(() => i.next('v')),
  t(() => i.next()),
  t(() => i.next()),
  log.splice(0).join(),
);
i = outer();
i.next();
console.log(
  t(() => i.throw('T')),
  t(() => i.next()),
  log.splice(0).join(),
);
i = outer();
i.next();
console.log(
  t(() => i.return('R')),
  t(() => i.next()),
  log.splice(0).join(),
);
i = (function* () {
  yield* {
    [Symbol.iterator]: () => ({
      next: () => ({ value: 1, done: false }),
      return: (v) => (log.push('ret ' + v), { value: 'rv', done: true }),
    }),
  };
})();
i.next();
console.log(
  t(() => i.return('q')),
  log.splice(0).join(),
);
i = (function* () {
  yield* { [Symbol.iterator]: () => ({ next: () => ({ done: false }), return: () => (log.push('closed'), {}) }) };
})();
i.next();
console.log(
  t(() => i.throw('no throw method')),
  log.splice(0).join(),
);
