const t = (re, s) => {
  const m = re.exec(s);
  return m === null ? null : [m.index, ...m].concat(m.groups ? [JSON.stringify(m.groups)] : []);
};
const all = [
  [/(?<=\$)\d+(?:\.\d+)?/, 'cost $42.50'],
  [/(?<!\d)\d{2}(?!\d)/, '123 45 6'],
  [/(?<y>\d{4})-(?<m>\d\d)/, 'on 2024-05-06'],
  [/\k<a>(?<a>x)/, 'x'],
  [/(?<a>.)\k<a>/, 'abccd'],
  [/(a)|(b)/, 'b'],
  [/(?:a|ab)(?:c|bcd)(d*)/, 'abcd'],
  [/(z)((a+)?(b+)?(c))*/, 'zaacbbbcac'],
  [/(?=(a+))a*b\1/, 'baaabac'],
  [/(.*?)a(?!(a+)b\2c)\2(.*)/, 'baaabaac'],
  [/a{2,3}?/, 'aaaa'],
  [/a{0}b/, 'ab'],
  [/x*?y+?/, 'xxyy'],
  [/^b/m, 'a\nb'],
  [/a$/m, 'a\nb'],
  [/./s, '\n'],
  [/[^]/, '\n'],
  [/[]/, 'a'],
  [/\bfoo\b/, 'a foo.'],
  [/\Boo/, 'foo'],
  [/\u{1F600}/u, '😀'],
  [/^.$/u, '😀'],
  [/^.$/, '😀'],
  [/[😀-😂]/u, '😁'],
  [/\p{L}+/u, '1Ω2é'],
  [/\p{Script=Greek}/u, 'aΩ'],
  [/\P{Lu}/u, 'Ab'],
  [/\p{Emoji}/u, '😀'],
  [/[\p{N}--[0-5]]/v, '37'],
  [/[[a-z]&&[aeiou]]+/v, 'xaeb'],
  [/\d{3}|\w+/, 'ab123'],
  [/[\d-x]/, '-'],
  [/[a-c-e]/, '-'],
  [/\cJ/, '\n'],
  [/\x41\u0042/, 'AB'],
  [/\0/, '\0'],
  [/[\b]/, '\b'],
  [/\//, '/'],
  [/a|/, 'b'],
  [/(?:)/, 'x'],
  [/((a)|b)*/, 'aba'],
  [/(a*)*/, 'b'],
  [/(?:a*)*?b/, 'aab'],
  [/(\2a)(\1)/, 'aa'],
  [/\1(a)/, 'aa'],
  [/(?!)/, 'x'],
  [/^(?:(\d+)x)?\s*$/, '  '],
  [/[\w.+-]+@[\w-]+\.[\w.]+/, 'to a.b+c@d-e.co.uk!'],
  [/(?<=(\d+)(\d+))$/, '1053'],
  [/(?<=\1(a))b/, 'aab'],
  [/(?<!abc)\w\w\w/, 'abcdef'],
  [/ſ/i, 's'],
  [/ſ/iu, 's'],
  [/\u212a/iu, 'k'],
  [/[^x]/iu, 'X'],
  [/ß/i, 'ẞ'],
  [/ß/iu, 'ẞ'],
  [/\w/iu, 'ſ'],
  [/σ/i, 'ς'],
  [/É/i, 'é'],
  [/[à-ý]/i, 'Ý'],
];
for (const [re, s] of all) console.log(String(re), JSON.stringify(s), JSON.stringify(t(re, s)));
const g = /a(.)/g;
console.log(g.exec('abac'), g.lastIndex, g.exec('abac').index, g.exec('abac'), g.lastIndex);
const y = /foo/y;
y.lastIndex = 3;
console.log(y.test('barfoo'), y.lastIndex, y.test('barfoo'), y.lastIndex);
const d = /(?<x>a)(b)?/d.exec('zab');
console.log(d.indices, d.indices.groups.x);
const d2 = /(a)|(b)/d.exec('b');
console.log(d2.indices[1], d2.indices[2]);
console.log(
  '2024-05-06'.replace(/(?<y>\d+)-(?<m>\d+)-(?<d>\d+)/, "$<d>.$<m>.$<y> $1 $$ $& $` $' $9 $<z>"),
  'abc'.replace(/b/, (m, i, s) => `[${m}${i}${s}]`),
  'aXbX'.replace(/X/g, (m, ...a) => a.length),
  'abc'.replace(/(?<n>b)/, (...a) => JSON.stringify(a)),
  'a.b*c'.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'),
  'x'.replace(/x/, '$0$1$10$'),
  'ab'.replace(/(a)(b)/, '$2$1$3$02$01'),
  'aaa'.replace(/a/y, 'b'),
  'baa'.replace(/a/gy, 'X'),
  'camelCaseString'.replace(/[A-Z]/g, (c) => '_' + c.toLowerCase()),
  '  trim '.replace(/^\s+|\s+$/g, ''),
  '1234567.89'.replace(/\B(?=(\d{3})+(?!\d))/g, ','),
  'aab'.replaceAll(/a/g, '$&$&'),
);
console.log(
  'a1b2'.split(/\d/),
  'a1b2'.split(/(\d)/),
  'abc'.split(/(?:)/),
  '😀a'.split(/(?:)/u),
  'a,b;c'.split(/[,;]/, 2),
  ''.split(/x/),
  ''.split(/(?:)/),
  'ab'.split(/(a)|b/),
  'x'.match(/y/g),
  'xyx'.match(/x/g),
  'xay'.match(/a/).index,
  [...'a1b22'.matchAll(/[a-z](\d+)/g)].map((m) => m[1] + m.index),
  'abc'.search(/c/g),
  'test'.match(/(?<first>t)/).groups,
  'aBc'.match(/b/i)[0],
  'line1\nline2'.match(/^line\d$/gm),
);
const re = /a/dgimsuy;
console.log(
  re.flags,
  re.global,
  re.ignoreCase,
  re.multiline,
  re.dotAll,
  re.unicode,
  re.sticky,
  re.hasIndices,
  re.source,
  String(re),
  new RegExp('/').source,
  new RegExp('').source,
  new RegExp('\n').source,
  String(new RegExp('[/]')),
  new RegExp(/x/g, 'i').flags,
  new RegExp(/x/g).flags,
  RegExp(re) === re,
  RegExp('a', 'v').unicodeSets,
  RegExp.prototype.toString.call({ source: 'S', flags: 'F' }),
  RegExp.prototype.source,
  RegExp.prototype.flags,
  RegExp.prototype.global,
);
for (const [p, f] of [
  ['('],
  [')'],
  ['['],
  ['a**'],
  ['a{2,1}'],
  ['\\'],
  ['(?<n>a)(?<n>b)'],
  ['(?<1>a)'],
  ['\\k<x>', 'u'],
  ['\\u{110000}', 'u'],
  ['{1}', 'u'],
  ['\\-', 'u'],
  ['[b-a]'],
  ['(?'],
  ['a', 'gg'],
  ['a', 'x'],
  ['a', 'uv'],
  ['\\p{Nope}', 'u'],
  ['\\p{L', 'u'],
  ['(?<=a)+', 'u'],
  ['*'],
  ['+a'],
  ['?'],
  ['x{9999999999}'],
  ['(?<a'],
  ['[\\d-a]', 'u'],
  ['\\c', 'u'],
  ['\\1', 'u'],
  ['(?:'],
  ['a|*'],
  [']', 'u'],
  ['}', 'u'],
  ['{', 'u'],
  ['\\8', 'u'],
  ['[[a]', 'v'],
  ['[a--b&&c]', 'v'],
  ['\\q', 'u'],
  ['(?i:a)'],
])
  try {
    const r = new RegExp(p, f);
    console.log('ok', String(r));
  } catch (e) {
    console.log(e.name, e.message);
  }
const li = /a/g;
li.lastIndex = 5;
console.log(
  'aaa'.match(li),
  li.lastIndex,
  'aba'.replace(li, 'x'),
  li.lastIndex,
  li.test('ba'),
  li.lastIndex,
  'aba'.search(li),
  li.lastIndex,
);
Object.freeze(li);
try {
  li.test('a');
} catch (e) {
  console.log(e.message);
}
console.log(
  /[\u{1F600}\u{1F601}]/u.test('\uD83D'),
  /\uD83D/.test('😀'),
  /\uD83D/u.test('😀'),
  /^[^x]$/.test('😀'),
  /^[^x]$/u.test('😀'),
  /(?:\uD83D)\uDE00/u.test('😀'),
  '😀'.replace(/\uDE00/, 'x').length,
  /^\S+$/.test('\u180e'),
  /\s/.test('\ufeff'),
  /\w/.test('é'),
  /[^\W]/i.test('k'),
  /\d/.test('٣'),
  /\p{Nd}/u.test('٣'),
);
