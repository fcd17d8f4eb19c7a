// Order of promise jobs, async functions, async generators, for await, combinators.
const log = (...a) => console.log(...a);
(async () => {
  log(1);
  await null;
  log(4);
  try {
    await Promise.reject(new Error('r'));
  } catch (e) {
    log('caught', e.message);
  } finally {
    log('finally');
  }
  return 'done';
})().then((v) => log(v));
Promise.resolve()
  .then(() => log(5))
  .then(() => log(7));
queueMicrotask(() => log(6));
log(2);
setTimeout(() => log('timeout 0'), 0);
setTimeout((a, b) => log('timeout', a, b), 5, 'A', 'B');
const iv = setInterval(() => {
  log('interval');
  clearInterval(iv);
}, 2);
async function* ag() {
  try {
    yield 1;
    yield Promise.resolve(2);
    const r = yield 3;
    log('r', r);
  } finally {
    log('ag fin');
  }
}
(async () => {
  for await (const v of ag()) log('v', v);
  for await (const v of [Promise.resolve('p'), 'q']) log(v);
  const it = ag();
  log(await it.next(), await it.return('x'), await it.next());
  for await (const v of ag()) {
    if (v === 2) break;
  }
  async function* del() {
    const z = yield* ag();
    return z;
  }
  for await (const v of del()) log('del', v);
  log(
    await Promise.all([1, Promise.resolve(2), (async () => 3)()]),
    await Promise.allSettled([1, Promise.reject(2)]),
    await Promise.race([new Promise(() => {}), 'fast']),
    await Promise.any([Promise.reject(1), 8]),
  );
  try {
    await Promise.any([Promise.reject(1)]);
  } catch (e) {
    log(e.name, e.errors, e.message);
  }
  await Promise.resolve(3)
    .finally(() => log('f'))
    .then(log);
  await Promise.reject(9).catch((e) => log('c', e));
  const thenable = {
    then(res) {
      log('then called');
      res('T');
    },
  };
  log(await thenable);
  class P2 extends Promise {}
  const p2 = P2.resolve(1).then((x) => x + 1);
  log(p2 instanceof P2, await p2);
  log(
    await new Promise((res, rej) => {
      res(1);
      rej(2);
      throw 3;
    }),
  );
})();
log(3);
