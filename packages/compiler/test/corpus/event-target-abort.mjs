const et = new EventTarget();
const log = [];
const h = {
  n: 'obj',
  handleEvent(e) {
    log.push('handle ' + this.n + e.type);
  },
};
et.addEventListener('x', h);
et.addEventListener('x', function (e) {
  log.push(
    this === et,
    e.target === et,
    e.currentTarget === et,
    e.eventPhase,
    e.defaultPrevented,
    e.cancelable,
    e.bubbles,
    e.composed,
    e.isTrusted,
    typeof e.timeStamp,
  );
});
et.addEventListener('x', (e) => log.push('once'), { once: true });
et.addEventListener('x', (e) => {
  e.preventDefault();
  log.push('pd ' + e.defaultPrevented);
});
et.addEventListener('x', (e) => e.stopImmediatePropagation());
et.addEventListener('x', () => log.push('never'));
console.log(et.dispatchEvent(new Event('x', { cancelable: true })), log.splice(0));
console.log(et.dispatchEvent(new Event('x')), log.splice(0));
et.removeEventListener('x', h);
et.dispatchEvent(new CustomEvent('x', { detail: 5 }));
console.log(log.splice(0));
const dup = () => log.push('dup');
et.addEventListener('y', dup);
et.addEventListener('y', dup);
et.addEventListener('y', dup, true);
et.dispatchEvent(new Event('y'));
console.log(log.splice(0));
const ac = new AbortController();
et.addEventListener('z', () => log.push('z'), { signal: ac.signal });
et.dispatchEvent(new Event('z'));
ac.abort();
et.dispatchEvent(new Event('z'));
console.log(log.splice(0));
et.addEventListener('add', () => et.addEventListener('add', () => log.push('added')));
et.dispatchEvent(new Event('add'));
console.log(log.splice(0).length >= 0);
for (const f of [
  () => new Event(),
  () => et.dispatchEvent({}),
  () => et.addEventListener('a'),
  () => et.addEventListener(),
])
  try {
    console.log(f());
  } catch (e) {
    console.log(e.name, e.code);
  }
const ce = new CustomEvent('c', { detail: { a: 1 }, bubbles: true });
console.log(
  ce.detail,
  ce.bubbles,
  ce instanceof Event,
  ce.type,
  Event.NONE,
  Event.AT_TARGET,
  ce.composedPath().length,
  ce.returnValue,
  ce.cancelBubble,
);
const a = new AbortController();
const seen = [];
a.signal.onabort = (e) => seen.push('on' + e.type);
a.signal.addEventListener('abort', () => seen.push('listener'));
console.log(a.signal.aborted, a.signal.reason);
a.abort();
a.abort('again');
console.log(a.signal.aborted, a.signal.reason.name, a.signal.reason.message, a.signal.reason.code, seen);
try {
  a.signal.throwIfAborted();
} catch (e) {
  console.log(e === a.signal.reason);
}
console.log(AbortSignal.abort('why').reason, AbortSignal.abort().reason.name);
try {
  AbortSignal.abort(5).throwIfAborted();
} catch (e) {
  console.log(e);
}
try {
  new AbortSignal();
} catch (e) {
  console.log(e.name, e.code);
}
const any = AbortSignal.any([new AbortController().signal, AbortSignal.abort('first')]);
console.log(any.aborted, any.reason);
const b1 = new AbortController(),
  any2 = AbortSignal.any([b1.signal]);
any2.addEventListener('abort', () => console.log('any fired', any2.reason));
b1.abort('b1');
console.log(any2.aborted, AbortSignal.any([]).aborted);
const to = AbortSignal.timeout(2);
to.onabort = () => console.log('timeout', to.reason.name, to.reason.code);
await new Promise((r) => setTimeout(r, 8));
console.log(
  to.aborted,
  Object.prototype.toString.call(to),
  Object.prototype.toString.call(a),
  Object.prototype.toString.call(ce),
  Object.prototype.toString.call(et),
);
class Sub extends EventTarget {
  #v = 0;
  set v(x) {
    this.#v = x;
    this.dispatchEvent(new CustomEvent('change', { detail: x }));
  }
  get v() {
    return this.#v;
  }
}
const s = new Sub();
s.addEventListener('change', ({ detail }) => console.log('changed', detail));
s.v = 3;
s.v = 4;
const order = [];
const t2 = new EventTarget();
for (let i = 0; i < 4; i++)
  t2.addEventListener('o', () => {
    order.push(i);
    if (i === 1) t2.removeEventListener('o', last);
  });
const last = () => order.push('last');
t2.addEventListener('o', last);
t2.dispatchEvent(new Event('o'));
console.log(order);
