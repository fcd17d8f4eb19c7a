const log = [];
const l = (x) => (log.push(x), x);
const show = (n, f) => {
  let r;
  try {
    r = f();
  } catch (e) {
    r = `${e.name}: ${e.message}`;
  }
  console.log(n, r, log.splice(0).join());
};
const base = {
  get x() {
    l('get');
    return this._x ?? 'none';
  },
  set x(v) {
    l('set' + v);
    this._x = v;
  },
  get ro() {
    return 'ro';
  },
  set wo(v) {
    l('wo' + v);
  },
};
const d = Object.create(base);
show('inherit get', () => d.x);
show('inherit set', () => {
  d.x = 1;
  return [d._x, Object.keys(d), base._x];
});
show('ro', () => {
  d.ro = 1;
});
show('wo read', () => d.wo);
show('compound', () => (d.x += 5));
show('++', () => [d.x++, d.x]);
show('??=', () => (d.x ??= 9));
show('&&=', () => (d.x &&= 3));
show('||=', () => (d.x ||= 4));
show('delete', () => [delete d.x, d.x]);
show('shadow', () => {
  Object.defineProperty(d, 'x', { value: 'own', writable: true, configurable: true });
  d.x = 'w';
  return d.x;
});
show('destructure', () => {
  const { x, ro } = Object.create(base);
  return [x, ro];
});
show('assign pattern', () => {
  const o = Object.create(base);
  [o.x, { a: o.wo }] = [1, { a: 2 }];
  return o._x;
});
show('for target', () => {
  const o = Object.create(base);
  for (o.x of [7, 8]);
  return o._x;
});
show('spread', () => ({ ...base }));
show('assign', () => Object.assign(Object.create(base), { x: 5, wo: 6 })._x);
show('json', () => JSON.stringify(base));
show(
  'super get',
  () =>
    ({
      __proto__: base,
      get x() {
        return 's' + super.x;
      },
    }).x,
);
show('super set', () => {
  const o = {
    __proto__: base,
    set x(v) {
      super.x = v + '!';
    },
  };
  o.x = 'q';
  return o._x;
});
show('primitive receiver', () => {
  Object.defineProperty(Number.prototype, 'me', {
    get() {
      return typeof this;
    },
    configurable: true,
  });
  try {
    return (5).me;
  } finally {
    delete Number.prototype.me;
  }
});
show('primitive setter', () => {
  Object.defineProperty(String.prototype, 'st', {
    set(v) {
      l(typeof this + v);
    },
    configurable: true,
  });
  try {
    'abc'.st = 1;
    return 'ok';
  } finally {
    delete String.prototype.st;
  }
});
show('computed', () => {
  let n = 0;
  const o = {
    get [`k${++n}`]() {
      return 'g' + n;
    },
    set [`k${n}`](v) {
      l('s' + v);
    },
  };
  o.k1 = 2;
  return [o.k1, Object.keys(o)];
});
show('numeric', () => {
  const o = {
    get 0() {
      return 'zero';
    },
    get 1.5() {
      return 'f';
    },
    get 'a b'() {
      return 'q';
    },
  };
  return [o[0], o[1.5], o['a b']];
});
show('override data by accessor', () => {
  const o = {
    a: 1,
    get a() {
      return 2;
    },
  };
  return [o.a, Object.getOwnPropertyDescriptor(o, 'a').set];
});
show('override accessor by data', () => {
  const o = {
    get a() {
      return 2;
    },
    a: 1,
  };
  return Object.getOwnPropertyDescriptor(o, 'a').value;
});
show('pair merge', () => {
  const o = {
    get a() {
      return 1;
    },
    set a(v) {},
  };
  return typeof Object.getOwnPropertyDescriptor(o, 'a').set + Object.keys(o);
});
class A {
  static #c = 0;
  get v() {
    return l('Av');
  }
  set v(x) {
    l('Av=' + x);
  }
  static get s() {
    return ++A.#c;
  }
  static set s(x) {
    A.#c = x;
  }
}
class B extends A {
  get v() {
    return super.v + 'B';
  }
}
show('only getter overrides', () => {
  const b = new B();
  b.v = 1;
});
show('chain get', () => new B().v);
show('static', () => [A.s, B.s, (B.s = 10), A.s]);
show('enumerable', () => [Object.keys(new A()), Object.keys(A.prototype), 'v' in new B(), Object.hasOwn(new B(), 'v')]);
show('lazy', () => {
  const o = {
    get z() {
      delete this.z;
      return (this.z = l('once'));
    },
  };
  return [o.z, o.z];
});
show('array index accessor', () => {
  const a = [1, 2, 3];
  Object.defineProperty(a, 1, { get: () => l('idx'), set: (v) => l('set' + v), enumerable: true });
  a[1] = 5;
  return [a.map((x) => x), a.indexOf('idx'), a.length];
});
show('proto index setter', () => {
  Object.defineProperty(Array.prototype, 3, {
    set(v) {
      l('proto' + v);
    },
    get: () => 'pg',
    configurable: true,
  });
  try {
    const a = [1, 2, 3];
    a[3] = 4;
    return [a.length, a[3], Object.hasOwn(a, 3)];
  } finally {
    delete Array.prototype[3];
  }
});
show(
  'throwing getter in in',
  () =>
    'x' in
    {
      get x() {
        throw 1;
      },
    },
);
show(
  'getter this with proxy',
  () =>
    new Proxy(
      {
        get who() {
          return this.name;
        },
        name: 't',
      },
      { get: (t, k, r) => (k === 'name' ? 'proxy' : Reflect.get(t, k, r)) },
    ).who,
);
show('reflect', () =>
  Reflect.get(
    {
      get q() {
        return this;
      },
    },
    'q',
    5,
  ),
);
show(
  'valueOf chain',
  () =>
    ({
      get valueOf() {
        l('gv');
        return () => 3;
      },
    }) * 2,
);
show('toJSON getter', () =>
  JSON.stringify({
    get toJSON() {
      l('tj');
      return () => 'J';
    },
  }),
);
show('then getter', () => {
  Promise.resolve({
    get then() {
      l('then');
      return undefined;
    },
  });
  return 'p';
});
show('length getter', () =>
  Array.prototype.map.call(
    {
      get length() {
        l('len');
        return 2;
      },
      get 0() {
        l('0');
        return 'a';
      },
      1: 'b',
    },
    (x) => x,
  ),
);
show('defineGetter enumerable', () => {
  const o = {};
  o.__defineGetter__('p', () => 1);
  return Object.getOwnPropertyDescriptor(o, 'p').enumerable;
});
show('freeze accessor', () => {
  const o = Object.freeze({
    get a() {
      return l('fa');
    },
    set a(v) {
      l('fs' + v);
    },
  });
  o.a = 5;
  return o.a;
});
