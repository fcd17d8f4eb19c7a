const seen = [];
const tag = (s, ...v) => {
  seen.push(s);
  return s.raw.map((r, i) => r + (i < v.length ? `[${String(v[i])}]` : '')).join('');
};
const twice = () => tag`a${1}b`;
console.log(
  twice(),
  twice(),
  seen[0] === seen[1],
  Object.isFrozen(seen[0]),
  Object.isFrozen(seen[0].raw),
  Array.isArray(seen[0]),
  seen[0].length,
  tag`a${1}b` === tag`a${1}b`,
  seen.at(-1) === seen.at(-2),
);
console.log(
  tag`\n\t\\ \u0041 \x41 \${} \``,
  tag``,
  tag`${1}`,
  tag`${1}${2}`,
  tag`a${undefined}${null}${Symbol.iterator}c`,
);
console.log(
  ((s) => [s[0], s.raw[0]])`\unicode and \xerxes \u{110000}`,
  ((s) => s[0] === undefined)`\u`,
  ((s) => s.raw[0])`line1
line2\
cont`,
);
const o = {
  t(s, v) {
    return [this === o, v];
  },
  get g() {
    return (s) => 'got ' + s;
  },
  n: {
    t() {
      return this === o.n;
    },
  },
};
console.log(
  o.t`x${5}`,
  o.g`y`,
  o.n.t``,
  o['t']`q`,
  new (class {
    constructor(s) {
      this.s = s?.raw?.[0];
    }
  })(),
  (() => tag)()`z`,
  tag`outer ${tag`inner ${'deep'}`}`,
);
const chain = (s) => (s2) => (s3) => [s, s2, s3].map((x) => x.raw[0]).join('/');
console.log(chain`a``b``c`);
console.log(
  String.raw`\n${1}\u{zz}`.length === undefined,
  (() => {
    try {
      return String.raw`\u0041${2}\n`;
    } catch (e) {
      return e.message;
    }
  })(),
);
console.log(
  `a${1 + 1}b${`n${'x'.repeat(2)}`}c`,
  `${[1, [2, 3]]}`,
  `${{}}`,
  `${() => 1}`.length > 0,
  `${null}${undefined}${true}`,
  `\${x}`,
  `line
break`,
  `\
continued`,
  `${'`'}`,
  `${`${`${1}`}`}`,
  `tab\tq"'`,
);
try {
  `${Symbol()}`;
} catch (e) {
  console.log(e.name, e.message);
}
const order = [];
`${(order.push(1), 'a')}${{
  toString() {
    order.push('ts');
    return 'b';
  },
}}${(order.push(2), 'c')}`;
console.log(order);
const html = (s, ...v) =>
  s.reduce(
    (a, x, i) => a + x + (i < v.length ? String(v[i]).replace(/[<&]/g, (c) => ({ '<': '&lt;', '&': '&amp;' })[c]) : ''),
    '',
  );
console.log(html`<b>${'<&>'}</b>${[1, 2]}`);
const dedent = (s, ...v) =>
  String.raw({ raw: s }, ...v)
    .replace(/^\n|\n\s*$/g, '')
    .replace(/^ {2}/gm, '');
console.log(dedent`
  one ${1}
    two
  `);
const sql = (s, ...v) => ({ text: s.join('?'), values: v });
console.log(sql`select * from t where a = ${1} and b in (${[1, 2]})`);
const cache = new WeakMap();
const memo = (s) => cache.get(s) ?? (cache.set(s, { n: 0 }), cache.get(s));
const counter = () => ++memo`x`.n;
console.log(counter(), counter(), counter());
function* gen() {
  const got = tag`${yield 'ask'}!`;
  yield got;
}
const g = gen();
g.next();
console.log(g.next('answer').value);
console.log(
  await (async () => tag`${await Promise.resolve('async')}`)(),
  tag`${(() => {
    try {
      throw 1;
    } catch {
      return 'c';
    }
  })()}`,
  typeof tag`x`,
  tag`x`.length,
);
