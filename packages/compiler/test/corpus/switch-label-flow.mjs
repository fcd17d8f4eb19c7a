const f = (x) => {
  const out = [];
  switch (x) {
    case 1:
      out.push('one');
    case 2:
      out.push('two');
      break;
    default:
      out.push('default');
    case 3:
      out.push('three');
      break;
    case '1':
      out.push('str');
    case NaN:
      out.push('nan');
  }
  return out.join();
};
for (const v of [1, 2, 3, '1', NaN, undefined, 4, 1n, -0]) console.log(String(v), f(v));
const g = (x) => {
  switch (true) {
    case x > 10:
      return 'big';
    case x > 5: {
      let x = 'inner';
      return x;
    }
    case typeof x === 'string':
      return 's';
  }
  return 'none';
};
console.log([20, 7, 'a', 1].map(g));
const order = [];
const c = (n) => (order.push(n), n);
switch (2) {
  case c(1):
  case c(2):
  case c(3):
    order.push('body');
    break;
  default:
    order.push('d');
}
console.log(order.splice(0));
switch (9) {
  default:
    order.push('d');
  case c(1):
    order.push('b1');
    break;
  case c(2):
    order.push('b2');
}
console.log(order.splice(0));
switch (c('disc')) {
}
console.log(order.splice(0));
outer: for (let i = 0; i < 4; i++) {
  inner: for (let j = 0; j < 4; j++) {
    if (j === 1) continue inner;
    if (j === 3) continue outer;
    if (i === 2) break outer;
    order.push(i * 10 + j);
  }
}
console.log(order.splice(0));
block: {
  order.push('in');
  if (order.length) break block;
  order.push('never');
}
console.log(order.splice(0));
a: b: for (;;) {
  for (;;) break a;
}
a1: for (let i = 0; ; i++) {
  switch (i) {
    case 0:
      continue;
    case 1:
      continue a1;
    case 3:
      break a1;
    default:
      break;
  }
  order.push(i);
}
console.log(order.splice(0));
let w = 0;
l: while (true) {
  do {
    if (++w > 5) break l;
    if (w % 2) continue l;
    order.push(w);
  } while (true);
}
console.log(w, order.splice(0));
const tf = (how) => {
  const out = [];
  const r = (() => {
    for (let i = 0; i < 3; i++) {
      try {
        if (how === 'c' && i === 1) continue;
        if (how === 'b' && i === 1) break;
        if (how === 'r' && i === 1) return 'ret' + i;
        if (how === 't' && i === 1) throw 'thr';
        out.push(i);
      } catch (e) {
        out.push('caught' + e);
      } finally {
        out.push('f' + i);
      }
    }
    return 'end';
  })();
  return [r, ...out].join();
};
console.log(['c', 'b', 'r', 't'].map(tf));
const ff = (n) => {
  l: try {
    if (n === 0) return 'try';
    if (n === 1) break l;
    throw 'e';
  } catch {
    if (n === 2) return 'catch';
  } finally {
    if (n === 3) return 'finally';
    if (n === 4) break l;
  }
  return 'after';
};
console.log([0, 1, 2, 3, 4].map(ff));
const over = () => {
  for (const x of [1, 2, 3]) {
    try {
      return x;
    } finally {
      if (x < 3) continue;
    }
  }
};
console.log(over());
const lose = () => {
  while (true) {
    try {
      throw new Error('lost');
    } finally {
      break;
    }
  }
  return 'kept';
};
console.log(lose());
const nested = () => {
  const o = [];
  try {
    try {
      throw 1;
    } finally {
      try {
        throw 2;
      } catch (e) {
        o.push(e);
      } finally {
        o.push('f2');
      }
    }
  } catch (e) {
    o.push('outer' + e);
  }
  return o;
};
console.log(nested());
let z = 1;
const val = () => {
  try {
    return z;
  } finally {
    z = 2;
  }
};
console.log(val(), z);
const objRet = () => {
  const o = { n: 1 };
  try {
    return o;
  } finally {
    o.n = 2;
  }
};
console.log(objRet());
console.log(
  (() => {
    try {
      return (() => {
        throw 'x';
      })();
    } catch (e) {
      return 'c' + e;
    } finally {
      order.push('fin');
    }
  })(),
  order.splice(0),
);
for (var i = 0, fns = []; i < 3; i++) fns.push(() => i);
console.log(fns.map((q) => q()));
for (let i = 0, fs = []; i < 3; i++) {
  fs.push(() => i++);
  if (i === 2) console.log(fs.map((q) => [q(), q()]));
}
for (let i = 0, get = () => i; i < 2; i++) order.push(get());
console.log(order.splice(0));
for (const x in { a: 1, b: 2 }) order.push(() => x);
console.log(order.splice(0).map((q) => q()));
{
  function hoisted() {
    return 'block';
  }
}
var hoistedVar = typeof laterVar;
var laterVar = 1;
console.log(
  hoistedVar,
  (() => {
    if (true) {
      function inner() {
        return 1;
      }
      return inner();
    }
  })(),
);
for (;;) {
  var leaked = 5;
  break;
}
console.log(leaked);
do var once = 1;
while (false);
console.log(
  once,
  ((a) => {
    var a;
    return a;
  })(3),
  ((a) => {
    var a = 4;
    return a;
  })(3),
);
if (0);
else order.push('else');
for (let k = 0; k < 2; k++);
console.log(
  order.splice(0),
  (() => {
    for (let i = 10; i-- > 0; ) if (i % 3 === 0) return i;
  })(),
  [...'ab'].map((ch) => {
    switch (ch) {
      case 'a':
        return 1;
    }
  }),
);
