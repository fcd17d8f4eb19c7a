const show = (f) => {
  try {
    console.log(f());
  } catch (e) {
    console.log(e.name, e.constructor.name);
  }
};
const c = structuredClone;
show(() => [1, -0, NaN, 'x', true, null, undefined, 1n].map((v) => Object.is(c(v), v)));
show(() => c({ a: [1, { b: new Date(5) }], r: /x/gi, m: new Map([[{ k: 1 }, new Set([1, 'a'])]]), u: undefined }));
show(() => {
  const o = { s: null };
  o.s = o;
  const k = c(o);
  return [k !== o, k.s === k];
});
show(() => {
  const sh = { v: 1 };
  const k = c([sh, sh]);
  return [k[0] === k[1], k[0] !== sh];
});
show(() => c(() => 1));
show(() => c(Symbol()));
show(() => c({ f() {} }));
show(() => c(new WeakMap()));
show(() => c(Promise.resolve()));
show(() => c(Object(1)) instanceof Number);
show(() => [c(new String('s')), c(Object(false)), c(Object(2n))]);
show(() => {
  class P {
    constructor() {
      this.x = 1;
    }
    get g() {
      return 2;
    }
  }
  const k = c(new P());
  return [k.constructor === Object, k.x, k.g];
});
show(() => c(Object.defineProperty({ a: 1 }, 'h', { value: 2 })));
show(() =>
  c({
    get a() {
      return 'got';
    },
  }),
);
show(() => c({ [Symbol('s')]: 1, b: 2 }));
show(() => {
  const k = c([1, , 3]);
  return [k, 1 in k, k.length];
});
show(() => {
  const a = [1];
  a.extra = 'e';
  return c(a);
});
show(() => {
  const e = c(new RangeError('m', { cause: 'c' }));
  return [e.name, e.message, e.cause, e instanceof RangeError];
});
show(() => {
  class My extends Error {
    constructor(m) {
      super(m);
      this.name = 'My';
      this.extra = 1;
    }
  }
  const e = c(new My('q'));
  return [e.name, e instanceof My, e.extra, e.message];
});
show(() => c(new Error('x', { cause: { deep: 1 } })).cause);
show(() => {
  const b = new ArrayBuffer(4);
  const v = new Uint8Array(b, 1, 2);
  v[0] = 7;
  const k = c({ v, b });
  return [k.v, k.b, k.v.buffer === k.b, k.v.byteOffset];
});
show(() => {
  const b = new ArrayBuffer(8);
  const k = c(b, { transfer: [b] });
  return [k.byteLength, b.byteLength];
});
show(() => {
  const u = new Uint8Array([1, 2]);
  const k = c(u, { transfer: [u.buffer] });
  return [k, u.length];
});
show(() => c(new DataView(new ArrayBuffer(3), 1)).byteLength);
show(() => {
  const d = new Date(NaN);
  return c(d).getTime();
});
show(() => {
  const r = /a/g;
  r.lastIndex = 5;
  return [c(r).lastIndex, c(r).flags];
});
show(() =>
  c(new Map([[1, new Map([[2, 3]])]]))
    .get(1)
    .get(2),
);
show(() => c(new Proxy({ a: 1 }, {})));
show(() => Object.getPrototypeOf(c(Object.create(null))) === Object.prototype);
show(() => {
  const log = [];
  try {
    c({
      get a() {
        log.push('a');
        throw new Error('g');
      },
      get b() {
        log.push('b');
        return 1;
      },
    });
  } catch (e) {
    return [e.message, log];
  }
});
show(() => c(new BigInt64Array([1n, -1n])));
show(() => c([new Float32Array([0.5]), new Uint8ClampedArray([300])]));
show(() =>
  c(
    (function () {
      return arguments;
    })(1, 2),
  ),
);
show(() => {
  let d = {};
  const top = d;
  for (let i = 0; i < 500; i++) d = d.n = {};
  let k = c(top),
    n = 0;
  while (k.n) {
    k = k.n;
    n++;
  }
  return n;
});
show(() => c('x'.repeat(10)) + c(['a'])[0]);
show(() => c(globalThis.undefinedThing));
show(() => c(Array.from({ length: 1000 }, (_, i) => ({ i }))).reduce((a, x) => a + x.i, 0));
