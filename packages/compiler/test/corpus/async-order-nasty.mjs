const log = (...a) => console.log(...a);
setTimeout(() => log('timeout 0'), 0);
setTimeout(() => log('timeout 1'), 1);
queueMicrotask(() => log('qm1'));
Promise.resolve()
  .then(() => log('p1'))
  .then(() => log('p1b'))
  .then(() => log('p1c'));
(async () => {
  log('a sync');
  await null;
  log('a1');
  await {
    then(r) {
      log('thenable called');
      r('t');
    },
  };
  log('a2');
  await new Promise((r) => queueMicrotask(r));
  log('a3');
})();
const async1 = async () => {
  log('async1 start');
  await async2();
  log('async1 end');
};
const async2 = async () => {
  log('async2');
  return Promise.resolve();
};
async1();
new Promise((r) => {
  log('exec');
  r();
  log('after resolve');
})
  .then(() => log('n1'))
  .then(() => log('n2'))
  .then(() => log('n3'))
  .then(() => log('n4'));
Promise.resolve(Promise.resolve(1)).then(() => log('rr'));
new Promise((r) => r(Promise.resolve(1))).then(() => log('nested resolve'));
Promise.reject(new Error('x'))
  .catch((e) => log('caught', e.message))
  .finally(() => log('fin'))
  .then(() => log('afterfin'));
(async () => {
  try {
    await Promise.reject('rej');
  } catch (e) {
    log('try', e);
  } finally {
    log('finally');
    await 0;
    log('finally2');
  }
  return 'done';
})().then(log);
(async () => {
  for (const x of [1, 2]) {
    await x;
    log('loop', x);
  }
  for await (const y of [Promise.resolve('y1'), 'y2']) log(y);
})();
Promise.all([1, Promise.resolve(2), { then: (r) => r(3) }]).then((v) => log('all', v));
Promise.race([new Promise(() => {}), Promise.resolve('race')]).then(log);
Promise.any([Promise.reject(1), 'any']).then(log);
Promise.allSettled([Promise.reject(1), 2]).then((r) => log(r));
const thenable = {
  then(res, rej) {
    log('then job');
    rej('thenable rej');
    res('ignored');
  },
};
Promise.resolve(thenable).catch(log);
(async () => thenable)().catch((e) => log('async ret', e));
Promise.resolve(1)
  .then(2)
  .then((v) => log('passthrough', v));
Promise.resolve(1)
  .finally(() => {
    throw 'from finally';
  })
  .catch(log);
Promise.resolve(1)
  .finally(() => 99)
  .then((v) => log('finally keeps', v));
Promise.reject(1).then(
  () => {},
  (e) => log('second arg', e),
);
new Promise((_, rej) => {
  rej('r1');
  throw 'ignored';
}).catch(log);
new Promise(() => {
  throw 'thrown in exec';
}).catch(log);
const self = new Promise((r) => setTimeout(() => r(self)));
self.catch((e) => log(e.name, e.message));
let res;
const late = new Promise((r) => (res = r));
late.then(() => log('late1'));
late.then(() => log('late2'));
res();
res('again');
const ag = (async function* () {
  log('ag start');
  yield 1;
  yield Promise.resolve(2);
  return 3;
})();
ag.next().then((v) => log('ag', v));
ag.next().then((v) => log('ag', v));
ag.next().then((v) => log('ag', v));
ag.next().then((v) => log('ag', v));
ag.return('q').then((v) => log('ag ret', v));
setTimeout(() => {
  log('t1');
  Promise.resolve().then(() => log('t1 micro'));
}, 60);
setTimeout(() => log('t2'), 60);
const iv = setInterval(() => {
  log('iv');
  clearInterval(iv);
}, 120);
const cancelled = setTimeout(() => log('never'), 1);
clearTimeout(cancelled);
clearTimeout(undefined);
clearTimeout(12345);
setTimeout((a, b) => log('args', a, b), 180, 'x', 'y');
setTimeout(() => log('neg'), -5);
setTimeout(log, undefined, 'undef delay');
log('end of main');
