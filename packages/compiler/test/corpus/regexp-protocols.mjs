// Literals, protocols, flags, named groups, indices, subclasses, patterns made at run time.
console.log(
  /a(b)?c/.exec('xxac'),
  'aXbX'.replace(/x/gi, (m, o) => `<${m}${o}>`),
  'a-b-c'.split(/-/),
  'abcabc'.match(/b/g),
  [...'a1b2'.matchAll(/\d/g)].map((m) => m.index),
);
console.log(
  /(?<y>\d{4})-(?<m>\d\d)/.exec('on 2020-12').groups,
  '2020-12'.replace(/(?<y>\d{4})-(?<m>\d\d)/, "$<m>/$<y> $1 $$ $& $` $'"),
);
const r = /a/y;
r.lastIndex = 1;
console.log(r.test('ba'), r.lastIndex, r.test('ba'), r.lastIndex, r.flags, r.source, String(r), r);
console.log('x'.search(/x/), 'A B'.split(/( )/), ''.split(/x/), 'abc'.split(/(?:)/), 'test'.split(/(?=s)/));
console.log(/\p{L}+/u.exec('héé 1')[0], /[\p{L}--[a-c]]+/v.exec('abcdef')[0]);
class R extends RegExp {
  exec(s) {
    const r = super.exec(s);
    if (r) r[0] += '!';
    return r;
  }
}
console.log(
  'abc'.replace(new R('b'), '[$&]'),
  new R('x', 'g') instanceof R,
  new RegExp('a/b\n').source,
  'x.y'.match('.').index,
  new RegExp(/a/g, 'i').flags,
);
try {
  new RegExp('(');
} catch (e) {
  console.log(e.message);
}
try {
  new RegExp('a', 'gg');
} catch (e) {
  console.log(e.message);
}
console.log(/a(?<n>b)/d.exec('ab').indices, /a(?<n>b)/d.exec('ab').indices.groups);
console.log('aaa'.lastIndexOf('a'), 'a\u{1f600}b'.split(/(?:)/u).length, 'x'.replaceAll(/x/g, 'y'));
console.log('abc'.matchAll(/./g)[Symbol.toStringTag], Object.prototype.toString.call('abc'.matchAll(/./g)));
let src = '\\d';
console.log(new RegExp(src + '+').exec('ab12').index, new RegExp('\\p{Lu}', 'u').test('É'));
