const o = { toString: () => 'ts', valueOf: () => 7 };
console.log(
  '' + o,
  `${o}`,
  o + 1,
  o + 'x',
  'a'.concat(o),
  [o] + '',
  String(o),
  o * 2,
  '' + [1, [2, 3]],
  '' + {},
  '' + null + undefined,
  '' + -0,
  '' + [null],
  '' + [undefined, 1],
  [] + {},
  '' + new Date(0).getTime(),
  '' + 1e21,
  '' + 0.1,
  1 + 2 + '3' + 4 + 5,
  'a' + +'b',
  '3' - 1,
  '3' * '4',
  +'',
  +' ',
  +'\n1',
  'x' + 1n,
  1n + 'x',
  `${1n}`,
  `${[1, 2]}`,
  `${() => 1}`.length > 3,
  'a' + true,
  'a' + Symbol('x').description,
  `${Object('boxed')}`,
  '' + Object(5),
  '' +
    new (class {
      toString() {
        return 'cls';
      }
    })(),
  '' + Object.assign(Object.create(null), { toString: () => 'np' }),
);
for (const f of [
  () => '' + Symbol(),
  () => `${Symbol()}`,
  () => '' + Object.create(null),
  () => 'a'.concat(Symbol()),
  () => '' + { toString: () => ({}), valueOf: () => ({}) },
  () => [Symbol()] + '',
  () => [Symbol()].join(),
])
  try {
    f();
  } catch (e) {
    console.log(e.name, e.message);
  }
let s = '';
for (let i = 0; i < 5; i++) s += i + (i % 2 ? 'o' : 'e');
console.log(s, s.length);
let t = 'x';
t += t += t;
console.log(t);
let u = 'a';
u += ((u = 'b'), 'c');
console.log(u);
console.log(['a', 'b'].join`-`, 'abc'['length'], 'abc'[1], 'a' < 'b', 'a' + 'b' === 'ab', ('a' + 'b').length);
