const log = console.log;
async function* g() {
  try {
    const a = yield 1;
    log('got', a);
    yield Promise.resolve(2);
    try {
      yield 3;
    } finally {
      await null;
      log('inner');
    }
  } catch (e) {
    log('caught', e);
    yield 'h';
  } finally {
    log('outer');
    await 0;
  }
  return 'ret';
}
const all = async (it) => {
  const r = [];
  for await (const x of it) r.push(x);
  return r;
};
log(await all(g()));
let i = g();
log(await i.next(), await i.next('A'), await i.next(), await i.return('R'), await i.next());
i = g();
await i.next();
log(await i.throw('T'), await i.next(), await i.next());
i = g();
log(await i.return(Promise.resolve('p')), await i.next());
i = g();
try {
  await i.throw(new Error('early'));
} catch (e) {
  log(e.message);
}
i = g();
try {
  log(await i.return(Promise.reject('rejret')));
} catch (e) {
  log('rr', e);
}
i = g();
log(await Promise.all([i.next(), i.next('q'), i.next(), i.next(), i.next()]));
async function* y() {
  yield Promise.reject(new Error('yr'));
}
try {
  await all(y());
} catch (e) {
  log(e.message);
}
async function* c() {
  try {
    yield Promise.reject('inner rej');
  } catch (e) {
    yield 'c:' + e;
  }
}
log(await all(c()));
async function* del() {
  const r = yield* g();
  log('del', r);
  yield* [Promise.resolve('s1'), 's2'];
  yield* (function* () {
    yield 'sync gen';
    return 1;
  })();
}
log(await all(del()));
i = del();
await i.next();
log(await i.return('stop'));
i = del();
await i.next();
log(await i.throw('thr'));
const closes = {
  n: 0,
  [Symbol.asyncIterator]() {
    return this;
  },
  async next() {
    return { value: this.n++, done: false };
  },
  async return() {
    log('closed');
    return {};
  },
};
for await (const x of closes) {
  if (x === 2) break;
  log(x);
}
try {
  for await (const x of closes) throw new Error('body');
} catch (e) {
  log(e.message);
}
lab: for (const z of [1]) for await (const x of closes) continue lab;
await (async () => {
  for await (const x of closes) return;
})();
const syncClose = {
  [Symbol.iterator]() {
    let n = 0;
    return {
      next: () => ({ value: n === 1 ? Promise.reject('sync rej') : n++, done: false }),
      return() {
        log('sync closed');
        return {};
      },
    };
  },
};
try {
  for await (const x of syncClose) log(x);
} catch (e) {
  log('e', e);
}
for await (const x of syncClose) break;
for (const bad of [
  5,
  null,
  {},
  { [Symbol.asyncIterator]: 1 },
  { [Symbol.asyncIterator]: () => 1 },
  { [Symbol.asyncIterator]: () => ({ next: () => 1 }) },
  { [Symbol.asyncIterator]: () => ({}) },
])
  try {
    for await (const x of bad) break;
  } catch (e) {
    log(e.name, e.message);
  }
log(Object.prototype.toString.call(i), g.constructor.name, i[Symbol.asyncIterator]() === i, typeof i[Symbol.iterator]);
const p = i.next.call({});
p.catch((e) => log(e.name, e.message));
await null;
await null;
const order = [];
async function* o1() {
  order.push('start');
  yield 1;
  order.push('mid');
}
const oi = o1();
order.push('before');
const n1 = oi.next();
order.push('sync after next');
await n1;
order.push('awaited');
await oi.next();
log(order.join());
const o = {
  async *m() {
    yield this.v;
    for (const k of [1, 2]) yield k * (await Promise.resolve(this.v));
  },
  v: 7,
};
log(await all(o.m()));
class K {
  static async *[Symbol.asyncIterator]() {
    yield* ['k1', 'k2'];
  }
}
for await (const k of K) log(k);
const [d1] = await all(
  (async function* () {
    yield* (async function* () {
      yield await (async () => 'deep')();
    })();
  })(),
);
log(d1);
async function* pipeline(src, ...fs) {
  for await (let x of src) {
    for (const f of fs) x = await f(x);
    if (x !== undefined) yield x;
  }
}
log(
  await all(
    pipeline(
      [1, 2, 3],
      (x) => x * 2,
      async (x) => (x === 4 ? undefined : x + 1),
    ),
  ),
);
const ev = [];
for await (const x of (async function* () {
  try {
    for (let k = 0; ; k++) yield k;
  } finally {
    ev.push('gen closed');
  }
})()) {
  ev.push(x);
  if (x === 3) break;
}
log(ev);
const dest = [];
for await ([dest[dest.length]] of [[1], [2]]);
log(dest);
for await (const { a = 'def', ...r } of [{ b: 1 }, Promise.resolve({ a: 2 })]) log(a, r);
