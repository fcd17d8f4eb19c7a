const t = (f) => {
  try {
    return f();
  } catch (e) {
    return 'E:' + (e?.message ?? e);
  }
};
console.log(
  t(() => {
    try {
      return 1;
    } finally {
    }
  }),
  t(() => {
    try {
      return 1;
    } finally {
      return 2;
    }
  }),
  t(() => {
    try {
      throw 1;
    } finally {
      return 2;
    }
  }),
  t(() => {
    try {
      throw 1;
    } catch (e) {
      return e;
    } finally {
      return 3;
    }
  }),
  t(() => {
    try {
      return 1;
    } finally {
      throw 4;
    }
  }),
  t(() => {
    l: try {
      return 1;
    } finally {
      break l;
    }
    return 5;
  }),
  t(() => {
    for (;;) {
      try {
        return 1;
      } finally {
        break;
      }
    }
    return 6;
  }),
  t(() => {
    for (const x of [1, 2]) {
      try {
        return x;
      } finally {
        continue;
      }
    }
    return 7;
  }),
  t(() => {
    let x = 1;
    try {
      return x++;
    } finally {
      x = 100;
    }
  }),
  t(() => {
    try {
      try {
        throw 'a';
      } finally {
        throw 'b';
      }
    } catch (e) {
      return e;
    }
  }),
  t(() => {
    try {
      return (() => {
        try {
          return 'in';
        } finally {
          throw 'x';
        }
      })();
    } catch (e) {
      return 'c' + e;
    }
  }),
  t(() => {
    try {
      undefined.x;
    } catch {
      return 'c';
    } finally {
      null;
    }
  }),
  t(() => {
    const r = [];
    try {
      r.push(1);
      return r;
    } finally {
      r.push(2);
    }
  }),
);
const g = function* () {
  try {
    yield 1;
  } finally {
    yield 2;
  }
};
const i = g();
console.log(i.next(), i.return('r'), i.next(), i.next());
const g2 = function* () {
  try {
    yield 1;
  } finally {
    return 'over';
  }
};
const j = g2();
j.next();
console.log(j.throw(new Error('gone')), j.next());
const a = async () => {
  try {
    return await Promise.reject(1);
  } catch (e) {
    return 'c' + e;
  } finally {
    await 0;
  }
};
const b = async () => {
  try {
    return 'v';
  } finally {
    return 'f';
  }
};
const c = async () => {
  try {
    throw 1;
  } finally {
    await null;
  }
};
console.log(await a(), await b(), await c().catch((e) => 'rej' + e));
class K {
  constructor(f) {
    try {
      if (f) return { alt: 1 };
      this.x = 1;
    } finally {
      this.fin = true;
    }
  }
}
console.log(new K(), new K(true));
const s = [];
const deep = (n) => {
  try {
    if (n) deep(n - 1);
    else throw 'bottom';
  } finally {
    s.push(n);
  }
};
try {
  deep(3);
} catch (e) {
  s.push(e);
}
console.log(s.join());
