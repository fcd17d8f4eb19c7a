const out = [];
const p = (x) => out.push(x);
const A = async () => {
  p('A1');
  await null;
  p('A2');
  await null;
  p('A3');
};
const B = () => {
  p('B1');
  return Promise.resolve()
    .then(() => p('B2'))
    .then(() => p('B3'));
};
const C = async () => {
  p('C1');
  await {
    then(r) {
      p('C then');
      r();
    },
  };
  p('C2');
};
const D = async () => {
  p('D1');
  return A2();
};
const A2 = async () => {
  p('A2-in');
};
const E = function* () {
  const x = yield Promise.resolve('e');
  p('E' + x);
};
A();
B();
C();
D().then(() => p('D done'));
queueMicrotask(() => {
  p('Q1');
  queueMicrotask(() => p('Q2'));
});
(async () => {
  for await (const x of [1, Promise.resolve(2)]) p('F' + x);
  p('F end');
})();
(async () => {
  try {
    await Promise.reject('r');
  } catch (e) {
    p('G' + e);
  } finally {
    p('G fin');
  }
})();
new Promise((r) => {
  p('H1');
  r(Promise.resolve().then(() => p('H inner')));
  p('H2');
}).then(() => p('H3'));
const it = E();
it.next().value.then((v) => it.next(v));
const ag = (async function* () {
  p('I1');
  yield 'i';
  p('I2');
})();
ag.next().then((r) => p('I' + r.value));
ag.next().then((r) => p('I' + r.done));
Promise.all([1, 2]).then(() => p('all'));
Promise.race([3]).then(() => p('race'));
Promise.resolve(Promise.resolve(9)).then(() => p('same'));
p('sync end');
await new Promise((r) => setTimeout(r, 2));
console.log(out.join(' | '));
const order = [];
setTimeout(() => {
  order.push('t1');
  Promise.resolve().then(() => order.push('m1'));
});
setTimeout(() => order.push('t2'));
setImmediate(() => order.push('imm'));
await new Promise((r) => setTimeout(r, 10));
console.log(order.indexOf('t1') < order.indexOf('m1'), order.indexOf('m1') < order.indexOf('t2'), order.length);
