const t = (f) => {
  try {
    return f();
  } catch (e) {
    return `${e.name}: ${e.message}`;
  }
};
const s = 'AZaz09-_.!~*\'();/?:@&=+$,# %"<>\\^`{|}\u00e9\u20ac\u{1F600}\n\0';
console.log(encodeURI(s));
console.log(encodeURIComponent(s));
console.log(escape(s + '\u0100\uffff'));
console.log(decodeURI(encodeURI(s)) === s, decodeURIComponent(encodeURIComponent(s)) === s, unescape(escape(s)) === s);
for (const x of [
  '%',
  '%4',
  '%zz',
  '%41',
  '%c3%a9',
  '%C3',
  '%c3%28',
  '%e2%82%ac',
  '%f0%9f%98%80',
  '%f8%80',
  '%ed%a0%80',
  '%c0%80',
  '%23%41%2f',
  '%e2%82',
  'a%20b+c',
  '%F4%90%80%80',
])
  console.log(
    x,
    t(() => decodeURIComponent(x)),
    t(() => decodeURI(x)),
    unescape(x),
  );
console.log(
  t(() => encodeURIComponent('\ud800')),
  t(() => encodeURI('a\udc00')),
  encodeURIComponent(),
  encodeURIComponent(null),
  encodeURI(5),
  t(() => encodeURIComponent(Symbol())),
  unescape('%u20AC%u00e9%u12%u'),
  escape.length,
  decodeURI.name,
);
