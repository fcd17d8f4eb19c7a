const log = [];
const t = (f) => {
  try {
    return f();
  } catch (e) {
    return 'T:' + (e.message ?? e);
  }
};
console.log(
  t(() => {
    try {
      return 'a';
    } finally {
      log.push('f');
    }
  }),
  t(() => {
    try {
      return 'a';
    } finally {
      return 'b';
    }
  }),
  t(() => {
    try {
      throw 'x';
    } finally {
      return 'b';
    }
  }),
  t(() => {
    try {
      throw 'x';
    } catch (e) {
      return e + 1;
    } finally {
      log.push('f');
    }
  }),
  t(() => {
    try {
      throw 'x';
    } catch (e) {
      throw e + 2;
    } finally {
      log.push('f');
    }
  }),
  t(() => {
    try {
      throw 'x';
    } catch {
      throw 'y';
    } finally {
      throw 'z';
    }
  }),
  log.splice(0).join(),
);
console.log(
  t(() => {
    let x = 1;
    try {
      return x;
    } finally {
      x = 2;
    }
  }),
  t(() => {
    const o = { v: 1 };
    try {
      return o;
    } finally {
      o.v = 2;
    }
  }).v,
  t(() => {
    for (let i = 0; ; i++) {
      try {
        if (i === 3) break;
        continue;
      } finally {
        log.push(i);
      }
    }
    return 'loop';
  }),
  t(() => {
    a: for (const x of [1, 2]) {
      for (;;) {
        try {
          continue a;
        } finally {
          log.push('c' + x);
        }
      }
    }
    return 'lab';
  }),
  t(() => {
    a: {
      try {
        break a;
      } finally {
        log.push('blk');
      }
    }
    return 'after';
  }),
  t(() => {
    do {
      try {
        continue;
      } finally {
        log.push('do');
      }
    } while (false);
    return 1;
  }),
  t(() => {
    while (true) {
      try {
        return 'r';
      } finally {
        break;
      }
    }
    return 'broken';
  }),
  log.splice(0).join(),
);
const f = (n) => {
  try {
    if (n === 0) throw new Error('bottom');
    return f(n - 1);
  } finally {
    log.push(n);
  }
};
console.log(
  t(() => f(3)),
  log.splice(0).join(),
);
try {
  try {
    null.x;
  } catch ({ name, message: m }) {
    console.log(name, m);
    throw name;
  }
} catch (e) {
  console.log(e);
}
try {
  throw undefined;
} catch (e) {
  console.log(e);
}
try {
  throw null;
} catch (e) {
  console.log(e);
}
const e1 = new Error('outer', { cause: 'inner' });
console.log(e1.cause, 'cause' in new Error('x'), Object.keys(e1).length);
function nested() {
  try {
    try {
      throw 1;
    } finally {
      try {
        throw 2;
      } catch (e) {
        log.push('in' + e);
      }
    }
  } catch (e) {
    log.push('out' + e);
  }
}
nested();
console.log(log.splice(0).join());
const e = 'shadowed';
try {
  throw 'c';
} catch (e) {
  {
    let e = 'inner';
    log.push(e);
  }
  log.push(e);
}
console.log(e, log.splice(0).join());
var v = 1;
try {
  throw 0;
} catch (err) {
  var v = 2;
}
console.log(v);
