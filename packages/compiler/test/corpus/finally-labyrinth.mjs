const r = [];
function f1() {
  try {
    return (r.push('ret'), 1);
  } finally {
    r.push('fin');
  }
}
function f2() {
  try {
    throw 1;
  } catch (e) {
    return e + 1;
  } finally {
    return 'over';
  }
}
function f3() {
  for (let i = 0; i < 3; i++) {
    try {
      if (i === 1) continue;
      if (i === 2) break;
      r.push('b' + i);
    } finally {
      r.push('f' + i);
    }
  }
  return 'done';
}
function f4() {
  l: try {
    try {
      break l;
    } finally {
      r.push('in');
    }
  } finally {
    r.push('out');
  }
  return 'after';
}
function f5() {
  try {
    try {
      throw new Error('a');
    } finally {
      throw new Error('b');
    }
  } catch (e) {
    return e.message;
  }
}
function f6() {
  let i = 0;
  try {
    return i;
  } finally {
    i = 9;
  }
}
function f7() {
  let o = { v: 0 };
  try {
    return o;
  } finally {
    o.v = 9;
  }
}
function f8() {
  while (true) {
    try {
      return 1;
    } finally {
      break;
    }
  }
  return 2;
}
function f9() {
  outer: for (const a of [1, 2]) {
    for (const b of [3, 4]) {
      try {
        if (b === 3) continue outer;
        r.push('x');
      } finally {
        r.push(a + '' + b);
        if (a === 2) break outer;
      }
    }
  }
  return 'f9';
}
function f10() {
  try {
    f10b();
  } catch ({ message, name: n = 'q' }) {
    return message + n;
  }
}
function f10b() {
  throw { message: 'm' };
}
function f11(n) {
  switch (n) {
    case 0:
      try {
        break;
      } finally {
        r.push('s0');
      }
    case 1:
      r.push('s1');
    default:
      try {
        return 'd';
      } finally {
        r.push('sd');
      }
  }
  return 'end';
}
function f12() {
  try {
  } finally {
    return 'empty';
  }
}
function f13() {
  const fs = [];
  for (let i = 0; i < 3; i++) {
    try {
      fs.push(() => i);
      if (i === 1) continue;
    } finally {
      fs.push(() => i * 10);
    }
  }
  return fs.map((f) => f());
}
function f14() {
  try {
    null.x;
  } catch {
    try {
      undefined.y;
    } catch (e) {
      return e.message;
    } finally {
      r.push('n');
    }
  } finally {
    r.push('o');
  }
}
function* f15() {
  try {
    yield 1;
    return 2;
  } finally {
    try {
      yield 3;
    } finally {
      yield 4;
    }
  }
}
function f16(d) {
  try {
    if (d > 0) return f16(d - 1) + 1;
    throw new Error('bottom');
  } catch (e) {
    r.push('c' + d);
    if (d < 2) throw e;
    return 100;
  } finally {
    r.push('u' + d);
  }
}
for (const f of [
  f1,
  f2,
  f3,
  f4,
  f5,
  f6,
  f7,
  f8,
  f9,
  f10,
  () => f11(0),
  () => f11(1),
  () => f11(2),
  f12,
  f13,
  f14,
  () => [...f15()],
  () => f16(4),
]) {
  let v;
  try {
    v = JSON.stringify(f());
  } catch (e) {
    v = 'threw ' + e.message;
  }
  console.log(v, r.splice(0).join());
}
function tower(n) {
  let s = '';
  for (let i = 0; i < n; i++) {
    try {
      try {
        if (i % 3 === 0) throw i;
        if (i % 3 === 1) continue;
        s += 'n';
      } catch (e) {
        s += 'c' + e;
        if (e === 6) throw 'six';
      } finally {
        s += 'f';
        if (i === 10) break;
      }
    } catch (e) {
      s += e;
    }
  }
  return s;
}
console.log(tower(14));
let completion = (() => {
  do {
    try {
      continue;
    } finally {
      r.push('do');
    }
  } while (r.length < 3);
  return r.length;
})();
console.log(completion);
try {
  (() => {
    try {
      throw new TypeError('first');
    } finally {
      (() => {
        try {
          throw new RangeError('second');
        } catch {}
      })();
    }
  })();
} catch (e) {
  console.log(e.name);
}
