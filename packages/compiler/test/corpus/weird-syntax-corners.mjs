var await1 = 1,
  async = 2,
  of = 3,
  get = 4,
  set = 5,
  from = 6,
  as = 7,
  target = 8,
  meta = 9;
console.log(await1 + async + of + get + set + from + as + target + meta);
async = (async) => async;
console.log(
  async(5),
  { async, get, set, of },
  {
    get() {
      return 'g';
    },
    set() {
      return 's';
    },
    async() {
      return 'a';
    },
    static: 1,
    new: 2,
    class: 3,
    if: 4,
    null: 5,
  },
);
for (of of [1, 2]);
console.log(of);
label: {
  break label;
}
if (1);
else;
for (;;) break;
while (0);
do;
while (0);
{
}
(function () {})();
(() => {})();
!(function () {})();
void 0;
+{};
console.log(((a, b) => a + b)(...[1, 2]), [1, 2, ,].length, ((a) => a)(1), { a: 1 }.a);
var \u0061bc = 'esc';
console.log(
  abc,
  'a\
b',
  '\x61\u0062\u{63}',
  0b1 + 0o7 + 0xf,
  1_0.5,
  0.1e1,
  (5).toString(),
  (5).toString(),
  (1e3).toFixed(),
);
a: b: c: for (;;) {
  break a;
}
console.log(
  typeof typeof 1,
  !!!1,
  -(-1),
  +-+1,
  ~~1.9,
  void 'x',
  typeof null,
  typeof function () {},
  typeof class {},
  typeof undeclared,
  (1, 2, 3),
  [,].length,
  [, 1][0],
);
var x = 1;
{
  let x = 2;
  {
    var y = x;
  }
}
console.log(x, y);
console.log(
  (function f(n) {
    return n ? n * f(n - 1) : 1;
  })(5),
  new (class {
    constructor() {
      return { k: 1 };
    }
  })().k,
  new Date(0)['getTime'](),
  new Map().size,
  new Array(3).length,
  new (Map.bind(null, [[1, 2]]))().get(1),
);
const { a: { b: { c: deep } = {} } = { b: { c: 'd' } } } = {};
console.log(deep, ((a, b = a, [c] = [b], { d } = { d: c }) => d)(7));
console.log(
  [...'ab'].map((x, i, { length }) => x + i + length),
  `a${`b${`c`}`}`,
  /[/]\/(?<n>x)/.exec('//x')?.groups.n,
  1 < 2 > 1,
  2 ** (3 ** 0),
  (-2) ** 2,
  1 + +1,
  1 - -1,
  '5' * '2',
  [] + {},
  [] == '',
  null ?? undefined ?? 0 ?? 1,
);
if (
  function f() {
    return false;
  }
)
  console.log('fn truthy');
switch (0) {
  default:
}
try {
} finally {
}
var v;
var v = 1;
var v;
console.log(v);
function dup() {
  return 1;
}
console.log(dup());
console.log(
  ((x) => ({ x }))(1),
  ((x) => {
    x;
  })(1),
  (() => ({}))(),
  (() => {})(),
  (
    (x) => (y) =>
      x + y
  )(1)(2),
  (async (x) => x).constructor.name,
  { async *[Symbol.iterator]() {} }[Symbol.iterator].constructor.name,
);
