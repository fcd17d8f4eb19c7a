const enc = new TextEncoder(),
  dec = new TextDecoder();
console.log(
  enc.encoding,
  dec.encoding,
  dec.fatal,
  dec.ignoreBOM,
  enc.encode('aé€😀\ud800x'),
  enc.encode(),
  enc.encode(undefined),
  enc.encode(null),
  enc.encode(5),
  dec.decode(),
  dec.decode(new Uint8Array()),
  enc,
  dec,
);
const b = new Uint8Array(5);
console.log(
  enc.encodeInto('a€😀', b),
  b,
  enc.encodeInto('😀😀', new Uint8Array(6)),
  enc.encodeInto('\ud800', new Uint8Array(3)),
);
for (const bytes of [
  [0xef, 0xbb, 0xbf, 65],
  [0xff],
  [0xc2],
  [0xc2, 65],
  [0xe2, 0x82],
  [0xe2, 0x82, 65],
  [0xf0, 0x9f, 0x98],
  [0xf0, 0x9f, 0x98, 0x80],
  [0xed, 0xa0, 0x80],
  [0xf4, 0x90, 0x80, 0x80],
  [0xc0, 0x80],
  [0x80, 0x80],
  [0xf8, 65],
  [0xe0, 0x80, 0x80],
  [0, 65],
  [0xf0, 0x80, 0x80, 0x80],
  [0xe2, 0x28, 0xa1],
]) {
  const u = Uint8Array.from(bytes);
  let f;
  try {
    f = new TextDecoder('utf-8', { fatal: true }).decode(u);
  } catch (e) {
    f = `${e.name} ${e.code} ${e.message}`;
  }
  console.log(
    bytes.join(),
    JSON.stringify(dec.decode(u)),
    JSON.stringify(f),
    JSON.stringify(new TextDecoder('utf-8', { ignoreBOM: true }).decode(u)),
  );
}
const s = new TextDecoder();
console.log(
  s.decode(Uint8Array.of(0xf0, 0x9f), { stream: true }) +
    '|' +
    s.decode(Uint8Array.of(0x98), { stream: true }) +
    '|' +
    s.decode(Uint8Array.of(0x80, 65), { stream: true }) +
    '|' +
    s.decode(),
);
console.log(
  JSON.stringify(s.decode(Uint8Array.of(0xe2), { stream: true }) + s.decode()),
  s.decode(new Uint8Array([65, 66, 67]).subarray(1)),
  s.decode(new Uint8Array([65]).buffer),
  s.decode(new DataView(new Uint8Array([65, 66]).buffer, 1)),
  s.decode(new Uint16Array([0x4241])),
);
for (const l of ['utf8', 'UTF-8', ' unicode-1-1-utf-8 ', 'nope', ''])
  try {
    console.log(l, new TextDecoder(l).encoding);
  } catch (e) {
    console.log(l, e.name, e.code, e.message);
  }
for (const bad of [5, 'x', {}, null])
  try {
    console.log(dec.decode(bad));
  } catch (e) {
    console.log(e.name, e.code);
  }
try {
  enc.encodeInto('a', []);
} catch (e) {
  console.log(e.name, e.code);
}
try {
  TextEncoder();
} catch (e) {
  console.log(e.message);
}
console.log(
  enc.encode('x'.repeat(1000)).length,
  dec.decode(enc.encode('é'.repeat(5000))).length,
  btoa('\xff\0a'),
  atob('/wBh').length,
  btoa(''),
  btoa('a'),
  atob(' YQ = = '),
  JSON.stringify(atob('')),
  Object.prototype.toString.call(enc),
  Object.prototype.toString.call(dec),
);
