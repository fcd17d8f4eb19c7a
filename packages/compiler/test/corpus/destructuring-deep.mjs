const show = (f) => {
  try {
    console.log(f());
  } catch (e) {
    console.log(e.name, /destructure|iterable|read properties/.test(e.message) ? '' : e.message);
  }
};
const log = [];
const l = (k, v) => (log.push(k), v);
show(() => {
  const {
    a: { b: [c, , d = 'def', ...rest] = [], ...r2 } = {},
    ['x' + 1]: e = l('de', 5),
    f: g = e,
  } = { a: { b: [1, 2, undefined, 4, 5], z: 9 }, x1: null };
  return [c, d, rest, r2, e, g, log.splice(0)];
});
show(() => {
  const [a = l('a', 1), b = l('b', a + 1), [c] = l('c', [3]), { d } = l('d', { d: 4 })] = [, null];
  return [a, b, c, d, log];
});
show(() => {
  let a = 1,
    b = 2;
  [a, b] = [b, a];
  [a, b] = [b + 10, a + 10];
  return [a, b];
});
show(() => {
  const o = {};
  [o.x, o['y'], ...o.z] = 'abcd';
  ({ length: o.len, 0: o.first } = 'xyz');
  return o;
});
show(() => {
  const a = [];
  [a[0], a[a.length], [a[5]]] = [1, 2, [3]];
  return a;
});
show(() => {
  let x;
  return ([x] = [7, 8]).length + x;
});
show(() => {
  let x, y;
  ({ x, y = x } = { x: 3 });
  return [x, y];
});
show(() => {
  let a;
  ({ a = l('dflt', 1) } = { a: undefined });
  return a;
});
show(() => {
  const f = ({ a, b } = { a: 1, b: 2 }, [c, d = c] = [3]) => [a, b, c, d];
  return [f(), f({ a: 9 }), f(undefined, 'xy')];
});
show(() =>
  (function ({ a }, ...[b, { length }]) {
    return [a, b, length, arguments.length];
  })({ a: 1 }, 2, 'abc'),
);
show(() => {
  for (const [k, { v = 'none' } = {}] of new Map([
    ['a', { v: 1 }],
    ['b', {}],
    ['c', undefined],
  ]))
    log.push(k + v);
  return log.splice(0);
});
show(() => {
  const out = [];
  for (const { length, [length - 1]: last } of ['abc', 'de']) out.push(length, last);
  return out;
});
show(() => {
  try {
    throw { code: 7, info: [1, 2] };
  } catch ({ code, info: [, second], missing = 'm' }) {
    return [code, second, missing];
  }
});
show(() => {
  const { ...copy } = Object.defineProperty({ a: 1, [Symbol.iterator]: 2 }, 'hid', { value: 1 });
  return Reflect.ownKeys(copy);
});
show(() => {
  const { length, ...others } = 'ab';
  return [length, others];
});
show(() => {
  const { toFixed, ...n } = 5;
  return [typeof toFixed, n];
});
show(() => {
  const [x, y] = new Set([1, 2]),
    [[k, v]] = new Map([['k', 'v']]);
  return [x, y, k, v];
});
show(() => {
  const [...[a, ...[b, ...c]]] = [1, 2, 3, 4];
  return [a, b, c];
});
show(() => {
  const {
    0: a,
    [1]: b,
    2: { x },
  } = ['p', 'q', { x: 'r' }];
  return [a, b, x];
});
show(() => {
  const { a } = null;
});
show(() => {
  const { a } = undefined;
});
show(() => {
  const [a] = null;
});
show(() => {
  const [a] = {};
});
show(() => {
  const [a] = 5;
});
show(() => {
  const {
    a: { b },
  } = {};
});
show(() => {
  const {
    a: { b },
  } = { a: null };
});
show(() => {
  const [[a]] = [1];
});
show(() => {
  (({ x }) => x)();
});
show(() => {
  (([x]) => x)();
});
show(() => {
  const {} = null;
});
show(() => {
  const [] = undefined;
});
show(() => {
  const {
    [(() => {
      throw new Error('key');
    })()]: a,
  } = {};
});
show(() => {
  let a;
  [a.b] = [1];
});
show(() => {
  const c = 1;
  [c] = [2];
});
show(() => {
  [undeclared_] = [1];
});
show(() => {
  ({ a: undeclared_ } = { a: 1 });
});
show(() => {
  const { x = x } = {};
});
show(() => {
  const [a = b, b] = [];
});
show(() => {
  ((a = b, b) => a)();
});
show(() => {
  function f(a, { b } = a.c) {
    return b;
  }
  return f({ c: { b: 4 } });
});
show(() => {
  for (const {
    a: [b],
  } of [{}])
    b;
});
show(() => {
  for (const [a] of [[1], null]) log.push(a);
});
show(() => log);
const it = (n) => ({
  i: 0,
  [Symbol.iterator]() {
    return this;
  },
  next() {
    log.push('n' + this.i);
    return { done: this.i >= n, value: this.i++ };
  },
  return() {
    log.push('r');
    return {};
  },
});
log.length = 0;
show(() => {
  const [a, b] = it(5);
  return [a, b, log.splice(0)];
});
show(() => {
  const [a, ...b] = it(3);
  return [a, b, log.splice(0)];
});
show(() => {
  const [a, b, c] = it(1);
  return [a, b, c, log.splice(0)];
});
show(() => {
  const [] = it(3);
  return log.splice(0);
});
show(() => {
  const [,] = it(3);
  return log.splice(0);
});
show(() => {
  const [, , ...[x]] = it(4);
  return [x, log.splice(0)];
});
show(() => {
  let o = {
    set x(v) {
      throw new Error('setter');
    },
  };
  [o.x] = it(2);
});
show(() => log.splice(0));
show(() => {
  const [{ a }] = it(0);
});
show(() => log.splice(0));
show(() => {
  let a, b;
  [a, [b]] = it(3);
});
show(() => log.splice(0));
show(() => {
  const g = (function* () {
    try {
      yield 1;
      yield 2;
    } finally {
      log.push('fin');
    }
  })();
  const [a] = g;
  return [a, log.splice(0), [...g]];
});
const order = [];
const obj = {
  get [(order.push('key1'), 'a')]() {
    order.push('get a');
    return undefined;
  },
  get b() {
    order.push('get b');
    return 1;
  },
};
const target = {};
({ [(order.push('k'), 'a')]: target[(order.push('t'), 'x')] = (order.push('default'), 5), b: target.y } = obj);
console.log(order, target);
