for (const s of [
  '{"a":1,}',
  '[1,]',
  'x',
  '',
  '{',
  '[',
  '"abc',
  '{"a" 1}',
  '[1 2]',
  'tru',
  '01',
  '1.',
  '-',
  '"\\x"',
  '"a\nb"',
  '{a:1}',
  '{"a":1 "b"}',
  '[1]x',
  'undefined',
  '{"long key with text":123, "bad": tru, "more": [1,2,3,4,5,6,7,8,9]}',
  '\u0001',
  "{'a':1}",
  '[{"x":1},{"y":}]',
])
  try {
    JSON.parse(s);
  } catch (e) {
    console.log(e.name, JSON.stringify(e.message));
  }
