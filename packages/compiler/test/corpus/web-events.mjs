// EventTarget, AbortController, AbortSignal, DOMException, queueMicrotask, timers and their order.
const target = new EventTarget();
target.addEventListener('ping', (event) => console.log('one', event.type, event.cancelable, event.defaultPrevented));
target.addEventListener(
  'ping',
  {
    handleEvent(event) {
      console.log('two', event.detail);
      event.preventDefault();
    },
  },
  { once: true },
);
console.log(target.dispatchEvent(new CustomEvent('ping', { detail: { a: 1 }, cancelable: true })));
console.log(target.dispatchEvent(new Event('ping')));
const controller = new AbortController();
controller.signal.addEventListener('abort', () => console.log('aborted', controller.signal.reason.name));
controller.signal.onabort = (event) => console.log('onabort', event.type, controller.signal.aborted);
controller.abort();
controller.abort('again');
try {
  controller.signal.throwIfAborted();
} catch (error) {
  console.log(error.name, error.code, error.message, error instanceof DOMException, error instanceof Error);
}
console.log(AbortSignal.abort('why').reason, AbortSignal.any([AbortSignal.abort(7)]).reason);
const timeout = AbortSignal.timeout(5);
timeout.addEventListener('abort', () => console.log('timeout', timeout.reason.name));
const wait = (ms, value) => new Promise((resolve) => setTimeout(resolve, ms, value));
setTimeout(() => console.log('t20'), 20);
setTimeout(() => {
  console.log('t1');
  Promise.resolve().then(() => console.log('micro of t1'));
  queueMicrotask(() => console.log('micro 2 of t1'));
}, 1);
setTimeout(() => console.log('t1 too'), 1);
const cleared = setTimeout(() => console.log('never'), 1);
clearTimeout(cleared);
queueMicrotask(() => console.log('micro'));
Promise.resolve().then(() => console.log('then'));
console.log(await wait(30, 'waited'), typeof performance.now(), performance.now() > 20);
let ticks = 0; // by itself: how it falls among other timers is a matter of the machine's load
await new Promise((resolve) => {
  const interval = setInterval(() => {
    console.log('tick', ++ticks);
    if (ticks === 3) {
      clearInterval(interval);
      resolve();
    }
  }, 3);
});
setImmediate(
  (a, b) => {
    console.log('immediate', a, b);
    setImmediate(() => console.log('nested immediate'));
    console.log('after nesting');
  },
  1,
  2,
);
await wait(5);
const unreferenced = setTimeout(() => console.log('not reached'), 100000);
unreferenced.unref();
console.log(unreferenced.hasRef(), typeof unreferenced[Symbol.toPrimitive]());
