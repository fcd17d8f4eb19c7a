const show = (r) => JSON.stringify(r);
function* a() {
  try {
    const x = yield 1;
    console.log('got', x);
    try {
      yield 2;
    } finally {
      console.log('inner');
      yield 3;
    }
  } catch (e) {
    console.log('caught', e);
    yield 4;
  } finally {
    console.log('outer');
  }
  return 5;
}
for (const script of [
  ['n', 'n', 'n', 'n'],
  ['n', 't', 'n', 'n'],
  ['n', 'n', 'r', 'n', 'n'],
  ['r', 'n'],
  ['t'],
  ['n', 'n', 't', 'n', 'n'],
  ['n', 'n', 'r', 'r', 'n'],
  ['n', 'n', 'r', 't', 'n', 'n'],
]) {
  const it = a();
  let k = 0;
  for (const s of script) {
    try {
      console.log(s, show(s === 'n' ? it.next(k++) : s === 't' ? it.throw('T' + k++) : it.return('R' + k++)));
    } catch (e) {
      console.log('threw', e);
    }
  }
}
function* inner() {
  try {
    const v = yield 'i1';
    console.log('inner got', v);
    return 'inner result';
  } finally {
    console.log('inner fin');
  }
}
function* outer() {
  const r = yield* inner();
  console.log('r', r);
  try {
    yield* {
      [Symbol.iterator]() {
        return {
          next(v) {
            console.log('next', v);
            return { value: v, done: v === 3 };
          },
        };
      },
    };
  } catch (e) {
    console.log(e.constructor.name, e.message);
  }
  yield* [7, 8];
}
{
  const it = outer();
  console.log(show(it.next('a')), show(it.next('b')), show(it.next(3)), show(it.next()), show(it.next()));
}
{
  const it = outer();
  it.next();
  it.next('q');
  try {
    console.log(show(it.throw(new Error('x'))));
  } catch (e) {
    console.log(e.constructor.name, e.message);
  }
  console.log(show(it.next()));
}
{
  const it = outer();
  it.next();
  it.next('q');
  console.log(show(it.return(9)), show(it.next()));
}
function* self() {
  try {
    it2.next();
  } catch (e) {
    console.log(e.constructor.name, e.message);
  }
  yield 1;
}
const it2 = self();
it2.next();
const G = Object.getPrototypeOf(function* () {});
console.log(
  Object.prototype.toString.call(G),
  G.prototype === Object.getPrototypeOf(a.prototype),
  a.hasOwnProperty('prototype'),
  'constructor' in a.prototype,
);
try {
  new a();
} catch (e) {
  console.log(e.message);
}
function* fib() {
  let [x, y] = [0, 1];
  for (;;) {
    const reset = yield x;
    [x, y] = reset ? [0, 1] : [y, x + y];
  }
}
{
  const it = fib();
  const r = [];
  for (let i = 0; i < 12; i++) r.push(it.next(i === 8).value);
  console.log(r.join());
}
function* args() {
  yield arguments.length;
  yield this === undefined;
  yield [...arguments].join();
  arguments[0] = 'z';
  yield arguments[0];
}
console.log([...args(1, 2, 3)]);
function* perm(a, n = a.length) {
  if (n <= 1) yield a.slice();
  else
    for (let i = 0; i < n; i++) {
      yield* perm(a, n - 1);
      const j = n % 2 ? 0 : i;
      [a[n - 1], a[j]] = [a[j], a[n - 1]];
    }
}
console.log([...perm([1, 2, 3, 4])].map((p) => p.join('')).join());
const o = {
  *[Symbol.iterator]() {
    yield* Object.keys(this);
  },
  x: 1,
  y: 2,
  async *am() {
    yield 1;
  },
  *gm() {
    return 1;
  },
};
console.log([...o]);
function* sw(n) {
  switch (n) {
    case 1:
      yield 'one';
    case 2:
      yield 'two';
      break;
    default:
      yield 'def';
  }
  lab: for (let i = 0; i < 3; i++) {
    for (let j = 0; j < 3; j++) {
      if (j === 1) continue lab;
      if (i === 2) break lab;
      yield i * 10 + j;
    }
  }
}
console.log([...sw(1)], [...sw(2)], [...sw(3)]);
function* exprs() {
  const r = (yield 'a') + (yield 'b') * (yield 'c');
  yield r;
  yield [yield 'd', ...(yield 'e')];
  yield `${yield 'f'}-${yield 'g'}`;
  yield { [yield 'h']: yield 'i' };
}
{
  const it = exprs();
  const out = [];
  let r = it.next();
  let k = 1;
  while (!r.done) {
    out.push(r.value);
    r = it.next(r.value === 'e' ? ['s', 't'] : k++);
  }
  console.log(show(out));
}
let depth = 0;
function* deep(n) {
  if (n) yield* deep(n - 1);
  yield n;
}
for (const x of deep(300)) depth += x;
console.log(depth);
