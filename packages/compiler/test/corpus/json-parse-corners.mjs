const show = (...a) => {
  try {
    console.log(JSON.parse(...a));
  } catch (e) {
    console.log(e.name);
  }
};
for (const s of [
  '1',
  '-0',
  '-1.5e3',
  '1E+2',
  '0.1e-7',
  '01',
  '1.',
  '.5',
  '+1',
  '-',
  '1e',
  '1e1000',
  '"a"',
  '"\\u0041\\n\\/\\"\\\\"',
  '"\\x"',
  '"\\u00g0"',
  '"a\nb"',
  '"\t"',
  '"\u2028"',
  "'a'",
  'true',
  'True',
  'null',
  'nul',
  'undefined',
  'NaN',
  '[]',
  '[1,]',
  '[,1]',
  '[1 2]',
  '{}',
  '{"a":1,}',
  '{a:1}',
  '{"a" 1}',
  '{"a":1 "b":2}',
  '{"a":1,"a":2}',
  '{"__proto__":1}',
  '{"2":1,"1":2,"b":3,"a":4}',
  '  [ 1 , { "x" : [ ] } ]  ',
  '\u00a01',
  '\ufeff1',
  '1 1',
  '',
  ' ',
  '//x',
  '[1]x',
  '"\\ud83d\\ude00"',
  '"\\ud83d"',
  '[[[[]]]]',
  '{"":{"":""}}',
  '123456789012345678901234567890',
  '1.7976931348623157e309',
  '5e-324',
  '"unterminated',
  '[',
  '{',
  '{"a"',
  '{"a":',
  'tru',
  '\n\r\t 5\n',
  '{"a":[1,{"b":null}],"c":"d"}',
  '0x10',
  '1_0',
  '"\\"',
  '\0',
])
  show(s);
const log = [];
show('{"a":[1,{"b":2}],"c":"x"}', function (k, v) {
  log.push([k, JSON.stringify(v), Array.isArray(this) ? 'array' : 'object'].join('/'));
  return v;
});
console.log(log);
show('[1,2,3]', (k, v) => (k === '1' ? undefined : v));
show('{"a":1,"b":2}', (k, v) => (k === 'a' ? undefined : v));
show('{"a":1,"b":2}', function (k, v) {
  if (k === 'a') {
    delete this.b;
  }
  return v;
});
show('[1,2,3]', function (k, v) {
  if (k === '0') this.length = 1;
  return v;
});
show('{"a":1}', function (k, v) {
  if (k === 'a') this.z = 'added';
  return v;
});
show('{"a":{"b":1}}', (k, v) => (k === 'b' ? [1] : v));
show('1', (k, v) => [k, v]);
show('[1,[2]]', (k, v) => (typeof v === 'number' ? { n: v } : v));
show('{"d":"1970-01-01T00:00:00.000Z"}', (k, v) => (k === 'd' ? new Date(v) : v));
show('[1]', 'not a function');
show('{"a":1}', (k, v) => {
  if (k === 'a') throw new Error('stop');
  return v;
});
show(123);
show(null);
show(undefined);
show({ toString: () => '[1]' });
show([1, 2]);
show(['1']);
show(Symbol());
show(1n);
show(true);
const o = JSON.parse('{"__proto__":{"x":1}}');
console.log(Object.keys(o), o.x, Object.getPrototypeOf(o) === Object.prototype, o.__proto__);
console.log(Object.getOwnPropertyDescriptor(JSON.parse('{"a":1}'), 'a'));
const round = (v) => JSON.stringify(JSON.parse(JSON.stringify(v))) === JSON.stringify(v);
console.log(
  round({ a: [1.5, -2e-7, 'é\u0000😀'], b: { c: { d: [null, true] } } }),
  round(Array.from({ length: 1000 }, (_, i) => ({ [i]: i * 0.1 }))),
  round('"'.repeat(100)),
);
let text = '';
for (let i = 0; i < 500; i++) text += '[';
text += ']'.repeat(500);
let depth = 0,
  v = JSON.parse(text);
while (v) {
  v = v[0];
  depth++;
}
console.log(depth);
const keys = JSON.parse('{' + Array.from({ length: 200 }, (_, i) => `"k${i}":${i}`).join() + '}');
console.log(Object.keys(keys).length, keys.k199, JSON.parse('[' + '1,'.repeat(9999) + '1]').length);
