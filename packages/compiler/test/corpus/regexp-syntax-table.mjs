const show = (m) =>
  m === null
    ? 'null'
    : JSON.stringify([...m]) +
      '@' +
      m.index +
      (m.groups ? JSON.stringify({ ...m.groups }) : '') +
      (m.indices ? JSON.stringify(m.indices) : '');
const T = [
  [/(?<y>\d{4})-(?<m>\d\d)/du, 'on 2024-05-06'],
  [/(?<=\$)(\d+)(?:\.(\d\d))?/, 'cost $42.50'],
  [/(?<!\$)\b\d+/g, '$1 22 $3'],
  [/(?=(a+))a*b\1/, 'baaabac'],
  [/(?=(a+))/, 'baaabac'],
  [/(.*?)a(?!(a+)b\2c)\2(.*)/, 'baaabaac'],
  [/((a)|(ab))((c)|(bc))/, 'abc'],
  [/(z)((a+)?(b+)?(c))*/, 'zaacbbbcac'],
  [/(?:a|ab)(?:c|bcd)(?:d*)/, 'abcd'],
  [/\b\w+\b/gu, 'héllo wörld'],
  [/[^\W_]+/, '__ab1_'],
  [/^.$/u, '😀'],
  [/^.$/, '😀'],
  [/^.$/s, '\n'],
  [/\u{1F600}/u, 'x😀'],
  [/[😀-😂]/u, '😁'],
  [/\p{Lu}\p{Ll}+/gu, 'Äpfel ÖL Éa'],
  [/\p{Script=Greek}+/u, 'abc αβγ'],
  [/[\p{L}--[a-z]]/v, 'abZ'],
  [/[[a-z]&&[aeiou]]+/v, 'bcaei'],
  [/\k<a>(?<a>x)/, 'x'],
  [/(?<a>.)\k<a>/, 'abccd'],
  [/(a*)*/, 'b'],
  [/(?:a*)+?b/, 'aaab'],
  [/a{2,3}?/, 'aaaa'],
  [/(a{0,2}){2,3}/, 'aaaaa'],
  [/^(?:(\w+)\s?)+$/, 'one two three'],
  [/[\b]/, '\b'],
  [/\cJ/, '\n'],
  [/[\d-x]+/, '1-x'],
  [/\0/, '\0'],
  [/a.c/s, 'a\nc'],
  [/^b/m, 'a\nb'],
  [/a$/m, 'a\nb'],
  [/é/i, 'É'],
  [/ſ/i, 's'],
  [/ſ/iu, 's'],
  [/K/iu, 'k'],
  [/[^x]/iu, 'X'],
  [/\w/iu, 'ſ'],
  [/ß/i, 'SS'],
  [/σ/i, 'ς'],
  [/(?<a>x)|(?<b>y)/, 'y'],
  [/[]/, 'a'],
  [/[^]/, '\n'],
  [/\//, '/'],
  [/a|b|/, 'c'],
  [/(?:)/, ''],
  [/(\2a)(\1b)/, 'ab'],
  [/(?<=(\d+)(\d+))$/, '1053'],
  [/(?<=\1(a))b/, 'aab'],
  [/(?<=([abc]+)([abc]+))$/, 'abc'],
  [/\x41\u0042\103/, 'ABC'],
];
for (const [re, s] of T)
  console.log(String(re), show(re.exec(s)), re.global ? JSON.stringify(s.match(re)) : '', re.lastIndex);
const sticky = /foo/y;
console.log(
  sticky.test('foofoo'),
  sticky.lastIndex,
  sticky.test('foofoo'),
  sticky.lastIndex,
  sticky.test('foofoo'),
  sticky.lastIndex,
);
sticky.lastIndex = 3;
console.log(
  'xyzfoo'.replace(sticky, '-'),
  sticky.lastIndex,
  'foofoobar'.split(/foo/y),
  'foofoobar'.replace(/foo/gy, '.'),
  'xfoofoo'.replace(/foo/gy, '.'),
);
console.log(
  'John Smith'.replace(/(?<f>\w+)\s(?<l>\w+)/, "$<l>, $<f> $& $` $' $1 $2 $3 $$ $0 $<zz>"),
  'aaa'.replace(/a/g, (m, i, s) => i),
  'abc'.replace(/(?<x>b)/, (...a) => JSON.stringify(a)),
  'x'.replace('x', '$$ $& $`'),
  'abcabc'.replaceAll('b', (m, o) => o),
  'aXbX'.replaceAll(/x/gi, '$&$&'),
);
for (const m of 'a1b22c333'.matchAll(/([a-z])(\d+)/g)) console.log(m[0], m[1], m[2], m.index);
try {
  'a'.matchAll(/a/);
} catch (e) {
  console.log(e.message);
}
try {
  'a'.replaceAll(/a/, '');
} catch (e) {
  console.log(e.message);
}
console.log(
  'a,b;c'.split(/[,;]/),
  'abc'.split(/(b)/),
  'abc'.split(''),
  '😀a'.split(''),
  '😀a'.split(/(?:)/u),
  'a1b2'.split(/\d/, 1),
  ''.split(/x/),
  ''.split(/(?:)/),
  'test'.split(/(t)(e)?/),
);
for (const src of [
  '(',
  '[',
  'a**',
  '\\',
  '(?<a>x)(?<a>y)',
  '{1',
  'a{2,1}',
  '(?<n',
  '\\k<x>(?<a>.)',
  '[b-a]',
  '+',
  '(?',
  ')',
  '(?:',
  'x{1}{1}',
  '(?<=a)*',
  '(?=a)*',
])
  for (const f of ['', 'u'])
    try {
      console.log(src, f, String(new RegExp(src, f)));
    } catch (e) {
      console.log(src, f, e.name, e.message);
    }
for (const f of ['gg', 'x', 'uv', 'gimsuyd', 'dgimsvy'])
  try {
    console.log(f, new RegExp('a', f).flags);
  } catch (e) {
    console.log(e.message);
  }
console.log(
  new RegExp('/').source,
  new RegExp('').source,
  String(new RegExp('\n')),
  new RegExp(/a/g, 'i').flags,
  RegExp(/a/g).flags,
  RegExp.prototype.toString.call({ source: 's', flags: 'f' }),
  new RegExp('[/]').source,
  RegExp('\\/').source,
);
class R extends RegExp {
  exec(s) {
    const r = super.exec(s);
    if (r) r[0] = r[0].toUpperCase();
    return r;
  }
  get flags() {
    return super.flags;
  }
}
console.log(
  'abc'.replace(new R('b', 'g'), '[$&]'),
  new R('b').test('b'),
  'abcb'.match(new R('b', 'g')),
  'a-b'.split(new R('-')),
  'xbx'.search(new R('b')),
);
const g = /a/g;
g.lastIndex = 5;
console.log(g.test('aaa'), g.lastIndex, 'aaa'.search(g), 'aaa'.match(g), g.lastIndex);
const re = /(\d+)|(\w)/g;
let m;
const out = [];
while ((m = re.exec('ab12c'))) out.push(m[1] ?? m[2], re.lastIndex);
console.log(out.join());
console.log(
  RegExp.escape ? 1 : 0,
  /a/[Symbol.replace]('aba', 'x'),
  /,/[Symbol.split]('a,b'),
  /b/[Symbol.search]('ab'),
  [..././g[Symbol.matchAll]('ab')].length,
  /(?:(?:(?:(?:a)))){3}/.exec('aaaa')[0],
  /^(?:\d{1,3}\.){3}\d{1,3}$/.test('192.168.1.1'),
  /^[\w.+-]+@[\w-]+\.[\w.]+$/.test('a.b+c@d-e.co.uk'),
);
console.log(
  'aBc'.replace(/[a-z]/gi, (c) => (c === c.toUpperCase() ? c.toLowerCase() : c.toUpperCase())),
  'camelCaseString'.replace(/([A-Z])/g, ' $1').toLowerCase(),
  '  trim  me '.replace(/^\s+|\s+$|\s+(?=\s)/g, ''),
  '1234567.891'.replace(/\B(?=(\d{3})+(?!\d))/g, ','),
  'x'.repeat(50000).replace(/x(?=x)/g, '').length,
  /(x+x+)+y/.test('x'.repeat(22)),
);
