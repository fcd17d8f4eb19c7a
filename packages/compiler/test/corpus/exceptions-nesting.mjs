const log = [];
const run = (n, f) => {
  try {
    log.push('=> ' + String(f()));
  } catch (e) {
    log.push('threw ' + (e instanceof Error ? `${e.name}: ${e.message}` : String(e)));
  }
  console.log(n, log.splice(0).join(' | '));
};
run('rethrow', () => {
  try {
    try {
      throw new Error('a');
    } catch (e) {
      log.push('c1');
      throw e;
    } finally {
      log.push('f1');
    }
  } catch (e) {
    log.push('c2 ' + e.message);
    throw new TypeError('b', { cause: e });
  }
});
run('cause', () => {
  try {
    throw new Error('x', { cause: { code: 1 } });
  } catch (e) {
    return [e.cause.code, Object.keys(e), Object.getOwnPropertyDescriptor(e, 'cause').enumerable];
  }
});
run('throw in finally', () => {
  try {
    throw 1;
  } finally {
    throw 2;
  }
});
run('throw in catch', () => {
  try {
    throw 1;
  } catch {
    throw 3;
  } finally {
    log.push('fin');
  }
});
run('return in finally', () => {
  try {
    throw 1;
  } finally {
    return 'swallowed';
  }
});
run('values', () => {
  for (const v of [undefined, null, 0, '', NaN, {}, [], Symbol('q'), () => 1])
    try {
      throw v;
    } catch (e) {
      log.push(typeof e + Object.is(e, v));
    }
});
run('no binding', () => {
  try {
    throw 1;
  } catch {
    return 'ok';
  }
});
run('pattern', () => {
  try {
    throw [1, { b: 2 }];
  } catch ([a, { b, c = 3 }]) {
    return a + b + c;
  }
});
run('pattern fails', () => {
  try {
    try {
      throw null;
    } catch ({ a }) {
      return a;
    }
  } catch (e) {
    return e.name;
  }
});
run('shadow', () => {
  const e = 'outer';
  try {
    throw 'inner';
  } catch (e) {
    log.push(e);
  }
  return e;
});
run('catch assigns', () => {
  try {
    throw 1;
  } catch (e) {
    e = 5;
    return e;
  }
});
run('closure', () => {
  const fs = [];
  for (let i = 0; i < 3; i++)
    try {
      throw i;
    } catch (e) {
      fs.push(() => e);
    }
  return fs.map((f) => f());
});
const deep = (n) => {
  if (n === 0) throw new RangeError('bottom');
  try {
    return deep(n - 1);
  } finally {
    if (n % 25 === 0) log.push(n);
  }
};
run('deep', () => deep(100));
run('generator throw', () => {
  const g = (function* () {
    try {
      yield 1;
    } catch (e) {
      log.push('in ' + e);
      yield 2;
    } finally {
      log.push('gf');
    }
    return 3;
  })();
  return [g.next().value, g.throw('T').value, g.next().value, g.next().done];
});
run('generator uncaught', () => {
  const g = (function* () {
    yield 1;
    throw new Error('g');
  })();
  g.next();
  try {
    g.next();
  } catch (e) {
    log.push(e.message);
  }
  return JSON.stringify(g.next());
});
run(
  'getter throws',
  () =>
    ({
      get x() {
        throw new EvalError('getter');
      },
    }).x,
);
run(
  'toString throws',
  () =>
    `${{
      toString() {
        throw new URIError('ts');
      },
    }}`,
);
run(
  'valueOf throws',
  () =>
    1 +
    {
      valueOf() {
        throw 'vo';
      },
    },
);
run('compare throws', () =>
  [3, 1, 2].sort(() => {
    throw 'cmp';
  }),
);
run('iterator throws', () => [
  ...{
    [Symbol.iterator]() {
      return {
        next() {
          throw 'nx';
        },
      };
    },
  },
]);
run(
  'proxy throws',
  () =>
    new Proxy(
      {},
      {
        get() {
          throw 'trap';
        },
      },
    ).x,
);
run('callback throws', () =>
  [1, 2].map((x) => {
    if (x === 2) throw 'cb' + x;
    return x;
  }),
);
run(
  'constructor throws',
  () =>
    new (class {
      constructor() {
        throw new SyntaxError('ctor');
      }
    })(),
);
run('static throws', () => {
  class X {
    static s = (() => {
      throw 'static';
    })();
  }
});
run('default throws', () =>
  ((
    a = (() => {
      throw 'dflt';
    })(),
  ) => a)(),
);
run('json throws', () =>
  JSON.stringify({
    toJSON() {
      throw 'tj';
    },
  }),
);
run('replace throws', () =>
  'a'.replace('a', () => {
    throw 'rep';
  }),
);
run('reduce throws', () =>
  [1, 2].reduce(() => {
    throw 'red';
  }),
);
run('from throws', () =>
  Array.from([1], () => {
    throw 'from';
  }),
);
run('define throws', () =>
  Object.defineProperty(
    {},
    {
      toString() {
        throw 'key';
      },
    },
    {},
  ),
);
for (const E of [Error, TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError]) {
  const e = new E('m');
  console.log(
    E.name,
    E.length,
    String(e),
    e instanceof Error,
    e instanceof E,
    Object.prototype.toString.call(e),
    Object.getOwnPropertyNames(e).includes('message'),
    E('called') instanceof E,
    new E().message === '',
    'message' in Object.getOwnPropertyDescriptors(new E()),
    Object.getPrototypeOf(E) === (E === Error ? Function.prototype : Error),
    E.prototype.name,
    E.prototype.message === '',
  );
}
const agg = new AggregateError([1, new Error('i')], 'all', { cause: 'c' });
console.log(
  agg.name,
  agg.message,
  agg.errors.length,
  agg.cause,
  AggregateError.length,
  Object.getOwnPropertyDescriptor(agg, 'errors').enumerable,
);
console.log(
  String(new Error('')),
  String(new Error(undefined)),
  String(new Error(null)),
  String(Object.assign(new Error('m'), { name: '' })),
  String(Object.assign(new Error(''), { name: 'N' })),
  String(Object.assign(new Error('m'), { name: undefined })),
  Error.prototype.toString.call({ name: 'X', message: 'y' }),
  Error.prototype.toString.call({}),
  new Error({ toString: () => 'obj' }).message,
  new Error('a', 5).cause,
  new Error('a', {}).hasOwnProperty('cause'),
);
try {
  Error.prototype.toString.call(1);
} catch (e) {
  console.log(e.name, e.message);
}
try {
  null.foo();
} catch ({ name, message, constructor }) {
  console.log(name, message, constructor === TypeError);
}
