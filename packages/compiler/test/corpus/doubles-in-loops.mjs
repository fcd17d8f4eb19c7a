// numbers that are guessed to be doubles where they come from properties, elements and calls, and some that are not
class Body {
  #m;
  constructor(x, v, m) {
    this.x = x;
    this.v = v;
    this.#m = m;
  }
  step(dt, others) {
    for (const o of others) {
      const d = o.x - this.x;
      this.v += (d * o.mass * dt) / Math.sqrt(d * d + 0.25);
    }
    this.x += this.v * dt;
  }
  get mass() {
    return this.#m;
  }
}
const bodies = [new Body(0, 0, 3), new Body(1, -1, 1), new Body(-4, 0.5, 2)];
for (let i = 0; i < 50; i++)
  for (const b of bodies)
    b.step(
      0.125,
      bodies.filter((o) => o !== b),
    );
console.log(bodies.map((b) => [b.x, b.v]));
function mixed(list) {
  const out = [];
  for (let i = 0; i < list.length; i++) {
    const v = list[i].v;
    try {
      out.push(v * 0.5, v / 2, v - 0.5, 0.5 + v, v < 0.5, -v);
    } catch (e) {
      out.push(e.message);
    }
  }
  return out;
}
const values = [
  1,
  2.5,
  -0,
  NaN,
  Infinity,
  '3',
  'x',
  null,
  undefined,
  true,
  [],
  [4],
  {},
  { valueOf: () => 6 },
  7n,
  Symbol('s'),
  new Date(8),
];
for (const v of values) console.log(mixed([{ v: 1.5 }, { v }, { v: 2 }]));
function accumulate(o, n) {
  let sum = 0;
  for (let i = 0; i < n; i++) {
    sum += o.rate * i;
    o.rate = o.rate / 2 + o.extra;
    if (i === 5) o.extra = o.text ?? o.extra;
  }
  return sum;
}
console.log(
  accumulate({ rate: 1, extra: 0 }, 10),
  accumulate({ rate: 3, extra: 0.5 }, 10),
  accumulate({ rate: 3, extra: 0.5, text: 'a' }, 10),
);
function indices(a, step) {
  const out = [];
  for (let i = 0; i < 6; i++) {
    const at = i * step;
    out.push(a[at], a[at / 2], a[Math.trunc(at)]);
  }
  return out;
}
console.log(indices(['a', 'b', 'c'], 1), indices(['a', 'b', 'c'], 0.5), indices(['a'], -0));
function hash(text) {
  let h = 7;
  for (const c of text) h = (h * 31 + c.charCodeAt(0)) | 0;
  for (let i = 0; i < text.length; i++) h = (h + text[i]) >>> 0;
  for (const c of text) h = (h - c.codePointAt(0) * 1e10 + text.length) | 0;
  return h;
}
console.log(hash('hello'), hash('12345'), hash('😀😀'), hash(''));
for (const [a, b] of [
  [1, 2],
  ['x', 1],
  [0.1, 0.2],
  [2n, 3n],
]) {
  let s = a;
  for (let i = 0; i < 3; i++) s = s + b;
  console.log(s);
}
