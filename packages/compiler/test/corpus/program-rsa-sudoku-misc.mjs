const modpow = (b, e, m) => {
  let r = 1n;
  b %= m;
  for (; e; e >>= 1n) {
    if (e & 1n) r = (r * b) % m;
    b = (b * b) % m;
  }
  return r;
};
const egcd = (a, b) => (b ? (([g, x, y]) => [g, y, x - (a / b) * y])(egcd(b, a % b)) : [a, 1n, 0n]);
const inv = (a, m) => {
  const [g, x] = egcd(a, m);
  if (g !== 1n) throw new RangeError('not invertible');
  return ((x % m) + m) % m;
};
const isPrime = (n) => {
  if (n < 2n) return false;
  for (const p of [2n, 3n, 5n, 7n, 11n, 13n, 17n, 19n, 23n, 29n, 31n, 37n]) {
    if (n % p === 0n) return n === p;
  }
  let d = n - 1n,
    s = 0;
  while (!(d & 1n)) {
    d >>= 1n;
    s++;
  }
  outer: for (const a of [2n, 3n, 5n, 7n, 11n, 13n, 17n, 19n, 23n, 29n, 31n, 37n]) {
    let x = modpow(a, d, n);
    if (x === 1n || x === n - 1n) continue;
    for (let i = 1; i < s; i++) {
      x = (x * x) % n;
      if (x === n - 1n) continue outer;
    }
    return false;
  }
  return true;
};
const nextPrime = (n) => {
  n |= 1n;
  while (!isPrime(n)) n += 2n;
  return n;
};
const p = nextPrime(2n ** 256n + 297n),
  q = nextPrime(2n ** 255n + 12345n),
  n = p * q,
  e = 65537n,
  d = inv(e, (p - 1n) * (q - 1n));
const toInt = (s) =>
  BigInt('0x' + [...new TextEncoder().encode(s)].map((b) => b.toString(16).padStart(2, '0')).join(''));
const toStr = (i) =>
  new TextDecoder().decode(
    Uint8Array.from(
      i
        .toString(16)
        .replace(/^(.(..)*)$/, '0$1')
        .match(/../g)
        .map((h) => parseInt(h, 16)),
    ),
  );
const c = modpow(toInt('attack at dawn ✓'), e, n);
console.log(p.toString(16), c.toString(36), toStr(modpow(c, d, n)), n.toString().length);
try {
  inv(6n, 9n);
} catch (er) {
  console.log(er.message);
}
const solve = (g) => {
  const cells = [...g].map((ch) => (ch === '.' ? 0 : +ch));
  const rows = new Uint16Array(9),
    cols = new Uint16Array(9),
    boxes = new Uint16Array(9);
  const box = (i) => ((i / 27) | 0) * 3 + (((i % 9) / 3) | 0);
  const put = (i, v, on) => {
    const b = 1 << v;
    if (on) {
      rows[(i / 9) | 0] |= b;
      cols[i % 9] |= b;
      boxes[box(i)] |= b;
    } else {
      rows[(i / 9) | 0] &= ~b;
      cols[i % 9] &= ~b;
      boxes[box(i)] &= ~b;
    }
    cells[i] = on ? v : 0;
  };
  cells.forEach((v, i) => v && put(i, v, true));
  let steps = 0;
  const go = () => {
    steps++;
    let best = -1,
      bm = 0,
      bc = 10;
    for (let i = 0; i < 81; i++)
      if (!cells[i]) {
        const m = ~(rows[(i / 9) | 0] | cols[i % 9] | boxes[box(i)]) & 0x3fe;
        let k = 0;
        for (let x = m; x; x &= x - 1) k++;
        if (k < bc) {
          bc = k;
          best = i;
          bm = m;
          if (k < 2) break;
        }
      }
    if (best < 0) return true;
    for (let v = 1; v <= 9; v++)
      if (bm & (1 << v)) {
        put(best, v, true);
        if (go()) return true;
        put(best, v, false);
      }
    return false;
  };
  return go() ? [cells.join(''), steps] : null;
};
for (const g of [
  '53..7....6..195....98....6.8...6...34..8.3..17...2...6.6....28....419..5....8..79',
  '8..........36......7..9.2...5...7.......457.....1...3...1....68..85...1..9....4..',
])
  console.log(solve(g));
class Trie {
  root = {};
  add(w) {
    let n = this.root;
    for (const ch of w) n = n[ch] ??= {};
    n.$ = w;
    return this;
  }
  *with(prefix) {
    let n = this.root;
    for (const ch of prefix) {
      n = n[ch];
      if (!n) return;
    }
    const st = [n];
    while (st.length) {
      const x = st.pop();
      if (x.$) yield x.$;
      for (const k of Object.keys(x).sort().reverse()) if (k !== '$') st.push(x[k]);
    }
  }
}
const tr = new Trie();
for (const w of 'car card care cat dog do 😀x'.split(' ')) tr.add(w);
console.log([...tr.with('ca')], [...tr.with('')], [...tr.with('z')], [...tr.with('😀')]);
const route = (() => {
  const rs = [];
  const add = (m, path, h) => {
    const keys = [];
    const re = new RegExp(
      '^' +
        path
          .replace(/\/:(\w+)(\?)?/g, (_, k, o) => (keys.push(k), `${o ? '(?:' : ''}/([^/]+)${o ? ')?' : ''}`))
          .replace(/\*/g, '(.*)') +
        '/?$',
    );
    rs.push({ m, re, keys, h });
  };
  const match = (m, url) => {
    const { pathname, searchParams } = new URL(url, 'http://h');
    for (const r of rs) {
      const k = r.m === m && r.re.exec(pathname);
      if (k)
        return r.h({
          params: Object.fromEntries(r.keys.map((n, i) => [n, k[i + 1] && decodeURIComponent(k[i + 1])])),
          query: Object.fromEntries(searchParams),
          rest: k.at(-1),
        });
    }
    return '404';
  };
  return { add, match };
})();
route.add('GET', '/users/:id', ({ params, query }) => JSON.stringify([params, query]));
route.add('GET', '/files/*', ({ rest }) => 'file ' + rest);
route.add('POST', '/a/:x/b/:y?', ({ params }) => params);
console.log(
  route.match('GET', '/users/a%20b?x=1&y=%C3%A9'),
  route.match('GET', '/files/a/b.txt'),
  route.match('POST', '/a/1/b'),
  route.match('POST', '/a/1/b/2/'),
  route.match('PUT', '/users/1'),
);
const pretty = (v, ind = 0) => {
  const pad = '  '.repeat(ind);
  if (Array.isArray(v))
    return v.length ? `[\n${v.map((x) => pad + '  ' + pretty(x, ind + 1)).join(',\n')}\n${pad}]` : '[]';
  if (v && typeof v === 'object') {
    const es = Object.entries(v);
    return es.length ? `{\n${es.map(([k, x]) => `${pad}  ${k}: ${pretty(x, ind + 1)}`).join(',\n')}\n${pad}}` : '{}';
  }
  return typeof v === 'string' ? `'${v}'` : String(v);
};
console.log(pretty({ a: [1, { b: null }, []], c: 'x', d: {}, e: undefined, f: true }));
const fmt = (dt, f) =>
  f.replace(
    /YYYY|MMM|MM|DD|D|HH|mm|ss|SSS|ddd/g,
    (t) =>
      ({
        YYYY: dt.getUTCFullYear(),
        MMM: dt.toLocaleString('en-US', { month: 'short', timeZone: 'UTC' }),
        MM: String(dt.getUTCMonth() + 1).padStart(2, '0'),
        DD: String(dt.getUTCDate()).padStart(2, '0'),
        D: dt.getUTCDate(),
        HH: String(dt.getUTCHours()).padStart(2, '0'),
        mm: String(dt.getUTCMinutes()).padStart(2, '0'),
        ss: String(dt.getUTCSeconds()).padStart(2, '0'),
        SSS: String(dt.getUTCMilliseconds()).padStart(3, '0'),
        ddd: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'][dt.getUTCDay()],
      })[t],
  );
console.log(fmt(new Date(1704467049087), 'ddd D MMM YYYY / YYYY-MM-DD HH:mm:ss.SSS'));
class Bucket {
  constructor(rate, cap, clock) {
    Object.assign(this, { rate, cap, clock, tokens: cap, last: clock() });
  }
  take(k = 1) {
    const now = this.clock();
    this.tokens = Math.min(this.cap, this.tokens + (now - this.last) * this.rate);
    this.last = now;
    if (this.tokens < k) return false;
    this.tokens -= k;
    return true;
  }
}
let now = 0;
const bk = new Bucket(0.5, 2, () => now);
console.log([0, 0, 0, 1, 2, 2, 4, 8].map((t) => ((now = t), bk.take())));
const rle = (s) => s.replace(/(.)\1*/gsu, (m, ch) => `${m.length / ch.length}${ch}`);
console.log(rle('aaabccd'), rle('😀😀a'));
const lcg = (s) => () => (s = (s * 1664525 + 1013904223) >>> 0) / 2 ** 32;
const r = lcg(7);
const shuffled = Array.from({ length: 10 }, (_, i) => i);
for (let i = 9; i > 0; i--) {
  const j = Math.floor(r() * (i + 1));
  [shuffled[i], shuffled[j]] = [shuffled[j], shuffled[i]];
}
console.log(
  shuffled,
  [1, 2, 3].map(() => r().toFixed(6)),
);
const bf = (src, input = '') => {
  const t = new Uint8Array(300);
  let p = 0,
    out = '',
    ip = 0;
  const jump = {},
    st = [];
  [...src].forEach((ch, i) => {
    if (ch === '[') st.push(i);
    else if (ch === ']') {
      const s = st.pop();
      jump[s] = i;
      jump[i] = s;
    }
  });
  for (let i = 0; i < src.length; i++)
    switch (src[i]) {
      case '>':
        p++;
        break;
      case '<':
        p--;
        break;
      case '+':
        t[p]++;
        break;
      case '-':
        t[p]--;
        break;
      case '.':
        out += String.fromCharCode(t[p]);
        break;
      case ',':
        t[p] = input.charCodeAt(ip++) || 0;
        break;
      case '[':
        if (!t[p]) i = jump[i];
        break;
      case ']':
        if (t[p]) i = jump[i];
    }
  return out;
};
console.log(
  bf('++++++++[>++++[>++>+++>+++>+<<<<-]>+>+>->>+[<]<-]>>.>---.+++++++..+++.>>.<-.<.+++.------.--------.>>+.'),
);
const cmp =
  (...k) =>
  (a, b) => {
    for (const f of k) {
      const [x, y] = [f(a), f(b)];
      if (x !== y) return typeof x === 'string' ? x.localeCompare(y) : x - y;
    }
    return 0;
  };
console.log(
  [
    { n: 'b', a: 2 },
    { n: 'a', a: 2 },
    { n: 'Z', a: 1 },
    { n: 'é', a: 2 },
    { n: 'A', a: 2 },
  ]
    .sort(
      cmp(
        (x) => x.a,
        (x) => x.n,
      ),
    )
    .map((x) => x.n)
    .join(),
);
const money = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });
console.log(
  money.format(1234567.891),
  (1234567.891).toLocaleString(),
  (0.5).toLocaleString('en-US', { style: 'percent' }),
  new Intl.ListFormat('en').format(['a', 'b', 'c']),
  new Intl.PluralRules('en', { type: 'ordinal' }).select(22),
);
const spiral = (n) => {
  const g = Array.from({ length: n }, () => Array(n).fill(0));
  let x = 0,
    y = 0,
    dx = 1,
    dy = 0;
  for (let i = 1; i <= n * n; i++) {
    g[y][x] = i;
    if (g[y + dy]?.[x + dx] !== 0) [dx, dy] = [-dy, dx];
    x += dx;
    y += dy;
  }
  return g;
};
console.log(spiral(4));
console.log(
  Array.from({ length: 15 }, (_, i) =>
    (i + 1) % 15 ? ((i + 1) % 5 ? ((i + 1) % 3 ? i + 1 : 'Fizz') : 'Buzz') : 'FizzBuzz',
  ).join(' '),
);
const collatz = (k) => {
  const s = [k];
  while (k !== 1) s.push((k = k % 2 ? 3 * k + 1 : k / 2));
  return s;
};
console.log(collatz(27).length, Math.max(...collatz(27)));
console.log(
  Object.entries({ a: 1, b: { c: [1, 2] } }).map(([k, v]) => `${k}=${typeof v}`),
  [...'hello'].reduce((m, ch) => ({ ...m, [ch]: (m[ch] ?? 0) + 1 }), {}),
  'A man a plan'.toLowerCase().replace(/\W/g, ''),
  [3, 1, 2].toSorted().join(),
  structuredClone({ d: new Date(0), m: new Map([[1, new Set([2])]]) }),
);
