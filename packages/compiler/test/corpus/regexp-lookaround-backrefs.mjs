const t = (r, ...ss) => {
  for (const s of ss) {
    const m = r.exec(s);
    console.log(
      String(r),
      JSON.stringify(s),
      m && JSON.stringify([m.index, ...m]),
      m?.groups ? JSON.stringify(m.groups) : '',
    );
    r.lastIndex = 0;
  }
};
t(/(?=(a+))a*b\1/, 'baaabac');
t(/(.*?)a(?!(a+)b\2c)\2(.*)/, 'baaabaac');
t(/(?<=\$)\d+(?:\.\d+)?/, 'cost $42.50', '42');
t(/(?<!\$)\b\d+/, '$42 17');
t(/(?<=([ab]+)([bc]+))$/, 'abc');
t(/(?<=(\d+)(\d+))$/, '1053');
t(/(?<=\1(.))x/, 'aax');
t(/(?<=(.)\1)b/, 'aab');
t(/(?<!(^|[ab]))\w{2}/, 'abcdef');
t(/(?<=^(\w+))def/, 'abcdefdef');
t(/(?<=a(?=([^a]{2})d)\w{3})\w\1/, 'abcdaabcdbbcdb');
t(/\b(?=\w{3}\b)\w+/, 'ab abc abcd');
t(/(?:(?=(\w+))\1):/, 'abc:', 'ab c');
t(/^(?!.*foo).*$/, 'barfoo', 'bar');
t(/(a)|b\1/, 'b', 'a');
t(/\1(a)/, 'aa');
t(/(a*)*/, 'b', 'aab');
t(/(z)((a+)?(b+)?(c))*/, 'zaacbbbcac');
t(/(?:(a)|(b))+/, 'ab', 'ba');
t(/((a)|(b))*?c/, 'abc');
t(/(\2a)(\1)/, 'aaa');
t(/(?<a>.)(?<b>.)\k<b>\k<a>/, 'xabbay');
t(/\k<x>(?<x>a)/, 'a');
t(/(?<$>a)(?<_b1>b)(?<ünï>c)/u, 'abc');
t(/(a(?:b|c(?<d>d)?))+/, 'abacacd');
t(/(?:a(b)?)*/, 'abaab');
t(/(\d+)\s\1/, '12 12', '12 13');
t(/([^])\1/, '\n\n');
t(/(x)?(?:\1y|z)/, 'xxy', 'z', 'y');
t(/a{2,3}/, 'aaaa', 'a');
t(/a{2,3}?/, 'aaaa');
t(/a{0}/, 'a');
t(/a{,5}/, 'a{,5}');
t(/x{1}{/, 'x{');
t(/(ab){2}/, 'ababab');
t(/^(?:a?){3}a{3}$/, 'aaa', 'aaaaaa', 'aa');
t(/(?:a{0,2}){2}b/, 'aaaab');
t(/(a+?)(a*)/, 'aaa');
t(/(a??)(a*)/, 'aa');
t(/[^\d\s]+/, '12 ab 3');
t(/[\b]/, '\b');
t(/[a-]/, '-');
t(/[-a]/, '-');
t(/[\w-z]/, '-');
t(/[]/, 'a');
t(/[^]/, '\n');
t(/[\]]/, ']');
t(/\cA/, '\x01');
t(/\c/, '\\c');
t(/[\c]/, '\\');
t(/\0/, '\0');
t(/\7/, '\x07');
t(/\08/, '\x008');
t(/\u00e9/, 'é');
t(/\u/, 'u');
t(/\x1/, 'x1');
t(/\p{L}/, 'p{L}');
t(/\p{L}+/u, '1é漢', 'x');
t(/\P{Lu}/u, 'Aa');
t(/\p{Script=Greek}+/u, 'abΩΣc');
t(/\p{Emoji_Presentation}/u, 'a😀');
t(/\p{ASCII_Hex_Digit}+/u, 'xyzBEEF');
t(/^\S+@\S+\.\S+$/, 'a@b.c', 'a@b');
t(/(?:)/, '');
t(/$^/, '', 'a');
t(/^$/m, 'a\n\nb');
for (const p of [
  '(',
  ')',
  '[',
  '*',
  '?a',
  'a**',
  '(?<a>x)(?<a>y)',
  '\\k<a>(?<b>x)',
  '(?<1>a)',
  '(?<=a)*',
  '(?=a)*',
  '{1}',
  'a{2,1}',
  '[b-a]',
  '\\',
  '(?:',
  '(?',
  '(?a)',
  '\\u{110000}',
  '(?<a',
  '[\\d-z]',
  'a|*',
  '(?<!a){2}',
])
  for (const f of ['', 'u'])
    try {
      console.log(p, f, new RegExp(p, f).test('a'));
    } catch (e) {
      console.log(p, f, e.name, e.message);
    }
