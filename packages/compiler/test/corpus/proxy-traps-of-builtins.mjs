const log = [];
const tracer = (target) =>
  new Proxy(
    target,
    Object.fromEntries(
      [
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
      ].map((t) => [
        t,
        (...a) => {
          log.push(t + (typeof a[1] === 'string' ? ':' + a[1] : typeof a[1] === 'symbol' ? ':' + String(a[1]) : ''));
          return Reflect[t](...a);
        },
      ]),
    ),
  );
const show = (n, f) => {
  let r;
  try {
    r = f();
  } catch (e) {
    r = e.name + ': ' + e.message;
  }
  console.log(n, typeof r === 'object' ? JSON.stringify(r) : String(r), '|', log.splice(0).join(' '));
};
const p = tracer({ a: 1, b: { c: 2 }, [Symbol('s')]: 3 });
show('get', () => p.a);
show('set', () => (p.z = 5));
show('has', () => 'a' in p);
show('delete', () => delete p.z);
show('keys', () => Object.keys(p));
show('values', () => Object.values(p));
show('entries', () => Object.entries(p));
show('spread', () => ({ ...p }));
show('assign to', () => Object.assign(p, { q: 1 }));
show('assign from', () => Object.assign({}, p));
show('json', () => JSON.stringify(p));
show('for in', () => {
  const r = [];
  for (const k in p) r.push(k);
  return r;
});
show('hasOwn', () => Object.hasOwn(p, 'a'));
show('freeze', () => Object.isFrozen(p));
show('seal', () => {
  Object.seal(tracer({ x: 1 }));
});
show('destr', () => {
  const { a, ...rest } = p;
  return rest;
});
show(
  'toString',
  () =>
    `${tracer({
      toString() {
        return 'T';
      },
    })}`,
);
show('add', () => p + '');
show('instanceof', () => p instanceof Object);
show('proto', () => Object.getPrototypeOf(p) === Object.prototype);
show('isArray', () => Array.isArray(tracer([])));
const arr = tracer([3, 1, 2]);
show('push', () => arr.push(4));
show('sort', () => arr.sort().join());
show('map', () => arr.map((x) => x * 2));
show('splice', () => arr.splice(1, 1));
show('concat', () => [].concat(arr));
show('spread arr', () => [...arr]);
show('length=', () => (arr.length = 1));
show('includes', () => arr.includes(3));
show('reverse', () => arr.reverse().length);
show('flat', () => [arr].flat());
show('at', () => arr.at(-1));
const fn = tracer(function (a, b) {
  return new.target ? { made: a } : [this?.x, a, b];
});
show('call', () => fn(1, 2));
show('method', () => ({ fn, x: 9 }).fn(1));
show('apply', () => fn.apply({ x: 1 }, [2, 3]));
show('bind', () => fn.bind({ x: 5 }, 6)(7));
show('new', () => new fn(8));
show('reflect construct', () => Reflect.construct(fn, [1], class Z {}));
show('typeof', () => typeof fn);
class Sub extends fn {}
show('extends', () => new Sub(3));
show('name', () => fn.name);
class Priv {
  #x = 1;
  get() {
    return this.#x;
  }
  static has(o) {
    return #x in o;
  }
}
const pp = tracer(new Priv());
show('private', () => pp.get());
show('brand', () => Priv.has(pp));
const bad = (h, t = {}) => new Proxy(t, h);
const frozen = Object.freeze({ k: 1 });
show('inv get', () => bad({ get: () => 2 }, frozen).k);
show('inv has', () => 'k' in bad({ has: () => false }, frozen));
show('inv del', () => delete bad({ deleteProperty: () => true }, frozen).k);
show('inv keys', () => Object.keys(bad({ ownKeys: () => [] }, frozen)));
show('inv keys dup', () => Object.keys(bad({ ownKeys: () => ['a', 'a'] })));
show('inv keys type', () => Object.keys(bad({ ownKeys: () => [1] })));
show('inv proto', () => Object.getPrototypeOf(bad({ getPrototypeOf: () => null }, frozen)));
show('inv proto type', () => Object.getPrototypeOf(bad({ getPrototypeOf: () => 1 })));
show('inv ext', () => Object.isExtensible(bad({ isExtensible: () => true }, frozen)));
show('inv prevent', () => Object.preventExtensions(bad({ preventExtensions: () => true })));
show('inv set', () => {
  'use strict';
  bad({ set: () => true }, frozen).k = 5;
});
show('set false', () => {
  bad({ set: () => false }).k = 5;
});
show('define false', () => Object.defineProperty(bad({ defineProperty: () => false }), 'x', {}));
show('desc', () =>
  Object.getOwnPropertyDescriptor(bad({ getOwnPropertyDescriptor: () => ({ value: 1, configurable: false }) }), 'x'),
);
show('desc undef', () =>
  Object.getOwnPropertyDescriptor(bad({ getOwnPropertyDescriptor: () => undefined }, frozen), 'k'),
);
show('construct nonobj', () => new (bad({ construct: () => 1 }, function () {}))());
show('trap not fn', () => bad({ get: 5 }).x);
show('trap null', () => bad({ get: null }, { x: 'through' }).x);
const { proxy, revoke } = Proxy.revocable({}, {});
revoke();
show('revoked', () => proxy.x);
show('revoked typeof', () => typeof proxy);
show('revoked array', () => Array.isArray(proxy));
show('no new', () => Proxy({}, {}));
show('bad target', () => new Proxy(1, {}));
const chain = Object.create(tracer({ inherited: 1 }));
show('chain get', () => chain.inherited);
show('chain miss', () => chain.missing);
show('chain set', () => {
  chain.own = 1;
  return Object.hasOwn(chain, 'own');
});
show('chain in', () => 'zz' in chain);
