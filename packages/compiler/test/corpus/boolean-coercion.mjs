for (const v of [
  0,
  -0,
  NaN,
  '',
  ' ',
  '0',
  'false',
  null,
  undefined,
  [],
  {},
  [0],
  new Boolean(false),
  () => {},
  Symbol(),
  0n,
  1n,
  -1,
  Infinity,
])
  console.log(typeof v, !!v, Boolean(v), v ? 't' : 'f', !v);
console.log(
  true + true,
  true + '1',
  true == 1,
  true === 1,
  '1' == true,
  'true' == true,
  [] == false,
  [0] == false,
  [1] == true,
  null == false,
  undefined == 0,
  NaN == false,
  '' == false,
  '0' == false,
  ' ' == 0,
  [] + [] == '',
  new Boolean(false) && 'truthy',
  new Boolean(true) == true,
  new Boolean(true) === true,
  true & false,
  true | false,
  true ^ true,
  ~true,
  +true,
  -true,
  true > false,
  null ?? 'd',
  0 ?? 'd',
  false || null,
  '' && 1,
  1 && 2 && 0 && 3,
  null || undefined || 0 || 'last',
  !!'' === false,
  true.toString(),
  Boolean.prototype.valueOf.call(new Boolean(1)),
  Object(false) ? 1 : 2,
  typeof Object(true),
  JSON.stringify([true, new Boolean(false)]),
  true.constructor.name,
  Boolean.length,
  String(false),
  `${true}`,
  [true, false].sort().join(),
  isNaN(true),
  Number(false),
  parseInt(true),
  true ** 2,
);
try {
  Boolean.prototype.toString.call(1);
} catch (e) {
  console.log(e.message);
}
try {
  Boolean.prototype.valueOf.call('true');
} catch (e) {
  console.log(e.message);
}
let x = 0;
x ||= 5;
x &&= 6;
let y = null;
y ??= 7;
console.log(x, y, !x, !!y, x && y, x || y, (x, y));
