const log = [];
const H = {};
for (const t of [
  'get',
  'set',
  'has',
  'deleteProperty',
  'ownKeys',
  'getOwnPropertyDescriptor',
  'defineProperty',
  'getPrototypeOf',
  'setPrototypeOf',
  'isExtensible',
  'preventExtensions',
  'apply',
  'construct',
])
  H[t] = (...a) => {
    log.push(t + (typeof a[1] === 'string' || typeof a[1] === 'symbol' ? ':' + String(a[1]) : ''));
    return Reflect[t](...a);
  };
const run = (n, f) => {
  let r;
  try {
    r = f();
  } catch (e) {
    r = e.name + ': ' + e.message;
  }
  console.log(n, typeof r === 'object' ? JSON.stringify(r) : String(r), '[' + log.splice(0).join(' ') + ']');
};
const mk = (t) => new Proxy(t, H);
const o = mk({
    a: 1,
    b: { c: 2 },
    get g() {
      return this === o;
    },
  }),
  fn = mk(function (x) {
    return [this?.q, x, new.target !== undefined];
  }),
  ar = mk([3, 1, 2]);
run('get', () => o.a);
run('getter', () => o.g);
run('nested', () => o.b.c);
run('set', () => (o.z = 5));
run('in', () => 'a' in o);
run('delete', () => delete o.z);
run('keys', () => Object.keys(o));
run('entries', () => Object.entries(o));
run('names', () => Object.getOwnPropertyNames(o));
run('symbols', () => Object.getOwnPropertySymbols(o).length);
run('spread', () => ({ ...o }));
run('rest', () => {
  const { a, ...r } = o;
  return r;
});
run('assign', () => Object.assign({}, o));
run('assign to', () => Object.assign(o, { q: 1 }).q);
run('for in', () => {
  const r = [];
  for (const k in o) r.push(k);
  return r;
});
run('json', () => JSON.stringify(o));
run('hasOwn', () => Object.hasOwn(o, 'a'));
run('hasOwnProperty', () => o.hasOwnProperty('a'));
run('gopd', () => Object.getOwnPropertyDescriptor(o, 'a'));
run('gopds', () => Object.getOwnPropertyDescriptors(o));
run('define', () => Object.defineProperty(o, 'd', { value: 1, configurable: true }));
run('proto', () => Object.getPrototypeOf(o) === Object.prototype);
run('__proto__', () => o.__proto__ === Object.prototype);
run('setProto', () => Object.setPrototypeOf(o, null) === o);
run('setProto back', () => Object.setPrototypeOf(o, Object.prototype) === o);
run('instanceof', () => o instanceof Object);
run('isProto', () => Object.prototype.isPrototypeOf(o));
run('ext', () => Object.isExtensible(o));
run('frozen', () => Object.isFrozen(o));
run('sealed', () => Object.isSealed(o));
run('typeof', () => typeof o + typeof fn);
run('toString', () => String(o));
run('tag', () => Object.prototype.toString.call(o));
run('eq', () => o == o && o !== {});
run('template', () => `${o}`);
run('plus', () => o + 1);
run('opt', () => o?.b?.c ?? o?.zz);
run('compound', () => (o.a += 1));
run('++', () => o.a++);
run('logical', () => (o.nn ??= 4));
run('destr', () => {
  const { a = 9, y = 8 } = o;
  return [a, y];
});
run('propertyIsEnumerable', () => o.propertyIsEnumerable('a'));
run('fromEntries', () => Object.fromEntries(Object.entries(o)));
run('create', () => Object.create(o).a);
run('inherit set', () => {
  const c = Object.create(o);
  c.new1 = 1;
  return Object.keys(c);
});
run('inherit has', () => 'zzz' in Object.create(o));
run('super', () =>
  ({
    __proto__: o,
    m() {
      return super.a;
    },
  }).m(),
);
run(
  'class ext',
  () =>
    new (class extends fn {
      constructor() {
        super(1);
      }
    })().length,
);
run('call', () => fn(1));
run('method call', () => {
  const h = { q: 7, fn };
  return h.fn(2);
});
run('call.call', () => fn.call({ q: 1 }, 2));
run('apply', () => fn.apply({ q: 2 }, [3]));
run('bind', () => fn.bind({ q: 3 }, 4)());
run('new', () => new fn(5).length);
run('Reflect.construct', () => Reflect.construct(fn, [1], Array) instanceof Array);
run('name', () => fn.name + fn.length);
run('tagged', () => fn`x`.length);
run('spread call', () => fn(...[1, 2]));
run('callback', () => [1, 2].map(fn).length);
run('arr get', () => ar[0]);
run('arr len', () => ar.length);
run('isArray', () => Array.isArray(ar));
run('push', () => ar.push(9));
run('pop', () => ar.pop());
run('iter', () => [...ar]);
run('destr arr', () => {
  const [x, y] = ar;
  return [x, y];
});
run('map', () => ar.map((x) => x * 2));
run('sort', () => ar.sort());
run('reverse', () => ar.reverse().join());
run('splice', () => ar.splice(1, 1));
run('concat', () => [0].concat(ar));
run('slice', () => ar.slice(1));
run('includes', () => ar.includes(3));
run('indexOf', () => ar.indexOf(2));
run('join', () => ar.join('-'));
run('flat', () => [ar].flat());
run('length=', () => (ar.length = 1));
run('arr json', () => JSON.stringify(ar));
run('find', () => ar.find((x) => x > 0));
run('forOf', () => {
  let s = 0;
  for (const x of ar) s += x;
  return s;
});
run('Array.from', () => Array.from(ar));
run('fill', () => ar.fill(4).length);
run('unshift', () => ar.unshift(8));
run('shift', () => ar.shift());
run('at', () => ar.at(-1));
run('toSorted', () => ar.toSorted());
run('entries', () => [...ar.entries()]);
run('reduce', () => ar.reduce((p, c) => p + c, 0));
run('freeze', () => Object.isFrozen(Object.freeze(mk({ x: 1 }))));
run('prevent', () => Object.isExtensible(Object.preventExtensions(mk({}))));
run('revoked', () => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy.x;
});
run('revoked typeof', () => {
  const { proxy, revoke } = Proxy.revocable(() => {}, {});
  revoke();
  return typeof proxy;
});
run('revoked call', () => {
  const { proxy, revoke } = Proxy.revocable(() => {}, {});
  revoke();
  revoke();
  return proxy();
});
run('null handler', () => new Proxy({}, null));
run('bad target', () => new Proxy(1, {}));
run('no new', () => Proxy({}, {}));
run('trap not fn', () => new Proxy({}, { get: 5 }).x);
run('trap null', () => new Proxy({ x: 1 }, { get: null, has: undefined }).x);
run('private', () => {
  class A {
    #x = 1;
    static t(p) {
      return p.#x;
    }
  }
  return A.t(new Proxy(new A(), {}));
});
run('map method', () => new Proxy(new Map([[1, 2]]), {}).get(1));
run('map size', () => new Proxy(new Map(), {}).size);
run('date', () => new Proxy(new Date(0), {}).getTime());
run('chain', () => mk(mk({ x: 1 })).x);
run(
  'proxy as handler',
  () =>
    new Proxy(
      { a: 1 },
      new Proxy(
        {},
        {
          get(t, k) {
            log.push('H' + k);
            return undefined;
          },
        },
      ),
    ).a,
);
run('receiver', () => {
  const r = [];
  const p = new Proxy(
    {},
    {
      get(t, k, rc) {
        return rc === c;
      },
    },
  );
  const c = Object.create(p);
  return c.foo;
});
run('set receiver', () => {
  const p = new Proxy(
    {},
    {
      set(t, k, v, rc) {
        return Reflect.set(t, k, v, rc);
      },
    },
  );
  const c = Object.create(p);
  c.x = 1;
  return [Object.keys(c), Object.keys(p)];
});
