const vs = [0, 1, -1, '1', '01', 'a', '', null, undefined, true, false, NaN, [], [1], {}, 1n, Symbol.iterator];
const t = (f) => {
  try {
    return f() ? 't' : 'f';
  } catch {
    return 'x';
  }
};
for (const a of vs)
  console.log(vs.map((b) => t(() => a == b) + t(() => a === b) + t(() => a < b) + t(() => a <= b)).join(' '));
console.log(
  'b' > 'a',
  'B' > 'a',
  'a' < 'aa',
  '10' < '9',
  10 < '9',
  '10' < 9,
  [2] > 1,
  null >= 0,
  undefined == 0,
  null == 0,
  NaN != NaN,
  'x' < NaN,
  '\u{1F600}' < '\uFFFF',
);
const o = {
  valueOf() {
    console.log('valueOf');
    return 5;
  },
  toString() {
    console.log('toString');
    return '7';
  },
};
console.log(o > 4, o == 5, o < '6', `${o}`, o + 1, o * 2, o == '5', o === 5);
