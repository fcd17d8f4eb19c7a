const log = [];
const t = (x) => (log.push(x), x);
console.log((t(1), t(2)), void t(3), [t(4), t(5)].length, log.join());
const o = {
  a: 1,
  get b() {
    return 2;
  },
  c: { d: 3 },
};
console.log(delete o.a, delete o.a, delete o.b, delete o.c.d, o, delete o?.zz, delete o['c'], Object.keys(o));
for (const f of [
  () => delete Object.freeze({ x: 1 }).x,
  () => delete [].length,
  () => delete 'abc'[0],
  () => delete Object.defineProperty({}, 'q', {}).q,
  () => delete Math.PI,
  () => delete null.x,
  () => delete undefined?.x,
  () => delete new Proxy({}, { deleteProperty: () => false }).p,
  () => delete globalThis.undefined,
])
  try {
    console.log(f());
  } catch (e) {
    console.log(e.name, e.message);
  }
const a = [1, 2, 3];
console.log(delete a[1], a, a.length, delete a[9], delete a.x);
for (let i = 0, j = 5; i < j; i++, j--) log.push(i * j);
console.log(log.slice(5).join(), void 0 === undefined, typeof void 0, (1, o).a, (0, o.c));
let x = (1, 2, 3),
  y;
(y = 4), (x = 5);
console.log(x, y);
