// Destructuring, defaults, evaluation order, spread and rest.
const log = [];
const t = (x) => {
  log.push(x);
  return x;
};
const { a = t('da'), b: { c = t('dc') } = t({}), ...rest } = { a: undefined, z: 1, y: 2 };
const [p, , q = t('dq'), ...r] = [1, 2, undefined, 4, 5];
console.log(a, c, rest, p, q, r, log.length);
let x = 1,
  y = 2;
[x, y] = [y, x];
console.log(x, y);
const f = ({ k = 1, ...o } = {}, [m = 2] = [], ...args) => [k, o, m, args];
console.log(f(), f({ k: 5, w: 1 }, [7], 8, 9), f.length);
const obj = {};
[obj.a, obj['b'], ...obj.c] = 'hello';
console.log(obj);
const it = {
  [Symbol.iterator]() {
    let i = 0;
    return {
      next: () => ({ value: i++, done: false }),
      return() {
        console.log('closed');
        return {};
      },
    };
  },
};
const [i0, i1] = it;
console.log(i0, i1);
for (const v of it) {
  if (v > 2) break;
}
try {
  for (const v of it) throw new Error('x' + v);
} catch (e) {
  console.log(e.message);
}
try {
  const [n] = null;
} catch (e) {
  console.log(e.name);
}
try {
  const { n } = undefined;
} catch (e) {
  console.log(e.name);
}
console.log(Math.max(...[1, 5, 3], ...new Set([9])), [...'añ😀'], { ...'ab', ...[7], ...null }, [...[1, , 3]]);
const arr = [1, 2, 3];
let i = 0;
arr[i++] += i * 10;
arr[i] **= 2;
console.log(arr, i);
function g(a, b = a + 1, c = () => a + b) {
  a = 10;
  return [a, b, c(), arguments.length];
}
console.log(g(1), g(1, 2));
label: {
  console.log('in');
  break label;
}
var v1 = 1;
{
  let v1 = 2;
  console.log(v1);
}
console.log(v1);
let n1 = null;
n1 ??= 5;
n1 ||= 6;
n1 &&= 7;
console.log(n1, n1?.toFixed?.(2), undefined?.x.y.z, {}?.a?.());
console.log(
  ((a, b) => a + b).length,
  (() => {})(),
  void 0,
  typeof undeclared,
  (1, 2),
  'b' in { b: 1 },
  delete obj.a,
  obj,
);
