const range = function* (a, b = Infinity, s = 1) {
  for (let i = a; i < b; i += s) yield i;
};
const map = (f) =>
    function* (it) {
      for (const x of it) yield f(x);
    },
  filter = (f) =>
    function* (it) {
      for (const x of it) if (f(x)) yield x;
    },
  take = (n) =>
    function* (it) {
      if (n <= 0) return;
      for (const x of it) {
        yield x;
        if (--n <= 0) return;
      }
    },
  skip = (n) =>
    function* (it) {
      for (const x of it) if (n-- <= 0) yield x;
    },
  flat = function* (it) {
    for (const x of it) yield* x;
  };
const pipe = (it, ...f) => f.reduce((a, g) => g(a), it);
console.log(
  [
    ...pipe(
      range(1),
      filter((x) => x % 3 === 0),
      map((x) => x * x),
      skip(2),
      take(4),
    ),
  ],
  [...pipe([[1, 2], 'ab', new Set([9])], flat)],
  [...pipe(range(0, 1, 0.25))],
);
function* zip(...its) {
  const is = its.map((i) => i[Symbol.iterator]());
  try {
    for (;;) {
      const rs = is.map((i) => i.next());
      if (rs.some((r) => r.done)) return 'short';
      yield rs.map((r) => r.value);
    }
  } finally {
    for (const i of is) i.return?.();
  }
}
console.log([...zip([1, 2, 3], 'ab', range(10))]);
function* perms(a, n = a.length) {
  if (n <= 1) yield a.slice();
  else
    for (let i = 0; i < n; i++) {
      yield* perms(a, n - 1);
      const j = n % 2 ? 0 : i;
      [a[n - 1], a[j]] = [a[j], a[n - 1]];
    }
}
console.log([...perms(['a', 'b', 'c'])].map((p) => p.join('')).join());
function* inorder(t) {
  if (!t) return;
  yield* inorder(t.l);
  yield t.v;
  yield* inorder(t.r);
}
const tree = [5, 2, 8, 1, 9, 3].reduce((t, v) => {
  const ins = (n) => (!n ? { v } : v < n.v ? { ...n, l: ins(n.l) } : { ...n, r: ins(n.r) });
  return ins(t);
}, null);
console.log([...inorder(tree)].join());
const co = (g) => {
  const it = g();
  const out = [];
  let r = it.next();
  while (!r.done) {
    out.push(r.value);
    r = it.next(r.value * 2);
  }
  return [out, r.value];
};
console.log(
  co(function* () {
    const a = yield 1;
    const b = yield a + 1;
    return a + b;
  }),
);
function* tokenize(s) {
  const re = /\s*(\d+|[-+*/()])/y;
  let m;
  while ((m = re.exec(s))) yield m[1];
}
console.log([...tokenize('12 + (3*4) - 5')]);
const sched = (...gs) => {
  const q = gs.map((g) => g());
  const log = [];
  while (q.length) {
    const g = q.shift();
    const { value, done } = g.next();
    if (!done) {
      log.push(value);
      q.push(g);
    }
  }
  return log;
};
console.log(
  sched(
    function* () {
      yield 'a1';
      yield 'a2';
    },
    function* () {
      yield 'b1';
    },
    function* () {
      yield 'c1';
      yield 'c2';
      yield 'c3';
    },
  ).join(),
);
class Tree {
  constructor(v, ...c) {
    this.v = v;
    this.c = c;
  }
  *[Symbol.iterator]() {
    yield this.v;
    for (const x of this.c) yield* x;
  }
  *bfs() {
    const q = [this];
    while (q.length) {
      const n = q.shift();
      yield n.v;
      q.push(...n.c);
    }
  }
}
const tr = new Tree(1, new Tree(2, new Tree(4)), new Tree(3));
console.log([...tr], [...tr.bfs()], Math.max(...tr));
function* fibm() {
  let [a, b] = [0n, 1n];
  for (;;) {
    const reset = yield a;
    [a, b] = reset ? [0n, 1n] : [b, a + b];
  }
}
const fi = fibm();
for (let i = 0; i < 90; i++) fi.next();
console.log(fi.next().value, fi.next(true).value, fi.next().value, fi.return(5), fi.next());
