var x = 'module';
let y = 'let';
function f(x = y, y2 = () => x) {
  var x;
  {
    let x = 'block';
    {
      const x = 'inner';
      log(x);
    }
    log(x);
  }
  log(x);
  x = 'changed';
  log(y2());
  return x;
}
const out = [];
function log(v) {
  out.push(v);
}
log(f());
log(x);
{
  function y3() {
    return 'block fn';
  }
  log(y3());
}
log(typeof y3);
try {
  throw 'err';
} catch (x) {
  log(x);
  var leaked = x + '!';
}
log(leaked);
for (let x = 0; x < 2; x++) {
  let x = 'body';
  log(x);
}
log(x);
for (const x of ['of']) log(x);
for (var v in { key: 1 }) log(v);
log(v);
const o = {
  x: 'prop',
  m() {
    const x = 'method';
    return [
      x,
      this.x,
      (() => x)(),
      (function () {
        return typeof x;
      })(),
    ];
  },
};
log(o.m().join('/'));
class C {
  static x = 'static';
  x = 'field';
  m(x = this.x) {
    {
      let x = C.x;
      log(x);
    }
    return x;
  }
}
log(new C().m());
const g = (x) => (y) => (x) => x + y;
log(g(1)(2)(3));
const named = function self() {
  return typeof self;
};
log(named());
log(typeof self);
label: {
  let x = 'labelled';
  log(x);
  break label;
}
switch (1) {
  case 1:
    let x = 'case';
    log(x);
}
log(
  ((x) => {
    x = x + '!';
    return x;
  })('param'),
);
(function (x) {
  arguments[0] = 'changed';
  log(x);
})('strict');
const undefined2 = ((undefined) => undefined)('shadowed undefined');
log(undefined2);
log(((NaN, Infinity) => NaN + Infinity)(1, 2));
log(((Array) => Array)('fake Array'));
log(((console) => console)('fake console'));
let a = 1;
{
  let b = a + 1;
  {
    let c = b + 1,
      a = c;
    log([a, b, c].join());
  }
}
const fns = [];
for (let i = 0; i < 2; i++) {
  let j = i * 10;
  {
    let i = j + 5;
    fns.push(() => [i, j]);
  }
}
log(fns.map((h) => h().join()).join(';'));
const deep = (n) => {
  const v = n;
  return n ? [v, ...deep(n - 1), v] : [v];
};
log(deep(3).join(''));
if (true) {
  let y = 'if';
  log(y);
} else {
  let y = 'else';
}
log(y);
do {
  let z = 'do';
  log(z);
} while (false);
console.log(out.join('\n'));
