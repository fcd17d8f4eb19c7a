const log = [];
class Sp extends Array {
  static get [Symbol.species]() {
    log.push('species');
    return Array;
  }
}
const a = Sp.from([3, 1, 2]);
for (const m of ['map', 'filter', 'slice', 'splice', 'concat', 'flat', 'flatMap']) {
  const r = m === 'map' || m === 'filter' || m === 'flatMap' ? a[m]((x) => x) : a[m](0);
  console.log(m, r.constructor.name, r.length, log.splice(0).join());
}
for (const m of ['toSorted', 'toReversed', 'toSpliced', 'with']) {
  const r = Sp.from([3, 1, 2])[m](0 === 1 ? 0 : undefined, 1);
  console.log(m, r.constructor.name, r.join());
}
class Weird extends Array {
  constructor(...x) {
    super(...x);
    log.push('ctor ' + x.join('/'));
  }
}
const w = new Weird(1, 2, 3);
log.length = 0;
w.map((x) => x);
w.slice(1);
w.filter((x) => x > 1);
w.splice(0, 1);
Weird.of(1, 2);
Weird.from('ab');
w.concat(w);
console.log(log.splice(0).join('|'));
class U extends Uint8Array {
  static get [Symbol.species]() {
    return Uint16Array;
  }
}
const u = new U([1, 2, 300]);
console.log(
  u.map((x) => x * 200).constructor.name,
  u.map((x) => x * 200).join(),
  u.slice(1).constructor.name,
  u.filter(Boolean).constructor.name,
  u.subarray === Uint8Array.prototype.subarray,
);
try {
  console.log(u.subarray(1).constructor.name, u.subarray(1).join());
} catch (e) {
  console.log(e.name, e.message);
}
class Short extends Uint8Array {
  static get [Symbol.species]() {
    return class extends Uint8Array {
      constructor(n) {
        super(typeof n === 'number' ? 1 : n);
      }
    };
  }
}
try {
  new Short(3).map((x) => x);
} catch (e) {
  console.log(e.name, e.message);
}
class MyP extends Promise {
  static n = 0;
  constructor(f) {
    super(f);
    MyP.n++;
  }
}
const p = MyP.resolve(1)
  .then((x) => x + 1)
  .finally(() => {});
console.log(
  p instanceof MyP,
  MyP.n,
  await p,
  MyP.all([1, 2]) instanceof MyP,
  await MyP.allSettled([1]).then((x) => JSON.stringify(x)),
  MyP.reject(1).catch(() => 5) instanceof MyP,
);
class MyB extends ArrayBuffer {
  static get [Symbol.species]() {
    return ArrayBuffer;
  }
}
console.log(new MyB(8).slice(2).constructor.name, new MyB(8).byteLength);
class MyRe extends RegExp {
  static get [Symbol.species]() {
    return function (p, f) {
      log.push('re ' + f);
      return new RegExp(p, f);
    };
  }
}
console.log('a1b'.split(new MyRe('\\d')), log.splice(0).join());
const arr = [1, 2, 3];
arr.constructor = {
  [Symbol.species]: function (n) {
    this.length = 0;
    this.made = n;
  },
};
const r = arr.map((x) => x * 2);
console.log(JSON.stringify(r), Array.isArray(r));
arr.constructor = undefined;
console.log(Array.isArray(arr.map((x) => x)));
arr.constructor = 5;
try {
  arr.map((x) => x);
} catch (e) {
  console.log(e.name, e.message);
}
arr.constructor = { [Symbol.species]: null };
console.log(arr.slice(1).length);
console.log(
  [].concat(
    { length: 2, 0: 'a', 1: 'b', [Symbol.isConcatSpreadable]: true },
    [[1]],
    Object.assign([5], { [Symbol.isConcatSpreadable]: false }),
  ).length,
);
class Fn extends Function {}
try {
  console.log(Object.getPrototypeOf(Fn) === Function);
} catch (e) {
  console.log(e.name);
}
class Str extends String {
  shout() {
    return this.toUpperCase() + '!';
  }
  get len() {
    return this.length;
  }
}
console.log(new Str('hey').shout(), new Str('abc').len, new Str('x') + 'y', typeof new Str('q'), new Str('abc')[1], [
  ...new Str('hi'),
]);
class Num extends Number {
  double() {
    return this * 2;
  }
}
console.log(new Num(4).double(), new Num(4) + 1, JSON.stringify(new Num(3)), new Num('7').toFixed(1));
class Bo extends Boolean {}
console.log(!new Bo(false), new Bo(false) == false, JSON.stringify({ b: new Bo(true) }));
class Sy {
  static [Symbol.hasInstance](x) {
    return x === 1;
  }
}
console.log(1 instanceof Sy, 2 instanceof Sy, {} instanceof Sy);
class Ob extends Object {
  constructor(x) {
    super(x);
    this.x = x;
  }
}
console.log(JSON.stringify(new Ob(5)), new Ob(1) instanceof Ob);
