const priv = new WeakMap();
class Acc {
  constructor(b) {
    priv.set(this, { b, log: [] });
  }
  dep(n) {
    const p = priv.get(this);
    p.b += n;
    p.log.push(n);
    return this;
  }
  get bal() {
    return priv.get(this).b;
  }
  static merge(a, c) {
    return new Acc(priv.get(a).b + priv.get(c).b);
  }
}
const x = new Acc(5).dep(10),
  y = new Acc(1);
console.log(x.bal, Acc.merge(x, y).bal, JSON.stringify(x), Object.keys(x), priv.has(x), priv.has({}));
try {
  Acc.prototype.dep.call({}, 1);
} catch (e) {
  console.log(e.message);
}
const tags = new WeakSet();
const tag = (o) => (tags.add(o), o);
console.log(tags.has(tag({})), tags.has({}), tags.add(x).has(x), tags.delete(x), tags.has(x));
const cache = new WeakMap();
let n = 0;
const area = (s) => {
  if (!cache.has(s)) cache.set(s, (n++, s.w * s.h));
  return cache.get(s);
};
const s1 = { w: 2, h: 3 };
console.log(area(s1), area(s1), n, area({ ...s1 }), n);
for (const bad of [0, '', null, undefined, true])
  try {
    cache.set(bad, 1);
  } catch (e) {
    console.log(e.message);
  }
console.log(cache.get(0), cache.has(null), cache.delete(undefined), cache instanceof WeakMap, String(cache), cache);
