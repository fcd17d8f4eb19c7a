let seed = 12345;
const rnd = () => (seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff) / 0x7fffffff;
const buf = new DataView(new ArrayBuffer(8));
const bits = () => {
  buf.setUint32(0, (rnd() * 2 ** 32) >>> 0);
  buf.setUint32(4, (rnd() * 2 ** 32) >>> 0);
  return buf.getFloat64(0);
};
let bad = 0,
  h = 0;
const mix = (s) => {
  for (let i = 0; i < s.length; i++) h = (Math.imul(h, 31) + s.charCodeAt(i)) | 0;
};
for (let i = 0; i < 20000; i++) {
  const n = bits();
  if (!Number.isFinite(n)) continue;
  const s = String(n);
  mix(s);
  if (!Object.is(Number(s), n)) bad++;
  if (!Object.is(parseFloat(s), n)) bad++;
  if (JSON.parse(s) !== n) bad++;
}
console.log(bad, h);
h = 0;
for (let i = 0; i < 3000; i++) {
  const n = (rnd() - 0.5) * 10 ** Math.floor(rnd() * 30 - 8);
  mix(n.toFixed(Math.floor(rnd() * 20)));
  mix(n.toPrecision(1 + Math.floor(rnd() * 40)));
  mix(n.toExponential(Math.floor(rnd() * 30)));
  mix(n.toString(2 + Math.floor(rnd() * 35)));
}
console.log(h);
h = 0;
for (let i = 0; i < 2000; i++) {
  const a = Math.floor(rnd() * 1e9),
    b = Math.floor(rnd() * 1e9) + 1;
  mix(String(a / b));
  mix(String(a % b));
  mix(String(Math.sqrt(a)));
  mix(String(a * b));
  mix(String(a ** 0.3));
  mix(String(Math.sin(a) + Math.log(b)));
  mix(String((a * b) | 0));
  mix(String(Math.fround(a / b)));
  mix(String(Math.hypot(a, b)));
  mix(String(Math.atan2(a, b)));
}
console.log(h);
h = 0;
for (let e = -330; e < 310; e += 7)
  for (const m of ['1', '9.999999999999999', '4.35', '2.2250738585072014']) {
    const v = Number(m + 'e' + e);
    mix(String(v));
    mix(v.toString(36));
  }
console.log(h);
console.log(
  [
    0.1 + 0.2,
    1 / 3,
    100 / 3,
    2 ** 0.5,
    1e21 / 7,
    123456789.123456789,
    5e-324 * 3,
    1.7976931348623157e308 / 3,
    4.35 * 100,
    1.1 * 1.1,
    0.1 ** 10,
    (0.1).toFixed(20),
    (1e-10).toFixed(25),
    (123.456).toFixed(30),
    (2 ** 70).toFixed(3),
    (0.000001).toPrecision(3),
    (1e-7).toString(),
    1e-6 + '',
    2 ** 53 + 2 + '',
  ].join(' '),
);
const sum = Array.from({ length: 1000 }, () => rnd()).reduce((a, b) => a + b);
console.log(sum, sum.toFixed(10));
console.log([1e3, 1e5, 1e6, 1234.5678, -0.00012, 1e21, NaN].map((n) => n.toLocaleString()));
for (const s of [
  '0.1e1',
  '1e0001',
  '00.5',
  '.0',
  '-.0',
  '1e-400',
  '17976931348623158079372897140530341507993413271003782693617377898044496829276475094664901797758720709633028641669288791094655554785194040263065748867150582068190890200070838367627385484581771153176447573027006985557136695962284291481986083493647529271907416844436551070434271155969950809304288017790417449779',
  '2.4703282292062327208e-324',
  '2.4703282292062328e-324',
  '9007199254740993.0',
  '9007199254740992.9999',
  '0x' + 'f'.repeat(30),
  '1' + '0'.repeat(400),
])
  console.log(s.slice(0, 20), Number(s), parseFloat(s));
