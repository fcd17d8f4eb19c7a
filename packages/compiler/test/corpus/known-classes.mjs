// Classes of the top level, whose instances are made in place where code runs often, and methods that are guessed.
class Point {
  x;
  y = 0;
  static count = 0;
  constructor(x, y) {
    this.x = x;
    this.y = y;
    Point.count++;
  }
  add(other) {
    return new Point(this.x + other.x, this.y + other.y);
  }
  get sum() {
    return this.x + this.y;
  }
  static of(v) {
    return new Point(v, v);
  }
}
class Leaky {
  a = 1;
  b;
  constructor(list, v) {
    list.push(this);
    this.b = v;
    if (v === 7) throw new Error('seven');
    this.c = this.a + v;
  }
}
class Reading {
  a = 1;
  b = this.a + 1;
  ['computed'] = 3;
  0 = 'zero';
  constructor(v) {
    this.a = v;
    this.d = this.b;
    this.a = this.a * 2;
    this.b = this.a;
  }
}
class Setter {
  constructor(v) {
    this.v = v;
    this.w = v + 1;
  }
  set v(value) {
    this.seen = value;
  }
}
class Shadow extends Point {
  y = 'own';
  constructor(x) {
    super(x, x);
    this.z = x;
  }
  add() {
    return 'shadow';
  }
}
class Odd {
  x = 1;
  constructor(v) {
    if (v) return { other: v };
  }
}
const order = [];
class Ordered {
  first = order.push('first');
  second = order.push('second');
  constructor(v) {
    order.push(`body ${v}`);
    this.third = order.push('third');
  }
}

function points(n) {
  let p = Point.of(0);
  for (let i = 0; i < n; i++) p = p.add(new Point(i, -i));
  return p;
}
const p = points(50);
console.log(
  JSON.stringify(p),
  p.sum,
  Point.count,
  Object.keys(new Point()).join(),
  p instanceof Point,
  p.constructor === Point,
);

const seen = [];
function leaks() {
  let failed = 0;
  for (let i = 0; i < 12; i++)
    try {
      new Leaky(seen, i);
    } catch (e) {
      failed++;
      console.log(e.message, JSON.stringify(seen.at(-1)));
    }
  return failed;
}
console.log(leaks(), seen.length, JSON.stringify(seen[3]), Object.keys(seen[7]).join());

for (let i = 0; i < 3; i++) console.log(JSON.stringify(new Reading(i)), Object.keys(new Reading(i)).join());
for (let i = 0; i < 3; i++) console.log(JSON.stringify(new Setter(i)), JSON.stringify(new Odd(i)), new Odd(0).x);
for (let i = 0; i < 2; i++) new Ordered(i);
console.log(order.join());
for (const o of [new Shadow(1), new Point(1, 2), new Shadow(2)])
  console.log(JSON.stringify(o.add(new Point(1, 1))), o.y, o.sum);

// a method that is replaced, taken away, called with another this, not a function
const total = (list) => {
  let t = '';
  for (const o of list) t += `${typeof o.add === 'function' ? JSON.stringify(o.add({ x: 1, y: 2 })) : 'none'};`;
  return t;
};
const own = new Point(5, 6);
own.add = () => 'own';
console.log(total([new Point(1, 2), own, { add: 3 }, { add: (o) => o.y }, new Shadow(3)]));
const add = Point.prototype.add;
for (const self of [{ x: 'a', y: 'b' }, new Point(1, 1)]) console.log(JSON.stringify(add.call(self, { x: 1, y: 2 })));
Point.prototype.add = function (o) {
  return [this.x, o.x];
};
console.log(total([new Point(1, 2), new Shadow(1)]));
delete Point.prototype.add;
console.log(total([new Point(1, 2), new Shadow(1)]));
for (let i = 0; i < 2; i++)
  try {
    new Point(1, 2).add(3);
  } catch (e) {
    console.log(e instanceof TypeError, e.message);
  }

// what cannot be called, before its class is there, and with new.target
function early() {
  const made = [];
  for (let i = 0; i < 1; i++) made.push(new Late(i));
  return made;
}
try {
  early();
} catch (e) {
  console.log(e.name, e.message);
}
class Late {
  v;
  constructor(v) {
    this.v = v;
    this.t = new.target === Late;
  }
}
console.log(JSON.stringify(early()), JSON.stringify(Reflect.construct(Late, [1], Point)));
Object.prototype.inherited = 1;
Object.defineProperty(Object.prototype, 'x', {
  set() {
    throw new Error('not for own fields');
  },
  configurable: true,
});
const isolated = [];
for (let i = 0; i < 3; i++) isolated.push(new Point(i, 1));
console.log(JSON.stringify(isolated));
delete Object.prototype.x;
delete Object.prototype.inherited;

// small functions, in loops and nested
function half(v) {
  return v / 2;
}
function both(a, b) {
  if (a === undefined) return b;
  return half(a) + half(b);
}
function three(a, b = 5) {
  a = a + 1;
  return a * b;
}
let result = 0;
for (let i = 0; i < 20; i++) result += both(i % 4 === 0 ? undefined : i, three(i)) + three(i, 2) + three();
console.log(result);
function thrower(v) {
  if (v > 3) throw new RangeError(`too large: ${v}`);
  return v;
}
for (let i = 0; i < 6; i++)
  try {
    result = thrower(i);
  } catch (e) {
    console.log(e.message, result);
  } finally {
    result = -i;
  }
function fact(n) {
  return n < 2 ? 1 : n * fact(n - 1);
}
for (let i = 0; i < 5; i++) console.log(fact(i * 3));
function deep(n) {
  return n === 0 ? 0 : 1 + deeper(n - 1);
}
function deeper(n) {
  return deep(n);
}
try {
  for (;;) deep(Infinity);
} catch (e) {
  console.log(e instanceof RangeError);
}
