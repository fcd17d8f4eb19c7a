const tag = (s, ...v) => s;
const f = (x) => tag`a${x}b`;
console.log(
  f(1) === f(2),
  tag`a${1}b` === tag`a${1}b`,
  Object.isFrozen(f(1)),
  Object.isFrozen(f(1).raw),
  Array.isArray(f(1).raw),
);
const show = (s, ...v) => JSON.stringify([s, s.raw, v]);
console.log(show`\n\x41\u{1F600}\u0041 ${1} \\ ${'x'} \
cont`);
console.log(
  show`\unicode \xg \u{110000} ${1} ok`,
  show`${1}${2}`,
  show``,
  show`a\0b`,
  show`line1
line2\r\n`,
);
console.log(
  String.raw`\n${1}\u{zz}`,
  String.raw({ raw: 'abc' }, 1, 2, 3),
  String.raw({ raw: ['x', 'y'] }),
  String.raw({ raw: { length: 2, 0: 'p', 1: 'q' } }, '-'),
);
try {
  String.raw();
} catch (e) {
  console.log(e.name, e.message);
}
const o = {
  n: 'o',
  t(s) {
    return this.n + s.raw[0];
  },
  get g() {
    return (s) => 'getter' + s;
  },
};
console.log(o.t`x`, o['t']`y`, o.g`z`);
const chain = (s) => (t) => s[0] + t[0];
console.log(chain`a``b`);
class T {
  constructor(s) {
    this.s = s;
  }
}
try {
  console.log(new T`x`());
} catch (e) {
  console.log(e.name);
}
console.log(
  new (class {
    constructor() {
      return (s) => s;
    }
  })()`q`,
);
console.log(
  `${1}${'a'}${null}${undefined}${true}${[1, 2]}${{}}${() => 1}`.replace(/\s/g, ''),
  `a${`b${`c${1 + 1}`}`}`,
  `\``,
  `$`,
  `$${1}`,
  `{${1}}`,
  `${'$'}{x}`,
);
try {
  `${Symbol('x')}`;
} catch (e) {
  console.log(e.name, e.message);
}
console.log(
  `${{ toString: () => 'ts', valueOf: () => 'vo' }}`,
  '' + { toString: () => 'ts', valueOf: () => 'vo' },
  `${{ [Symbol.toPrimitive]: (h) => h }}`,
  '' + { [Symbol.toPrimitive]: (h) => h },
  +{ [Symbol.toPrimitive]: (h) => (h === 'number' ? 5 : 0) },
);
const log = [];
const v = (n) => ({
  toString() {
    log.push('str' + n);
    return n;
  },
});
const e = (n) => (log.push('eval' + n), v(n));
`${e(1)}${e(2)}`;
console.log(log.join());
function* g() {
  return yield tag`x${yield 1}y`;
}
const it = g();
it.next();
console.log(it.next(5).value);
(async () => console.log(await (async (s, v) => s.raw + v)`aw${await 3}`))();
console.log(
  ((...a) => a.length)`${1}${2}${3}`,
  tag`\u{61}`[0],
  tag`\u{}`[0],
  tag`\xZ`.raw[0],
  typeof tag`\07`[0],
  `\u0061\x62`,
);
