const value = 'html';
if (/^([a-z:]+)(\s+system|\s+public(\s+"([^"]+)")?)?(\s+"([^"]+)")?/i.test(value)) {
  const { $1: name, $4: publicId, $6: systemId } = RegExp;
  console.log(name, publicId, systemId);
}
console.log(
  /(b)(c)/.test('abcd'),
  RegExp.$1,
  RegExp.$2,
  RegExp.$3 === '',
  RegExp.lastMatch,
  RegExp['$&'],
  RegExp.leftContext,
  RegExp.rightContext,
  RegExp.lastParen,
  RegExp.input,
  RegExp.$_,
);
'xyz'.replace(/y/, () => RegExp.leftContext);
console.log(RegExp.rightContext);
/nomatch/.exec('zzz');
console.log(RegExp.$1, RegExp['$`'], RegExp["$'"]);
'a1b2'.match(/(\d)/g);
console.log(RegExp.$1);
'q-w'.split(/(-)/);
console.log(RegExp.lastMatch);
'foo'.search(/o(o)/);
console.log(RegExp.$1);
