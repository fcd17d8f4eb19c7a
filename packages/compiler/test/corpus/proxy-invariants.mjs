// what a trap may not claim
const attempt = (title, f) => {
  try {
    console.log(title, f());
  } catch (e) {
    console.log(title, `${e.name}: ${e.message}`);
  }
};
const fixed = Object.freeze({ x: 1 });
const accessor = Object.defineProperty({}, 'x', { get: undefined, set: undefined, configurable: false });
const hidden = Object.defineProperty({}, 'x', { value: 1, writable: true, configurable: false, enumerable: true });
const closed = Object.preventExtensions({ x: 1 });
attempt('get data', () => new Proxy(fixed, { get: () => 2 }).x);
attempt('get same', () => new Proxy(fixed, { get: () => 1 }).x);
attempt('get accessor', () => new Proxy(accessor, { get: () => 2 }).x);
attempt('set data', () => {
  'use strict';
  new Proxy(fixed, { set: () => true }).x = 2;
});
attempt('set accessor', () => {
  new Proxy(accessor, { set: () => true }).x = 2;
});
attempt('set falsish', () => {
  new Proxy({}, { set: () => 0 }).x = 2;
});
attempt('set Reflect', () => Reflect.set(new Proxy({}, { set: () => '' }), 'x', 2));
attempt('has fixed', () => 'x' in new Proxy(fixed, { has: () => false }));
attempt('has closed', () => 'x' in new Proxy(closed, { has: () => false }));
attempt('has free', () => 'x' in new Proxy({ x: 1 }, { has: () => false }));
attempt('delete fixed', () => delete new Proxy(hidden, { deleteProperty: () => true }).x);
attempt('delete closed', () => delete new Proxy(closed, { deleteProperty: () => true }).x);
attempt('delete falsish', () => delete new Proxy({}, { deleteProperty: () => false }).x);
attempt('define falsish', () => Object.defineProperty(new Proxy({}, { defineProperty: () => false }), 'x', {}));
attempt('define closed', () =>
  Object.defineProperty(new Proxy(closed, { defineProperty: () => true }), 'y', { value: 1 }),
);
attempt('define fixed', () =>
  Object.defineProperty(new Proxy({}, { defineProperty: () => true }), 'y', { value: 1, configurable: false }),
);
attempt('define incompatible', () =>
  Object.defineProperty(new Proxy(fixed, { defineProperty: () => true }), 'x', { value: 2 }),
);
attempt('define non-writable', () =>
  Object.defineProperty(new Proxy(hidden, { defineProperty: () => true }), 'x', {
    value: 1,
    writable: false,
    configurable: false,
  }),
);
attempt('descriptor invalid', () =>
  Object.getOwnPropertyDescriptor(new Proxy({}, { getOwnPropertyDescriptor: () => 1 }), 'x'),
);
attempt('descriptor undefined', () =>
  Object.getOwnPropertyDescriptor(new Proxy(fixed, { getOwnPropertyDescriptor() {} }), 'x'),
);
attempt('descriptor closed', () =>
  Object.getOwnPropertyDescriptor(new Proxy(closed, { getOwnPropertyDescriptor() {} }), 'x'),
);
attempt('descriptor new', () =>
  Object.getOwnPropertyDescriptor(
    new Proxy(closed, { getOwnPropertyDescriptor: () => ({ value: 1, configurable: true }) }),
    'y',
  ),
);
attempt('descriptor fixed', () =>
  Object.getOwnPropertyDescriptor(
    new Proxy({}, { getOwnPropertyDescriptor: () => ({ value: 1, configurable: false }) }),
    'y',
  ),
);
attempt('descriptor non-writable', () =>
  Object.getOwnPropertyDescriptor(
    new Proxy(hidden, {
      getOwnPropertyDescriptor: () => ({ value: 1, configurable: false, writable: false, enumerable: true }),
    }),
    'x',
  ),
);
attempt('descriptor completed', () =>
  JSON.stringify(
    Object.getOwnPropertyDescriptor(new Proxy({}, { getOwnPropertyDescriptor: () => ({ configurable: true }) }), 'y'),
  ),
);
attempt('descriptor getter', () =>
  JSON.stringify(
    Object.getOwnPropertyDescriptor(
      new Proxy({}, { getOwnPropertyDescriptor: () => ({ configurable: true, get() {} }) }),
      'y',
    ),
  ),
);
attempt('keys missing', () => Object.keys(new Proxy(fixed, { ownKeys: () => [] })));
attempt('keys extra', () => Object.keys(new Proxy(closed, { ownKeys: () => ['x', 'y'] })));
attempt('keys missing of closed', () => Object.keys(new Proxy(closed, { ownKeys: () => [] })));
attempt('keys duplicate', () => Object.keys(new Proxy({}, { ownKeys: () => ['a', 'a'] })));
attempt('keys of a type', () => Object.keys(new Proxy({}, { ownKeys: () => [1] })));
attempt('keys no list', () => Object.keys(new Proxy({}, { ownKeys: () => 1 })));
attempt('keys ordered', () => Reflect.ownKeys(new Proxy({}, { ownKeys: () => ['b', '1', 'a'] })).join());
attempt('keys without descriptors', () => Object.keys(new Proxy({}, { ownKeys: () => ['b', '1', 'a'] })).length);
attempt('prototype invalid', () => Object.getPrototypeOf(new Proxy({}, { getPrototypeOf: () => 1 })));
attempt('prototype other', () => Object.getPrototypeOf(new Proxy(closed, { getPrototypeOf: () => null })));
attempt('prototype null', () => Object.getPrototypeOf(new Proxy({}, { getPrototypeOf: () => null })));
attempt('set prototype', () => Object.setPrototypeOf(new Proxy(closed, { setPrototypeOf: () => true }), null));
attempt('set prototype falsish', () => Object.setPrototypeOf(new Proxy({}, { setPrototypeOf: () => false }), null));
attempt('extensible', () => Object.isExtensible(new Proxy({}, { isExtensible: () => false })));
attempt('prevent', () => Object.preventExtensions(new Proxy({}, { preventExtensions: () => true })));
attempt('prevent falsish', () => Object.preventExtensions(new Proxy({}, { preventExtensions: () => false })));
attempt('freeze falsish', () => Object.freeze(new Proxy({}, { preventExtensions: () => false })));
attempt('construct', () => new new Proxy(class {}, { construct: () => 1 })());
attempt('not callable', () => new Proxy({}, { apply: () => 1 })());
attempt('not constructor', () => new new Proxy(() => 1, { construct: () => ({}) })());
attempt('no object', () => new Proxy(1, {}));
attempt('no handler', () => new Proxy({}, null));
attempt('without new', () => Proxy({}, {}));
attempt('trap no function', () => new Proxy({}, { get: 1 }).x);
attempt('trap null', () => new Proxy({ x: 'target' }, { get: null }).x);
const { proxy, revoke } = Proxy.revocable(function () {}, {});
revoke();
revoke();
attempt('revoked get', () => proxy.x);
attempt('revoked set', () => {
  proxy.x = 1;
});
attempt('revoked has', () => 'x' in proxy);
attempt('revoked call', () => proxy());
attempt('revoked new', () => new proxy());
attempt('revoked typeof', () => typeof proxy);
attempt('revoked keys', () => Object.keys(proxy));
attempt('revoked isArray', () => Array.isArray(proxy));
attempt('revoked prototype', () => Object.getPrototypeOf(proxy));
attempt('nested', () => {
  let p = {};
  for (let i = 0; i < 100; i++) p = new Proxy(p, {});
  p.x = 1;
  return p.x + ('x' in p);
});
attempt('endless', () => {
  const p = new Proxy({}, {});
  Object.setPrototypeOf(p, p);
  return p.x;
});
class Secret {
  #v = 1;
  read(o) {
    return o.#v;
  }
  static has(o) {
    return #v in o;
  }
}
const s = new Proxy(new Secret(), {});
attempt('private through proxy', () => s.read(s));
attempt('private in', () => Secret.has(s));
class Return {
  constructor(o) {
    return o;
  }
}
class Stamp extends Return {
  #stamp = 'stamped';
  static read(o) {
    return o.#stamp;
  }
}
const stamped = new Proxy(
  {},
  {
    get() {
      throw new Error('never asked');
    },
    defineProperty() {
      throw new Error('never asked');
    },
  },
);
new Stamp(stamped);
attempt('private on a proxy', () => Stamp.read(stamped));
