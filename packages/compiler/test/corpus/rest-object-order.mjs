const { b, ...r } = { z: 1, b: 2, a: 3, 2: 'two', 1: 'one', [Symbol.for('s')]: 's' };
console.log(r, Reflect.ownKeys(r).map(String));
const src = {
  get g() {
    return 'read';
  },
  h: 1,
};
Object.defineProperty(src, 'hidden', { value: 1, enumerable: false });
const { h, ...rest } = src;
console.log(rest, Object.getOwnPropertyDescriptor(rest, 'g'));
const k = 'dyn';
const { [k]: v, ...others } = { dyn: 1, e: 2 };
console.log(v, others);
const { length, ...str } = 'abc';
console.log(length, str);
const { ...all } = [7, 8];
console.log(all, Array.isArray(all));
const { ...nul } = 5;
console.log(nul);
for (const bad of [null, undefined])
  try {
    const { ...q } = bad;
  } catch (e) {
    console.log(e.message);
  }
const log = [];
const p = new Proxy(
  { a: 1, b: 2, c: 3 },
  {
    ownKeys: (t) => (log.push('ownKeys'), Reflect.ownKeys(t)),
    getOwnPropertyDescriptor: (t, q) => (log.push('gopd ' + String(q)), Reflect.getOwnPropertyDescriptor(t, q)),
    get: (t, q) => (log.push('get ' + String(q)), t[q]),
  },
);
const { a, ...pr } = p;
console.log(a, pr, log.join());
const fn = ({ id, ...props }, ...children) => [id, props, children];
console.log(JSON.stringify(fn({ id: 1, cls: 'x' }, 'c1', 'c2')));
let o = {};
({ a: o.first, ...o.rest } = { a: 1, b: 2 });
console.log(o);
const omit = (obj, ...keys) => Object.fromEntries(Object.entries(obj).filter(([q]) => !keys.includes(q)));
console.log(omit({ a: 1, b: 2, c: 3 }, 'a', 'c'));
const { 0: first, 5: sixth = 'none', ...nums } = ['p', 'q', 'r'];
console.log(first, sixth, nums);
const inh = Object.create({ inherited: 1 }, { own: { value: 1, enumerable: true } });
const { inherited, ...onlyOwn } = inh;
console.log(inherited, onlyOwn);
const deep = { l1: { l2: { keep: 1, drop: 2 } } };
const {
  l1: {
    l2: { drop, ...kept },
  },
} = deep;
console.log(drop, kept, deep.l1.l2.drop);
for (const { x = 'dx', ...more } of [{ y: 1 }, { x: 2, z: 3 }]) console.log(x, more);
