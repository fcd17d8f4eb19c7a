let calls = 0;
const key = () => `k${++calls}`;
const none = undefined;
const nil = null;
console.log(none?.[key()], nil?.[key()], none?.a.b.c(key()).d[key()], calls);
console.log(none?.(key()), nil?.a(key()), none?.[key()](key()), calls);
const o = {
  a: {
    b: 0,
    f() {
      return this.b;
    },
  },
  g: null,
  h() {
    return this === o;
  },
};
console.log(o?.a?.b, o?.['a']?.['b'], o.a?.f(), o.a?.f?.(), o.g?.(), o.g?.x.y.z, o?.h(), (o?.h)(), o.zz?.());
console.log(delete o?.a?.b, delete none?.[key()], delete nil?.a.b, calls, JSON.stringify(o));
console.log(o.a?.['f']?.call({ b: 7 }), o?.h?.call(1), `${none?.x}`, none?.x === undefined, typeof nil?.x);
for (const v of [0, '', false, NaN, null, undefined]) console.log(v?.toString(), v?.toString?.(), v ?? 'nullish');
try {
  o.missing?.x.y;
  o.a?.missing.y;
} catch (e) {
  console.log(e.message);
}
try {
  o?.a();
} catch (e) {
  console.log(e.message);
}
class P {
  #x = 1;
  static read(p) {
    return p?.#x;
  }
  static call(p) {
    return p?.#m();
  }
  #m() {
    return this.#x + 1;
  }
}
console.log(P.read(new P()), P.read(null), P.call(new P()), P.call(undefined));
const t = (s, ...v) => s.raw.join('|') + v.join();
console.log(t`a${none?.x}b${o?.g ?? 'g'}`);
let n = 0;
const counter = {
  get x() {
    n++;
    return undefined;
  },
};
for (let i = 0; i < 3; counter?.x?.[n++]) i++;
console.log(n, new (o?.constructor ?? Object)() instanceof Object);
async function f() {
  return [await none?.x, (await nil)?.y, await o?.a?.f()];
}
f().then((r) => console.log(r.length, r[0], r[1], r[2]));
