function A() {}
A.prototype.m = () => 'v1';
const a = new A();
console.log(a.m());
A.prototype.m = () => 'v2';
console.log(a.m());
A.prototype = { m: () => 'v3' };
console.log(a.m(), new A().m(), a instanceof A, a.constructor === A);
class B {
  get x() {
    return 1;
  }
}
const b = new B();
Object.defineProperty(B.prototype, 'x', { get: () => 2, configurable: true });
console.log(b.x);
delete B.prototype.x;
console.log(b.x);
Object.setPrototypeOf(B.prototype, { y: 'late' });
console.log(b.y);
const calls = [];
for (let i = 0; i < 6; i++) {
  if (i === 3)
    Array.prototype.extra = function () {
      return this.length;
    };
  try {
    calls.push([1, 2].extra());
  } catch (e) {
    calls.push(e.name);
  }
}
delete Array.prototype.extra;
console.log(calls.join());
const push = Array.prototype.push;
Array.prototype.push = function (...x) {
  return 'patched' + x.length;
};
console.log([].push(1, 2));
Array.prototype.push = push;
console.log([].push(1));
const toS = Object.prototype.toString;
Object.prototype.toString = () => 'hijack';
console.log(`${{}}`, String({ a: 1 }));
Object.prototype.toString = toS;
console.log(`${{}}`);
Number.prototype.toString = function () {
  return 'num';
};
console.log(`${5}`, (5).toString(), '' + 5, [5].join(), String(5), JSON.stringify(5));
delete Number.prototype.toString;
console.log((5).toString === Object.prototype.toString);
Object.prototype.leak = 'leaked';
const o = { own: 1 };
const seen = [];
for (const k in o) seen.push(k);
console.log(seen, Object.keys(o), 'leak' in o, o.leak, [].leak, JSON.stringify(o));
delete Object.prototype.leak;
String.prototype[Symbol.iterator] = function* () {
  yield 'custom';
};
console.log([...'abc'], Array.from('abc'));
delete String.prototype[Symbol.iterator];
try {
  [...'abc'];
} catch (e) {
  console.log(e.name);
}
const p = { v: 1 };
const c = Object.create(p);
const g = () => c.v;
g();
g();
p.v = 2;
console.log(g());
delete p.v;
console.log(g());
c.v = 3;
console.log(g());
delete c.v;
Object.setPrototypeOf(c, { v: 4 });
console.log(g());
const mp = Map.prototype.get;
Map.prototype.get = () => 'fake';
console.log(new Map([[1, 2]]).get(1));
Map.prototype.get = mp;
Promise.prototype.then = ((t) =>
  function (...x) {
    if (!done) {
      done = 1;
      console.log('then called');
    }
    return t.apply(this, x);
  })(Promise.prototype.then);
let done = 0;
Promise.resolve(1).then((v) => console.log('v', v));
(async () => {
  console.log('await', await { then: (r) => r('thenable') });
})();
