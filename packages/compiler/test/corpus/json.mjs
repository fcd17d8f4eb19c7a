// JSON.
console.log(
  JSON.stringify({
    a: [1, 'x', null, undefined, () => 1, NaN, Infinity, -0],
    b: { c: true },
    toJSON: undefined,
    d: undefined,
  }),
  JSON.stringify([undefined, Symbol('x')]),
  JSON.stringify(undefined),
  JSON.stringify('x'),
  JSON.stringify(null),
  JSON.stringify({
    toJSON(k) {
      return 'J' + k;
    },
  }),
  JSON.stringify({
    x: {
      toJSON(k) {
        return 'J' + k;
      },
    },
  }),
);
console.log(
  JSON.stringify({ a: [1, { b: 2 }], c: {}, d: [] }, null, 2),
  JSON.stringify([1, [2]], null, '--'),
  JSON.stringify({ a: 1, b: 2, c: 3 }, ['a', 'c']),
  JSON.stringify({ a: 1, b: 'x' }, (k, v) => (typeof v === 'number' ? v + 1 : v)),
);
console.log(
  JSON.parse('{"a":[1,2.5e3,-0,"\\u0041\\n",true,null,{}],"__proto__":1,"a":2}'),
  JSON.parse(' [ ] '),
  JSON.parse('"\\ud83d\\ude00"'),
  JSON.parse('{"a":1,"b":[2]}', (k, v) => (Array.isArray(v) ? v : typeof v === 'number' ? v * 2 : v)),
);
for (const bad of ['', '{', '[1,]', '{"a":}', 'nul', '01', '"\t"', '{"a" 1}', '[1] x', "{'a':1}", '1.', '-'])
  try {
    JSON.parse(bad);
    console.log('no error', bad);
  } catch (e) {
    console.log(e.name);
  }
const cyc = {};
cyc.c = cyc;
try {
  JSON.stringify(cyc);
} catch (e) {
  console.log(e.name);
}
