const text = 'aAbB\n\u2028😀ßſK\u212a\u0130';
for (const p of [
  'a',
  '[a-z]',
  '.',
  '^.',
  '.$',
  '\\w',
  '\\W',
  '[^a]',
  '\\u212a',
  'k',
  's',
  '\\b',
  '\\B',
  '[\\w-]',
  '(?:a|b)+',
  '\\s',
  '\\S+',
  '(.)\\1',
  'ß',
  '\\u{61}',
  '\\x61',
  '[\\u0061-\\u0063]+',
  '$',
  '(?!a)',
  '(?<=b)',
  '[^]',
])
  for (const f of ['', 'i', 'm', 's', 'u', 'iu', 'g', 'gi', 'gu', 'giu', 'y', 'dg']) {
    let r;
    try {
      r = new RegExp(p, f);
    } catch (e) {
      console.log(p, f, e.message);
      continue;
    }
    const out = [];
    let m,
      n = 0;
    while ((m = r.exec(text)) && n++ < 12) {
      out.push(m.index + ':' + escape(m[0]));
      if (!r.global && !r.sticky) break;
      if (m[0] === '') r.lastIndex++;
    }
    console.log(p, f, out.join(' '), r.lastIndex);
  }
for (const f of ['', 'dgimsuy', 'yg', 'gg', 'x', 'v', 'uv'])
  try {
    const r = new RegExp('a', f);
    console.log(r.flags, String(r), r.global, r.ignoreCase, r.multiline, r.dotAll, r.unicode, r.sticky, r.hasIndices);
  } catch (e) {
    console.log(e.name, e.message);
  }
console.log(
  new RegExp('/').source,
  new RegExp('').source,
  new RegExp('\n').source,
  String(new RegExp('[/]')),
  new RegExp(/a/g).flags,
  new RegExp(/a/g, 'i').flags,
  RegExp(/x/) === RegExp(/x/),
  new RegExp(undefined).source,
  new RegExp(null).source,
  RegExp('a', undefined).flags,
);
const lit = /a/g;
console.log(
  RegExp(lit) === lit,
  new RegExp(lit) === lit,
  lit.constructor === RegExp,
  Object.getOwnPropertyNames(lit),
  RegExp.prototype.source,
  RegExp.prototype.flags,
  RegExp.prototype.global,
  String(RegExp.prototype),
  RegExp.prototype.toString.call({ source: 's', flags: 'f' }),
);
try {
  Object.getOwnPropertyDescriptor(RegExp.prototype, 'global').get.call({});
} catch (e) {
  console.log(e.name, e.message);
}
try {
  RegExp.prototype.exec.call({}, 'a');
} catch (e) {
  console.log(e.name, e.message);
}
console.log(
  RegExp.prototype.test.call({ exec: () => ({}) }, ''),
  Object.getOwnPropertyDescriptor(RegExp.prototype, 'flags').get.call({ global: 1, sticky: 'x', unicode: 0 }),
);
function escape(s) {
  return [...s].map((c) => (c > ' ' && c < '\x7f' ? c : '\\' + c.codePointAt(0).toString(16))).join('');
}
