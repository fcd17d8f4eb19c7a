for (const m of [
  'anchor',
  'big',
  'blink',
  'bold',
  'fixed',
  'fontcolor',
  'fontsize',
  'italics',
  'link',
  'small',
  'strike',
  'sub',
  'sup',
])
  console.log(m, 'a<b'[m]('q"v'), String.prototype[m].length, String.prototype[m].name);
console.log(
  'abc'.substr(1),
  'abc'.substr(-2),
  'abc'.substr(-2, 1),
  'abc'.substr(1, -1),
  'abc'.substr(0, 99),
  'abc'.substr(5),
  'abc'.substr(undefined, 2),
  'abc'.substr(NaN),
  'x'.trimLeft === ''.trimStart,
  ' x '.trimRight() + '|',
  ''.trimLeft.name,
);
const d = new Date(0);
console.log(d.getYear(), d.setYear(99), d.getYear(), d.toGMTString === d.toUTCString);
console.log(escape('a b+c/é€😀@*_-.'), unescape('%20%u20AC%zz%u12'), escape(), unescape());
const o = {};
o.__defineGetter__('g', () => 1);
console.log(
  o.g,
  o.__lookupGetter__('g') !== undefined,
  o.__lookupSetter__('g'),
  Object.getOwnPropertyDescriptor(Object.prototype, '__proto__').get.name,
);
