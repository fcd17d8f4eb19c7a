const log = [];
const o = {
  get a() {
    log.push('get a');
    return this._a;
  },
  set a(v) {
    log.push('set a=' + v);
    this._a = v;
  },
  _a: 0,
};
const t = (v) => (log.push('rhs ' + v), v);
o.a ||= t(1);
o.a ||= t(2);
o.a &&= t(3);
o.a ??= t(4);
o._a = null;
o.a ??= t(5);
o.a &&= t(0);
o.a &&= t(9);
console.log(log.join(', '));
let u,
  n = null,
  z = 0,
  e = '',
  f = false;
u ??= 'u';
n ??= 'n';
z ??= 'z';
e ??= 'e';
f ??= 'f';
console.log(u, n, z, JSON.stringify(e), f);
z ||= 'z2';
e ||= 'e2';
f ||= 'f2';
u &&= 'u2';
console.log(z, e, f, u);
const c = 1;
c ||= 2;
c ??= 3;
try {
  c &&= 4;
} catch (er) {
  console.log(er.message);
}
const fr = Object.freeze({ x: 1, y: 0 });
fr.x ||= 2;
fr.x ??= 3;
try {
  fr.y ||= 5;
} catch (er) {
  console.log(er.message);
}
const arr = [0, , null];
arr[0] ||= 'a';
arr[1] ??= 'b';
arr[2] ??= 'c';
arr[3] ??= 'd';
console.log(arr);
const m = {};
(m.list ??= []).push(1), (m.list ??= []).push(2);
console.log(m, (m.q ||= 7) + 1, (m.q &&= 8), (m.w ??= m.q));
let fn;
fn ??= () => {};
console.log(fn.name);
let g;
g ||= class {};
console.log(g.name);
const k = () => (log.push('key'), 'p');
log.length = 0;
const q = { p: 1 };
q[k()] ||= t('x');
q[k()] &&= t('y');
console.log(log.join(), q);
class P {
  #v;
  #o = { d: 0 };
  t() {
    this.#v ??= 1;
    this.#v &&= this.#v + 1;
    this.#o.d ||= 5;
    return [this.#v, this.#o.d];
  }
  static #s;
  static s() {
    return (P.#s ??= new P()) === (P.#s ??= 0);
  }
}
console.log(new P().t(), P.s());
try {
  undefined.x ??= 1;
} catch (er) {
  console.log(er.message);
}
try {
  null[0] ||= 1;
} catch (er) {
  console.log(er.message);
}
let a1 = null,
  b1 = 0,
  c1 = 5;
a1 ??= b1 ||= c1 &&= 6;
console.log(a1, b1, c1);
console.log(null ?? (0 || 'x'), (null || undefined) ?? 'y', 0 ?? 1, !1 ?? 2);
