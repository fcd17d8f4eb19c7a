const log = [];
const p = (x) => log.push(x);
(async () => {
  p('a1');
  await null;
  p('a2');
  await Promise.resolve();
  p('a3');
  await new Promise((r) => r());
  p('a4');
  await {
    then(r) {
      p('then');
      r();
    },
  };
  p('a5');
})();
Promise.resolve()
  .then(() => p('p1'))
  .then(() => p('p2'))
  .then(() => p('p3'))
  .then(() => p('p4'))
  .then(() => p('p5'))
  .then(() => p('p6'));
queueMicrotask(() => {
  p('m1');
  queueMicrotask(() => p('m2'));
});
new Promise((r) => {
  p('exec');
  r(Promise.resolve());
}).then(() => p('adopted'));
(async () => Promise.resolve())().then(() => p('async-return'));
(async () => 1)().then(() => p('plain-return'));
(async () => {
  try {
    await Promise.reject(new Error('x'));
  } catch {
    p('caught');
  }
})();
(async () => {
  return await 1;
})().then(() => p('return await'));
Promise.all([1, Promise.resolve(2)]).then((v) => p('all ' + v));
Promise.race([new Promise(() => {}), 3]).then((v) => p('race ' + v));
Promise.allSettled([Promise.reject(1)]).then((v) => p(v[0].status));
Promise.any([Promise.reject(1), 2]).then((v) => p('any ' + v));
Promise.reject(1)
  .finally(() => p('finally'))
  .catch(() => p('after finally'));
Promise.resolve(1)
  .finally(() => {
    throw 2;
  })
  .catch((e) => p('finally threw ' + e));
p('sync');
setTimeout(() => {
  p('t0');
  Promise.resolve().then(() => p('t0 micro'));
}, 0);
setTimeout(() => p('t1'), 0);
setTimeout(() => console.log(log.join('\n')), 20);
