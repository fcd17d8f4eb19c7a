console.log([
  1,
  -0,
  'a',
  null,
  undefined,
  true,
  { a: 1, b: { c: { d: { e: 1 } } } },
  [[[[1]]]],
  () => 1,
  function foo() {},
  class A {},
  class B extends Array {},
]);
console.log(
  new Map([
    ['a', { x: 1 }],
    [2, [1, 2]],
  ]),
  new Set(['x', 1]),
  Symbol('s'),
  new (class Foo {
    constructor() {
      this.x = 1;
    }
  })(),
);
console.log(
  Array.from({ length: 30 }, (_, i) => i * 3),
  [, 1, , 2],
  'plain',
  "it's",
  ["it's", 'q"'],
);
const c = { name: 'c' };
c.self = c;
console.log(c, Object.create(null), [undefined, null], {
  'a-b': 1,
  [Symbol('k')]: 2,
  get g() {
    return 1;
  },
  set g(v) {},
});
console.log({
  aaaaaaaaaaaaaaaaaaaaaaaaaa: 'bbbbbbbbbbbbbbbbbbbbbbbbbbbb',
  cccccccccccccccccccccc: 'dddddddddddddddddddd',
  e: [1, 2, 3],
});
console.log(new Uint8Array([1, 2, 3]), /ab+c/gi, '%s is %d', 'x', [new Error('boom').message], Promise.resolve(4));
console.log('%s is %d and %j', 'x', 42, { a: 1 }, 'rest');
