const log = (...a) => console.log(...a);
const sleep = (ms, v, fail) => new Promise((r, j) => setTimeout(fail ? j : r, ms, v));
log(await Promise.all([sleep(30, 'a'), sleep(1, 'b'), 'c', Promise.resolve('d')]));
log(await Promise.allSettled([sleep(2, 'x', true), 1, Promise.reject('no')]));
log(await Promise.race([sleep(90, 'slow'), sleep(1, 'fast')]));
try {
  await Promise.race([sleep(90), sleep(1, 'boom', true)]);
} catch (e) {
  log('race', e);
}
log(await Promise.any([sleep(1, 'bad', true), sleep(4, 'good')]));
try {
  await Promise.any([Promise.reject(1), Promise.reject(new TypeError('t'))]);
} catch (e) {
  log(e.name, e.message, e.errors.length, e instanceof AggregateError);
}
try {
  await Promise.any([]);
} catch (e) {
  log(e.constructor.name, e.errors, e.message);
}
log(await Promise.all([]), await Promise.allSettled([]), Promise.race([]));
try {
  await Promise.all([1, Promise.reject('first'), Promise.reject('second')]);
} catch (e) {
  log(e);
}
log(
  Promise.resolve(1),
  Promise.reject(2).catch(() => {}) instanceof Promise,
  new Promise(() => {}),
  Promise.resolve({ a: 1 }),
  (async () => [1])(),
);
const rejected = Promise.reject(new Error('shown'));
rejected.catch(() => {});
log(String(rejected), Object.prototype.toString.call(rejected));
const p = Promise.resolve(1);
log(
  Promise.resolve(p) === p,
  p.then() !== p,
  await p.then(null),
  await p.then(undefined, () => 2),
  await p.finally(() => 5),
);
try {
  await p.finally(() => Promise.reject('fin rej'));
} catch (e) {
  log(e);
}
try {
  await Promise.reject('orig').finally(() => 'ignored');
} catch (e) {
  log(e);
}
const order = [];
const th = (n) => ({
  then(r) {
    order.push('then' + n);
    r(n);
  },
});
await Promise.all([th(1), th(2)].map(async (x) => order.push(await x)));
log(order);
log(await new Promise((r) => r(th(9))), await (async () => th(8))());
for (const bad of [undefined, 5, 'x', {}])
  try {
    new Promise(bad);
  } catch (e) {
    log(e.message);
  }
try {
  Promise.all.call(undefined, []);
} catch (e) {
  log(e.message);
}
let caught;
try {
  await Promise.all({
    [Symbol.iterator]() {
      throw 'iter';
    },
  });
} catch (e) {
  log('e', e);
}
const cap = [];
function Fake(ex) {
  ex(
    (v) => cap.push(['res', v]),
    (v) => cap.push(['rej', v]),
  );
}
Fake.resolve = (v) => ({ then: (f) => f(v + '!') });
Promise.all.call(Fake, [1, 2]);
Promise.race.call(Fake, [3]);
log(JSON.stringify(cap));
class MyP extends Promise {
  constructor(ex) {
    super(ex);
    this.tag = 'mine';
  }
}
log(
  (await Promise.all([1])).length,
  MyP.resolve(1).then(() => 1).tag,
  MyP.all([]) instanceof MyP,
  MyP.race([]).tag,
  MyP.allSettled([]).tag,
);
const pool = async (n, jobs) => {
  const res = [];
  let i = 0;
  let active = 0,
    peak = 0;
  await Promise.all(
    Array.from({ length: n }, async () => {
      while (i < jobs.length) {
        const k = i++;
        active++;
        peak = Math.max(peak, active);
        res[k] = await jobs[k]();
        active--;
      }
    }),
  );
  return [res, peak];
};
log(
  await pool(
    2,
    [1, 2, 3, 4, 5].map((x) => () => sleep(60 - 10 * x, x * x)),
  ),
);
const timeout = (p, ms) => Promise.race([p, sleep(ms, new Error('timeout'), true)]);
try {
  await timeout(sleep(200), 5);
} catch (e) {
  log(e.message);
}
const retry = async (f, n) => {
  for (let i = 0; ; i++)
    try {
      return await f(i);
    } catch (e) {
      if (i >= n) throw e;
      log('retry', i, e);
    }
};
log(
  await retry(async (i) => {
    if (i < 2) throw 'fail' + i;
    return 'ok';
  }, 3),
);
const seq = await [1, 2, 3].reduce(async (acc, x) => [...(await acc), await sleep(1, x)], []);
log(seq);
const ev = [];
setTimeout(() => ev.push('t10'), 100);
setTimeout(() => ev.push('t5'), 40);
setTimeout(() => ev.push('t5b'), 40);
setImmediate(() => ev.push('imm'));
const iv = setInterval(() => {
  ev.push('iv');
  if (ev.filter((x) => x === 'iv').length === 2) clearInterval(iv);
}, 20);
await sleep(300);
log(
  ev.filter((x) => x.startsWith('t')),
  ev.filter((x) => x === 'iv').length,
);
const t = setTimeout(() => log('cancelled'), 1);
clearTimeout(t);
log(typeof t, t.hasRef?.(), t.unref?.() === t, typeof t[Symbol.toPrimitive]?.());
const ac = new AbortController();
const abortable = (s) =>
  new Promise((r, j) => {
    s.addEventListener('abort', () => j(s.reason));
    setTimeout(r, 300);
  });
setTimeout(() => ac.abort(new Error('stop')), 2);
try {
  await abortable(ac.signal);
} catch (e) {
  log(e.message, ac.signal.aborted);
}
try {
  await abortable(AbortSignal.timeout(3));
} catch (e) {
  log(e.name, e.message);
}
log(
  await Promise.allSettled([
    (async () => {
      throw new RangeError('r');
    })(),
    (async () => 1)(),
  ]).then((r) => r.map((x) => x.status + (x.reason?.name ?? x.value))),
);
queueMicrotask(() => log('micro'));
await null;
log('after');
const un = [];
for await (const x of (async function* () {
  for (let i = 0; i < 3; i++) yield sleep(1, i);
})())
  un.push(x);
log(un);
const dd = {};
dd.promise = new Promise((r, j) => Object.assign(dd, { r, j }));
setTimeout(dd.r, 1, 'deferred');
log(await dd.promise);
