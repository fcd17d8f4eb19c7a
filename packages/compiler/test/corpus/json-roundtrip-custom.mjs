const rep = (k, v) =>
  v instanceof Map
    ? { $map: [...v] }
    : v instanceof Set
      ? { $set: [...v] }
      : typeof v === 'bigint'
        ? { $big: `${v}` }
        : v instanceof RegExp
          ? { $re: [v.source, v.flags] }
          : v === undefined
            ? { $undef: 1 }
            : typeof v === 'number' && !Number.isFinite(v)
              ? { $num: String(v) }
              : Object.is(v, -0)
                ? { $num: '-0' }
                : v;
const rev = (k, v) =>
  v?.$map
    ? new Map(v.$map)
    : v?.$set
      ? new Set(v.$set)
      : v?.$big
        ? BigInt(v.$big)
        : v?.$re
          ? new RegExp(...v.$re)
          : v?.$num
            ? Number(v.$num)
            : v?.$undef
              ? undefined
              : v;
const x = {
  m: new Map([[1, new Set(['a'])]]),
  b: 12345678901234567890n,
  r: /a(b)/gi,
  u: undefined,
  n: [NaN, Infinity, -0],
  d: new Date(5),
  nest: { arr: [{ s: new Set([new Map([['k', 1n]])]) }] },
};
const s = JSON.stringify(x, rep);
console.log(s);
const y = JSON.parse(s, rev);
console.log(y, Object.is(y.n[2], -0), y.nest.arr[0].s);
class Money {
  constructor(a, c) {
    this.a = a;
    this.c = c;
  }
  toJSON() {
    return `${this.a} ${this.c}`;
  }
  static from(t) {
    const [a, c] = t.split(' ');
    return new Money(+a, c);
  }
}
console.log(
  JSON.stringify({ p: new Money(5, 'EUR') }),
  JSON.parse('{"p":"5 EUR"}', (k, v) => (k === 'p' ? Money.from(v) : v)).p,
);
const sortKeys = (v) =>
  v && typeof v === 'object' && !Array.isArray(v)
    ? Object.fromEntries(
        Object.keys(v)
          .sort()
          .map((k) => [k, sortKeys(v[k])]),
      )
    : Array.isArray(v)
      ? v.map(sortKeys)
      : v;
console.log(JSON.stringify(sortKeys({ b: { z: 1, a: [{ y: 1, x: 2 }] }, a: 1 })));
const seen = new WeakSet();
const cyc = { a: 1 };
cyc.me = { cyc };
console.log(
  JSON.stringify(cyc, (k, v) => {
    if (typeof v === 'object' && v !== null) {
      if (seen.has(v)) return '[Circular]';
      seen.add(v);
    }
    return v;
  }),
);
const lines = ['{"id":1}', '', 'bad', '{"id":2}'].map((l) => {
  try {
    return JSON.parse(l).id;
  } catch (e) {
    return e.name;
  }
});
console.log(lines.join());
const big = Array.from({ length: 500 }, (_, i) => ({ i, f: i / 3, s: 'x'.repeat(i % 5), n: i % 7 ? null : [i] }));
console.log(
  JSON.stringify(big).length,
  JSON.stringify(JSON.parse(JSON.stringify(big))) === JSON.stringify(big),
  JSON.stringify(big, null, 1).split('\n').length,
);
const path = (o, p = '$') =>
  o && typeof o === 'object'
    ? Object.entries(o).flatMap(([k, v]) => path(v, Array.isArray(o) ? `${p}[${k}]` : `${p}.${k}`))
    : [`${p}=${JSON.stringify(o)}`];
console.log(path({ a: [1, { b: null }], c: 'x' }).join(' '));
const patch = (a, b, p = '') =>
  Object.keys({ ...a, ...b }).flatMap((k) =>
    !(k in b)
      ? [`-${p}/${k}`]
      : !(k in a)
        ? [`+${p}/${k}:${JSON.stringify(b[k])}`]
        : typeof a[k] === 'object' && typeof b[k] === 'object'
          ? patch(a[k], b[k], `${p}/${k}`)
          : a[k] === b[k]
            ? []
            : [`~${p}/${k}:${b[k]}`],
  );
console.log(patch({ a: 1, b: { c: 1, d: 2 }, e: 5 }, { a: 2, b: { c: 1, f: 3 } }).join(' '));
console.log(
  JSON.stringify('\u2028\ud834\udd1e\ud834'),
  JSON.parse('"\\ud834\\udd1e"').length,
  JSON.stringify({ [Symbol('x')]: 1, f() {}, u: undefined }),
  JSON.stringify([Symbol(), () => {}, undefined]),
  JSON.stringify({ a: [], b: {} }, null, '\t'),
  JSON.stringify(Object.create({ a: 1 }, { b: { value: 2, enumerable: true } })),
);
