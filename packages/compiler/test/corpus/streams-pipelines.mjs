const collect = async (s) => {
  const out = [];
  for await (const x of s) out.push(x);
  return out;
};
const from = (...xs) =>
  new ReadableStream({
    start(c) {
      for (const x of xs) c.enqueue(x);
      c.close();
    },
  });
console.log(await collect(from(1, 2, 3)));
const log = [];
const rs = new ReadableStream(
  {
    start() {
      log.push('start');
    },
    pull(c) {
      log.push('pull ' + c.desiredSize);
      c.enqueue(log.length);
      if (log.length > 4) c.close();
    },
    cancel(r) {
      log.push('cancel ' + r);
    },
  },
  { highWaterMark: 2 },
);
const r = rs.getReader();
console.log(await r.read(), await r.read(), rs.locked);
r.releaseLock();
console.log(rs.locked);
await rs.cancel('why');
console.log(log.splice(0).at(-1));
const ts = new TransformStream({
  transform(x, c) {
    if (x % 2) c.enqueue(x * 10);
  },
  flush(c) {
    c.enqueue('flush');
  },
});
console.log(await collect(from(1, 2, 3, 4, 5).pipeThrough(ts)));
const written = [];
const ws = new WritableStream({
  write(x) {
    written.push(x);
  },
  close() {
    written.push('close');
  },
  abort(e) {
    written.push('abort ' + e);
  },
});
await from('a', 'b').pipeTo(ws);
console.log(written.splice(0));
const w = new WritableStream(
  {
    async write(x) {
      await null;
      written.push(x);
    },
  },
  new CountQueuingStrategy({ highWaterMark: 2 }),
).getWriter();
console.log(w.desiredSize);
w.write(1);
w.write(2);
console.log(w.desiredSize);
await w.ready;
await w.close();
console.log(written.splice(0));
const [a, b] = from(1, 2).tee();
console.log(await collect(a), await collect(b));
const bad = new ReadableStream({
  pull(c) {
    c.error(new Error('broken'));
  },
});
try {
  await collect(bad);
} catch (e) {
  console.log(e.message);
}
try {
  await from(1).pipeTo(
    new WritableStream({
      write() {
        throw new Error('sink');
      },
    }),
  );
} catch (e) {
  console.log(e.message);
}
try {
  from(1).getReader({ mode: 'x' });
} catch (e) {
  console.log(e.name);
}
const locked = from(1);
locked.getReader();
try {
  locked.getReader();
} catch (e) {
  console.log(e.name);
}
try {
  await locked.cancel();
} catch (e) {
  console.log(e.name);
}
for (const f of [
  () => new ReadableStream({ type: 'q' }),
  () => new ReadableStream(5),
  () => new CountQueuingStrategy(),
  () => new ReadableStream({}, { highWaterMark: -1 }),
])
  try {
    f();
    console.log('ok');
  } catch (e) {
    console.log(e.name);
  }
console.log(await collect(from('é', '漢').pipeThrough(new TextEncoderStream()).pipeThrough(new TextDecoderStream())));
const ac = new AbortController();
const p = new ReadableStream({ pull: () => new Promise(() => {}) }).pipeTo(new WritableStream(), { signal: ac.signal });
ac.abort();
await p.catch((e) => console.log(e.name));
const early = new ReadableStream({
  start(c) {
    c.enqueue(1);
    c.enqueue(2);
  },
  cancel() {
    log.push('cancelled');
  },
});
for await (const x of early) {
  log.push(x);
  break;
}
console.log(log.splice(0));
const keep = new ReadableStream({
  start(c) {
    c.enqueue(1);
    c.enqueue(2);
    c.close();
  },
});
for await (const x of keep.values({ preventCancel: true })) {
  log.push(x);
  break;
}
console.log(log.splice(0), (await keep.getReader().read()).value);
const { readable, writable } = new TransformStream();
const ww = writable.getWriter();
ww.write('through');
ww.close();
console.log(await collect(readable));
const sizes = new ReadableStream(
  {
    start(c) {
      c.enqueue(new Uint8Array(3));
      log.push(c.desiredSize);
      c.close();
    },
  },
  new ByteLengthQueuingStrategy({ highWaterMark: 10 }),
);
console.log(log.splice(0), (await collect(sizes))[0].length);
