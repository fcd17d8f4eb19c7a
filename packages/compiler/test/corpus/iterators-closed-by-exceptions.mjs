// Exceptions that leave functions which handle none: what iterators these have open is closed, the innermost first.
const log = [];
function source(name, { throwing = false, answer } = {}) {
  let n = 0;
  return {
    [Symbol.iterator]() {
      return this;
    },
    next() {
      if (n >= 3) return { done: true, value: undefined };
      return { done: false, value: `${name}${n++}` };
    },
    return() {
      log.push(`return ${name}`);
      if (throwing) throw new Error(`return of ${name}`);
      return answer ?? {};
    },
  };
}
function show(title, f) {
  log.length = 0;
  try {
    log.push(`gave ${f()}`);
  } catch (e) {
    log.push(`caught ${e.message}`);
  }
  console.log(title, log.join(', '));
}
function fail(message) {
  throw new Error(message);
}

function one(name, options) {
  for (const x of source(name, options)) fail(`in ${x}`);
}
function nested() {
  for (const a of source('a'))
    for (const b of source('b')) {
      for (const c of source('c')) {
        if (c === 'c1') fail(`${a} ${b} ${c}`);
      }
    }
}
function outerFrame() {
  for (const x of source('outer')) {
    log.push(x);
    nested();
  }
}
show('one', () => one('x'));
show('return throws', () => one('x', { throwing: true }));
show('return gives a number', () => one('x', { answer: 1 }));
show('nested', nested);
show('two frames', outerFrame);
show('through map', () => {
  for (const x of source('m')) [1, 2].map((n) => (n === 2 ? nested() : n));
});
show('through sort', () => {
  for (const x of source('s'))
    [3, 1, 2].sort(() => {
      one('inner');
    });
});

// what was left by its end, a break, a return or a continue stays closed once
function ended() {
  for (const x of source('e')) log.push(x);
  fail('behind the end');
}
function broken() {
  for (const x of source('k')) break;
  fail('behind the break');
}
function continued() {
  outer: for (const x of source('o')) {
    for (const y of source('i')) if (y === 'i1') continue outer;
  }
  fail('behind');
}
function returned() {
  for (const x of source('r')) return x;
}
show('ended', ended);
show('broken', broken);
show('continued', continued);
show('returned', () => {
  for (const x of source('q')) {
    returned();
    fail('behind returned');
  }
});

// a handler in the loop, and around it
function handled() {
  for (const x of source('h')) {
    try {
      nested();
    } catch (e) {
      log.push(`inner ${e.message}`);
      if (x === 'h1') throw e;
    }
  }
}
show('handled', handled);
function around() {
  let count = 0;
  try {
    for (const x of source('t')) {
      count++;
      one('u');
    }
  } catch (e) {
    log.push(`around ${e.message}`);
  }
  for (const x of source('v')) if (count++ > 1) fail('late');
}
show('around', around);
function last() {
  try {
    for (const x of source('f')) one('g');
  } finally {
    log.push('finally');
  }
}
show('finally', () => {
  for (const x of source('w')) last();
});

// next that throws does not close; one that was closed by its own exception neither
const sick = {
  [Symbol.iterator]() {
    return {
      next() {
        fail('next');
      },
      return() {
        log.push('never');
      },
    };
  },
};
show('sick', () => {
  for (const x of source('z')) for (const y of sick) log.push(y);
});
const noDone = {
  [Symbol.iterator]() {
    return {
      next: () => ({
        get done() {
          return fail('done');
        },
      }),
      return() {
        log.push('never');
      },
    };
  },
};
show('done', () => {
  for (const y of noDone) log.push(y);
});

// destructuring
function pattern() {
  const [a = fail('default'), b] = source('p');
  return a + b;
}
function patternDefault() {
  const holes = {
    *[Symbol.iterator]() {
      try {
        yield undefined;
        yield 1;
      } finally {
        log.push('generator closed');
      }
    },
  };
  const [a = fail('default'), b] = holes;
  return a + b;
}
function patternTarget() {
  const target = {
    set x(v) {
      fail(`setter ${v}`);
    },
  };
  [target.x] = source('d');
}
function patternRest() {
  const [a, ...rest] = source('n');
  fail(rest.join());
}
function parameters([a, b], { c } = fail('parameter')) {
  return a + b + c;
}
show('pattern', pattern);
show('pattern default', patternDefault);
show('pattern target', patternTarget);
show('pattern rest', patternRest);
show('parameters', () => parameters(source('y')));

// generators
function* numbers(name) {
  try {
    for (let i = 0; ; i++) yield i;
  } finally {
    log.push(`closed ${name}`);
  }
}
function withGenerators() {
  for (const a of numbers('a')) for (const b of numbers('b')) if (a + b > 2) fail('enough');
}
show('generators', withGenerators);
function* delegating() {
  for (const x of source('inner of generator')) yield* [x, one('deep')];
}
show('in a generator', () => {
  for (const x of delegating()) log.push(x);
});
// return() itself uses loops that throw
const busy = {
  [Symbol.iterator]() {
    return {
      next: () => ({ done: false, value: 1 }),
      return() {
        try {
          nested();
        } catch (e) {
          log.push(`in return ${e.message}`);
        }
        one('thrown from return');
      },
    };
  },
};
show('busy', () => {
  for (const x of source('before')) for (const y of busy) fail('original');
});

// recursion, each level with one open
function deep(n) {
  for (const x of source(`l${n}`)) n === 0 ? fail('bottom') : deep(n - 1);
}
show('deep', () => deep(4));
// collections and texts
function others() {
  for (const [k, v] of new Map([['a', 1]])) for (const s of new Set([k])) for (const c of 'xy') fail(`${k}${v}${s}${c}`);
}
show('others', others);
async function waits() {
  for (const x of source('async')) {
    await null;
    one('awaited');
  }
}
log.length = 0;
waits().catch((e) => console.log('async', e.message, log.join()));
