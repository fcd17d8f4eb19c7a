const tag = (s, ...v) => `${s.length}:${s.join('|')}/${s.raw.join('|')}/${v.map(String).join()}`;
console.log(
  tag`a${1}b${2}c`,
  tag``,
  tag`\n${0}\u0041`,
  tag`${1}${2}`,
  String.raw`a\n${1}\u{41}`,
  String.raw({ raw: 'abc' }, 1, 2, 3),
  String.raw({ raw: ['x', 'y'] }, 0),
  String.raw({ raw: [] }),
);
const bad = (s) => [s[0], s.raw[0]];
console.log(bad`\unicode and \xerxes`, bad`\u{}`);
const seen = [];
const keep = (s) => {
  seen.push(s);
  return s;
};
function site() {
  return keep`x${0}y`;
}
console.log(
  site() === site(),
  keep`x${0}y` === keep`x${0}y`,
  Object.isFrozen(seen[0]),
  Object.isFrozen(seen[0].raw),
  Array.isArray(seen[0]),
  Object.getOwnPropertyDescriptor(seen[0], 'raw').enumerable,
);
for (let i = 0; i < 3; i++) keep`loop${i}`;
console.log(seen.at(-1) === seen.at(-2), seen.at(-2) === seen.at(-3));
const o = {
  t(s) {
    return this.v + s[0];
  },
  v: 'v',
};
console.log(
  o.t`x`,
  o['t']`y`,
  (
    () => (s) =>
      s[0]
  )()`z`,
);
console.log(
  `a${1}${'b'}${null}${undefined}${[1, 2]}${{}}`,
  `line1
line2`,
  `${`nested ${`deep`}`}`,
  `\``,
  `$`,
  `$ {x}`,
  `${{ toString: () => 'ts', valueOf: () => 'vo' }}`,
);
try {
  `${Symbol('s')}`;
} catch (e) {
  console.log(e.name, e.message);
}
