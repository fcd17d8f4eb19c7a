const log = [];
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const f = async (n) => {
  try {
    if (n === 0) throw new Error('root');
    await f(n - 1);
  } catch (e) {
    log.push(n);
    throw new Error(`l${n}`, { cause: e });
  } finally {
    log.push('f' + n);
  }
};
await f(2).catch((e) => {
  const c = [];
  for (let x = e; x; x = x.cause) c.push(x.message);
  console.log(c.join('<'), log.join());
});
const g = async function* () {
  try {
    yield 1;
    await sleep(1);
    throw new RangeError('gen');
  } finally {
    console.log('gen fin');
  }
};
try {
  for await (const x of g()) console.log(x);
} catch (e) {
  console.log(e.name, e.message);
}
const settle = await Promise.allSettled([
  f(0),
  (async () => 'ok')(),
  Promise.reject(),
  new Promise((_, j) => setTimeout(j, 1, 'late')),
  {
    then() {
      throw new TypeError('thenable');
    },
  },
  (async () => {
    await null;
    null.x;
  })(),
]);
console.log(settle.map((r) => r.status[0] + ':' + (r.reason?.message ?? r.reason ?? r.value)).join());
console.log(await Promise.race([sleep(20).then(() => 'slow'), Promise.reject('fast')]).catch((e) => 'c:' + e));
const r = await new Promise((res, rej) => {
  rej('first');
  res('second');
  rej('third');
}).catch((e) => e);
console.log(r);
const chain = await Promise.resolve(1)
  .then((x) => {
    throw x + 1;
  })
  .then(() => 'skipped')
  .catch((x) => x * 10)
  .finally(() => 'ignored')
  .then((x) => x + 1);
console.log(chain);
try {
  await Promise.all([sleep(1), Promise.reject(new SyntaxError('all'))]);
} catch (e) {
  console.log(e.name);
}
try {
  await Promise.any([Promise.reject(1), Promise.reject(2)]);
} catch (e) {
  console.log(e.errors.join(), e instanceof AggregateError);
}
const t = async () => {
  try {
    return await Promise.reject('r');
  } catch {
    return 'caught';
  }
};
const u = async () => {
  try {
    return Promise.reject('r');
  } catch {
    return 'never';
  }
};
console.log(await t(), await u().catch((e) => 'outer ' + e));
const res = [];
await Promise.all(
  [1, 2, 3].map(async (x) => {
    try {
      if (x === 2) throw x;
      res.push(x);
    } catch (e) {
      res.push('e' + e);
    }
  }),
);
console.log(res.join());
