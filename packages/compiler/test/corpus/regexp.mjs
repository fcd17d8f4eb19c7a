console.log(
  '2024-01-15'.match(/(?<y>\d{4})-(?<m>\d\d)/).groups.y,
  'aBc'.replace(/b/i, (x) => x + x),
  'a1b22c333'.match(/\d+/g),
  'x'.match(/y/),
);
console.log(
  'a,b;c'.split(/[,;]/),
  'abc'.split(/(b)/),
  /(?<=\$)\d+/.exec('cost $42')[0],
  /a{2,3}?/.exec('aaaa')[0],
  /(a|ab)(c|bcd)(d*)/.exec('abcd').join('|'),
);
const re = new RegExp('(\\w+)\\s(\\w+)', 'g');
console.log('John Smith'.replace(re, '$2, $1'), re.flags, re.source, String(re));
for (const m of 'a1b2'.matchAll(/([a-z])(\d)/g)) console.log(m[0], m.index, m[1]);
console.log(
  /^(?:\s*|x)*$/.test('   '),
  /(z)((a+)?(b+)?(c))*/.exec('zaacbbbcac').join('|'),
  /\bfoo\b/.test('a foo b'),
  /[^]/u.exec('😀')[0].length,
  /(?!foo)...$/.exec('foobar')[0],
);
const st = /a/y;
st.lastIndex = 1;
console.log(
  st.test('ba'),
  st.lastIndex,
  /\u{1F600}/u.test('😀'),
  /é/i.test('É'),
  'aaa'.lastIndexOf('a'),
  'abcabc'.search(/c/),
);
try {
  new RegExp('(');
} catch (e) {
  console.log(e.name, e.message);
}
