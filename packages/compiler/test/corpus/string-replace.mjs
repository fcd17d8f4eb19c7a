console.log(
  'aaa'.replace('a', 'b'),
  'aaa'.replaceAll('a', 'b'),
  'aaa'.replace(/a/g, 'b'),
  'abc'.replace('b', '[$&]'),
  'abc'.replace('b', "$`|$'"),
  'abc'.replace('b', '$$'),
  'abc'.replace('b', '$1$0$<x>'),
  'abc'.replace('', '_'),
  'abc'.replaceAll('', '_'),
);
console.log(
  'John Smith'.replace(/(\w+)\s(\w+)/, '$2, $1'),
  'aBc'.replace(/[A-Z]/g, (m, i, s) => `<${m}${i}${s}>`),
  'x1y2'.replace(/([a-z])(\d)/g, (m, a, b, i) => b + a + i),
  '2020-01-02'.replace(/(?<y>\d+)-(?<m>\d+)-(?<d>\d+)/, '$<d>/$<m>/$<y>'),
  'abc'.replace(/(?<n>b)/, (...a) => JSON.stringify(a)),
);
console.log(
  'abc'.replace(/(z)?b/, '[$1]'),
  'abc'.replace(/(z)?b/, (m, z) => String(z)),
  '$'.replace('$', '$$$$'),
  'aaaaaaaaaaaa'.replace(/(a)(a)(a)(a)(a)(a)(a)(a)(a)(a)(a)/, '$11-$10-$1-$012-$12'),
  'x'.replace('x', () => '$1'),
  'x'.replace('x', undefined),
  'null'.replace(null, 5),
);
try {
  'a'.replaceAll(/a/, 'b');
} catch (e) {
  console.log(e.name, e.message);
}
console.log(
  'a.b.c'.replaceAll('.', (m, i) => i),
  'aXbXc'.replaceAll('X', '$&$&'),
  '\u{1F600}x'.replace(/./gu, '<$&>'),
  '\u{1F600}'.replace(/./g, '.'),
  'abc'.replace({ [Symbol.replace]: (s, r) => s + r }, 'R'),
);
let n = 0;
console.log(
  'a-b-c'.replace(/-/g, () => ++n),
  'tel: 555'.replace(/\d/g, (d) => 9 - d),
  'ab'.replace(/$/, '!'),
  'ab'.replace(/^/, '!'),
  'line1\nline2'.replace(/^/gm, '> '),
);
