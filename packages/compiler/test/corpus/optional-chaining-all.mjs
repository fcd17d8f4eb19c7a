const o = {
  a: {
    b: [1, { c: () => 'called' }],
    n: null,
    f() {
      return this === o.a;
    },
  },
  z: 0,
  e: '',
};
const log = [];
const t = (v) => (log.push(v), v);
console.log(
  o?.a?.b?.[1]?.c?.(),
  o.x?.y.z.w,
  o.a.n?.x,
  o.z?.toFixed(1),
  o.e?.length,
  o.a?.f(),
  (o.a?.f)(),
  o.a?.['f'](),
  o?.['a']?.['b'][0],
  o.nope?.(),
  o.a.nope?.(t('skipped')),
  undefined?.x,
  null?.[t('k')],
  (void 0)?.(),
  log.length,
);
for (const f of [
  () => o.a.x.y,
  () => o?.a.x.y,
  () => o.a?.x.y,
  () => (o.x?.y).z,
  () => o.x?.y.z,
  () => o.z?.(),
  () => o.a.b?.(),
  () => o.a.n.x?.y,
  () => null.x?.y,
  () => o?.a.nope(),
  () => undef?.x,
])
  try {
    console.log(f());
  } catch (e) {
    console.log(e.name, e.message);
  }
console.log(
  delete o?.a?.zzz,
  delete o.q?.r,
  delete o?.e,
  'e' in o,
  o?.a?.b?.length,
  typeof o?.none?.x,
  o?.a ?? 'd',
  o.none?.x ?? 'd',
  !o?.none,
  [...(o.list ?? [])].length,
  { ...o?.none },
  `${o?.a?.b?.[0]}`,
  o.a?.b.map?.((x) => typeof x).join(),
  'str'?.length,
  (5)?.toFixed?.(2),
  (() => 1)?.(),
  [1]?.[0],
  o?.a?.b?.at?.(-1)?.c(),
);
class P {
  #p = 1;
  static get(x) {
    return x?.#p;
  }
  #m() {
    return 2;
  }
  static call(x) {
    return x?.#m();
  }
  static deep(x) {
    return x?.y?.#p;
  }
}
console.log(P.get(new P()), P.get(null), P.call(undefined), P.call(new P()), P.deep({ y: new P() }), P.deep({}));
let i = 0;
const arr = [{ v: 1 }];
console.log(arr[i++]?.v, arr[i++]?.v, i);
const fnn = null;
fnn?.(i++);
console.log(i);
const chain = (x) => x?.a?.[x.k]?.b?.(x.v) ?? 'none';
console.log(
  chain(null),
  chain({}),
  chain({ a: { q: { b: (v) => v * 2 } }, k: 'q', v: 4 }),
  chain({ a: { q: {} }, k: 'q' }),
);
const getter = {
  get g() {
    log.push('g');
    return { h: { i: 1 } };
  },
};
console.log(getter.g?.h.i, getter?.g?.h?.i, log.length);
const tag = { f: (s) => s[0] };
console.log(tag?.f('x'), tag.f`y`);
const m = new Map([['k', { n: 1 }]]);
console.log(m.get('k')?.n, m.get('z')?.n, m.get('z')?.n?.m.o.p);
(async () => {
  console.log(await (await null)?.x, (await { y: 1 })?.y);
})();
if (o?.a?.b) console.log('truthy');
while (o?.z) break;
for (const k of o?.none ?? ['fallback']) console.log(k);
const { q = 'dq' } = o?.none ?? {};
console.log(q);
console.log(o?.a?.f === o.a.f, (o?.a).f === o.a.f, new (o?.ctor ?? Map)().size);
