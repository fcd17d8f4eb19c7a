// every trap is called with target, key and receiver, and nothing else is called
const log = [];
const proxies = new Set();
const show = (v) =>
  proxies.has(v)
    ? 'another proxy'
    : typeof v === 'symbol'
      ? v.toString()
      : typeof v === 'function'
        ? `fn ${v.name}`
        : v === proxy
          ? 'proxy'
          : v === target
            ? 'target'
            : typeof v === 'object'
              ? JSON.stringify(v)
              : String(v);
const spy = new Proxy(
  {},
  {
    get(_, name) {
      return (...args) => {
        log.push(`${String(name)}(${args.map(show).join(', ')})`);
        return Reflect[name](...args);
      };
    },
  },
);
const flush = (title) => {
  console.log(title, log.length === 0 ? '-' : log.join('; '));
  log.length = 0;
};
const sym = Symbol('s');
const target = {
  a: 1,
  get g() {
    return this === proxy ? 'receiver is the proxy' : 'other';
  },
  [sym]: 2,
  3: 'three',
};
const proxy = new Proxy(target, spy);

console.log(proxy.a, proxy.missing, proxy.g, proxy[sym], proxy[3]);
flush('get');
proxy.b = 5;
proxy[4] = 'four';
flush('set');
proxy.a += 1;
flush('compound');
console.log('a' in proxy, 'zz' in proxy);
flush('has');
console.log(delete proxy.b, Reflect.deleteProperty(proxy, 'nothing'));
flush('delete');
console.log(Object.keys(proxy).join());
flush('keys');
console.log(Object.getOwnPropertyNames(proxy).join(), Object.getOwnPropertySymbols(proxy).length);
flush('names');
console.log(Object.entries(proxy).join('|'));
flush('entries');
console.log(JSON.stringify({ ...proxy }));
flush('spread');
const { a, ...others } = proxy;
console.log(a, JSON.stringify(others));
flush('rest');
console.log(JSON.stringify(proxy));
flush('stringify');
Object.defineProperty(proxy, 'd', { value: 1, configurable: true });
flush('define');
console.log(JSON.stringify(Object.getOwnPropertyDescriptor(proxy, 'd')));
flush('descriptor');
console.log(
  Object.getPrototypeOf(proxy) === Object.prototype,
  proxy instanceof Object,
  Object.prototype.isPrototypeOf(proxy),
);
flush('prototype');
Object.setPrototypeOf(proxy, { inherited: true });
console.log(proxy.inherited);
flush('set prototype');
console.log(Object.isExtensible(proxy));
Object.preventExtensions(proxy);
console.log(Object.isExtensible(proxy), Object.isSealed(proxy), Object.isFrozen(proxy));
flush('extensions');
console.log(proxy.hasOwnProperty('a'), Object.hasOwn(proxy, 'q'), proxy.propertyIsEnumerable('a'));
flush('own');
console.log(`${Object.prototype.toString.call(proxy)}`);
flush('toString');
console.log(proxy == proxy, typeof proxy, proxy?.a);
flush('plain');

const f = new Proxy(function named(x, y) {
  return [this?.v, x, y, new.target === undefined];
}, spy);
proxies.add(f);
console.log(f.call({ v: 1 }, 2, 3).join(), f(4).join(), f.name, f.length, typeof f);
const Klass = new Proxy(
  class K {
    constructor(...args) {
      this.args = args;
    }
  },
  spy,
);
proxies.add(Klass);
console.log(new Klass(1, 2).args.join());
log.length = 0;
class Base {
  constructor() {
    this.target = new.target.name;
  }
}
const P = new Proxy(Base, { construct: (t, args, newTarget) => Reflect.construct(t, args, newTarget) });
console.log(new P().target, new (class Sub extends P {})().target);

const array = new Proxy([1, 2, 3], spy);
proxies.add(array);
console.log(Array.isArray(array), array.length);
log.length = 0;
array.push(4);
flush('push');
console.log(array.map((x) => x * 2).join(), [...array].join(), [0].concat(array).join());
log.length = 0;
array.length = 1;
flush('length');
console.log(array.includes(1), array.at(-1), JSON.stringify(array));

const inherits = Object.create(
  new Proxy(
    {},
    {
      get: (t, k, r) => `${String(k)} of ${r === inherits}`,
      has: (t, k) => k === 'yes',
      set(t, k, v, r) {
        log.push(`set ${k} ${v} ${r === inherits}`);
        return true;
      },
    },
  ),
);
console.log(inherits.x, 'yes' in inherits, 'no' in inherits);
inherits.y = 1;
flush('inherited');
console.log(Object.keys(inherits).length);
for (const key in new Proxy({ x: 1, y: 2 }, {})) console.log('in', key);
