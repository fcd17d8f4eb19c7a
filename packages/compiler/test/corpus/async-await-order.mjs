const log = [];
const l = (x) => log.push(x);
const tick = () => Promise.resolve();
(async () => {
  l('a1');
  await null;
  l('a2');
  await tick();
  l('a3');
})();
(async () => {
  l('b1');
  await {
    then(r) {
      l('thenable');
      r('v');
    },
  };
  l('b2');
})();
Promise.resolve()
  .then(() => l('t1'))
  .then(() => l('t2'))
  .then(() => l('t3'));
queueMicrotask(() => l('qm'));
(async () => {
  try {
    await Promise.reject('rej');
  } catch (e) {
    l('caught ' + e);
  } finally {
    l('fin');
  }
})();
await new Promise((r) => setTimeout(r, 1));
console.log(log.splice(0).join());
const retP = async () => {
  l('r1');
  return tick();
};
const retV = async () => {
  l('v1');
  return 1;
};
retP().then(() => l('retP'));
retV().then(() => l('retV'));
tick()
  .then(() => l('x1'))
  .then(() => l('x2'))
  .then(() => l('x3'))
  .then(() => l('x4'));
await new Promise((r) => setTimeout(r, 1));
console.log(log.splice(0).join());
new Promise((r) => {
  l('exec');
  r(tick());
  l('after');
}).then(() => l('adopt'));
tick()
  .then(() => l('y1'))
  .then(() => l('y2'))
  .then(() => l('y3'));
await new Promise((r) => setTimeout(r, 1));
console.log(log.splice(0).join());
const sleep = (ms, v) => new Promise((r) => setTimeout(r, ms, v));
console.log(
  await Promise.all([sleep(3, 'c'), sleep(1, 'a'), 'plain']),
  await Promise.race([sleep(9, 'slow'), sleep(1, 'fast')]),
  await Promise.any([Promise.reject(1), sleep(1, 'any')]),
  (await Promise.allSettled([Promise.reject(new Error('x')), 2])).map((r) => r.reason?.message ?? r.value),
);
try {
  await Promise.any([Promise.reject(1), Promise.reject(2)]);
} catch (e) {
  console.log(e.name, e.message, e.errors);
}
try {
  await Promise.all([1, Promise.reject('first'), Promise.reject('second')]);
} catch (e) {
  console.log(e);
}
console.log(
  await (async () => {
    for (let i = 0; i < 3; i++) {
      try {
        if (i === 1) continue;
        if (i === 2) return await sleep(1, 'ret' + i);
        await tick();
      } finally {
        l('f' + i);
        await tick();
      }
    }
  })(),
  log.splice(0),
);
for await (const x of [1, tick().then(() => 2), sleep(1, 3)]) l(x);
for await (const x of (async function* () {
  yield 1;
  yield sleep(1, 2);
  try {
    yield 3;
  } finally {
    l('agf');
    await tick();
  }
})()) {
  l('fa' + x);
  if (x === 3) break;
}
console.log(log.splice(0));
const agen = async function* () {
  const a = yield 'y1';
  l(a);
  try {
    yield await sleep(1, 'y2');
  } catch (e) {
    l('in ' + e);
    yield 'c';
  }
  return 'end';
};
const g = agen();
console.log(await Promise.all([g.next('ignored'), g.next('A'), g.throw('T'), g.next(), g.next()]), log.splice(0));
class Thenable {
  then(res, rej) {
    l('Thenable.then');
    setTimeout(() => rej(new Error('late')), 1);
  }
}
try {
  await new Thenable();
} catch (e) {
  console.log(e.message, log.splice(0));
}
const obj = {
  async m() {
    return this.k;
  },
  k: 'this',
  arrow: async () => typeof this,
  async *[Symbol.asyncIterator]() {
    yield* [1, 2];
  },
};
console.log(await obj.m(), await obj.arrow());
for await (const v of obj) l(v);
console.log(log.splice(0));
console.log(
  await Promise.resolve(1).finally(() => 2),
  await Promise.reject(3)
    .finally(() => 4)
    .catch((e) => e),
  await Promise.reject(5)
    .finally(() => {
      throw 6;
    })
    .catch((e) => e),
  await tick()
    .then(2)
    .then((v) => v),
  await Promise.reject('q')
    .then(null, undefined)
    .catch((e) => e),
);
const seq = [];
const worker = async (id, n) => {
  for (let i = 0; i < n; i++) {
    await null;
    seq.push(id + i);
  }
};
await Promise.all([worker('a', 3), worker('b', 2), worker('c', 1)]);
console.log(seq.join());
const p = Promise.resolve(1);
console.log(
  Promise.resolve(p) === p,
  p.then() !== p,
  (async () => p)() !== p,
  Object.prototype.toString.call(p),
  await (async (x = await_()) => x)(),
  typeof (async () => {})().then,
);
function await_() {
  return 'dflt';
}
try {
  Promise.resolve.call(1);
} catch (e) {
  console.log(e.name, e.message);
}
try {
  new Promise();
} catch (e) {
  console.log(e.name, e.message);
}
try {
  Promise();
} catch (e) {
  console.log(e.name, e.message);
}
new Promise((r, j) => {
  r('once');
  j('no');
  r('twice');
  throw 'ignored';
}).then(console.log);
const self = new Promise((r) => setTimeout(() => r(self), 1));
await self.catch((e) => console.log(e.name, e.message));
console.log(
  await Promise.all(new Set([1, 2])),
  await Promise.all('ab'),
  await Promise.all([]),
  await Promise.allSettled([]),
  await Promise.any([]).catch((e) => e.errors.length),
);
const { promise, resolve } =
  Promise.withResolvers?.() ??
  (() => {
    let resolve;
    return {
      promise: new Promise((r) => {
        resolve = r;
      }),
      resolve,
    };
  })();
resolve('wr');
console.log(await promise);
