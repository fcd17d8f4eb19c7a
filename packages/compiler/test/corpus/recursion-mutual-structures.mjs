const isEven = (n) => n === 0 || isOdd(n - 1),
  isOdd = (n) => n !== 0 && isEven(n - 1);
console.log(isEven(1000), isOdd(777));
const hanoi = (n, a, b, c) => (n ? [...hanoi(n - 1, a, c, b), a + b, ...hanoi(n - 1, c, b, a)] : []);
console.log(hanoi(4, 'A', 'B', 'C').length, hanoi(3, 'A', 'B', 'C').join());
const ack = (m, n) => (!m ? n + 1 : !n ? ack(m - 1, 1) : ack(m - 1, ack(m, n - 1)));
console.log(ack(2, 5));
const subsets = ([h, ...t]) => (h === undefined ? [[]] : subsets(t).flatMap((s) => [s, [h, ...s]]));
console.log(
  subsets([1, 2, 3])
    .map((s) => s.join(''))
    .join(),
);
const flatten = (x) => (Array.isArray(x) ? x.flatMap(flatten) : [x]);
console.log(flatten([1, [2, [3, [4, [[5]]]]]]));
const clone = (x, seen = new Map()) => {
  if (typeof x !== 'object' || !x) return x;
  if (seen.has(x)) return seen.get(x);
  const c = Array.isArray(x) ? [] : {};
  seen.set(x, c);
  for (const k of Object.keys(x)) c[k] = clone(x[k], seen);
  return c;
};
const cy = { a: [1] };
cy.self = cy;
const cc = clone(cy);
console.log(cc.self === cc, cc.a !== cy.a, cc);
const depth = (t) => (t ? 1 + Math.max(depth(t.l), depth(t.r)) : 0);
const build = (n) => (n ? { l: build(n - 1), r: n % 2 ? null : build(n - 1) } : null);
console.log(depth(build(8)), JSON.stringify(build(3)));
const merge = (a, b) =>
    !a.length ? b : !b.length ? a : a[0] <= b[0] ? [a[0], ...merge(a.slice(1), b)] : [b[0], ...merge(a, b.slice(1))],
  msort = (a) => (a.length < 2 ? a : merge(msort(a.slice(0, a.length >> 1)), msort(a.slice(a.length >> 1))));
console.log(msort([5, 2, 9, 1, 5, 6]).join());
const qs = ([p, ...r]) => (p === undefined ? [] : [...qs(r.filter((x) => x < p)), p, ...qs(r.filter((x) => x >= p))]);
console.log(qs([3, 1, 4, 1, 5, 9, 2, 6]).join());
const evalRpn = (t) => {
  const go = () => {
    const x = t.pop();
    if (!'+-*/'.includes(x)) return +x;
    const b = go(),
      a = go();
    return x === '+' ? a + b : x === '-' ? a - b : x === '*' ? a * b : a / b;
  };
  return go();
};
console.log(evalRpn('3 4 + 2 * 7 /'.split(' ')));
const parse = (s, i = { v: 0 }) => {
  const out = [];
  while (i.v < s.length) {
    const c = s[i.v++];
    if (c === '(') out.push(parse(s, i));
    else if (c === ')') return out;
    else if (c !== ' ') {
      let w = c;
      while (i.v < s.length && !' ()'.includes(s[i.v])) w += s[i.v++];
      out.push(w);
    }
  }
  return out;
};
console.log(JSON.stringify(parse('(add 1 (mul x y) ())')));
const collatz = (n, s = 0) => (n === 1 ? s : collatz(n % 2 ? 3 * n + 1 : n / 2, s + 1));
console.log([27, 97, 871].map((n) => collatz(n)).join());
const change = (n, [c, ...r]) => (n === 0 ? 1 : n < 0 || c === undefined ? 0 : change(n - c, [c, ...r]) + change(n, r));
console.log(change(50, [25, 10, 5, 1]));
function sum() {
  return arguments.length ? arguments[0] + sum.apply(null, [].slice.call(arguments, 1)) : 0;
}
console.log(sum(1, 2, 3, 4));
const gcd = (a, b) => (b ? gcd(b, a % b) : a);
console.log(gcd(1071, 462));
class Node3 {
  constructor(v, ...k) {
    this.v = v;
    this.k = k;
  }
  sum() {
    return this.k.reduce((s, n) => s + n.sum(), this.v);
  }
  toString(d = 0) {
    return '-'.repeat(d) + this.v + this.k.map((n) => '\n' + n.toString(d + 1)).join('');
  }
}
const tr = new Node3(1, new Node3(2, new Node3(4)), new Node3(3));
console.log(tr.sum());
console.log(String(tr));
let d = 0;
const over = () => {
  d++;
  over();
};
try {
  over();
} catch (e) {
  console.log(e.constructor.name, d > 1000);
}
d = 0;
try {
  (function f() {
    d++;
    [0].map(f);
  })();
} catch (e) {
  console.log(e.name);
}
