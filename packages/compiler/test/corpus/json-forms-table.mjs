const P = (s, r) => {
  try {
    return JSON.stringify(JSON.parse(s, r));
  } catch (e) {
    return e.name + ': ' + e.message;
  }
};
for (const s of [
  '',
  ' ',
  '{',
  '[1,]',
  '{"a":1,}',
  '01',
  '1.',
  '.5',
  '+1',
  '-',
  '-0',
  '1e5',
  '1E+5',
  '1e',
  'nul',
  'null ',
  '"\\u12"',
  '"\\x"',
  '"a\nb"',
  '"\u2028"',
  '[1 2]',
  '{a:1}',
  "'a'",
  '{"a" 1}',
  '{"__proto__":1}',
  '{"a":1,"a":2}',
  '[[[[]]]]',
  '1 1',
  '\ufeff1',
  '"\\ud83d\\ude00"',
  '"\\ud83d"',
  '123456789012345678901234567890',
  '1e400',
  '-1e-400',
  '{"1":1,"b":2,"0":3}',
  'tru',
  'true false',
  '[',
  '"abc',
  '{"a"',
  '{"a":',
  '[,]',
  '\t[ 1 ,\r\n2 ]',
  'undefined',
  'NaN',
  '"\\/\\b\\f\\n\\r\\t\\""',
])
  console.log(JSON.stringify(s), P(s));
console.log(
  P('[1,2,{"a":[3]}]', (k, v) => (Array.isArray(v) ? v.length : typeof v === 'number' ? v + 1 : v)),
  P('{"a":1,"b":{"c":2}}', function (k, v) {
    return k === 'a' ? undefined : k === '' ? Object.keys(this).concat(v) : v;
  }),
);
const order = [];
JSON.parse('{"x":[1,{"y":2}],"z":3}', (k, v) => {
  order.push(k);
  return v;
});
console.log(order.join('|'));
const S = (...a) => {
  try {
    return JSON.stringify(...a);
  } catch (e) {
    return e.name + ': ' + e.message.split('\n')[0];
  }
};
const cyc = { a: {} };
cyc.a.b = cyc;
for (const v of [
  undefined,
  () => 1,
  Symbol('x'),
  NaN,
  Infinity,
  -0,
  'é\u0007"\\\ud800',
  [undefined, () => 1, Symbol()],
  { u: undefined, f() {}, s: Symbol(), n: null },
  new Date(0),
  new Map([[1, 2]]),
  new Set([1]),
  /x/,
  new Error('e'),
  Object(1),
  Object('s'),
  Object(false),
  Object(1n),
  1n,
  new Uint8Array([1, 2]),
  [, 1],
  cyc,
  { toJSON: (k) => 'J' + k },
  {
    a: {
      toJSON(k) {
        return k + typeof this;
      },
    },
  },
  Object.create({ inherited: 1 }),
  {
    get g() {
      return 1;
    },
  },
  Object.defineProperty({}, 'h', { value: 1 }),
  [[[]]],
  {},
  [],
  '',
  new (class X {
    a = 1;
    #p = 2;
    static s = 3;
  })(),
  { [Symbol('k')]: 1 },
  '\u2028\u2029',
  new Proxy([1, 2], {}),
  new Proxy({ a: 1 }, {}),
  arguments0(),
])
  console.log(S(v));
function arguments0() {
  return (function () {
    return arguments;
  })(1, 'b');
}
const o = { b: [1, { c: 2, d: [] }], a: { e: {} }, '': 0, 1: 'one' };
for (const sp of [2, '\t', '--', 20, '12345678901234', 0, -1, 1.9, true, Object(3), Object('>>')])
  console.log(S(o, null, sp));
console.log(
  S(o, ['a', 'b', 1, 'c', Object('d'), 'a']),
  S(o, (k, v) => (k === 'b' ? undefined : v)),
  S([1, 2], (k, v) => (Array.isArray(v) ? v : v * 2)),
  S({ a: 1 }, function (k, v) {
    return k === '' ? { w: this[''] === v } : v;
  }),
  S({ a: [1] }, null, '\n'),
  S('x', () => ({ y: 1 })),
);
let deep = 0;
let s = '';
for (let i = 0; i < 2000; i++) s += '[';
s += ']'.repeat(2000);
console.log(JSON.stringify(JSON.parse(s)).length);
const big = Array.from({ length: 20000 }, (_, i) => ({
  id: i,
  name: 'n' + i,
  tags: ['a', 'b'],
  nested: { x: i / 3, y: null, z: i % 2 === 0 },
}));
const t = JSON.stringify(big);
let h = 0;
for (let i = 0; i < t.length; i += 7) h = (h * 33 + t.charCodeAt(i)) | 0;
console.log(t.length, h, JSON.stringify(JSON.parse(t)) === t);
console.log(
  S({
    a: {
      b: {
        toJSON() {
          throw new Error('tj');
        },
      },
    },
  }),
  JSON[Symbol.toStringTag],
  JSON.stringify({ '\ud83d\ude00': '\ud83d', k: '\udc00' }),
  JSON.parse('{"__proto__":{"x":1}}').x,
  Object.keys(JSON.parse('{"__proto__":1}')),
);
