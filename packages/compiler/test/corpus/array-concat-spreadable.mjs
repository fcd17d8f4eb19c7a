const s = (o) => Object.assign(o, { [Symbol.isConcatSpreadable]: true });
console.log(
  [1].concat(
    2,
    [3],
    [[4]],
    s({ length: 2, 0: 'a', 1: 'b' }),
    s({ length: 2, 1: 'hole' }),
    Object.assign([5], { [Symbol.isConcatSpreadable]: false }),
  ),
  [].concat(s(new Uint8Array([1, 2]))),
  [].concat(new Uint8Array([1])).length,
  [, 1].concat([, 2]).length,
  1 in [1].concat([,]),
  [].concat(s(() => {})),
  [].concat('ab', new String('cd')).length,
  Array.prototype.concat.call('x', [1]),
  Array.prototype.concat.call({ length: 1, 0: 'q' }, 2).length,
);
class S extends Array {}
console.log(new S(1, 2).concat([3]) instanceof S, [0].concat(new S(1, 2)).length);
const a = [1, 2];
a[5] = 6;
console.log(a.concat([7]), a.concat(a).length);
Object.defineProperty(Number.prototype, Symbol.isConcatSpreadable, { value: true, configurable: true });
console.log([].concat(5).length);
delete Number.prototype[Symbol.isConcatSpreadable];
console.log(
  [].concat(...[[1], [2, [3]]]),
  [].concat(undefined, null, NaN),
  [[]].concat([[]]).length,
  Array.prototype.concat.length,
);
