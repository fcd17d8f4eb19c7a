// Objects that get more properties than their literal or constructor gave them room for, and what is remembered of shapes.
function make(i) {
  return { a: i };
}
function grow(o, n) {
  for (let k = 0; k < n; k++) o[`p${k}`] = k;
  return o;
}
for (let round = 0; round < 40; round++) {
  const o = make(round);
  o.b = round + 1;
  o.c = round + 2;
  if (round % 3 === 0) o.d = 'd';
  if (round > 30) grow(o, round);
  const sum = o.a + o.b + o.c;
  if (sum !== 3 * round + 3) console.log('wrong', round, sum);
}
console.log(Object.keys(grow(make(1), 12)).join());

function Point(x) {
  this.x = x;
  if (x > 5) {
    this.late = x;
    this.later = x;
    this.latest = x;
    this.last = x;
  }
}
Point.prototype.total = function () {
  let t = 0;
  for (const k in this) if (typeof this[k] === 'number') t += this[k];
  return t;
};
class Derived extends Object {
  constructor(n) {
    super();
    for (let i = 0; i < n; i++) this[`f${i}`] = i;
  }
}
let total = 0;
for (let i = 0; i < 20; i++) {
  total += new Point(i).total();
  total += Object.values(new Derived(i)).reduce((a, b) => a + b, 0);
}
console.log(total);
const tables = [];
for (let i = 0; i < 8; i++) tables.push(grow({}, i * 7));
console.log(tables.map((t) => Object.keys(t).length).join());

// for-in: what is deleted is not visited, what a prototype has is
const names = (o) => {
  const seen = [];
  for (const k in o) {
    seen.push(k);
    if (k === 'a') delete o.b;
    if (k === 'c') o.added = 1;
  }
  return seen.join();
};
console.log(names({ a: 1, b: 2, c: 3 }), names({ a: 1, b: 2, c: 3 }), names({ c: 1, b: 2 }));
const parent = { inherited: 1 };
const child = () => Object.assign(Object.create(parent), { own: 1 });
console.log(names(child()), names(child()));
parent.more = 2;
console.log(names(child()));
Object.defineProperty(parent, 'hidden', { value: 1, enumerable: false });
Object.defineProperty(parent, 'inherited', { enumerable: false });
console.log(names(child()));
parent[3] = 1;
console.log(names(child()), names({ z: 1 }));
Object.prototype.everywhere = true;
console.log(names({ z: 1 }), 'everywhere' in { z: 1 });
delete Object.prototype.everywhere;
console.log(names({ z: 1 }), 'everywhere' in { z: 1 });
Object.prototype[7] = true;
console.log(names({ z: 1 }), 7 in { z: 1 });
delete Object.prototype[7];
console.log(names({ z: 1 }), names({ 5: 1, z: 1, 1: 2 }), names({ 4294967295: 1, b: 1, 4294967293: 2 }));

// the same name in, read and written by key, through shapes that change
const has = (o, k) => k in o;
const get = (o, k) => o[k];
const put = (o, k, v) => {
  o[k] = v;
  return o;
};
for (const k of ['x', 'y', 'toString', '0', 'length']) {
  const row = [];
  for (const o of [{ x: 1 }, { y: 1, x: 2 }, [5], Object.create({ y: 3 }), 'text', 7, () => 1]) {
    row.push(typeof o === 'object' || typeof o === 'function' ? has(o, k) : '-', typeof get(o, k));
  }
  console.log(k, row.join());
}
const guarded = Object.create({
  set x(v) {
    console.log('setter', v);
  },
});
const frozenParent = Object.create(Object.freeze({ x: 1 }));
for (const o of [{}, guarded, {}, frozenParent, Object.freeze({ x: 0 }), { x: 5 }, Object.preventExtensions({})])
  try {
    console.log(JSON.stringify(put(o, 'x', 1)));
  } catch (e) {
    console.log(e.message);
  }
const late = Object.create({});
put(Object.create({}), 'x', 1);
Object.defineProperty(Object.prototype, 'x', {
  set() {
    console.log('late setter');
  },
  configurable: true,
});
console.log(Object.keys(put(late, 'x', 1)).length, Object.keys(put({}, 'x', 1)).length);
delete Object.prototype.x;
console.log(Object.keys(put(Object.create({}), 'x', 1)).length);

// spread
const symbol = Symbol('s');
const getter = {
  a: 1,
  get b() {
    return this.a + 1;
  },
};
console.log(
  { ...{ a: 1, b: 2 } },
  { ...getter },
  { ...{ [symbol]: 1, q: 2 } },
  { z: 0, ...{ z: 1, y: 2 }, ...null, ...'hi' },
);
console.log(Object.keys({ ...Object.defineProperty({ a: 1, b: 2 }, 'a', { enumerable: false }) }).join());

// a class whose prototype's parent changes: what was cached must not be used, and is cached again
class Base {
  hello() {
    return 'base';
  }
}
class Sub extends Base {}
const call = (o) => o.hello();
const sub = new Sub();
const said = [];
for (let i = 0; i < 30; i++) {
  if (i === 10) Base.prototype.hello = () => 'changed';
  if (i === 20) Sub.prototype.hello = () => 'sub';
  if (i === 25) delete Sub.prototype.hello;
  said.push(call(sub));
}
console.log(said.join());
// many shapes at one place
let checks = 0;
for (let i = 0; i < 400; i++) {
  const o = i % 2 ? { [`k${i % 17}`]: 1, v: i } : { v: i, w: 1 };
  o.extra = i;
  if (o.v !== i || o.extra !== i || o.missing !== undefined) console.log('wrong', i);
  checks += o.v + (o.w ?? 0);
}
console.log(checks);
