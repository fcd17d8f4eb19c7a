class Matrix {
  constructor(rows) {
    this.rows = rows.map((r) => [...r]);
  }
  static identity(n) {
    return new Matrix(Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => +(i === j))));
  }
  get [Symbol.toStringTag]() {
    return `Matrix ${this.rows.length}x${this.rows[0].length}`;
  }
  mul(o) {
    if (this.rows[0].length !== o.rows.length) throw new TypeError('shape mismatch');
    return new Matrix(this.rows.map((r) => o.rows[0].map((_, j) => r.reduce((s, x, k) => s + x * o.rows[k][j], 0))));
  }
  get T() {
    return new Matrix(this.rows[0].map((_, j) => this.rows.map((r) => r[j])));
  }
  det() {
    const m = this.rows.map((r) => [...r]);
    let d = 1;
    for (let i = 0; i < m.length; i++) {
      let p = i;
      for (let r = i + 1; r < m.length; r++) if (Math.abs(m[r][i]) > Math.abs(m[p][i])) p = r;
      if (m[p][i] === 0) return 0;
      if (p !== i) {
        [m[p], m[i]] = [m[i], m[p]];
        d = -d;
      }
      d *= m[i][i];
      for (let r = i + 1; r < m.length; r++) {
        const f = m[r][i] / m[i][i];
        for (let c = i; c < m.length; c++) m[r][c] -= f * m[i][c];
      }
    }
    return d;
  }
  pow(n) {
    let b = this,
      r = Matrix.identity(this.rows.length);
    for (; n > 0; n >>= 1) {
      if (n & 1) r = r.mul(b);
      b = b.mul(b);
    }
    return r;
  }
  toString() {
    return this.rows.map((r) => r.map((x) => String(x).padStart(6)).join('')).join('\n');
  }
}
const m = new Matrix([
  [2, -1, 0],
  [1, 3, 5],
  [0.5, 4, -2],
]);
console.log(String(m));
console.log(String(m.T), m.det(), String(m.mul(m)), Object.prototype.toString.call(m));
console.log(
  new Matrix([
    [1, 1],
    [1, 0],
  ]).pow(50).rows,
  m,
);
try {
  m.mul(new Matrix([[1]]));
} catch (e) {
  console.log(e.message);
}
class Heap {
  #a = [];
  #cmp;
  constructor(cmp = (a, b) => a - b) {
    this.#cmp = cmp;
  }
  push(x) {
    const a = this.#a;
    let i = a.push(x) - 1;
    while (i > 0) {
      const p = (i - 1) >> 1;
      if (this.#cmp(a[p], a[i]) <= 0) break;
      [a[p], a[i]] = [a[i], a[p]];
      i = p;
    }
  }
  pop() {
    const a = this.#a;
    const top = a[0];
    const last = a.pop();
    if (a.length) {
      a[0] = last;
      let i = 0;
      for (;;) {
        let c = 2 * i + 1;
        if (c >= a.length) break;
        if (c + 1 < a.length && this.#cmp(a[c + 1], a[c]) < 0) c++;
        if (this.#cmp(a[i], a[c]) <= 0) break;
        [a[i], a[c]] = [a[c], a[i]];
        i = c;
      }
    }
    return top;
  }
  get size() {
    return this.#a.length;
  }
}
const graph = {
  A: { B: 7, C: 9, F: 14 },
  B: { A: 7, C: 10, D: 15 },
  C: { A: 9, B: 10, D: 11, F: 2 },
  D: { B: 15, C: 11, E: 6 },
  E: { D: 6, F: 9 },
  F: { A: 14, C: 2, E: 9 },
  G: {},
};
const dijkstra = (g, s) => {
  const dist = Object.fromEntries(Object.keys(g).map((k) => [k, Infinity])),
    prev = {};
  dist[s] = 0;
  const h = new Heap((a, b) => a[0] - b[0]);
  h.push([0, s]);
  while (h.size) {
    const [d, u] = h.pop();
    if (d > dist[u]) continue;
    for (const [v, w] of Object.entries(g[u]))
      if (d + w < dist[v]) {
        dist[v] = d + w;
        prev[v] = u;
        h.push([d + w, v]);
      }
  }
  return {
    dist,
    path: (t) => {
      const p = [];
      for (let x = t; x; x = prev[x]) p.unshift(x);
      return p.join('->');
    },
  };
};
const r = dijkstra(graph, 'A');
console.log(r.dist, r.path('E'), r.path('G'));
console.table(r.dist);
const topo = (deps) => {
  const out = [],
    state = new Map();
  const visit = (n, stack = []) => {
    if (state.get(n) === 2) return;
    if (state.get(n) === 1) throw new Error(`cycle: ${[...stack, n].join(' > ')}`);
    state.set(n, 1);
    for (const d of deps[n] ?? []) visit(d, [...stack, n]);
    state.set(n, 2);
    out.push(n);
  };
  Object.keys(deps).forEach((n) => visit(n));
  return out;
};
console.log(topo({ app: ['db', 'log'], db: ['cfg'], log: ['cfg'], cfg: [] }));
try {
  topo({ a: ['b'], b: ['c'], c: ['a'] });
} catch (e) {
  console.log(e.message);
}
class UF {
  constructor(n) {
    this.p = Int32Array.from({ length: n }, (_, i) => i);
    this.s = new Uint32Array(n).fill(1);
  }
  find(x) {
    while (this.p[x] !== x) x = this.p[x] = this.p[this.p[x]];
    return x;
  }
  union(a, b) {
    a = this.find(a);
    b = this.find(b);
    if (a === b) return false;
    if (this.s[a] < this.s[b]) [a, b] = [b, a];
    this.p[b] = a;
    this.s[a] += this.s[b];
    return true;
  }
}
const edges = [];
let seed = 42;
const rnd = () => (seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff) / 0x7fffffff;
for (let i = 0; i < 500; i++) edges.push([Math.floor(rnd() * 100), Math.floor(rnd() * 100), Math.floor(rnd() * 1000)]);
const uf = new UF(100);
let total = 0,
  used = 0;
for (const [a, b, w] of edges.sort((x, y) => x[2] - y[2]))
  if (uf.union(a, b)) {
    total += w;
    used++;
  }
console.log(total, used, uf.s[uf.find(0)]);
const queens = (n) => {
  let c = 0;
  const go = (row, cols, d1, d2) => {
    if (row === n) {
      c++;
      return;
    }
    let free = ~(cols | d1 | d2) & ((1 << n) - 1);
    while (free) {
      const bit = free & -free;
      free ^= bit;
      go(row + 1, cols | bit, (d1 | bit) << 1, (d2 | bit) >> 1);
    }
  };
  go(0, 0, 0, 0);
  return c;
};
console.log([1, 4, 6, 8, 9].map(queens));
const sieve = (n) => {
  const s = new Uint8Array(n + 1);
  const out = [];
  for (let i = 2; i <= n; i++) {
    if (s[i]) continue;
    out.push(i);
    for (let j = i * i; j <= n; j += i) s[j] = 1;
  }
  return out;
};
console.log(sieve(100).join(), sieve(100000).length);
const perms = (a) =>
  a.length < 2 ? [a] : a.flatMap((x, i) => perms([...a.slice(0, i), ...a.slice(i + 1)]).map((p) => [x, ...p]));
console.log(
  perms([1, 2, 3])
    .map((p) => p.join(''))
    .join(),
  perms([...'abcdef']).length,
);
const life = (cells) => {
  const n = new Map();
  for (const c of cells) {
    const [x, y] = c.split(',').map(Number);
    for (let dx = -1; dx <= 1; dx++)
      for (let dy = -1; dy <= 1; dy++)
        if (dx || dy) {
          const k = `${x + dx},${y + dy}`;
          n.set(k, (n.get(k) ?? 0) + 1);
        }
  }
  return new Set([...n].filter(([k, v]) => v === 3 || (v === 2 && cells.has(k))).map(([k]) => k));
};
let cells = new Set(['1,0', '2,1', '0,2', '1,2', '2,2']);
for (let i = 0; i < 40; i++) cells = life(cells);
console.log([...cells].sort());
const lev = (a, b) => {
  let prev = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const cur = [i];
    for (let j = 1; j <= b.length; j++)
      cur[j] = Math.min(prev[j] + 1, cur[j - 1] + 1, prev[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    prev = cur;
  }
  return prev[b.length];
};
console.log(lev('kitten', 'sitting'), lev('', 'abc'), lev('flaw', 'lawn'));
const knap = (items, cap) => {
  const dp = Array.from({ length: items.length + 1 }, () => new Array(cap + 1).fill(0));
  items.forEach(([w, v], i) => {
    for (let c = 0; c <= cap; c++) dp[i + 1][c] = Math.max(dp[i][c], c >= w ? dp[i][c - w] + v : 0);
  });
  return dp.at(-1).at(-1);
};
console.log(
  knap(
    [
      [1, 1],
      [3, 4],
      [4, 5],
      [5, 7],
    ],
    7,
  ),
);
const bs = (a, x, lo = 0, hi = a.length) => {
  while (lo < hi) {
    const mid = (lo + hi) >>> 1;
    if (a[mid] < x) lo = mid + 1;
    else hi = mid;
  }
  return lo;
};
console.log([0, 5, 9, 10].map((x) => bs([1, 3, 5, 7, 9], x)));
