const a = Symbol('d'),
  b = Symbol('d'),
  c = Symbol.for('d');
console.log(
  a === b,
  c === Symbol.for('d'),
  Symbol.keyFor(c),
  Symbol.keyFor(a),
  a.description,
  Symbol().description,
  Symbol('').description,
  String(a),
  a.toString(),
  Object(a) == a,
  Object(a) === a,
  typeof Object(a),
  Object(a).description,
  [a].includes(a),
  new Map([[a, 1]]).get(a),
  { [a]: 1 }[a],
  Object.keys({ [a]: 1 }),
  JSON.stringify({ [a]: 1, k: a }),
  Symbol.iterator.description,
  Symbol.for('').description,
  Symbol.for(undefined).description,
  Symbol(undefined).description,
  Symbol(null).description,
  Symbol({}).description,
  Symbol(5).toString(),
);
for (const f of [
  () => a + '',
  () => `${a}`,
  () => +a,
  () => a * 1,
  () => a < b,
  () => a | 0,
  () => new Symbol(),
  () => Symbol.keyFor('x'),
  () => Symbol.prototype.toString.call('x'),
  () => Symbol.prototype.description,
  () => Object.getOwnPropertyDescriptor(Symbol.prototype, 'description').get.call(1),
  () => [a].join(),
  () => encodeURIComponent(a),
  () => isNaN(a),
  () => Math.max(a),
  () => 'x'.concat(a),
  () => BigInt(a),
  () => !a,
  () => a && 1,
  () => a ?? 2,
  () => a == a,
  () => String(a),
  () => [a].toString(),
  () => Symbol.for(a),
  () => parseInt(a),
  () => new Date(a),
  () => 'abc'[a],
  () => [1][a],
  () => (5)[a],
  () => a.x,
  () => {
    a.x = 1;
  },
  () => Object.assign({}, a),
  () => structuredClone(a),
  () => new WeakMap([[a, 1]]).get(a),
  () => new WeakSet([c]),
])
  try {
    const r = f();
    console.log(typeof r === 'symbol' ? String(r) : r);
  } catch (e) {
    console.log(e.name, e.message.replace(/^Symbol\(d\) could/, 'could'));
  }
console.log(
  Object.getOwnPropertySymbols({ [a]: 1, [b]: 2 }).map(String),
  Reflect.ownKeys(Symbol).length > 13,
  Symbol.length,
  Symbol.name,
  Symbol.prototype[Symbol.toStringTag],
  Object.prototype.toString.call(a),
  Symbol.prototype[Symbol.toPrimitive].name,
  Symbol.prototype[Symbol.toPrimitive].call(a) === a,
  Object(a)[Symbol.toPrimitive]() === a,
  a.valueOf() === a,
  a.constructor === Symbol,
  Object.isFrozen(a),
);
const enumLike = Object.freeze({
  RED: Symbol('red'),
  BLUE: Symbol('blue'),
  parse(s) {
    return Object.values(this).find((x) => x.description === s);
  },
});
console.log(enumLike.parse('blue') === enumLike.BLUE, enumLike);
class Priv {
  [a] = 'hidden';
  static [b] = 1;
  get [Symbol.for('acc')]() {
    return 2;
  }
}
console.log(new Priv(), Priv[b], new Priv()[Symbol.for('acc')], Object.keys(new Priv()), a in new Priv());
