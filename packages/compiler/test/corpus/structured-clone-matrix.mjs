const c = structuredClone;
const o = {
  d: new Date(5),
  r: /a(?<n>b)/gi,
  m: new Map([[{ k: 1 }, new Set([1, [2]])]]),
  a: [1, , 3],
  u: undefined,
  n: null,
  nan: NaN,
  z: -0,
  b: 5n,
  s: new String('x'),
  num: new Number(2),
  bo: new Boolean(false),
  ta: new Int16Array([1, 2]),
  ab: new Uint8Array([7]).buffer,
  dv: new DataView(new ArrayBuffer(4), 1, 2),
  e: new TypeError('t'),
};
o.self = o;
const k = c(o);
console.log(
  k !== o,
  k.self === k,
  k.d.getTime(),
  k.d !== o.d,
  k.r.source,
  k.r.flags,
  k.r.lastIndex,
  [...k.m.keys()][0].k,
  [...k.m.values()][0],
  k.a,
  1 in k.a,
  'u' in k,
  Object.is(k.z, -0),
  k.b,
  k.s,
  k.num,
  k.bo,
  k.ta,
  new Uint8Array(k.ab)[0],
  k.dv.byteLength,
  k.e.name,
  k.e.message,
  k.e instanceof TypeError,
);
class P {
  x = 1;
  #h = 2;
  get g() {
    return 1;
  }
  m() {}
}
console.log(
  c(new P()),
  c(new P()) instanceof P,
  c(Object.create({ inh: 1 }, { own: { value: 1, enumerable: true }, hid: { value: 2 } })),
  c({
    get acc() {
      return 'value';
    },
  }),
  Object.getOwnPropertyDescriptor(
    c({
      get acc() {
        return 1;
      },
    }),
    'acc',
  ),
  c([1, 2, Object.assign([], { extra: 1 })]),
  c(Object.assign([1], { p: 2 })).p,
  c({ [Symbol('s')]: 1, a: 1 }),
  Object.isFrozen(c(Object.freeze({ a: 1 }))),
  c('prim'),
  c(5),
  c(null),
  c(undefined),
  c(true),
  c(1n),
);
for (const bad of [
  () => {},
  Symbol('q'),
  { f() {} },
  [Symbol.iterator],
  new WeakMap(),
  new WeakSet(),
  Promise.resolve(),
  new Map([[1, () => {}]]),
  new WeakRef({}),
  (function* () {})(),
  new Proxy({}, {}),
])
  try {
    c(bad);
    console.log('cloned');
  } catch (e) {
    console.log(e.name, e instanceof DOMException, e.code, e.message.replace(/^.*?(could not)/s, '$1'));
  }
const shared = { s: 1 };
const two = c([shared, shared]);
console.log(two[0] === two[1]);
const buf = new ArrayBuffer(8);
const v1 = new Uint8Array(buf, 2),
  v2 = new Uint8Array(buf);
const cv = c([v1, v2]);
console.log(cv[0].buffer === cv[1].buffer, cv[0].byteOffset, cv[0].length);
const t = new ArrayBuffer(4);
const moved = c({ t }, { transfer: [t] });
console.log(t.byteLength, moved.t.byteLength);
try {
  c(1, { transfer: [t] });
} catch (e) {
  console.log(e.name);
}
try {
  c(1, { transfer: [{}] });
} catch (e) {
  console.log(e.name);
}
try {
  c();
} catch (e) {
  console.log(e.name, e.code);
}
const cyc = new Map();
cyc.set('me', cyc);
console.log(c(cyc).get('me') === c(cyc), c(cyc).get('me') instanceof Map);
const st = new Set();
st.add(st);
const cs = c(st);
console.log(cs.has(cs));
const re = /x/g;
re.lastIndex = 3;
console.log(c(re).lastIndex);
const er = new RangeError('r', { cause: { a: 1 } });
er.extra = 1;
const ce = c(er);
console.log(ce.extra, ce.cause, ce.name, Object.keys(ce));
class MyErr extends Error {
  name = 'MyErr';
}
console.log(c(new MyErr('z')).name, c(new MyErr('z')).constructor.name);
const sparse = [];
sparse[5] = 1;
console.log(c(sparse).length, Object.keys(c(sparse)));
console.log(
  c(new Date(NaN)),
  c(Object(Symbol.iterator) instanceof Symbol),
  c({ a: { b: { c: [new Map([[1, { d: 2 }]])] } } }),
  c([NaN, Infinity, -0]),
  c(new Float32Array([1.5])),
  c(new BigInt64Array([1n])),
  c(new Error('x', { cause: 1 })).cause,
);
