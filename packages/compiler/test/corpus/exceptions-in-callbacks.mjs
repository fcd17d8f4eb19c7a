const tr = (n, f) => {
  try {
    console.log(n, f());
  } catch (e) {
    console.log(n, e?.message ?? e);
  }
};
const boom = (m) => () => {
  throw new Error(m);
};
for (const m of [
  'map',
  'filter',
  'forEach',
  'some',
  'every',
  'find',
  'findLast',
  'findIndex',
  'reduce',
  'reduceRight',
  'flatMap',
  'sort',
  'toSorted',
])
  tr(m, () => [2, 1][m](boom(m)));
tr('from', () => Array.from([1], boom('from')));
tr('replace', () => 'a'.replace(/a/, boom('replace')));
tr('json', () => JSON.stringify({ toJSON: boom('json') }));
tr('reviver', () => JSON.parse('[1]', boom('rev')));
tr(
  'getter',
  () =>
    ({
      get x() {
        return boom('get')();
      },
    }).x,
);
tr('valueOf', () => +{ valueOf: boom('vo') });
tr('toString', () => `${{ toString: boom('ts') }}`);
tr('prim', () => ({ [Symbol.toPrimitive]: boom('tp') }) + 1);
tr('iter', () => [...{ [Symbol.iterator]: boom('it') }]);
tr('next', () => [...{ [Symbol.iterator]: () => ({ next: boom('nx') }) }]);
tr('map each', () => new Map([[1, 2]]).forEach(boom('me')));
tr('typed', () => new Uint8Array([1]).map(boom('ty')));
tr('proxy', () => new Proxy({}, { get: boom('px') }).q);
tr('hasInstance', () => 1 instanceof { [Symbol.hasInstance]: boom('hi') });
tr('species', () => {
  const a = [1];
  a.constructor = {
    get [Symbol.species]() {
      return boom('sp')();
    },
  };
  return a.map((x) => x);
});
tr(
  'ctor',
  () =>
    new (class {
      constructor() {
        boom('ctor')();
      }
    })(),
);
tr(
  'field',
  () =>
    new (class {
      x = boom('field')();
    })(),
);
tr('default', () => ((a = boom('dflt')()) => a)());
tr('computed', () => ({ [boom('key')()]: 1 }));
tr('tag', () => boom('tag')`x`);
tr('spread', () => Math.max(...{ [Symbol.iterator]: boom('spr') }));
tr('nested', () => [1].map(() => [2].map(() => [3].map(boom('deep')))));
await Promise.resolve()
  .then(boom('then'))
  .catch((e) => console.log(e.message));
await (async () => boom('async')())().catch((e) => console.log(e.message));
const r = [];
try {
  [1, 2, 3].forEach((x) => {
    r.push(x);
    if (x === 2) throw x;
  });
} catch (e) {
  r.push('c' + e);
}
console.log(r.join());
