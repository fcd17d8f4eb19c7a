const d = (v, n) => new Promise((r) => setTimeout(() => r(v), n)),
  x = (v, n) => new Promise((_, r) => setTimeout(() => r(v), n));
const show = async (t, p) => {
  try {
    console.log(t, JSON.stringify(await p));
  } catch (e) {
    console.log(t, 'rejected', e instanceof Error ? `${e.name} ${e.message} ${e.errors ?? ''}` : e);
  }
};
await show('all', Promise.all([d(1, 3), d(2, 1), 3]));
await show('all rej', Promise.all([d(1, 5), x('e', 1)]));
await show('all empty', Promise.all([]));
await show('settled', Promise.allSettled([d(1, 2), x('e', 1), 3]));
await show('any', Promise.any([x('e', 1), d(2, 3)]));
await show('any none', Promise.any([x(1, 1), x(2, 2)]));
await show('any empty', Promise.any([]));
await show('race', Promise.race([d(1, 5), x('e', 1)]));
await show('all no iterable', Promise.all(5));
await show('thenable', Promise.resolve({ then: (r) => r('t') }));
await show(
  'throwing then',
  Promise.resolve({
    then() {
      throw new Error('then');
    },
  }),
);
await show(
  'getter',
  new Promise((r) =>
    r({
      get then() {
        throw new Error('getter');
      },
    }),
  ),
);
const self = new Promise((r) => setTimeout(() => r(self), 1));
await show('self', self);
await show(
  'twice',
  new Promise((r, j) => {
    r(1);
    r(2);
    j(3);
    throw 4;
  }),
);
await show(
  'executor',
  new Promise(() => {
    throw new Error('exec');
  }),
);
for (const f of [() => new Promise(), () => Promise(), () => Promise.resolve.call(1), () => new Promise(5)])
  try {
    f();
  } catch (e) {
    console.log(e.name, e.message);
  }
await show(
  'chain',
  Promise.resolve(1)
    .then((v) => v + 1)
    .then(5)
    .then(undefined, 1)
    .then((v) => {
      throw v;
    })
    .catch((v) => v * 10)
    .finally(() => 'ignored'),
);
const p = Promise.resolve(1);
console.log(
  Promise.resolve(p) === p,
  p.then.length,
  Promise.length,
  Promise.prototype.constructor === Promise,
  Object.prototype.toString.call(p),
);
await show(
  'nested',
  (async () => {
    try {
      return await x('in', 1);
    } catch (e) {
      return 'caught ' + e;
    } finally {
      await d(0, 1);
    }
  })(),
);
