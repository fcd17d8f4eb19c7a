const f = (...a) => a.length;
console.log(
  f(...[]),
  f(...[1, , 3]),
  f(...'a😀'),
  f(0, ...[1], ...new Set([2, 2]), ...new Map([[1, 2]]), 5),
  Math.max(...[1, 5], 3, ...'9'),
  [...[1], ...'bc', ...[[2]]],
  [...new Array(2)],
  [...[, 1]].length,
  0 in [...[,]],
  new Date(...[2020, 0, 1]).getTime(),
  new Array(...[3]).length,
  new Array(...[3, 4]).length,
  String.fromCharCode(...[72, 105]),
  [
    ...(function* () {
      yield 1;
      return 2;
    })(),
  ],
  Array(...'xy'),
  f.apply(null, [1, 2]),
  f.call(null, ...[1], 2),
);
console.log(
  { ...{ a: 1, b: 2 }, b: 3, ...{ c: 4 } },
  { ...[1, 2] },
  { ...'hi' },
  { ...null, ...undefined, ...5, ...true, ...Symbol() },
  {
    ...{
      get x() {
        return 'getter';
      },
    },
  },
  { ...Object.create({ inh: 1 }) },
  {
    ...new (class {
      a = 1;
      get b() {
        return 2;
      }
      #c = 3;
    })(),
  },
  { a: 1, ...{ a: 2 } },
  { ...{ a: 2 }, a: 1 },
  { ...{ [Symbol.for('k')]: 1 } },
  Object.keys({ b: 1, ...{ 1: 1, a: 1 } }),
  { ...{ __proto__: { z: 1 }, own: 1 } },
  { ...{ ['__proto__']: 5 } },
);
const [a, ...[b, ...c]] = [1, 2, 3, 4];
console.log(a, b, c);
