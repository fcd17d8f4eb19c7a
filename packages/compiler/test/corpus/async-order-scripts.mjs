const log = (...a) => console.log(...a);
const thenable = (name, v) => ({
  then(res, rej) {
    log('then called', name);
    res(v);
  },
});
(async () => {
  log('start');
  const order = [];
  const p = (n) => order.push(n);
  const a = (async () => {
    p('a1');
    await null;
    p('a2');
    await undefined;
    p('a3');
    return 'A';
  })();
  const b = (async () => {
    p('b1');
    await a;
    p('b2');
  })();
  const c = (async () => {
    p('c1');
    await thenable('c', 1);
    p('c2');
    return Promise.resolve('x');
  })();
  const d = Promise.resolve()
    .then(() => p('d1'))
    .then(() => p('d2'))
    .then(() => p('d3'))
    .then(() => p('d4'))
    .then(() => p('d5'));
  queueMicrotask(() => p('q1'));
  setTimeout(() => p('t0'), 0);
  const e = new Promise((r) => {
    p('e1');
    r(Promise.resolve(1));
  }).then(() => p('e2'));
  p('sync');
  await Promise.all([a, b, c, d, e]);
  log(order.join(' '));
  const rs = await Promise.allSettled(
    [
      1,
      Promise.reject(new Error('no')),
      thenable('s', 2),
      { then: 5 },
      {
        get then() {
          throw new Error('getter');
        },
      },
    ].map((x) => Promise.resolve().then(() => x)),
  );
  log(rs.map((r) => r.status[0] + (r.value ?? r.reason.message ?? r.reason)).join());
  for (const f of ['race', 'any', 'all', 'allSettled']) {
    const r = await Promise[f]([]).then(
      (v) => 'ok ' + JSON.stringify(v),
      (e) => e.constructor.name + ' ' + e.message + ' ' + e.errors?.length,
    ).constructor;
    const q =
      f === 'race'
        ? 'pending'
        : await Promise[f]([]).then(
            (v) => 'ok ' + JSON.stringify(v),
            (e) => e.constructor.name + ': ' + e.message,
          );
    log(f, q, r === Promise);
  }
  async function* ag() {
    try {
      p('g1');
      yield Promise.resolve(1);
      p('g2');
      yield 2;
      yield Promise.reject(new Error('bad'));
    } catch (e) {
      p('gc' + e.message);
      yield 3;
    } finally {
      p('gf');
      await null;
      p('gf2');
    }
  }
  order.length = 0;
  for await (const x of ag()) p('x' + x);
  const it = ag();
  const all = [it.next(), it.next(), it.return('R'), it.next(), it.throw(new Error('late')).catch((e) => e.message)];
  log(order.join(' '), JSON.stringify(await Promise.all(all)), order.join(' '));
  order.length = 0;
  for await (const x of [Promise.resolve('p'), 'q', thenable('fa', 'r')]) p(x);
  try {
    for await (const x of [Promise.reject(new Error('rej'))]) p('no');
  } catch (e) {
    p(e.message);
  }
  const closing = {
    [Symbol.asyncIterator]() {
      return {
        next: async () => ({ value: 1, done: false }),
        return: async (v) => {
          p('closed');
          return {};
        },
      };
    },
  };
  for await (const x of closing) break;
  let times = 0;
  lbl: for await (const x of closing)
    for await (const y of closing) {
      if (times++ < 2) continue lbl;
      break lbl;
    }
})()
  .catch((e) => log('error', e.name, e.message))
  .finally(() => log('finally'));
