const fs = [];
for (let i = 0; i < 3; i++) fs.push(() => i);
for (let i = 0; i < 3; i++) {
  fs.push(() => i++);
  i += 0;
}
for (var v = 0; v < 2; v++) fs.push(() => v);
for (const x of [7, 8]) fs.push(() => x);
for (const k in { a: 1, b: 2 }) fs.push(() => k);
for (let i = 0, inc = () => i++; i < 2; inc(), i++) {
  if (fs.length > 14) break;
  fs.push(() => i);
}
console.log(fs.map((f) => f()).join(), fs.map((f) => f()).join());
let n = 0;
const counters = Array.from({ length: 3 }, () => {
  let c = n++;
  return { inc: () => ++c, get: () => c };
});
counters[1].inc();
counters[1].inc();
console.log(counters.map((c) => c.get()).join());
{
  let block = 1;
  fs.length = 0;
  fs.push(() => block);
  block = 2;
}
console.log(fs[0]());
const w = [];
let k = 0;
while (k < 3) {
  const c = k;
  let d = k * 10;
  w.push(() => c + d++);
  k++;
}
console.log(w.map((f) => f()).join(), w.map((f) => f()).join());
for (let i = 0; i < 2; i++) {
  setTimeout(() => console.log('timer', i), 0);
}
const mk = () => {
  let x = 0;
  return [
    () => x,
    (v) => {
      x = v;
    },
  ];
};
const [get, set] = mk();
set(5);
console.log(get(), mk()[0]());
for (let i = 0, f = () => i; i < 1; i++) console.log(f(), i);
function outer() {
  var r = [];
  for (let i of [1, 2]) {
    r.push(
      function () {
        return i + this.b;
      },
      () => i + this.b,
    );
  }
  return r;
}
console.log(
  outer
    .call({ b: 10 })
    .map((f) => f.call({ b: 100 }))
    .join(),
);
const rec = (d) =>
  d === 0
    ? () => 'end'
    : (() => {
        const inner = rec(d - 1);
        return () => d + inner();
      })();
console.log(rec(4)());
const memo = (
  (c) => (x) =>
    (c[x] ??= x * x)
)({});
console.log(memo(4), memo(4));
for (let [a, b] of [
  [1, 2],
  [3, 4],
])
  fs.push(() => a + b);
console.log(
  fs
    .slice(1)
    .map((f) => f())
    .join(),
);
