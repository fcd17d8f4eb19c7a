// What a function stores in an object that nobody else has seen yet, in what order, and what happens if it does not get that far.
class Point {
  x = 1;
  y = 2;
  z = 3;
  constructor(x) {
    if (x !== undefined) this.x = x;
  }
  get sum() {
    return this.x + this.y + this.z;
  }
  set total(v) {
    this.z = v;
  }
}
class Plain {
  a = 0;
  b = 0;
  c = 'c';
}
let made = 0;
const next = () => ++made;
const fail = (what) => {
  throw new Error(what);
};
function ordered(flag) {
  const p = new Plain();
  p.c = next();
  p.a = flag ? next() : fail('no a');
  const seen = p.a;
  p.b = p.c + p.a;
  p.a = seen + 10;
  return p;
}
function overwritten(n) {
  const p = new Plain();
  let v = n;
  p.a = v;
  v = v + 1;
  p.b = v;
  v = 'other';
  p.c = v;
  v = null;
  return [p, v];
}
function escaping(list) {
  const p = new Plain();
  p.a = list.length;
  list.push(p);
  p.b = list[list.length - 1].a;
  p.extra = 5;
  p.c = list.at(-1).extra;
  return p;
}
function caught(n) {
  let p = null;
  try {
    p = new Plain();
    p.a = n;
    p.b = n > 1 ? fail('late') : n;
    p.c = 'end';
  } catch (e) {
    return [e.message, p];
  }
  return p;
}
function deleted() {
  const p = new Plain();
  p.a = 7;
  delete p.b;
  p.b = 8;
  p.c = 9;
  return p;
}
function withAccessors() {
  const p = new Point();
  p.y = 20;
  p.total = 30;
  p.x = p.sum;
  return [p, p.sum];
}
function looped(n) {
  const all = [];
  let last = null;
  for (let i = 0; i < n; i++) {
    const p = new Plain();
    p.a = last;
    p.b = i;
    last = p;
    if (i === 2) {
      p.c = 'two';
      continue;
    }
    all.push(p);
  }
  return all;
}
function* paused() {
  const p = new Plain();
  p.a = yield 1;
  p.b = yield p.a;
  return p;
}
const attempt = (f) => {
  try {
    return JSON.stringify(f());
  } catch (e) {
    return e.message;
  }
};
for (let i = 0; i < 2; i++) {
  console.log(attempt(() => ordered(true)), attempt(() => ordered(false)), attempt(() => overwritten(i)));
  console.log(attempt(() => escaping([])), attempt(() => caught(i)), attempt(() => caught(i + 2)), attempt(deleted));
  console.log(attempt(withAccessors), attempt(() => looped(4)));
  const g = paused();
  console.log(g.next().value, g.next('a').value, JSON.stringify(g.next('b')));
}
Object.defineProperty(Plain.prototype, 'a', { set: () => fail('never'), get: () => 'never' });
console.log(attempt(() => ordered(true)), attempt(() => overwritten(5)), Object.keys(ordered(true)).join());
