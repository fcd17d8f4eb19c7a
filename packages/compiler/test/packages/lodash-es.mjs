import _ from 'lodash-es';

console.log(
  _.chunk([1, 2, 3, 4, 5], 2),
  _.groupBy([1.2, 1.8, 2.1], Math.floor),
  _.merge({ a: { b: 1 } }, { a: { c: [1, { d: 2 }] } }),
  _.cloneDeep({ d: new Date(0), m: new Map([[1, { a: 1 }]]), s: new Set([1]), r: /x/gi, t: new Uint8Array([1, 2]) }),
);
console.log(
  _.camelCase('foo bar-baz'),
  _.kebabCase('FooBarBaz'),
  _.startCase('--foo-bar--'),
  _.deburr('déjà vu'),
  _.isEqual({ a: [1, { b: NaN }] }, { a: [1, { b: NaN }] }),
  _.get({ a: [{ b: { c: 3 } }] }, 'a[0].b.c'),
  _.set({}, 'x.y[2].z', 1),
);
console.log(
  _.sortBy(
    [
      { a: 3, b: 1 },
      { a: 1, b: 2 },
    ],
    ['a'],
  ),
  _.uniqBy([2.1, 1.2, 2.3], Math.floor),
  _.flattenDeep([1, [2, [3, [4]]]]),
  _.zipObject(['a', 'b'], [1, 2]),
  _.curry((a, b, c) => a + b + c)(1)(2)(3),
  _.range(0, 10, 3),
  _.words('fred, barney, & pebbles'),
  _.truncate('hi-diddly-ho there, neighborino', { length: 20 }),
  _.padStart('abc', 6, '_-'),
  _.isPlainObject(Object.create(null)),
  _([1, 2, 3])
    .map((x) => x * 2)
    .filter((x) => x > 2)
    .value(),
);
let n = 0;
const d = _.debounce(() => n++, 5);
d();
d();
await new Promise((r) => setTimeout(r, 20));
console.log(
  n,
  _.memoize((x) => x * 2)(4),
  _.partition([1, 2, 3, 4], (x) => x % 2),
  _.isNative(Array.prototype.push),
  _.escape('<a & b>'),
  _.orderBy(
    [
      { u: 'f', a: 48 },
      { u: 'b', a: 34 },
      { u: 'f', a: 40 },
    ],
    ['u', 'a'],
    ['asc', 'desc'],
  ),
);
