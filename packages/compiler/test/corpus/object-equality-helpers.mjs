const eq = (a, b, seen = new Map()) => {
  if (Object.is(a, b)) return true;
  if (
    typeof a !== 'object' ||
    typeof b !== 'object' ||
    !a ||
    !b ||
    Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)
  )
    return false;
  if (seen.get(a) === b) return true;
  seen.set(a, b);
  if (a instanceof Date) return +a === +b;
  if (a instanceof RegExp) return String(a) === String(b);
  if (a instanceof Map) return a.size === b.size && [...a].every(([k, v]) => b.has(k) && eq(v, b.get(k), seen));
  if (a instanceof Set) return a.size === b.size && [...a].every((v) => b.has(v) || [...b].some((w) => eq(v, w, seen)));
  if (ArrayBuffer.isView(a)) return a.length === b.length && a.every((v, i) => Object.is(v, b[i]));
  const ka = Reflect.ownKeys(a),
    kb = Reflect.ownKeys(b);
  return ka.length === kb.length && ka.every((k) => Object.hasOwn(b, k) && eq(a[k], b[k], seen));
};
const s = Symbol('k');
const mk = () => {
  const o = {
    n: NaN,
    z: -0,
    d: new Date(5),
    r: /a/g,
    m: new Map(
      [
        [{}, 1],
        ['k', new Set([1, { x: 2 }])],
      ].slice(1),
    ),
    t: new Float32Array([1, NaN]),
    a: [1, , 3],
    [s]: { deep: [[[]]] },
    u: undefined,
    f: eq,
  };
  o.self = o;
  return o;
};
console.log(
  eq(mk(), mk()),
  eq([0], [-0]),
  eq({ a: 1 }, { a: 1, b: undefined }),
  eq([1, 2], { 0: 1, 1: 2, length: 2 }),
  eq(new Map([[1, 2]]), new Map([[1, 3]])),
  eq(null, undefined),
  eq([[]], [[]]),
  eq(new (class A {})(), {}),
  eq('a', new String('a')),
  eq(new Set([[1]]), new Set([[1]])),
  eq(1n, 1n),
  eq([, 1], [undefined, 1]),
);
const diff = (a, b, p = '') =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((k) =>
    eq(a[k], b[k])
      ? []
      : typeof a[k] === 'object' && typeof b[k] === 'object' && a[k] && b[k]
        ? diff(a[k], b[k], `${p}${k}.`)
        : [`${p}${k}: ${JSON.stringify(a[k])} -> ${JSON.stringify(b[k])}`],
  );
console.log(diff({ a: 1, b: { c: [1, 2], d: 'x' }, e: null }, { a: 1, b: { c: [1, 3], d: 'x' }, f: true }));
const hash = (v) => {
  let h = 0;
  const s2 = JSON.stringify(v, (k, x) =>
    x && typeof x === 'object' && !Array.isArray(x)
      ? Object.fromEntries(Object.entries(x).sort(([p], [q]) => (p < q ? -1 : 1)))
      : x,
  );
  for (let i = 0; i < s2.length; i++) h = (Math.imul(h, 31) + s2.charCodeAt(i)) | 0;
  return (h >>> 0).toString(16);
};
console.log(
  hash({ a: 1, b: [1, { z: 1, y: 2 }] }) === hash({ b: [1, { y: 2, z: 1 }], a: 1 }),
  hash({ a: 1 }),
  hash([1, 2, 3]),
  hash('text'),
);
const pick = (o, ...k) => Object.fromEntries(k.filter((x) => x in o).map((x) => [x, o[x]])),
  get = (o, p, d) =>
    p
      .split(/[.[\]]+/)
      .filter(Boolean)
      .reduce((x, k) => x?.[k], o) ?? d,
  set = (o, p, v) => {
    const ks = p.split('.');
    ks.slice(0, -1).reduce((x, k, i) => (x[k] ??= /^\d+$/.test(ks[i + 1]) ? [] : {}), o)[ks.at(-1)] = v;
    return o;
  };
console.log(
  pick({ a: 1, b: 2 }, 'a', 'z'),
  get({ a: [{ b: { c: 5 } }] }, 'a[0].b.c'),
  get({}, 'x.y', 'd'),
  set({}, 'a.0.b.c', 1),
  set({ a: { b: 1 } }, 'a.c', 2),
);
