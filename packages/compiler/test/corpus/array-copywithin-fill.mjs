const show = (f) => {
  try {
    console.log(f());
  } catch (e) {
    console.log(e.name, e.message);
  }
};
show(() => [1, 2, 3, 4, 5].copyWithin(0, 3));
show(() => [1, 2, 3, 4, 5].copyWithin(1, 0, 3));
show(() => [1, 2, 3, 4, 5].copyWithin(-2, -3, -1));
show(() => [1, , 3, 4].copyWithin(0, 1, 3));
show(() => [1, 2, 3].copyWithin(0, NaN));
show(() => [1, 2, 3].copyWithin(10, 0));
show(() => [1, 2, 3].copyWithin(0, 2, 1));
show(() => [].copyWithin.call({ length: 5, 3: 1 }, 0, 3));
show(() => new Array(3).fill(0));
show(() => [1, 2, 3].fill(9, 1));
show(() => [1, 2, 3].fill(9, -2, -1));
show(() => [1, 2, 3].fill());
show(() => Array(3).fill(7, 1, 2));
show(() => [].fill.call({ length: 2 }, 'x'));
const o = {};
show(() => {
  const f = Array(2).fill(o);
  return f[0] === f[1];
});
show(() => [].fill.call(Object.freeze([1, 2]), 0));
show(() =>
  [0, 1, 2].fill(
    1,
    {
      valueOf() {
        return 1;
      },
    },
    '3',
  ),
);
show(() => Array.from({ length: 3 }, (_, i) => i * i));
show(() => Array.from('a😀b'));
show(() => Array.from(new Map([[1, 2]])));
show(() => Array.from([1, , 3]));
show(() => Array.from({ length: '2', 0: 'x' }));
show(() => Array.from(null));
show(() => Array.from([1], 3));
show(() => Array.from(5));
show(() => Array.from.call(Object, [1, 2]));
show(() =>
  Array.from.call(
    function (n) {
      this.n = n;
      this.args = arguments.length;
    },
    { length: 2, 0: 'p', 1: 'q' },
  ),
);
show(() => Array.of(7));
show(() => Array.of.call(Set, 1));
show(() => Array(3).length);
show(() => Array('3'));
show(() => Array(-1));
show(() => new Array(1.5));
show(() => Array(2, 3));
show(() => [1, 2, 3].lastIndexOf(3, -1));
show(() => [1, 2, 1].lastIndexOf(1, -2));
show(() => [1, 2, 1].lastIndexOf(1, 1));
show(() => [1].lastIndexOf(1, undefined));
show(() => [1, 2].indexOf(2, -100));
show(() => [, undefined].lastIndexOf(undefined));
show(() => [[1, [2, [3, [4]]]]].flat());
show(() => [[1, [2, [3, [4]]]]].flat(Infinity));
show(() => [1, , [2, , 3]].flat());
show(() => [1, 2].flatMap((x) => [x, [x]]));
show(() => [1].flat(-1));
show(() => [[1]].flat('1'));
show(() => [3].flatMap((x) => ({ length: 1, 0: x })));
show(() => [5, 1, 10].sort());
show(() => [undefined, 3, , 1].sort());
show(() => ['b', , 'a', undefined].sort((a, b) => (a < b ? 1 : -1)));
show(() => [3, 2, 1].sort(() => 0));
show(() => [1, 2].sort(3));
show(() => [1, 2, 3].join(undefined));
show(() => [null, undefined, [1, [2]], {}].join('-'));
show(() => {
  const c = [1];
  c.push(c);
  return c.join();
});
show(() => [1, 2].toString.call({ join: () => 'J' }));
show(() => [].toString.call({}));
show(() => [1, 2, 3].concat(4, [5], [[6]]));
show(() => {
  const s = { length: 1, 0: 'a', [Symbol.isConcatSpreadable]: true };
  return [].concat(s, 'b');
});
show(() => {
  const a = [1];
  a[Symbol.isConcatSpreadable] = false;
  return [].concat(a).length;
});
show(() => [, 1].concat([, 2]));
