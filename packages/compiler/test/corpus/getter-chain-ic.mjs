const read = (o) => o.v,
  call = (o) => o.m(),
  has = (o) => 'v' in o,
  write = (o, x) => {
    o.v = x;
    return o;
  };
const g = {
  v: 'grand',
  m() {
    return 'gm';
  },
};
const p = Object.create(g);
const c = Object.create(p);
const c2 = Object.create(p);
for (let i = 0; i < 20; i++) {
  read(c);
  call(c);
  has(c);
}
console.log(read(c), call(c));
p.v = 'parent';
console.log(read(c), read(c2));
p.m = function () {
  return 'pm' + this.v;
};
console.log(call(c));
delete p.v;
console.log(read(c));
g.v = 'g2';
console.log(read(c), call(c2));
Object.defineProperty(p, 'v', {
  get() {
    return 'got ' + (this === c);
  },
  configurable: true,
});
console.log(read(c), read(c2));
Object.defineProperty(p, 'v', {
  get() {
    return 'other';
  },
});
console.log(read(c));
Object.setPrototypeOf(p, { v: 'no', w: 1 });
console.log(read(c), c.w);
Object.setPrototypeOf(c, {
  v: 'direct',
  m() {
    return 'dm';
  },
});
console.log(read(c), call(c), read(c2));
class A {
  get v() {
    return 'A' + this.n;
  }
  m() {
    return 'Am';
  }
}
class B extends A {
  n = 1;
}
class C extends B {
  n = 2;
}
const objs = [
  new A(),
  new B(),
  new C(),
  c,
  c2,
  { v: 1, m: () => 2 },
  { m: () => 3, v: 2 },
  Object.assign(new Map(), {
    v: 3,
    m() {
      return 4;
    },
  }),
];
for (let k = 0; k < 3; k++) console.log(objs.map(read).join(), objs.map(call).join());
Object.defineProperty(A.prototype, 'v', { value: 'static now', writable: true, configurable: true });
console.log(objs.map(read).join());
B.prototype.m = () => 'Bm';
console.log(objs.map(call).join());
delete B.prototype.m;
console.log(objs.map(call).join());
let sets = [];
const sp = {
  set v(x) {
    sets.push(x);
  },
};
const sc = Object.create(sp);
for (let i = 0; i < 5; i++) write(sc, i);
console.log(sets, Object.keys(sc));
delete sp.v;
write(sc, 9);
console.log(sets.length, sc.v, Object.keys(sc));
const ro = Object.create({});
for (let i = 0; i < 5; i++) {
  const o = Object.create(ro);
  write(o, i);
}
Object.defineProperty(ro, 'v', { value: 1, writable: false });
try {
  write(Object.create(ro), 1);
} catch (e) {
  console.log(e.message);
}
Number.prototype.v = 'num';
String.prototype.v = 'str';
Boolean.prototype.v = 'bool';
Symbol.prototype.v = 'sym';
BigInt.prototype.v = 'big';
console.log([1, 1.5, 'a', true, Symbol(), 1n, -0, NaN].map(read).join());
delete Number.prototype.v;
console.log([1, 'a'].map(read).join());
delete String.prototype.v;
try {
  read(null);
} catch (e) {
  console.log(e.message);
}
try {
  read(undefined);
} catch (e) {
  console.log(e.message);
}
try {
  call(5);
} catch (e) {
  console.log(e.message);
}
const del = { a: 1, v: 2, b: 3 };
read(del);
delete del.a;
console.log(read(del));
delete del.v;
console.log(read(del));
del.v = 4;
console.log(read(del), Object.keys(del).join());
const many = {};
for (let i = 0; i < 100; i++) {
  many['k' + i] = i;
}
many.v = 'last';
console.log(read(many));
for (let i = 0; i < 100; i += 2) delete many['k' + i];
console.log(read(many), Object.keys(many).length, Object.keys(many).slice(0, 3).join());
const nullp = Object.create(null);
nullp.v = 'np';
console.log(read(nullp), has(nullp));
try {
  call(nullp);
} catch (e) {
  console.log(e.message);
}
Object.prototype.v = 'objproto';
console.log(
  read({}),
  read([]),
  read(() => {}),
  read(Object.create(null)),
);
delete Object.prototype.v;
console.log(read({}));
const px = new Proxy({}, { get: (t, k) => 'px ' + String(k) });
console.log(read(px), read(Object.create(px)));
console.log(read(Object.create(Object.create(px))), has(Object.create(px)));
function F() {
  this.v = 1;
}
const f1 = new F();
read(f1);
F.prototype.v = 2;
console.log(read(f1));
delete f1.v;
console.log(read(f1));
F.prototype = { v: 3 };
console.log(read(f1), read(new F()), f1 instanceof F);
