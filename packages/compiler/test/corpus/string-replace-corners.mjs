const show = (f) => {
  try {
    console.log(JSON.stringify(f()));
  } catch (e) {
    console.log(e.name, e.message);
  }
};
show(() => 'abc'.replace('b', '[$&]'));
show(() => 'abc'.replace('b', "[$`|$']"));
show(() => 'abc'.replace('b', '$$'));
show(() => 'abc'.replace('b', '$1'));
show(() => 'abc'.replace('b', '$'));
show(() => 'abc'.replace('b', '$0'));
show(() => 'abc'.replace(/(b)/, '$1$1$2'));
show(() => 'abc'.replace(/(b)/, '$01'));
show(() => 'abc'.replace(/(b)/, '$10'));
show(() => 'abcdefghijkl'.replace(/(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)(k)/, '$11-$10-$12-$1'));
show(() => 'abc'.replace(/(?<x>b)/, '<$<x>>'));
show(() => 'abc'.replace(/(?<x>b)/, '$<y>|$<x'));
show(() => 'abc'.replace(/b/, '$<x>'));
show(() => 'abc'.replace('', '-'));
show(() => 'abc'.replaceAll('', '-'));
show(() => 'aaa'.replaceAll('a', (m, p, s) => p + s));
show(() => 'aaa'.replaceAll(/a/, 'b'));
show(() => 'aaa'.replaceAll(/a/g, 'b'));
show(() => 'aXbX'.replaceAll('X', '$&$&'));
show(() => 'abc'.replace('b', undefined));
show(() => 'abc'.replace(undefined, 'x'));
show(() => 'a undefined'.replace(undefined, 'x'));
show(() => 'abc'.replace('b', null));
show(() => 'abc'.replace('b', () => undefined));
show(() => 'a.b'.replace('.', '!'));
show(() => 'aaaa'.replaceAll('aa', 'b'));
show(() => '😀😀'.replaceAll('\uD83D', 'x').length);
show(() => '😀'.replace(/./u, 'x'));
show(() => '😀'.replace(/./g, 'x'));
show(() => '😀'.replace(/(?:)/gu, '-'));
show(() => 'abc'.replace(/(a)|(z)/, (...a) => JSON.stringify(a)));
show(() => 'abc'.replace(/(?<first>a)(?<none>z)?/, (...a) => JSON.stringify(a)));
show(() => 'aBc'.replace(/b/gi, (m) => m.toLowerCase() + m.toUpperCase()));
show(() => 'x-1 y-22'.replace(/(\w)-(\d+)/g, '$2$1'));
show(() => 'abc'.replace(/x*/g, '-'));
show(() => 'abc'.replace(/$/, '!'));
show(() => 'a\nb'.replace(/^/gm, '> '));
show(() => 'aaa'.replace(/a/y, 'b'));
show(() => 'baa'.replace(/a/gy, 'c'));
show(() => {
  const r = /a/g;
  r.lastIndex = 2;
  return ['aaa'.replace(r, 'b'), r.lastIndex];
});
show(() => {
  const r = /a/y;
  r.lastIndex = 1;
  return ['aaa'.replace(r, 'b'), r.lastIndex, 'aaa'.replace(r, 'b'), r.lastIndex, 'aaa'.replace(r, 'b'), r.lastIndex];
});
show(() => 'abc'.replace({ [Symbol.replace]: (s, r) => s + r }, 'X'));
show(() => 'abc'.replace(/b/, { toString: () => 'T' }));
show(() => {
  const o = [];
  'a'.replace(
    {
      toString() {
        o.push('p');
        return 'a';
      },
    },
    {
      toString() {
        o.push('r');
        return 'b';
      },
    },
  );
  return o;
});
show(() => 'abc'.replaceAll({ [Symbol.replace]: () => 'all' }, ''));
show(() => {
  const r = /b/;
  Object.defineProperty(r, 'flags', { value: undefined });
  return 'abc'.replaceAll(r, 'x');
});
show(() => {
  const r = /b/g;
  r.exec = () => null;
  return 'abb'.replace(r, 'x');
});
show(() => {
  const r = /b/;
  r.exec = () => ({ index: 1, 0: 'b', length: 1, groups: { q: 'Q' } });
  return 'abc'.replace(r, '$<q>');
});
show(() => {
  let n = 0;
  const r = /b/g;
  r.exec = () => (n++ < 2 ? { index: n, 0: '', length: 1 } : null);
  return 'abc'.replace(r, '|');
});
let long = '';
for (let i = 0; i < 3000; i++) long += i % 7 === 0 ? '<' : 'x';
show(() => [
  long.replace(/</g, '&lt;').length,
  long.replaceAll('<', '').length,
  long.replace(/x+/g, (m) => m.length).slice(0, 40),
  long.replace(/[<x]/g, (c, i) => (i % 1000 === 0 ? c : '')).length,
]);
