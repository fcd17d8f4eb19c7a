const S = JSON.stringify,
  P = JSON.parse;
const tryit = (f) => {
  try {
    console.log(f());
  } catch (e) {
    console.log(e.name, e.message);
  }
};
console.log(
  S(undefined),
  S(() => {}),
  S(Symbol()),
  S(null),
  S(NaN),
  S(-0),
  S('é\u2028\ud800\udc00\ud800x"\\\b\f\n\r\t\x01\x7f'),
  S([undefined, () => {}, Symbol(), NaN]),
  S({ a: undefined, b: () => {}, [Symbol('s')]: 1, c: Symbol() }),
  S(new Map([[1, 2]])),
  S(new Set([1])),
  S(/x/),
  S(new Error('x')),
  S(Object.create({ inh: 1 })),
  S([, 1]),
  S(new Boolean(false)),
  S(new Number(3)),
  S(new String('x')),
  S(Object(1n) === undefined ? 0 : 1),
  S(new Date(0)),
  S({ toJSON: () => 5 }),
  S({
    toJSON(k) {
      return 'k:' + k;
    },
  }),
  S({
    a: {
      toJSON(k) {
        return k;
      },
    },
  }),
  S([
    {
      toJSON(k) {
        return typeof k + k;
      },
    },
  ]),
  S(new Uint8Array([1, 2])),
  S(new Proxy([1, 2], {})),
  S(new Proxy({ a: 1 }, {})),
  S(Object.assign(() => {}, { toJSON: () => 'f' })),
  S({
    get g() {
      return 'get';
    },
  }),
  S(Object.defineProperty({}, 'h', { value: 1 })),
  S('\u007f\u0080\u2029'),
  S({ '\n': 1, '': 2 }),
  S([[]]),
  S({}),
  S([]),
  S(1e21),
  S(1e-7),
  S(123456789012345680000),
);
for (const i of [
  0,
  2,
  10,
  20,
  '  ',
  '--',
  'abcdefghijklmn',
  '',
  true,
  null,
  new Number(3),
  new String('>'),
  -1,
  1.9,
  NaN,
])
  console.log(S({ a: [1, { b: 2 }], c: {}, d: [], e: [[]] }, null, i));
console.log(
  S({ a: 1, b: { a: 2, c: 3 }, c: [{ a: 4 }], 1: 5 }, ['a', 'c', 1, 'a']),
  S({ a: 1, 2: 2 }, [new Number(2), new String('a'), {}, null]),
  S([1, 2], ['0']),
  S({ a: 1, b: 2 }, (k, v) => (k === 'a' ? undefined : v)),
  S({ a: [1, 2] }, function (k, v) {
    return Array.isArray(this) ? v + 10 : v;
  }),
  S({ a: 1 }, (k, v) => (k === '' ? { z: v } : v) && v),
  S(5, () => 'rep'),
  S({ a: new Date(0) }, (k, v) => typeof v + k),
  S({ b: 1, a: 2 }, []),
  S([1], (k, v) => (k === '0' ? undefined : v)),
);
const log = [];
S({ x: [1, { y: 2 }] }, function (k, v) {
  log.push([k, JSON.stringify(this).length]);
  return v;
});
console.log(log);
const c = { n: 'root' };
c.self = c;
tryit(() => S(c));
tryit(() => S({ a: { b: [0, c] } }));
const c2 = { x: { y: {} } };
c2.x.y.z = c2.x;
tryit(() => S(c2));
const arr = [1];
arr.push([arr]);
tryit(() => S(arr));
class K {
  constructor() {
    this.me = { k: this };
  }
}
tryit(() => S(new K()));
tryit(() =>
  S({
    get a() {
      throw new Error('getter');
    },
  }),
);
tryit(() =>
  S({
    toJSON() {
      throw new TypeError('tj');
    },
  }),
);
tryit(() => S(1n));
tryit(() => S({ a: 1n }));
const shared = { s: 1 };
tryit(() => S([shared, shared, { shared }]));
tryit(() =>
  S({ a: 5 }, (k, v) => {
    throw new RangeError('rep');
  }),
);
for (const t of [
  '1',
  '-0',
  '1e5',
  '"a\\u0041\\n"',
  '[1,2,[3]]',
  '{"a":{"b":[true,false,null]}}',
  ' [ 1 , 2 ] ',
  '{"a":1,"a":2}',
  '{"__proto__":1}',
  '"\\ud83d\\ude00"',
  '{"2":1,"1":2,"b":3,"a":4}',
  '',
  ' ',
  '{',
  '[',
  '[1,]',
  '{"a":1,}',
  "{'a':1}",
  '{a:1}',
  '01',
  '1.',
  '.5',
  '+1',
  '1e',
  '-',
  'tru',
  'nul',
  'undefined',
  'NaN',
  'Infinity',
  '"a',
  '"\n"',
  '"\\x41"',
  '"\\u12"',
  '[1 2]',
  '{"a" 1}',
  '{"a":1 "b":2}',
  '1 2',
  '[1]]',
  '"\t"',
  '{"a":}',
  '[,1]',
  '//c\n1',
  '\ufeff1',
  '1\u00a0',
  '"' + 'x'.repeat(100) + '" y',
  '{"key": "value", "other": bad, "more": 1}',
  '[' + '1,'.repeat(30) + 'x]',
  '\u2028',
  'null\0',
  '{"a":1}}',
  '-Infinity',
  '0x10',
  '1_000',
  '"\\u{41}"',
  "'a'",
  '`a`',
  '[1,2',
  '{"a":"b"',
  '"\\',
  '{"a',
  '{"a":',
  '{,}',
  '1e1000',
  '-1e-400',
  '123456789012345678901234567890',
  '0.1e-7',
  '"\\/\\b"',
  '[[[[]]]]',
  'true false',
  '{"a":tru}',
  '{"b":nulL}',
])
  tryit(() => S(P(t)) + ' ' + (Object.is(P(t), -0) ? '-0' : ''));
console.log(
  P('{"a":[1,2,{"b":3}],"c":"d"}', (k, v) => (typeof v === 'number' ? v * 2 : k === 'c' ? undefined : v)),
  P('[1,2,3]', (k, v) => (k === '1' ? undefined : v)),
  P('{"a":1,"b":2}', function (k, v) {
    if (k === 'a') this.b = 'changed';
    return v;
  }),
  P('5', (k, v) => [k, v]),
  P('{"x":{"y":1}}', (k, v) => (k === '' ? v : k === 'x' ? Object.keys(v) : v)),
);
const seen = [];
P('{"a":{"b":1},"c":[1,2]}', (k, v) => (seen.push(k), v));
console.log(seen.join());
tryit(() => P(null));
tryit(() => P(undefined));
tryit(() => P({}));
tryit(() => P([1]));
tryit(() => P(5));
tryit(() => P({ toString: () => '{"t":1}' }));
tryit(() => P(Symbol()));
tryit(() => P(''));
const pr = P('{"__proto__":{"x":1},"y":2}');
console.log(Object.keys(pr), Object.getPrototypeOf(pr) === Object.prototype, pr.__proto__);
let deep = '['.repeat(1500) + ']'.repeat(1500);
console.log(S(P(deep)).length);
console.log(
  JSON[Symbol.toStringTag],
  S({ a: 'x'.repeat(10) }).length,
  S(Object.freeze({ a: 1 })),
  S({ u: '\u{1F600}', l: '\uDEAD' }),
  S('\uD83D'),
  S(['\uDC00\uD800']),
);
