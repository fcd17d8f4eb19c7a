const show = (f) => {
  try {
    console.log(f());
  } catch (e) {
    console.log(e.name, e.message);
  }
};
show(() => {
  const o = {
    [Symbol.toPrimitive](h) {
      return h === 'number' ? 42 : h === 'string' ? 'str' : 'def';
    },
  };
  return [
    +o,
    `${o}`,
    o + '',
    o * 2,
    o == 'def',
    [o] + '',
    Number(o),
    String(o),
    o < 50,
    { [o]: 1 },
    new Date(o).getTime(),
    BigInt({ [Symbol.toPrimitive]: () => 5n }),
  ];
});
show(() => ({ [Symbol.toPrimitive]: () => ({}) }) + '');
show(() => ({ [Symbol.toPrimitive]: null, toString: () => 'ts' }) + '');
show(() => `${{ valueOf: () => 1, toString: undefined }}`);
show(() => 1 + { valueOf: () => ({}), toString: () => '2' });
class Even {
  static [Symbol.hasInstance](n) {
    return n % 2 === 0;
  }
}
show(() => [2 instanceof Even, 3 instanceof Even]);
show(() => ({}) instanceof { [Symbol.hasInstance]: () => 'truthy' });
show(() => 1 instanceof {});
show(() => 1 instanceof 5);
show(() => ({}) instanceof (() => {}));
show(() => {
  const b = function () {}.bind();
  return new (function () {})() instanceof b;
});
show(() => Function.prototype[Symbol.hasInstance].call(Array, []));
show(() => [].concat({ length: 2, 0: 'a', [Symbol.isConcatSpreadable]: true }, [1]));
show(() => Object.prototype.toString.call({ [Symbol.toStringTag]: 'Mine' }) + String({ [Symbol.toStringTag]: 5 }));
show(() => Object.prototype.toString.call(Object.assign([], { [Symbol.toStringTag]: 'Arr' })));
const sy = Symbol('desc');
show(() => [
  sy.toString(),
  sy.description,
  Symbol().description,
  Symbol('').description,
  Symbol(undefined).toString(),
  typeof sy,
  Symbol.for('k') === Symbol.for('k'),
  Symbol.keyFor(Symbol.for('k')),
  Symbol.keyFor(sy),
  Object(sy) == sy,
  Object(sy) === sy,
  typeof Object(sy),
  Object(sy).description,
]);
show(() => sy + '');
show(() => +sy);
show(() => `${sy}`);
show(() => sy * 2);
show(() => new Symbol());
show(() => Symbol.keyFor('x'));
show(() => String(sy) + [sy].map(String));
show(() => [sy].join());
show(() => JSON.stringify({ [sy]: 1, a: sy, b: [sy] }));
show(() => (!sy ? 1 : 2));
show(() => sy == sy.toString());
show(() => {
  const o = { [sy]: 1, x: 2 };
  return [
    Object.keys(o),
    sy in o,
    o[sy],
    Object.getOwnPropertySymbols(o),
    { ...o }[sy],
    Object.assign({}, o)[sy],
    delete o[sy],
    sy in o,
  ];
});
show(() => ({ [Symbol('a')]: 1, [Symbol.iterator]: 2, [Symbol()]: { [sy]: sy } }));
show(() => Symbol.prototype[Symbol.toPrimitive].call(Object(sy)) === sy);
show(() => Symbol.prototype.toString.call(1));
show(() => Symbol.iterator.toString() + Symbol.asyncIterator.description);
show(() => Object.getOwnPropertyNames(Symbol).filter((n) => typeof Symbol[n] === 'symbol').length > 12);
show(
  () =>
    ({ [sy]() {} })[sy].name +
    {
      get [sy]() {
        return 1;
      },
    }[sy] +
    Object.getOwnPropertyDescriptor(
      {
        get [sy]() {
          return 1;
        },
      },
      sy,
    ).get.name +
    class {
      static [sy] = () => {};
    }[sy].name,
);
class Range {
  constructor(a, b) {
    Object.assign(this, { a, b });
  }
  *[Symbol.iterator]() {
    for (let i = this.a; i < this.b; i++) yield i;
  }
  get [Symbol.toStringTag]() {
    return `Range(${this.a},${this.b})`;
  }
  [Symbol.toPrimitive](h) {
    return h === 'number' ? this.b - this.a : `${this.a}..${this.b}`;
  }
  static [Symbol.hasInstance](x) {
    return 'a' in x && 'b' in x;
  }
}
const r = new Range(1, 5);
show(() => [
  [...r],
  `${r}`,
  +r,
  String(Object.prototype.toString.call(r)),
  { a: 1, b: 2 } instanceof Range,
  Math.max(...r),
  new Set(r).size,
  Array.from(r, (x) => x * x),
  Object.fromEntries([...r].map((x) => [x, x])),
]);
show(() => {
  const [x, , y, ...z] = r;
  return [x, y, z];
});
show(() => {
  const m = {
    [Symbol.match]: (s) => ['m', s],
    [Symbol.search]: () => 7,
    [Symbol.replace]: (s, v) => s + v,
    [Symbol.split]: (s) => [...s],
    [Symbol.matchAll]: () => [1],
    flags: 'g',
  };
  return ['ab'.match(m), 'ab'.search(m), 'ab'.replace(m, 'c'), 'ab'.split(m), 'ab'.matchAll(m)];
});
show(() => {
  class A extends Array {
    static get [Symbol.species]() {
      return Array;
    }
  }
  return new A(1, 2, 3).map((x) => x) instanceof A;
});
show(() => Symbol.unscopables in Array.prototype || true);
const { iterator } = Symbol;
show(() => typeof [][iterator] + typeof ''[iterator] + typeof new Map()[iterator] + typeof (0)[iterator]);
show(() => {
  for (const x of { [iterator]: () => ({ next: () => ({ done: true }) }) }) return x;
  return 'empty';
});
show(() => [...{ [iterator]: () => ({ next: () => 1 }) }]);
show(() => [...{ [iterator]: () => 1 }]);
show(() =>
  new Map({
    [iterator]: function* () {
      yield ['k', 'v'];
    },
  }).get('k'),
);
