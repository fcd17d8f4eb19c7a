const fs = [];
for (let i = 0; i < 3; i++) {
  fs.push(() => i);
  i += 0;
}
for (const x of [1, 2]) fs.push(() => x);
for (const k in { a: 1, b: 2 }) fs.push(() => k);
for (var v = 0; v < 2; v++) fs.push(() => v);
let w = 0;
while (w < 2) {
  const c = w++;
  fs.push(() => c * 10);
}
do {
  let d = w--;
  fs.push(() => d);
} while (w > 0);
console.log(fs.map((f) => f()).join());
const inc = [];
for (let i = 0; i < 3; inc.push(() => i), i++);
console.log(inc.map((f) => f()).join());
const cond = [];
for (let i = 0; cond.push(() => i), i < 2; i++);
console.log(cond.map((f) => f()).join());
const both = [];
for (let i = 0, f = () => i; i < 2; i++) both.push(f(), (() => i)());
console.log(both.join());
const mut = [];
for (let i = 0; i < 4; i++) {
  mut.push(() => i++);
  if (i === 1) i++;
}
console.log(mut.map((f) => f() + f()).join());
const nest = [];
for (let i = 0; i < 2; i++)
  for (let j = 0; j < 2; j++) {
    const k = i * 2 + j;
    nest.push(() => [i, j, k]);
  }
console.log(JSON.stringify(nest.map((f) => f())));
const br = [];
for (let i = 0; ; i++) {
  if (i === 1) continue;
  if (i > 3) break;
  br.push(() => i);
}
console.log(br.map((f) => f()).join());
try {
  for (let q = q; ; ) break;
} catch (e) {
  console.log(e.message);
}
try {
  for (const z of [z]);
} catch (e) {
  console.log(e.message);
}
for (const i of [0]) {
  const i = 'shadow';
  console.log(i);
}
for (let i = 0; i < 1; i++) {
  let i = 'inner';
  console.log(i);
}
const sw = [];
for (let i = 0; i < 3; i++)
  switch (i) {
    case 0:
      let s = 'zero';
      sw.push(() => s);
      break;
    case 1:
      sw.push(() => 'one');
    default:
      sw.push(() => i);
  }
try {
} catch {}
console.log(
  (() => {
    try {
      return sw.map((f) => f()).join();
    } catch (e) {
      return e.message;
    }
  })(),
);
const counter = () => {
  let c = 0;
  return {
    inc: () => ++c,
    get: () => c,
    reset() {
      c = 0;
    },
  };
};
const a = counter(),
  b = counter();
a.inc();
a.inc();
b.inc();
console.log(a.get(), b.get(), (a.reset(), a.get()));
const async = [];
for (let i = 0; i < 3; i++)
  setTimeout(
    () => {
      async.push(i);
      if (async.length === 3) console.log('timers', async);
    },
    30 - i * 10,
  );
(async () => {
  for (let i = 0; i < 2; i++) {
    await null;
    queueMicrotask(() => console.log('micro', i));
  }
})();
function outer() {
  const self = () => x;
  let x = 1;
  const r = [self()];
  x = 2;
  r.push(self());
  {
    let x = 3;
    r.push(self(), x);
  }
  return r;
}
console.log(outer().join());
const gens = [];
for (let i = 0; i < 2; i++)
  gens.push(function* () {
    yield i;
    i += 10;
    yield i;
  });
console.log(gens.map((g) => [...g()].join('/')).join(), gens.map((g) => [...g()].join('/')).join());
const cls = [];
for (const n of ['p', 'q'])
  cls.push(
    class {
      static n = n;
      m() {
        return n;
      }
      [n]() {
        return 1;
      }
    },
  );
console.log(cls.map((C) => C.n + new C().m() + Object.getOwnPropertyNames(C.prototype)).join('|'));
const hoist = typeof hoisted;
function hoisted() {}
console.log(hoist, typeof notYet);
var notYet = 1;
{
  function blockScoped() {
    return 'bs';
  }
}
console.log(typeof blockScoped);
const args = (function () {
  const r = [];
  for (let i = 0; i < arguments.length; i++) r.push(() => arguments[i]);
  return r;
})('x', 'y');
console.log(args.map((f) => f()).join());
const iife = [1, 2, 3].map((n) =>
  (
    (m) => () =>
      n + m
  )(n * 2),
);
console.log(iife.map((f) => f()).join());
let late;
const useLate = () => late;
late = 'assigned';
console.log(useLate());
const recur = (n, acc = []) => (n ? recur(n - 1, [...acc, () => n]) : acc);
console.log(
  recur(3)
    .map((f) => f())
    .join(),
);
const params = (x, f = () => x, g = () => (x = 5)) => {
  g();
  return [x, f()];
};
console.log(params(1).join());
const shadowParam = (x, f = () => x) => {
  var x;
  x = 9;
  return [x, f()];
};
console.log(shadowParam(1).join());
try {
  const t = () => tdz;
  t();
  let tdz = 1;
} catch (e) {
  console.log(e.message);
}
console.log(((a, b = () => a, { c = b() } = {}) => [a, c])(7).join());
