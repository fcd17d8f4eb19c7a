const out = [];
const p = (x) => {
  out.push(x);
};
async function f(n) {
  try {
    if (n === 0) return p('ret');
    if (n === 1) throw new Error('t');
    if (n === 2) return await Promise.reject(new Error('r'));
    if (n === 3) return Promise.reject(new Error('late'));
    await null;
  } catch (e) {
    p('c' + e.message);
    if (n === 2) throw new Error('re');
  } finally {
    p('f' + n);
    await null;
    p('ff' + n);
    if (n === 4) return 'override';
  }
  return 'end';
}
for (let i = 0; i < 5; i++)
  p(
    await f(i).then(
      (v) => 'v' + v,
      (e) => 'e' + e.message,
    ),
  );
console.log(out.join(' '));
const loops = [];
for (let i = 0; i < 3; i++) {
  await null;
  loops.push(async () => {
    await i;
    return i;
  });
}
console.log(await Promise.all(loops.map((f) => f())));
const sleep = (ms, v) => new Promise((r) => setTimeout(r, ms, v));
console.log(
  await Promise.race([sleep(50, 'slow'), sleep(5, 'fast')]),
  await Promise.any([Promise.reject(1), sleep(2, 'any')]),
);
const results = [];
const worker = async (q) => {
  while (q.length) {
    const x = q.shift();
    await sleep(1);
    results.push(x);
  }
};
const q = [1, 2, 3, 4, 5, 6, 7];
await Promise.all([worker(q), worker(q), worker(q)]);
console.log(results.sort().join());
try {
  await Promise.any([Promise.reject(new Error('a')), Promise.reject(new Error('b'))]);
} catch (e) {
  console.log(e instanceof AggregateError, e.errors.map((x) => x.message).join());
}
class Lazy extends Promise {
  constructor(f) {
    super(f);
    this.tag = 'lazy';
  }
  static get [Symbol.species]() {
    return Promise;
  }
}
const l = Lazy.resolve(1);
console.log(l.tag, l.then(() => 0).tag, l instanceof Lazy, l.then(() => 0) instanceof Lazy, await l);
const { promise, resolve } = (() => {
  let resolve;
  const promise = new Promise((r) => (resolve = r));
  return { promise, resolve };
})();
resolve(promise);
try {
  await promise;
} catch (e) {
  console.log(e.name, e.message);
}
const obj = {
  async m() {
    return this.x;
  },
  x: 3,
  async ['c' + 1]() {
    return super.toString === Object.prototype.toString;
  },
};
console.log(
  await obj.m(),
  await obj.c1(),
  Object.prototype.toString.call(obj.m),
  (async () => {}).hasOwnProperty('prototype'),
);
async function def(a = await1()) {
  return a;
}
function await1() {
  throw new TypeError('param');
}
const dp = def();
console.log(dp instanceof Promise, await dp.catch((e) => e.message));
await (async () => {
  for await (const x of (function* () {
    yield 1;
    yield Promise.resolve(2);
  })())
    console.log(x);
})();
process_order: {
  const o = [];
  setTimeout(() => o.push('t1'), 1);
  setTimeout(() => {
    o.push('t0');
    Promise.resolve().then(() => o.push('m'));
  }, 0);
  setTimeout(() => o.push('t0b'), 0);
  await sleep(20);
  console.log(o.sort().join());
}
