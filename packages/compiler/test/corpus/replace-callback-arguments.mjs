console.log(
  'abc'.replace(/(?<x>b)(z)?/, (...a) => JSON.stringify(a)),
  'aXbX'.replace(/X/g, (m, o, s) => `[${o}/${s.length}]`),
  'a-b'.replace('-', (...a) => a.length),
  'abab'.replaceAll('b', (m, o) => o),
  'x'.replace(/x/, () => '$&$1$$'),
  'x'.replace('x', "$&$&$$$`$'"),
  'abc'.replace(/b/, "[$`|$&|$']"),
  'john smith'.replace(/(\w+)\s(\w+)/, '$2, $1'),
  '2020-01'.replace(/(?<y>\d+)-(?<m>\d+)/, '$<m>/$<y>$<zz>|'),
  'abc'.replace(/(a)(b)(c)/, '$3$2$1$0$4$10$01'),
  'abcdefghijk'.replace(/(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)(k)/, '$11-$10-$1'),
  'aa'.replace(/a/g, undefined),
  'aa'.replace('a', null),
  'aa'.replace(/a/, {}),
  'aa'.replace(/a/, [1, 2]),
  'a'.replace(/a/, () => ({ toString: () => 'ts' })),
  'a.b.c'.replaceAll('.', '$$'),
  'aaa'.replaceAll('aa', 'b'),
  ''.replaceAll('', 'x'),
  'abc'.replaceAll('', '_'),
  'AbC'.replace(/[A-Z]/g, (c) => c.toLowerCase() + '!'),
  'the cat'.replace(/\b\w/g, (c) => c.toUpperCase()),
  '  x '.replace(/^\s+|\s+$/g, ''),
  '1,234,5'.replace(/,/g, ''),
  'aaa'.replace(/a{2}/, (m) => m.length),
  '\n\t'.replace(/\s/g, (c) => c.charCodeAt(0)),
  '😀x'.replace(/./u, 'e'),
  '😀x'.replace(/./, 'e').length,
  'abc'.replace(/(?=b)/, '^'),
  'abc'.replace(/$/, '!'),
  'a\nb'.replace(/^/gm, '> '),
  'x1y22'.replace(/\d+/g, (n) => n * 2),
  'tel: 555-1234'.replace(/(\d{3})-(\d{4})/, (_, a, b) => b + a),
);
for (const f of [
  () => 'a'.replaceAll(/a/, ''),
  () =>
    'a'.replace(/a/, () => {
      throw new Error('cb');
    }),
  () => 'a'.replace(/a/, () => Symbol()),
  () => String.prototype.replace.call(null, 'a', 'b'),
])
  try {
    console.log(f());
  } catch (e) {
    console.log(e.name, e.message);
  }
let n = 0;
console.log(
  'aaaa'.replace(/a/g, () => n++),
  'x'.replace({ [Symbol.replace]: (s, r) => s + r + 'custom' }, 'R'),
  'undefined'.replace(undefined, 'u'),
  'null'.replace(null, 'n'),
  '5'.replace(5, 'five'),
  '[object Object]'.replace({}, 'obj'),
);
const state = { depth: 0 };
console.log('(a(b)c)'.replace(/[()]/g, (c) => (c === '(' ? `<${++state.depth}>` : `</${state.depth--}>`)));
