const vals = [
  0,
  -0,
  1,
  NaN,
  '',
  '0',
  '1',
  'a',
  true,
  false,
  null,
  undefined,
  [],
  [0],
  [1],
  {},
  0n,
  1n,
  Symbol.iterator,
];
for (const a of vals)
  console.log(
    typeof a,
    vals
      .map((b) => {
        let r;
        try {
          r = a == b;
        } catch {
          r = 'E';
        }
        return `${r ? 1 : 0}${a === b ? 1 : 0}${Object.is(a, b) ? 1 : 0}`;
      })
      .join(' '),
  );
const lt = [0, 1, '', '10', '9', 'a', null, undefined, NaN, [5], true, 2n, new Date(3)];
for (const a of lt)
  console.log(lt.map((b) => `${a < b ? 1 : 0}${a <= b ? 1 : 0}${a > b ? 1 : 0}${a >= b ? 1 : 0}`).join(' '));
const log = [];
const v = (n, x) => ({
  valueOf() {
    log.push(n);
    return x;
  },
});
v('a', 1) < v('b', 2);
v('c', 1) > v('d', 2);
v('e', 1) + v('f', 2);
v('g', 1) == v('h', 1);
v('i', 1) == 1;
console.log(log.join());
console.log(
  'b' > 'a',
  'B' > 'a',
  '2' > '12',
  2 > '12',
  'abc' < 'abcd',
  '\u{1F600}' > '\uffff',
  [2] > 1,
  [1, 2] == '1,2',
  {} + '' == '[object Object]',
  null >= 0,
  null > 0,
  null == 0,
  undefined >= undefined,
  NaN <= NaN,
  1 < 2 < 3,
  3 > 2 > 1,
  '1' === 1 + '',
  1 == '1.0',
  '1' == '1.0',
  0 == '\n',
  1e3 == '1000',
  0x10 == '16',
  '0x10' == 16,
  1n == '1',
  2n > '1',
  1n < 1.5,
  10n > 9,
  new String('a') == 'a',
  new String('a') == new String('a'),
  Symbol.iterator == Symbol.iterator,
  Object(Symbol.iterator) == Symbol.iterator,
);
