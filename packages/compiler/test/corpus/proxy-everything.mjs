const log = [];
const handler = new Proxy(
  {},
  {
    get(_, trap) {
      return (...args) => {
        log.push(trap + (typeof args[1] === 'string' || typeof args[1] === 'symbol' ? ':' + String(args[1]) : ''));
        return Reflect[trap](...args);
      };
    },
  },
);
const t = {
  a: 1,
  get g() {
    return this.a;
  },
  set s(v) {
    this.a = v;
  },
  m() {
    return this === p;
  },
};
const p = new Proxy(t, handler);
const run = (n, f) => {
  let r;
  try {
    r = f();
  } catch (e) {
    r = e.name + ': ' + e.message;
  }
  console.log(n, typeof r === 'object' ? JSON.stringify(r) : String(r), log.splice(0).join(' '));
};
run('get', () => p.a);
run('getter', () => p.g);
run('set', () => {
  p.a = 2;
  return t.a;
});
run('setter', () => {
  p.s = 3;
  return t.a;
});
run('method', () => p.m());
run('has', () => 'a' in p);
run('delete', () => delete p.zz);
run('keys', () => Object.keys(p));
run('entries', () => Object.entries(p).length);
run('spread', () => ({ ...p }).a);
run('assign', () => Object.assign({}, p).a);
run('rest', () => {
  const { a, ...r } = p;
  return Object.keys(r);
});
{
  const k = [];
  for (const x in p) k.push(x);
  log.length = 0;
  console.log(k);
}
run('json', () => JSON.stringify(p));
run('define', () => Object.defineProperty(p, 'd', { value: 1, configurable: true }) === p);
run('gopd', () => Object.getOwnPropertyDescriptor(p, 'd'));
run('hasOwn', () => Object.hasOwn(p, 'a'));
run('proto', () => Object.getPrototypeOf(p) === Object.prototype);
run('setProto', () => Object.setPrototypeOf(p, null) === p);
run('instanceof', () => p instanceof Object);
run('toString', () => Object.prototype.toString.call(p));
run('++', () => p.a++);
run('??=', () => (p.n ??= 5));
run('preventExt', () => Object.preventExtensions(p) === p);
run('isExt', () => Object.isExtensible(p));
run('freeze', () => Object.freeze(p) === p);
run('isFrozen', () => Object.isFrozen(p));
run('set frozen', () => {
  p.a = 9;
});
run('symbol', () => p[Symbol.iterator]);
run('child', () => {
  const c = Object.create(p);
  c.q = 1;
  return Object.hasOwn(c, 'q');
});
const fp = new Proxy(function f(a, b) {
  return new.target ? { made: a } : [this?.k, a + b];
}, handler);
run('call', () => fp(1, 2));
run('call this', () => fp.call({ k: 'K' }, 3, 4));
run('apply', () => fp.apply(null, [5, 6]));
run('new', () => new fp('x'));
run('bind', () => fp.bind({ k: 1 }, 1)(2));
run('name', () => fp.name + fp.length);
run('typeof', () => typeof fp);
run('extends', () => {
  class X extends fp {}
  return new X('ext');
});
run('callback', () => [1, 2].map(new Proxy((x) => x * 2, {})));
const ap = new Proxy([3, 1, 2], handler);
run('arr index', () => ap[0]);
run('arr length', () => ap.length);
run('arr push', () => ap.push(9));
run('arr at', () => ap.at(-1));
run('arr isArray', () => Array.isArray(ap));
run('arr spread', () => [...ap]);
run('arr sort', () => {
  ap.sort();
  return [...ap];
});
log.length = 0;
run('arr destructure', () => {
  const [x, ...y] = ap;
  return [x, y];
});
run('arr concat', () => [].concat(ap).length);
run('arr slice', () => ap.slice(1));
run('arr length=', () => {
  ap.length = 1;
  return [...ap];
});
run('arr json', () => JSON.stringify(ap));
run('arr from', () => Array.from(ap));
run('arr includes', () => ap.includes(1));
run('flat', () => [ap, [ap]].flat(2).length);
const { proxy, revoke } = Proxy.revocable({ x: 1 }, {});
run('before', () => proxy.x);
revoke();
run('after get', () => proxy.x);
run('after typeof', () => typeof proxy);
run('after keys', () => Object.keys(proxy));
run('after proto', () => proxy instanceof Object);
run('after array', () => Array.isArray(proxy));
run(
  'nested',
  () => new Proxy(new Proxy({ v: 1 }, { get: (t, k) => 'inner ' + String(k) }), { get: (t, k) => 'outer ' + t[k] }).v,
);
for (const [n, h] of Object.entries({
  get: { get: () => 2 },
  has: { has: () => false },
  deleteProperty: { deleteProperty: () => true },
  ownKeys: { ownKeys: () => [] },
  gopd: { getOwnPropertyDescriptor: () => undefined },
  define: { defineProperty: () => true },
  proto: { getPrototypeOf: () => Array.prototype },
  isExt: { isExtensible: () => true },
  prevent: { preventExtensions: () => true },
  badTrap: { get: 5 },
  dupKeys: { ownKeys: () => ['a', 'a'] },
  badKeys: { ownKeys: () => [1] },
})) {
  const target = Object.freeze(Object.defineProperty({}, 'fix', { value: 1 }));
  const q = new Proxy(target, h);
  run('inv ' + n, () => {
    switch (n) {
      case 'has':
        return 'fix' in q;
      case 'deleteProperty':
        return delete q.fix;
      case 'gopd':
        return Object.getOwnPropertyDescriptor(q, 'fix');
      case 'define':
        return Object.defineProperty(q, 'new', { value: 1 }) === q;
      case 'proto':
        return Object.getPrototypeOf(q);
      case 'isExt':
        return Object.isExtensible(q);
      case 'prevent':
        return Object.preventExtensions(q) === q;
      case 'ownKeys':
      case 'dupKeys':
      case 'badKeys':
        return Reflect.ownKeys(q);
      default:
        return q.fix;
    }
  });
}
run('prevent lie', () => Object.preventExtensions(new Proxy({}, { preventExtensions: () => true })));
run('set false', () => {
  new Proxy({}, { set: () => false }).x = 1;
});
run('delete false', () => delete new Proxy({}, { deleteProperty: () => false }).x);
run('ctor prim', () => new new Proxy(function () {}, { construct: () => 1 })());
run('not ctor', () => new new Proxy(() => {}, {})());
run('Proxy()', () => Proxy({}, {}));
run('bad target', () => new Proxy(1, {}));
run('receiver', () => {
  const o = Object.create(new Proxy({}, { get: (t, k, r) => r === o }));
  return o.x;
});
run('array-like defaults', () => {
  const neg = new Proxy([1, 2, 3], {
    get: (t, k, r) => Reflect.get(t, typeof k === 'string' && /^-\d+$/.test(k) ? t.length + +k : k, r),
  });
  return [neg[-1], neg[-3], neg[0], neg.length];
});
run('observable', () => {
  const seen = [];
  const deep = (o) =>
    new Proxy(o, {
      get: (t, k) => {
        const v = Reflect.get(t, k);
        return typeof v === 'object' && v !== null ? deep(v) : v;
      },
      set: (t, k, v) => {
        seen.push([k, v]);
        return Reflect.set(t, k, v);
      },
    });
  const s = deep({ a: { b: [1] } });
  s.a.b.push(2);
  s.a.c = 3;
  return seen;
});
