const show = (...a) => {
  try {
    console.log(JSON.stringify(a[0].split(...a.slice(1))));
  } catch (e) {
    console.log(e.name, e.message);
  }
};
show('a,b,c', ',');
show('a,b,c', ',', 2);
show('a,b,c', ',', 0);
show('a,b,c', ',', -1);
show('a,b,c', ',', 2 ** 32 + 1);
show('', ',');
show('', '');
show('abc', '');
show('abc', '', 2);
show('abc');
show('abc', undefined, 0);
show('abc', undefined);
show('abc', null);
show('anullb', null);
show('a1b2c', 1);
show('aXbXc', 'X', undefined);
show('abab', 'ab');
show('aaa', 'aa');
show(',a,', ',');
show('a1b2c3', /\d/);
show('a1b2c3', /(\d)/);
show('abc', /(?:)/);
show('abc', /()/);
show('', /x/);
show('', /(?:)/);
show('A<B>bold</B>and', /<(\/)?([^<>]+)>/);
show('aBcB', /b/i);
show('aBcB', /b/gi, 1);
show('😀a', /(?:)/);
show('😀a', /(?:)/u);
show('a\nb\r\nc', /\r?\n/);
show('test', /(?=s)/);
show('ab', /a*?/);
show('ab', /a*/);
show('abc', /$/);
show('abc', /^/);
show('a b  c', / +/, 2);
show('aaa', /a/);
show('x', /(x)|y/);
show('xy', /(x)|(y)/);
show('abc', /b/y);
show('abab', /a/y);
show(
  'abc',
  {
    [Symbol.split](s, l) {
      return ['custom', s, l];
    },
  },
  5,
);
show('a-b', { toString: () => '-' });
show('a,b', new String(','));
show('a[object Object]b', {});
const r = /b/g;
r.lastIndex = 2;
show('abcb', r);
console.log(r.lastIndex);
const own = /b/;
own[Symbol.split] = () => 'own';
show('abc', own);
class R extends RegExp {
  [Symbol.split](s, l) {
    return super[Symbol.split](s.toUpperCase(), l);
  }
}
show('abc', new R('B'));
class N extends RegExp {
  exec(s) {
    const m = super.exec(s);
    return m;
  }
}
show('1a2a3', new N('a'));
console.log(
  'a,b'.split(',').length,
  'xx'.split('x').join('-'),
  'a b c'
    .split(' ')
    .map((x) => x + x)
    .join('+'),
  [...'abc'].reverse().join(''),
  'a'.repeat(1000).split('').length,
  'ab'.repeat(500).split('b').length,
);
const big = Array.from({ length: 20000 }, (_, i) => i).join(';');
console.log(
  big.length,
  big.split(';').length,
  big.split(';')[12345],
  big.split(/;/).length,
  big.split(';', 3),
  big.split('99').length,
);
