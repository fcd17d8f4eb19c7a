const out = [];
outer: for (let i = 0; i < 4; i++) {
  try {
    for (let j = 0; j < 4; j++) {
      try {
        if (j === 1) continue;
        if (j === 2 && i === 0) continue outer;
        if (i === 2) break outer;
        out.push(`${i}${j}`);
      } finally {
        out.push(`f${i}${j}`);
      }
    }
  } finally {
    out.push(`F${i}`);
  }
}
console.log(out.join(' '));
const f = (m) => {
  const l = [];
  const r = (() => {
    for (const x of [1, 2, 3]) {
      try {
        if (m === 'ret' && x === 2) return 'r' + x;
        if (m === 'throw' && x === 2) throw 't' + x;
        if (m === 'brk' && x === 2) break;
        l.push(x);
      } catch (e) {
        l.push('c' + e);
        if (m === 'throw') continue;
      } finally {
        l.push('f' + x);
        if (m === 'override' && x === 3) return 'over';
      }
    }
    return 'end';
  })();
  return [r, ...l].join();
};
for (const m of ['ret', 'throw', 'brk', 'none', 'override']) console.log(m, f(m));
const g = () => {
  try {
    throw new Error('a');
  } catch (e) {
    throw new Error('b:' + e.message);
  } finally {
    console.log('cleanup');
  }
};
try {
  g();
} catch (e) {
  console.log(e.message);
}
const h = () => {
  try {
    return (() => {
      throw 1;
    })();
  } catch {
    return 'caught';
  } finally {
  }
};
console.log(h());
const nest = () => {
  const t = [];
  try {
    try {
      throw 'inner';
    } finally {
      t.push(1);
      try {
        throw 'mid';
      } catch (e) {
        t.push(e);
      }
    }
  } catch (e) {
    t.push(e);
  }
  return t;
};
console.log(nest());
const swallow = () => {
  try {
    throw 'lost';
  } finally {
    return 'kept';
  }
};
console.log(swallow());
const val = () => {
  let x = 1;
  try {
    return x;
  } finally {
    x = 2;
  }
};
console.log(val());
const obj = () => {
  const o = { x: 1 };
  try {
    return o;
  } finally {
    o.x = 2;
  }
};
console.log(obj());
let c = 0;
while (true) {
  try {
    if (++c > 3) break;
    continue;
  } finally {
    c += 10;
  }
}
console.log(c);
do {
  try {
    continue;
  } finally {
    c--;
  }
} while (c > 5);
console.log(c);
const gen = function* () {
  try {
    yield 1;
    yield 2;
  } finally {
    console.log('gen fin');
  }
};
for (const x of gen()) {
  if (x === 1) break;
}
l: {
  try {
    break l;
  } finally {
    console.log('label fin');
  }
}
(async () => {
  try {
    await Promise.reject('ar');
  } catch (e) {
    console.log(e);
  } finally {
    await null;
    console.log('async fin');
  }
  return 'done';
})().then(console.log);
