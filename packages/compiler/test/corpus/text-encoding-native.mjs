const e = new TextEncoder(),
  d = new TextDecoder(),
  f = new TextDecoder('utf-8', { fatal: true });
for (const t of [
  '',
  'abc',
  'äöü',
  '漢字 mixed ä',
  '😀 pair',
  'lone \ud800 x',
  'x'.repeat(1000) + 'é',
  '\ufeffbom',
  '\ufeff',
]) {
  const b = e.encode(t);
  console.log(b.length, b.join(' ').slice(0, 60), JSON.stringify(d.decode(b)).slice(0, 60), d.decode(b).length);
}
for (const b of [
  [0xff],
  [0xc3],
  [0xe2, 0x82],
  [0xe2, 0x82, 0xac],
  [0x61, 0x80, 0x62],
  [0xed, 0xa0, 0x80],
  [0xf0, 0x9f, 0x98, 0x80],
  [0xef, 0xbb, 0xbf, 0x61],
]) {
  console.log(JSON.stringify(d.decode(new Uint8Array(b))));
  try {
    console.log(JSON.stringify(f.decode(new Uint8Array(b))));
  } catch (x) {
    console.log(x.name, x.code);
  }
}
const s = new TextDecoder();
const all = e.encode('aé漢😀z'.repeat(3));
let out = '';
for (const x of all) out += s.decode(Uint8Array.of(x), { stream: true });
out += s.decode();
console.log(out);
console.log(
  d.decode(new Uint8Array(all.buffer, 1, 5)),
  d.decode(new DataView(all.buffer, 3)),
  d.decode(all.buffer),
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(e.encode('\ufeffq')).length,
);
for (const t of ['', 'a', 'ab', 'abc', '\xff\xfe\x00', 'hello world'])
  console.log(btoa(t), JSON.stringify(atob(btoa(t))));
for (const t of ['YQ==', 'YQ', ' Y Q = = ', 'Y', 'YQ=', '====', 'YQ==YQ==', 'a-b_', 'é', '漢', 'YWJj\n', 'AAECAwQ'])
  try {
    console.log(JSON.stringify(atob(t)));
  } catch (x) {
    console.log(x.name, x.message);
  }
try {
  btoa('漢');
} catch (x) {
  console.log(x.name, x.message);
}
console.log(e.encode().length, e.encode(undefined).length, e.encode(null).join(), d.decode(), e.encode(5).join());
let h = 0;
for (let i = 0; i < 300; i++) {
  const t = 'line ' + i + ' é漢'.repeat(i % 7);
  const b = e.encode(t);
  h = (h * 31 + b.length + d.decode(b).length) | 0;
}
console.log(h);
