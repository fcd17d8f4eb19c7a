'use strict';
Object.defineProperty(Number.prototype, 'me', {
  get() {
    return typeof this;
  },
  configurable: true,
});
Object.defineProperty(String.prototype, 'me', {
  get: function () {
    return typeof this + this.length;
  },
  set(v) {
    log.push(typeof this + v);
  },
  configurable: true,
});
const log = [];
console.log((5).me, 'abc'.me, (1.5).me);
'x'.me = 7;
console.log(log);
String.prototype.shout = function () {
  return this.toUpperCase() + typeof this;
};
Number.prototype.plus = function (n) {
  return this + n;
};
Boolean.prototype.not = function () {
  return !this.valueOf();
};
Symbol.prototype.d2 = function () {
  return this.description + '2';
};
BigInt.prototype.dbl = function () {
  return this * 2n;
};
console.log(
  'a'.shout(),
  (1).plus(2),
  true.not(),
  Symbol('q').d2(),
  4n.dbl(),
  (1).plus(1),
  'abc'.at(-1),
  'x'['shout'](),
  Object('o').shout(),
);
const strict = function () {
  'use strict';
  return typeof this;
};
for (const v of ['s', 1, true, Symbol(), 1n, null, undefined]) console.log(strict.call(v));
for (const f of [
  () => {
    'abc'.length = 1;
  },
  () => {
    'abc'[0] = 'z';
  },
  () => {
    (5).x = 1;
  },
  () => {
    true.y = 1;
  },
  () => {
    Symbol().z = 1;
  },
  () => {
    1n.w = 1;
  },
  () => {
    delete 'abc'.length;
  },
  () => {
    delete 'abc'[0];
  },
  () => {
    delete (5).x;
    return 'ok';
  },
  () => 'x' in 'abc',
  () => {
    'abc'.newProp = 1;
  },
])
  try {
    console.log(f());
  } catch (e) {
    console.log(e.name, e.message);
  }
delete Number.prototype.me;
delete String.prototype.me;
console.log(
  (5).me,
  'a'.me,
  'abc'.hasOwnProperty(1),
  'abc'.propertyIsEnumerable('length'),
  Object.keys('ab'),
  (5).constructor.name,
  'a'.constructor('b'),
  (5).hasOwnProperty('x'),
  1n.constructor === BigInt,
  Symbol.iterator.constructor === Symbol,
);
