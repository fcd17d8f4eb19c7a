const p = {
  [Symbol.toPrimitive](h) {
    return h === 'number' ? 42 : h === 'string' ? 'str' : 'def';
  },
};
console.log(
  +p,
  `${p}`,
  p + '',
  p * 2,
  p == 'def',
  [p] + '',
  p > 41,
  new Date(p).getTime(),
  { str: 1 }[p],
  String(p),
  Number(p),
  isNaN(p),
);
for (const bad of [
  { [Symbol.toPrimitive]: () => ({}) },
  { [Symbol.toPrimitive]: 1 },
  { valueOf: () => ({}), toString: () => ({}) },
])
  try {
    console.log(+bad);
  } catch (e) {
    console.log(e.name, e.message);
  }
console.log(+{ [Symbol.toPrimitive]: undefined, valueOf: () => 3 }, `${{ toString: undefined, valueOf: () => 'v' }}`);
class Even {
  static [Symbol.hasInstance](n) {
    return n % 2 === 0;
  }
}
console.log(2 instanceof Even, 3 instanceof Even, Object.create(Even.prototype) instanceof Even);
class T {
  get [Symbol.toStringTag]() {
    return 'TT';
  }
}
console.log(
  String(new T()),
  `${Object.prototype.toString.call({ [Symbol.toStringTag]: 5 })}`,
  Object.prototype.toString.call(Object.assign([], { [Symbol.toStringTag]: 'Arr' })),
);
class S extends Array {
  static get [Symbol.species]() {
    return Array;
  }
}
console.log(
  new S(1, 2, 3).map((x) => x) instanceof S,
  new S(1, 2, 3).filter(Boolean).constructor.name,
  S[Symbol.species] === Array,
  Map[Symbol.species] === Map,
);
const s = Symbol('desc');
console.log(
  s.toString(),
  s.description,
  Symbol().description,
  Symbol('').description,
  Symbol.for('k') === Symbol.for('k'),
  Symbol.keyFor(Symbol.for('k')),
  Symbol.keyFor(s),
  typeof s,
  Object(s) == s,
  Object(s) === s,
  typeof Object(s),
  s in { [s]: 1 },
  JSON.stringify({ [s]: 1, a: s }),
  Object.keys({ [s]: 1 }).length,
  Symbol.iterator.toString(),
  Symbol('x') === Symbol('x'),
  Object.getOwnPropertySymbols({ [s]: 1, [Symbol.for('z')]: 2 })
    .map(String)
    .join(),
  String(s),
  !!s,
  s.constructor === Symbol,
);
for (const f of [
  () => s + 1,
  () => `${s}`,
  () => +s,
  () => s < 1,
  () => new Symbol(),
  () => Symbol.keyFor('x'),
  () => s - s,
  () => [s].join(),
])
  try {
    f();
  } catch (e) {
    console.log(e.name, e.message);
  }
console.log(
  [
    'asyncIterator',
    'hasInstance',
    'isConcatSpreadable',
    'iterator',
    'match',
    'matchAll',
    'replace',
    'search',
    'species',
    'split',
    'toPrimitive',
    'toStringTag',
    'unscopables',
  ]
    .map((n) => typeof Symbol[n])
    .join(),
);
class M {
  flags = 'g';
  [Symbol.match](x) {
    return ['m', x];
  }
  [Symbol.replace](x, r) {
    return `r${x}${r}`;
  }
  [Symbol.search](x) {
    return 7;
  }
  [Symbol.split](x, l) {
    return ['s', x, l];
  }
  *[Symbol.matchAll](x) {
    yield 'ma' + x;
  }
}
console.log('a'.match(new M()), 'a'.replace(new M(), 'b'), 'a'.search(new M()), 'a'.split(new M(), 3), [
  ...'a'.matchAll(new M()),
]);
