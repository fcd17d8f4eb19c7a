const log = [];
const c = new AbortController();
c.signal.addEventListener('abort', (e) => log.push(e.type, e.target === c.signal, c.signal.reason.name), {
  once: true,
});
c.signal.onabort = () => log.push('onabort');
console.log(c.signal.aborted, c.signal.reason);
c.abort();
c.abort('again');
console.log(c.signal.aborted, log.splice(0), c.signal.reason.message, c.signal.reason.code);
try {
  c.signal.throwIfAborted();
} catch (e) {
  console.log(e.name);
}
const custom = new AbortController();
custom.abort({ why: 1 });
try {
  custom.signal.throwIfAborted();
} catch (e) {
  console.log(e);
}
const any = new AbortController();
const s = AbortSignal.any([any.signal, new AbortController().signal]);
s.addEventListener('abort', () => log.push('any ' + s.reason));
any.abort('x');
console.log(log.splice(0), s.aborted, AbortSignal.any([]).aborted);
try {
  new AbortSignal();
} catch (e) {
  console.log(e.name);
}
const order = [];
setTimeout(() => order.push('t0'), 0);
setTimeout((a, b) => order.push(a + b), 0, 1, 2);
setImmediate(() => order.push('imm'));
queueMicrotask(() => order.push('micro'));
Promise.resolve().then(() => order.push('then'));
const id = setTimeout(() => order.push('no'), 0);
clearTimeout(id);
clearTimeout(undefined);
clearTimeout(12345);
clearInterval('x');
let n = 0;
await new Promise((r) => {
  const i = setInterval(() => {
    if (++n === 3) {
      clearInterval(i);
      r();
    }
  }, 1);
});
console.log(n, order.includes('no'), order.filter((x) => x !== 'imm').join(), order.includes('imm'));
const nested = [];
await new Promise((r) =>
  setTimeout(() => {
    nested.push(1);
    setTimeout(() => {
      nested.push(3);
      r();
    }, 0);
    queueMicrotask(() => nested.push(2));
  }, 0),
);
console.log(nested);
for (const f of [
  () => setTimeout(),
  () => setTimeout('x'),
  () => setInterval(null),
  () => queueMicrotask(1),
  () => setImmediate({}),
])
  try {
    f();
  } catch (e) {
    console.log(e.name, e.code);
  }
const t = setTimeout(() => {}, 1e6);
console.log(typeof t, t.hasRef(), t.unref() === t, t.hasRef(), t.ref().hasRef(), typeof t[Symbol.toPrimitive]());
clearTimeout(t);
const sorted = [];
await Promise.all(
  [30, 10, 20].map(
    (ms) =>
      new Promise((r) =>
        setTimeout(() => {
          sorted.push(ms);
          r();
        }, ms),
      ),
  ),
);
console.log(sorted);
const neg = [];
await new Promise((r) => {
  setTimeout(() => neg.push('neg'), -5);
  setTimeout(() => neg.push('nan'), NaN);
  setTimeout(() => {
    neg.push('str');
    r();
  }, '1');
});
console.log(neg);
const cleared = [];
await new Promise((r) => {
  const a = setTimeout(() => {
    cleared.push('a');
    clearTimeout(b);
  }, 1);
  const b = setTimeout(() => cleared.push('b'), 1);
  setTimeout(r, 5);
});
console.log(cleared);
class Emitter extends EventTarget {
  fire(type, detail) {
    return this.dispatchEvent(new CustomEvent(type, { detail, cancelable: true }));
  }
}
const e = new Emitter();
const h = {
  handleEvent(ev) {
    log.push('obj ' + ev.detail + (this === h));
  },
};
const fn = (ev) => {
  log.push('fn ' + ev.detail);
  ev.preventDefault();
};
e.addEventListener('a', h);
e.addEventListener('a', fn);
e.addEventListener('a', fn);
e.addEventListener('a', () => log.push('once'), { once: true });
console.log(e.fire('a', 1), e.fire('a', 2), log.splice(0));
e.removeEventListener('a', fn);
e.addEventListener('a', (ev) => {
  ev.stopImmediatePropagation();
  log.push('stop');
});
e.addEventListener('a', () => log.push('never'));
console.log(e.fire('a', 3), log.splice(0));
const ac = new AbortController();
e.addEventListener('b', () => log.push('b'), { signal: ac.signal });
e.fire('b');
ac.abort();
e.fire('b');
console.log(log.splice(0));
const ev = new Event('x', { bubbles: true });
console.log(
  ev.type,
  ev.bubbles,
  ev.cancelable,
  ev.defaultPrevented,
  ev.target,
  ev.eventPhase,
  ev.composed,
  ev.isTrusted,
  typeof ev.timeStamp,
);
for (const f of [
  () => new Event(),
  () => e.dispatchEvent({}),
  () => e.addEventListener('z', 5),
  () => new CustomEvent('q').detail,
  () => EventTarget(),
])
  try {
    console.log(f());
  } catch (x) {
    console.log(x.name);
  }
