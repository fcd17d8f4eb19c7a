const n = 5,
  o = { toString: () => 'ts', valueOf: () => 'vo' };
console.log(
  `a${n}b${n + 1}c`,
  `${o}`,
  `${[1, [2, 3]]}`,
  `${null} ${undefined} ${true} ${NaN} ${-0} ${1n}`,
  `${`nested ${`deep ${n}`}`}`,
  `line1
line2\nline3`,
  `\u0041\x42\u{1F600}\0`,
  `\${}\``,
  `$`,
  `$$${n}$`,
  `{${n}}`,
  `${''}`,
  `${n}${n}`,
  `${n > 3 ? `big${n}` : 'small'}`,
  `${(() => 'iife')()}`,
  `${{ a: 1 }.a}`,
  `a\
b`,
  `'"`,
  `${'`'}`,
  `${n}`,
  `\\n`,
  `	tab`,
);
const tag = (s, ...v) =>
  s.raw.map((r, i) => `${JSON.stringify(s[i])}/${r}${i < v.length ? `<${String(v[i])}>` : ''}`).join('|');
console.log(
  tag`a${1}\n${2}\u{41}`,
  tag``,
  tag`${0}`,
  tag`\unicode ${1} \xzz`,
  tag`a
b\r\n`,
  String.raw`\n${n}\t`,
  String.raw`C:\new\${n}`,
  String.raw({ raw: ['a', 'b', 'c'] }, 1, 2),
  String.raw({ raw: 'xyz' }, 0, 1),
);
const ids = new Set();
const f = () => ((s) => s)`same`;
ids.add(f());
ids.add(f());
ids.add(((s) => s)`same`);
console.log(ids.size, Object.isFrozen(f()), Object.isFrozen(f().raw), f().length, f() === f());
const html = (s, ...v) =>
  s.reduce(
    (a, x, i) => a + x + (i < v.length ? String(v[i]).replace(/[<&]/g, (c) => ({ '<': '&lt;', '&': '&amp;' })[c]) : ''),
    '',
  );
console.log(html`<b>${'<i>&'}</b>`);
const sql = (s, ...v) => ({ text: s.join('?'), values: v });
console.log(sql`SELECT * FROM t WHERE a = ${1} AND b = ${'x'}`);
const dedent = (s, ...v) => {
  const t = String.raw(s, ...v);
  const m = Math.min(
    ...t
      .split('\n')
      .filter((l) => l.trim())
      .map((l) => /^ */.exec(l)[0].length),
  );
  return t
    .split('\n')
    .map((l) => l.slice(m))
    .join('\n')
    .trim();
};
console.log(dedent`
    one
      two ${n}
    three`);
const order = [];
const t = (x) => (
  order.push(x),
  {
    toString() {
      order.push('s' + x);
      return x;
    },
  }
);
`${t('a')}${t('b')}`;
console.log(order.join());
try {
  `${Symbol('x')}`;
} catch (e) {
  console.log(e.message);
}
const obj = {
  t(s) {
    return this.n + s[0];
  },
  n: 'obj:',
};
console.log(obj.t`x`, obj['t']`y`, (() => obj)().t`z`);
const cur = (s) => (s2) => s[0] + s2[0];
console.log(cur`a``b`);
console.log(
  `${async () => {}}`.slice(0, 5),
  `${class A {}}`.slice(0, 7),
  typeof `x`,
  `x`.length,
  `x` === 'x',
  `${1}` + 1,
  +`5`,
  `a` in { a: 1 },
  { [`k${n}`]: 1 },
);
function* g() {
  return `${yield 1}-${yield 2}`;
}
const it = g();
it.next();
it.next('A');
console.log(it.next('B').value);
console.log(await (async () => `${await 'aw'}!`)());
