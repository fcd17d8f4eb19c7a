// Generators: return, throw, finally, delegation, infinite sequences, arguments bound at the call.
function* g(a = console.log('bound')) {
  try {
    const r = yield 1;
    console.log('got', r);
    yield 2;
  } catch (e) {
    console.log('caught', e);
    yield 'c';
  } finally {
    console.log('fin');
    yield 'f';
  }
  return 'end';
}
const i = g();
console.log(i.next(), i.next('v'), i.throw('E'), i.next(), i.next(), i.next());
const j = g();
console.log(j.return(5));
const k = g();
k.next();
console.log(k.return(6), k.next(), k.next());
function* inner() {
  try {
    const x = yield 'i1';
    console.log('x', x);
  } finally {
    console.log('inner fin');
  }
  return 'ret';
}
function* outer() {
  const r = yield* inner();
  console.log('r', r);
  yield* [10, 20];
  yield* 'ab';
}
console.log([...outer()]);
const d = outer();
d.next();
console.log(d.next('hey'), d.return('bye'));
function* nat() {
  let n = 0;
  while (true) yield n++;
}
const out = [];
for (const n of nat()) {
  if (n > 4) break;
  out.push(n);
}
console.log(out);
const o = {
  *[Symbol.iterator]() {
    yield* [1, 2];
  },
};
console.log([...o], Array.from(o), new Set(o).size, Math.max(...o));
class T {
  *items() {
    for (const x of this.list) yield x;
  }
  list = [3, 4];
}
console.log([...new T().items()], Object.prototype.toString.call(nat()), nat.constructor.name);
try {
  const s = nat();
  s.next.call({});
} catch (e) {
  console.log(e.name);
}
function* err() {
  throw new Error('inside');
}
try {
  err().next();
} catch (e) {
  console.log(e.message);
}
