// try/finally, labels, switch, closures per iteration, TDZ, deep recursion, exceptions.
function f(n) {
  try {
    if (n === 1) return 'r';
    if (n === 2) throw new Error('t');
    return 'n';
  } catch (e) {
    return 'c' + e.message;
  } finally {
    console.log('fin', n);
    if (n === 3) return 'override';
  }
}
console.log(f(0), f(1), f(2), f(3));
function g() {
  let x = 1;
  try {
    return x;
  } finally {
    x = 2;
  }
}
console.log(g());
outer: for (let i = 0; i < 3; i++) {
  for (let j = 0; j < 3; j++) {
    try {
      if (j === 1) continue outer;
      if (i === 2) break outer;
    } finally {
      console.log('f', i, j);
    }
  }
}
for (const x of [0, 1, 2, 3, 'a']) {
  switch (x) {
    case 0:
      console.log('zero');
    case 1:
      console.log('one');
      break;
    default:
      console.log('def');
    case 2:
      console.log('two');
  }
}
const fs = [];
for (let i = 0; i < 3; i++) {
  fs.push(() => i);
  i += 0;
}
for (var k of [1]) fs.push(() => k);
console.log(fs.map((q) => q()));
try {
  tdz;
  let tdz = 1;
} catch (e) {
  console.log(e.name, e.message);
}
try {
  c1 = 2;
} catch (e) {
  console.log(e.message);
}
const c1 = 1;
try {
  undefinedName;
} catch (e) {
  console.log(e.message);
}
try {
  ({}).x.y;
} catch (e) {
  console.log(e.message);
}
try {
  let o = {};
  o.m();
} catch (e) {
  console.log(e.message);
}
try {
  let o = { a: { b: 1 } };
  o.a.b();
} catch (e) {
  console.log(e.message);
}
try {
  new (class {
    constructor() {
      this.x();
    }
  })();
} catch (e) {
  console.log(e.message);
}
try {
  [].reduce((a) => a);
} catch (e) {
  console.log(e.message);
}
try {
  null[Symbol.iterator];
} catch (e) {
  console.log(e.message);
}
try {
  new 5();
} catch (e) {
  console.log(e.message);
}
try {
  'x' in 'y';
} catch (e) {
  console.log(e.name);
}
try {
  Symbol() + '';
} catch (e) {
  console.log(e.message);
}
function deep(n) {
  return n === 0 ? 0 : 1 + deep(n - 1);
}
console.log(deep(5000));
try {
  (function inf() {
    inf();
  })();
} catch (e) {
  console.log(e instanceof RangeError, e.message);
}
let i = 0;
do {
  i++;
  if (i === 2) continue;
  if (i > 3) break;
} while (true);
console.log(i);
while (i-- > 0);
console.log(i);
for (;;) {
  break;
}
const e = new Error('m', { cause: 'why' });
console.log(e.cause, e.name, e.toString(), Object.keys(e), e instanceof Object);
const self = function fact(n) {
  return n < 2 ? 1 : n * fact(n - 1);
};
console.log(self(10), self.name, (() => {}).name, function () {}.name);
console.log(
  [1, 2, 3].indexOf(2),
  (function () {
    return typeof this;
  })(),
  (() => typeof this)(),
  f.call(null, 0),
  Math.max.apply(null, [1, 2]),
  ((a, b) => a + b).bind(null, 1)(2),
);
var hoisted = typeof later;
function later() {}
console.log(hoisted, typeof hoistedVar);
var hoistedVar = 1;
if (true) {
  function inBlock() {
    return 'blk';
  }
  console.log(inBlock());
}
console.log([...'ab'].entries().next(), Object.fromEntries([['a', 1]]), structuredCloneExists());
function structuredCloneExists() {
  return 'ok';
}
console.log(
  Object.prototype.toString.call([]),
  Object.prototype.toString.call(null),
  `${{
    toString() {
      return 'ts';
    },
  }}`,
  `${{
    [Symbol.toPrimitive](h) {
      return h;
    },
  }}`,
  +{
    valueOf() {
      return 5;
    },
  },
  [] instanceof Object,
  Symbol.for('a') === Symbol.for('a'),
  Symbol('d').description,
  Symbol.iterator.toString(),
);
