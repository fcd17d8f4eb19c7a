class Mutex {
  #q = Promise.resolve();
  run(f) {
    const r = this.#q.then(f);
    this.#q = r.catch(() => {});
    return r;
  }
}
class Channel {
  #items = [];
  #waiting = [];
  closed = false;
  send(v) {
    if (this.#waiting.length) this.#waiting.shift()({ value: v, done: false });
    else this.#items.push(v);
  }
  close() {
    this.closed = true;
    for (const w of this.#waiting.splice(0)) w({ value: undefined, done: true });
  }
  next() {
    if (this.#items.length) return Promise.resolve({ value: this.#items.shift(), done: false });
    if (this.closed) return Promise.resolve({ value: undefined, done: true });
    return new Promise((r) => this.#waiting.push(r));
  }
  [Symbol.asyncIterator]() {
    return this;
  }
}
const sleep = (ms, v) => new Promise((r) => setTimeout(r, ms, v));
const log = [];
const m = new Mutex();
await Promise.all([
  m.run(async () => {
    log.push('a0');
    await sleep(3);
    log.push('a1');
  }),
  m
    .run(async () => {
      log.push('b0');
      throw new Error('b');
    })
    .catch((e) => log.push(e.message)),
  m.run(() => log.push('c')),
]);
console.log(log.join());
const ch = new Channel();
(async () => {
  for (let i = 0; i < 3; i++) {
    ch.send(i);
    await null;
  }
  ch.close();
})();
for await (const x of ch) console.log('ch', x);
const limit = (n) => {
  let active = 0;
  const q = [];
  const next = () => {
    if (active >= n || !q.length) return;
    active++;
    const { f, r, j } = q.shift();
    f()
      .then(r, j)
      .finally(() => {
        active--;
        next();
      });
  };
  return (f) =>
    new Promise((r, j) => {
      q.push({ f, r, j });
      next();
    });
};
const lim = limit(2);
let peak = 0,
  cur = 0;
console.log(
  await Promise.all(
    [5, 1, 3, 2].map((ms) =>
      lim(async () => {
        peak = Math.max(peak, ++cur);
        await sleep(ms);
        cur--;
        return ms;
      }),
    ),
  ),
  peak,
);
const memo = (f) => {
  const c = new Map();
  return (k) => c.get(k) ?? c.set(k, f(k)).get(k);
};
let calls = 0;
const get = memo(async (k) => {
  calls++;
  await sleep(1);
  return k + '!';
});
console.log(await Promise.all([get('a'), get('a'), get('b')]), calls);
const deferred = () => {
  let resolve, reject;
  const promise = new Promise((r, j) => {
    resolve = r;
    reject = j;
  });
  return { promise, resolve, reject };
};
const d = deferred();
setTimeout(d.resolve, 1, 'late');
console.log(await d.promise);
const withTimeout = (p, ms) => {
  let t;
  return Promise.race([
    p,
    new Promise((_, j) => {
      t = setTimeout(j, ms, new Error('timeout'));
    }),
  ]).finally(() => clearTimeout(t));
};
console.log(await withTimeout(sleep(1, 'fast'), 50), await withTimeout(sleep(50), 2).catch((e) => e.message));
const series = async (fs) => {
  const out = [];
  for (const f of fs) out.push(await f());
  return out;
};
console.log(await series([() => 1, async () => 2, () => sleep(1, 3)]));
const backoff = async (f, n, base) => {
  const waits = [];
  for (let i = 0; ; i++)
    try {
      return [await f(i), waits];
    } catch (e) {
      if (i === n) throw e;
      waits.push(base * 2 ** i);
      await sleep(0);
    }
};
console.log(
  await backoff(
    async (i) => {
      if (i < 3) throw i;
      return 'ok' + i;
    },
    5,
    10,
  ),
);
const ev = new EventTarget();
const once = (t, n) => new Promise((r) => t.addEventListener(n, r, { once: true }));
setTimeout(() => ev.dispatchEvent(new Event('go')), 1);
console.log((await once(ev, 'go')).type);
async function* merge(...its) {
  const p = new Map(its.map((it, i) => [i, it.next().then((r) => [i, r])]));
  while (p.size) {
    const [i, r] = await Promise.race(p.values());
    if (r.done) p.delete(i);
    else {
      yield r.value;
      p.set(
        i,
        its[i].next().then((x) => [i, x]),
      );
    }
  }
}
const src = async function* (n, ms) {
  for (let i = 0; i < 2; i++) {
    await sleep(ms);
    yield n + i;
  }
};
const got = [];
for await (const x of merge(src('x', 2), src('y', 25))) got.push(x);
console.log(got.join());
