const out = (n, f) => console.log(n, JSON.stringify(f()));
out('map add', () => {
  const m = new Map([[1, 1]]),
    r = [];
  for (const [k] of m) {
    r.push(k);
    if (k < 6) m.set(k + 1, 1);
  }
  return r;
});
out('map delete current', () => {
  const m = new Map([[1], [2], [3]]),
    r = [];
  for (const [k] of m) {
    r.push(k);
    m.delete(k);
  }
  return [r, m.size];
});
out('map delete next', () => {
  const m = new Map([[1], [2], [3], [4]]),
    r = [];
  for (const [k] of m) {
    r.push(k);
    m.delete(k + 1);
  }
  return r;
});
out('map re-add', () => {
  const m = new Map([[1], [2]]),
    r = [];
  let n = 0;
  for (const [k] of m) {
    r.push(k);
    if (n++ < 4) {
      m.delete(k);
      m.set(k);
    }
  }
  return r;
});
out('map clear', () => {
  const m = new Map([[1], [2]]),
    r = [];
  for (const [k] of m) {
    r.push(k);
    if (k === 1) {
      m.clear();
      m.set(9);
    }
  }
  return r;
});
out('forEach add', () => {
  const s = new Set([1]),
    r = [];
  s.forEach((x) => {
    r.push(x);
    if (x < 5) s.add(x + 1);
  });
  return r;
});
out('forEach delete', () => {
  const s = new Set([1, 2, 3, 4]),
    r = [];
  s.forEach((x) => {
    r.push(x);
    s.delete(x + 1);
    s.delete(x - 1);
  });
  return [r, [...s]];
});
out('two iterators', () => {
  const s = new Set([1, 2, 3]),
    a = s.values(),
    b = s.values();
  a.next();
  s.delete(1);
  s.add(4);
  return [[...a], [...b]];
});
out('exhausted', () => {
  const s = new Set([1]),
    a = s.values();
  a.next();
  a.next();
  s.add(2);
  return a.next();
});
out('grow', () => {
  const m = new Map();
  for (let i = 0; i < 10; i++) m.set(i, i);
  const r = [];
  for (const k of m.keys()) {
    r.push(k);
    if (k < 10) for (let j = 0; j < 30; j++) m.set(100 + k * 30 + j, 1);
    if (k >= 10) m.delete(k + 1);
  }
  return [r.length, m.size, r.slice(-2)];
});
out('shrink', () => {
  const m = new Map(Array.from({ length: 500 }, (_, i) => [i, i]));
  let n = 0;
  for (const k of m.keys()) {
    n++;
    for (let j = k + 1; j < k + 50; j++) m.delete(j);
  }
  return [n, m.size];
});
out('array push', () => {
  const a = [1, 2],
    r = [];
  for (const x of a) {
    r.push(x);
    if (a.length < 5) a.push(x * 10);
  }
  return r;
});
out('array shift', () => {
  const a = [1, 2, 3, 4],
    r = [];
  for (const x of a) {
    r.push(x);
    a.shift();
  }
  return [r, a];
});
out('forEach push', () => {
  const a = [1, 2],
    r = [];
  a.forEach((x) => {
    r.push(x);
    a.push(9);
  });
  return [r, a.length];
});
out('map shrink', () => {
  const a = [1, 2, 3, 4];
  return a.map((x, i) => {
    a.length = 2;
    return x;
  });
});
out('filter delete', () => {
  const a = [1, 2, 3, 4];
  return a.filter((x, i) => {
    delete a[i + 1];
    return true;
  });
});
out('reduce change', () => {
  const a = [1, 2, 3];
  return a.reduce((p, c, i) => {
    a[i + 1] = 10;
    return p + c;
  });
});
out('sort mutate', () => {
  const a = [3, 1, 2];
  let n = 0;
  a.sort((x, y) => {
    if (n++ === 0) a.push(99);
    return x - y;
  });
  return a;
});
out('splice in loop', () => {
  const a = [1, 2, 3, 4, 5];
  for (let i = 0; i < a.length; i++) if (a[i] % 2) a.splice(i, 1);
  return a;
});
out('every push', () => {
  const a = [1];
  let n = 0;
  a.every(() => {
    a.push(1);
    return ++n < 100;
  });
  return [n, a.length];
});
out('find delete', () => {
  const a = [1, 2, 3],
    r = [];
  a.find((x) => {
    r.push(x ?? 'hole');
    delete a[1];
  });
  return r;
});
out('join toString', () => {
  const a = [
    1,
    {
      toString() {
        a.length = 2;
        return 'x';
      },
    },
    3,
  ];
  return a.join();
});
out('entries', () => {
  const a = ['a', 'b'],
    r = [];
  for (const [i, v] of a.entries()) {
    r.push(i + v);
    if (i === 0) a.push('c');
  }
  return r;
});
out('object keys', () => {
  const o = { a: 1, b: 2 },
    r = [];
  for (const k of Object.keys(o)) {
    delete o.b;
    o.c = 1;
    r.push(k);
  }
  return r;
});
out('Object.entries getter', () => {
  const o = {
    get a() {
      delete o.b;
      return 1;
    },
    b: 2,
    c: 3,
  };
  return Object.entries(o);
});
out('assign getter', () => {
  const o = {
    get a() {
      o.d = 4;
      delete o.c;
      return 1;
    },
    c: 3,
  };
  return Object.assign({}, o);
});
out('stringify getter', () => {
  const o = {
    get a() {
      delete o.b;
      return 1;
    },
    b: 2,
    c: 3,
  };
  return JSON.parse(JSON.stringify(o));
});
out('from mutated', () => {
  const a = [1, 2, 3];
  return Array.from(a, (x, i) => {
    if (i === 0) a.push(4);
    return x;
  });
});
out('spread iter', () => {
  const s = new Set([1, 2]);
  return [...s, ...(s.add(3), s)];
});
out('typed', () => {
  const t = new Uint8Array([1, 2, 3]),
    r = [];
  for (const x of t) {
    r.push(x);
    t[2] = 9;
  }
  return r;
});
out('string', () => {
  let s = 'abc',
    r = '';
  for (const c of s) {
    r += c;
    s += 'd';
  }
  return r;
});
out('copyWithin', () => {
  const a = [1, 2, 3, 4];
  a.copyWithin(1, {
    valueOf() {
      a.length = 2;
      return 0;
    },
  });
  return a;
});
out('indexOf', () => {
  const a = [1, 2, 3];
  return a.indexOf(3, {
    valueOf() {
      a.length = 1;
      return 0;
    },
  });
});
out('includes', () => {
  const a = [1, 2, 3];
  return a.includes(undefined, {
    valueOf() {
      a.length = 1;
      return 0;
    },
  });
});
out('concat', () => {
  const a = [1, 2, , 4];
  Object.defineProperty(a, 2, {
    get() {
      a.length = 3;
      return 'g';
    },
    configurable: true,
  });
  return [].concat(a);
});
out('flatMap', () => {
  const a = [1, 2, 3];
  return a.flatMap((x) => (a.pop(), [x, x]));
});
out('destructure', () => {
  const a = [1, 2, 3];
  const [x, y = a.push(4), ...z] = a;
  return [x, y, z];
});
out('weak', () => {
  const k = {};
  const w = new WeakMap([[k, 1]]);
  w.delete(k);
  return [w.has(k), w.get(k), w.set(k, 2) === w, w.get(k)];
});
out('lastIndexOf', () => [1, 2, 3, 2].lastIndexOf(2, { valueOf: () => -2 }));
out('reverse getter', () => {
  const a = [1, 2, 3];
  Object.defineProperty(a, 0, {
    get: () => 'first',
    set(v) {
      a.stored = v;
    },
    configurable: true,
    enumerable: true,
  });
  a.reverse();
  return [a.stored, a[2]];
});
