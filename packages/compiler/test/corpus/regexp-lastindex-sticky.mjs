const log = (r, ...s) => s.map((x) => `${r.test(x)}@${r.lastIndex}`).join(' ');
console.log(
  log(/a/g, 'aba', 'aba', 'aba', 'aba'),
  log(/a/y, 'aab', 'aab', 'aab'),
  log(/a/, 'a', 'b'),
  log(/a/gy, 'ba', 'ab'),
);
const r = /b/g;
r.lastIndex = 5;
console.log(r.exec('b'), r.lastIndex, r.exec('ab').index, r.lastIndex);
r.lastIndex = '0';
console.log(r.test('b'));
r.lastIndex = -1;
console.log(r.test('b'), r.lastIndex);
r.lastIndex = NaN;
console.log(r.test('b'));
r.lastIndex = { valueOf: () => 1 };
console.log(r.exec('bb').index);
const s = /foo/y;
s.lastIndex = 3;
console.log(
  'barfoo'.match(s)?.index,
  s.lastIndex,
  'barfoo'.match(s),
  s.lastIndex,
  'foofoobar'.replace(/foo/gy, 'x'),
  'xfoo'.replace(/foo/y, 'y'),
  'aXaX'.split(/X/y),
  'abc'.search(/c/y),
  [...'aab'.matchAll(/a/gy)].length,
);
const g = /\d/g;
console.log(
  '1a2'.replace(g, (d) => d * 2),
  g.lastIndex,
  '12'.match(g),
  g.lastIndex,
);
g.lastIndex = 1;
console.log(
  '1a2'.match(g),
  [...'1a2'.matchAll(g)].map((m) => m[0]),
  g.lastIndex,
);
const e = /(?:)/g;
console.log(
  'abc'.replace(e, '-'),
  'ab'.match(e),
  '😀'.replace(/(?:)/gu, '-'),
  '😀'.replace(/(?:)/g, '-').length,
  [...'ab'.matchAll(/(?:)/g)].map((m) => m.index),
);
const fz = Object.freeze(/a/g);
for (const f of [() => fz.test('a'), () => 'a'.replace(fz, 'b'), () => 'a'.search(fz), () => 'b'.match(/a/)])
  try {
    console.log(f());
  } catch (er) {
    console.log(er.message);
  }
const lex = (src) => {
  const re = /(?<ws>\s+)|(?<num>\d+)|(?<id>[a-z]\w*)|(?<op>[-+*/=();])/iy;
  const out = [];
  re.lastIndex = 0;
  while (re.lastIndex < src.length) {
    const at = re.lastIndex,
      m = re.exec(src);
    if (!m) return [...out, `bad@${at}`];
    const [k, v] = Object.entries(m.groups).find(([, x]) => x !== undefined);
    if (k !== 'ws') out.push(`${k}:${v}`);
  }
  return out;
};
console.log(lex('x1 = (2 + y) * 30;').join(' '), lex('a $ b').join(' '));
console.log(
  Object.getOwnPropertyDescriptor(/x/, 'lastIndex'),
  Object.keys(/x/g),
  /x/g.lastIndex,
  new RegExp(Object.assign(/q/g, { lastIndex: 4 })).lastIndex,
  structuredClone(Object.assign(/q/g, { lastIndex: 4 })).lastIndex,
);
