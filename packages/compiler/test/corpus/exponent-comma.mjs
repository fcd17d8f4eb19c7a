let log = [];
const t = (n, v) => (log.push(n), v);
console.log(2 ** (3 ** 2), (-2) ** 2, 2 ** -1, 2 ** 53 + 1, 0 ** 0, NaN ** 0);
let x = 3;
x **= 2;
console.log(x);
x **= 0.5;
console.log(x);
console.log((1, 2, 3), (t('a', 1), t('b', 2)), log.join());
for (let i = 0, j = 10; i < j; i += 3, j -= 2) console.log(i, j);
const o = {
  get v() {
    log.push('get');
    return 4;
  },
  set v(n) {
    log.push('set ' + n);
  },
};
o.v **= 3;
o.v += 1;
o.v ||= 7;
o.v &&= 8;
o.v ??= 9;
console.log(log.join(' '));
let u;
u ??= 5;
u ||= 6;
u &&= 7;
console.log(u);
let a = [1];
a[t('k', 0)] **= t('r', 5);
console.log(a, log.slice(-2));
console.log(-(2 ** 2), (+'3') ** 2, 7 % -3, -7 % 3, 5.5 % 2, -0 % 1, 1 % 0, Infinity % 2, 2 % Infinity);
console.log(
  1 << 33,
  1 >>> -1,
  -1 >>> 0,
  -1 >> 31,
  ~5.7,
  ~~-5.7,
  '6' | 1,
  null | 0,
  undefined | 0,
  [9] | 0,
  1e20 | 0,
  (2 ** 32 + 5) | 0,
);
console.log(
  +true,
  +'',
  +' 12 ',
  +'0x1f',
  +'0b11',
  +'0o17',
  +'1_0',
  +[],
  +[5],
  +[1, 2],
  +{},
  +null,
  +undefined,
  +new Date(5),
);
console.log(void 0, typeof void 0, typeof typeof 1, !'' + !'a', -'-5', -(-5), +-+1);
console.log(
  'b' + 'a' + +'a' + 'a',
  [] + [],
  [] + {},
  1 + null,
  1 + undefined,
  '1' + 1,
  1 + +'1',
  '3' * '4',
  '10' / 4,
  'a' - 1,
  [] * 2,
  [3] * [4],
);
console.log(
  1 < 2 < 3,
  3 > 2 > 1,
  '10' < '9',
  '10' < 9,
  'a' < 'b',
  null >= 0,
  undefined == null,
  null == 0,
  NaN != NaN,
  [1] == 1,
  '1,2' == [1, 2],
  {} == '[object Object]',
  true == '1',
  '' == 0,
  '0' == false,
);
var i = 0;
i = i++ + ++i;
console.log(i);
let y = 1;
y += y++ + ++y;
console.log(y);
const obj = { n: '5' };
obj.n++;
console.log(obj.n, typeof obj.n);
let s = '7';
console.log(s++, s, typeof s);
let bn = 5n;
console.log(bn++, bn, -bn, bn ** 3n);
console.log(delete obj.n, obj.n, delete obj.zz);
