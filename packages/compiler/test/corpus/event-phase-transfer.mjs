const et = new EventTarget();
et.addEventListener('x', function (e) {
  console.log(
    '1',
    this === et,
    e.target === et,
    e.currentTarget === et,
    e.eventPhase,
    e.defaultPrevented,
    e.cancelable,
    e.bubbles,
    e.composed,
    e.isTrusted,
  );
});
const ev = new Event('x', { cancelable: true });
et.addEventListener('x', (e) => {
  e.preventDefault();
  console.log('2', e.defaultPrevented, e.returnValue, e.eventPhase, e.cancelBubble);
});
console.log(et.dispatchEvent(ev), ev.eventPhase, ev.currentTarget, ev.target === et, ev.defaultPrevented);
console.log(et.dispatchEvent(ev), ev.eventPhase);
const c = structuredClone;
const t = new ArrayBuffer(4);
const moved = c({ t }, { transfer: [t] });
console.log(t.byteLength, moved.t.byteLength);
try {
  c(1, { transfer: [t] });
  console.log('none');
} catch (e) {
  console.log(e.name, e.message);
}
try {
  c(1, { transfer: [{}] });
  console.log('none');
} catch (e) {
  console.log(e.name, e.message);
}
try {
  c();
} catch (e) {
  console.log(e.name, e.code, e.message);
}
try {
  c(1, { transfer: 5 });
  console.log('none');
} catch (e) {
  console.log(e.name, e.code, e.message);
}
try {
  c(1, 5);
  console.log('none');
} catch (e) {
  console.log(e.name, e.code, e.message);
}
try {
  c(1, null);
  console.log('none');
} catch (e) {
  console.log(e.name, e.message);
}
const cyc = new Map();
cyc.set('me', cyc);
const cc = c(cyc);
console.log(cc.get('me') === cc);
