const seen = new Set();
const tag = (s, ...v) => {
  seen.add(s);
  return [
    Object.isFrozen(s),
    Object.isFrozen(s.raw),
    s.length,
    s.raw.join('|'),
    s.map(String).join('|'),
    v.length,
  ].join();
};
for (let i = 0; i < 3; i++) console.log(tag`a${i}\n${i * 2}b\u{41}\x`, seen.size);
console.log(tag`a${1}\n${2}b\u{41}\x`, seen.size);
const f = () => tag`same`;
f();
f();
console.log(seen.size, tag``, tag`${1}${2}`);
console.log(
  ((s) => s[0] === undefined)`\unicode and \xerxes`,
  String.raw`\u00zz${1}\${x}`,
  `${`nested ${`deep ${1 + 1}`}`}`,
  `a${[1, 2]}b${{}}c${null}`,
  `line1
line2 \
joined`,
  `\`${'$'}{x}`,
  typeof tag`x`.length,
);
const obj = {
  name: 'o',
  t(s, ...v) {
    return this.name + s.join('_') + v.join();
  },
  get g() {
    return (s) => 'getter ' + s;
  },
};
console.log(
  obj.t`x${1}y`,
  obj['t']`z`,
  obj.g`w`,
  (
    () => (s) => (u) =>
      s[0] + u[0]
  )()`first``second`,
);
const html = (s, ...v) =>
  s.reduce(
    (a, x, i) =>
      a +
      x +
      (i < v.length ? String(v[i]).replace(/[&<>]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[c]) : ''),
    '',
  );
console.log(html`<b>${'<script>&'}</b>${1}`);
const dedent = (s, ...v) => String.raw({ raw: s.map((x) => x.replace(/\n\s+/g, '\n')) }, ...v);
console.log(dedent`
      a ${1}
      b`);
try {
  tag2`x`;
} catch (e) {
  console.log(e.name, e.message);
}
try {
  (void 0)`x`;
} catch (e) {
  console.log(e.name, e.message);
}
const o2 = {
  toString() {
    return 'ts';
  },
  valueOf() {
    return 'vo';
  },
};
console.log(`${o2}`, o2 + '', `${[o2]}`, `${{ [Symbol.toPrimitive]: (h) => h }}`);
class T {
  static tag(s) {
    return this === T && s.raw[0];
  }
  static run() {
    return this.tag`st`;
  }
}
console.log(T.run(), eval === undefined);
