const log = [];
const d = (v, n = 1) => new Promise((r) => setTimeout(() => r(v), n));
async function* g() {
  try {
    log.push(yield 1);
    log.push(yield await d(2));
    yield d(3);
    yield* [d(4), 5];
    yield* h();
    return d('ret');
  } finally {
    log.push('fin');
    await null;
    log.push('fin2');
  }
}
async function* h() {
  yield 'h1';
  return 'hr';
}
const out = [];
for await (const x of g()) out.push(x);
console.log(out.join(), log.splice(0).join());
const i = g();
console.log(JSON.stringify(await Promise.all([i.next('x'), i.next('y'), i.next('z')])));
console.log(JSON.stringify(await i.return(d('early'))), JSON.stringify(await i.next()), log.splice(0).join());
const k = g();
await k.next();
try {
  await k.throw(new Error('thrown'));
} catch (e) {
  console.log(e.message, log.splice(0).join());
}
console.log(JSON.stringify(await k.next()));
const q = g();
console.log(JSON.stringify(await Promise.allSettled([q.return(1), q.next(), q.throw('late')])));
for await (const x of [d('a', 3), 'b', d('c')]) console.log(x);
try {
  for await (const x of [Promise.reject(new Error('rej'))]) console.log(x);
} catch (e) {
  console.log(e.message);
}
for await (const x of (function* () {
  try {
    yield d(1);
    yield 2;
  } finally {
    log.push('sync closed');
  }
})())
  break;
console.log(log.splice(0).join());
const src = {
  [Symbol.asyncIterator]() {
    let n = 0;
    return { next: async () => ({ value: n++, done: n > 3 }), return: async () => (log.push('returned'), {}) };
  },
};
for await (const x of src) if (x === 1) break;
outer: for await (const x of src) for await (const y of src) continue outer;
console.log(log.splice(0).join());
try {
  for await (const x of { [Symbol.asyncIterator]: () => ({ next: () => 5 }) });
} catch (e) {
  console.log(e.name);
}
async function* e() {
  throw new Error('gen');
}
await e()
  .next()
  .catch((x) => console.log(x.message));
async function* r() {
  yield Promise.reject(new Error('yielded'));
}
await r()
  .next()
  .catch((x) => console.log(x.message));
console.log(
  Object.prototype.toString.call(g()),
  g.constructor.name,
  typeof (await (async () => [1, await 2, ...(await d([3]))])()).length,
);
