const a = [1, 2, 3];
a.length = 1;
console.log(a, a.length);
a.length = 3;
console.log(a, 1 in a);
a.length = '2';
console.log(a.length);
a.length = true;
console.log(a.length);
for (const v of [-1, 1.5, NaN, 2 ** 32, 'x', null, {}, [5], 4294967295])
  try {
    const b = [1, 2];
    b.length = v;
    console.log(String(v), b.length);
  } catch (e) {
    console.log(String(v), e.name, e.message);
  }
const x = [];
x[3] = 1;
x['7'] = 2;
x['07'] = 3;
x[-1] = 4;
x[4294967295] = 5;
console.log(x.length, Object.keys(x));
const log = [];
x.length = {
  valueOf() {
    log.push('v');
    return 2;
  },
};
console.log(log.length, x.length, Object.keys(x));
console.log(
  Object.getOwnPropertyDescriptor([1, 2], 'length'),
  [].length,
  [,].length,
  [1, ,].length,
  Array(5).length,
  'length' in [],
  delete [1][0],
);
