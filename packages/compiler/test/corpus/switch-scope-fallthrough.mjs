const t = (v) => {
  const l = [];
  switch (v) {
    case 1:
      l.push('one');
    case 2:
      l.push('two');
      break;
    default:
      l.push('def');
    case 3:
      l.push('three');
      {
        let x = 'blk';
        l.push(x);
      }
      break;
    case 'x':
    case 'y':
      l.push('xy');
  }
  return l.join();
};
console.log([1, 2, 3, 4, 'x', 'y', NaN, null, '1', [1]].map(t).join(' | '));
const order = [];
const c = (n) => (order.push(n), n);
switch (c(3)) {
  case c(1):
  case c(2):
  case c(3):
  case c(4):
    order.push('hit');
}
console.log(order.join());
switch (true) {
  case 1 > 2:
    console.log('a');
    break;
  case 2 > 1:
    console.log('b');
    break;
}
switch ('str') {
  case `s${'tr'}`:
    console.log('template');
}
switch (NaN) {
  case NaN:
    console.log('never');
    break;
  default:
    console.log('nan default');
}
switch (-0) {
  case 0:
    console.log('zero');
}
const s = (v) => {
  switch (typeof v) {
    case 'number':
      return v > 0 ? 'pos' : 'neg';
    case 'string':
      return 's' + v.length;
    case 'object':
      if (v === null) return 'null';
      return Array.isArray(v) ? 'arr' : 'obj';
    case 'undefined':
    case 'function':
      return 'other';
    case 'bigint':
      return 'big';
    case 'symbol':
      return 'sym';
    case 'boolean':
      return 'bool';
  }
};
console.log([1, -1, 'abc', null, [], {}, undefined, () => {}, 1n, Symbol(), true].map(s).join());
switch (1) {
  case 0:
    let q = 'hidden';
    break;
  case 1:
    try {
      q;
    } catch (e) {
      console.log(e.message);
    }
}
const many = (n) => {
  switch (n) {
    case 0:
      return 'z';
    case 1:
      return 'a';
    case 10:
      return 'b';
    case 100:
      return 'c';
    case 1000:
      return 'd';
    case -1:
      return 'e';
    case 1.5:
      return 'f';
    case 2 ** 31:
      return 'g';
    case 2 ** 53:
      return 'h';
    default:
      return '?';
  }
};
console.log([0, 1, 10, 100, 1000, -1, 1.5, 2 ** 31, 2 ** 53, 7, '1', null].map(many).join(''));
const loop = [];
for (let i = 0; i < 6; i++) {
  switch (i % 3) {
    case 0:
      continue;
    case 1:
      loop.push('c' + i);
      break;
    default:
      loop.push('d' + i);
      if (i > 4) break;
      loop.push('after');
  }
  loop.push('end' + i);
}
console.log(loop.join());
const fn = (x) => {
  switch (x) {
    case 1:
      function inner() {
        return 'inner' + x;
      }
      return inner();
    default:
      return typeof inner;
  }
};
console.log(fn(1), fn(2));
switch (0) {
  default:
  case 1:
    console.log('default first');
  case 2:
    console.log('falls');
}
