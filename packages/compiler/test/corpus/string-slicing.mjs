const s = 'Hello, Wörld! \u{1F600}';
for (const a of [0, 1, -1, -5, 5, 100, -100, NaN, undefined, '2', 1.9, Infinity])
  console.log(
    String(a),
    [s.slice(a), s.substring(a), s.substr(a), s.at(a), s.charAt(a), s.charCodeAt(a), s.codePointAt(a)]
      .map(String)
      .join('|'),
  );
for (const [a, b] of [
  [0, 5],
  [5, 0],
  [-5, -1],
  [2, undefined],
  [NaN, 3],
  [3, NaN],
  [1, -1],
  [-3, 2],
])
  console.log(a, b, s.slice(a, b), s.substring(a, b), s.substr(a, b));
console.log(
  s.length,
  [...s].length,
  s[0],
  s[99],
  s['length'],
  s[-1],
  s.split(''),
  'abc'['1'],
  'abc'.at(),
  ''.at(0),
  'x'.repeat(0),
  'ab'.repeat(3),
);
for (const f of [() => 'a'.repeat(-1), () => 'a'.repeat(Infinity), () => String.prototype.slice.call(null)])
  try {
    f();
  } catch (e) {
    console.log(e.name, e.message);
  }
