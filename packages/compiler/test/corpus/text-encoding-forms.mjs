const e = new TextEncoder(),
  d = new TextDecoder();
const hex = (b) => [...b].map((x) => x.toString(16).padStart(2, '0')).join(' ');
for (const s of ['', 'abc', 'é', '漢', '😀', '\ud83d', '\ude00x', 'a\0b', '\uffff', '\u{10ffff}'])
  console.log(JSON.stringify(s), hex(e.encode(s)), JSON.stringify(d.decode(e.encode(s))));
console.log(
  e.encoding,
  d.encoding,
  d.fatal,
  d.ignoreBOM,
  e.encode().length,
  e.encode(undefined).length,
  e.encode(null).length,
  e.encode(12).length,
);
for (const b of [
  [0xff],
  [0xc3],
  [0xc3, 0x28],
  [0xe2, 0x82],
  [0xf0, 0x9f, 0x98],
  [0xed, 0xa0, 0x80],
  [0xf5, 0x80],
  [0xc0, 0x80],
  [0xe0, 0x80, 0x80],
  [0xef, 0xbb, 0xbf, 0x61],
  [0x61, 0xe2, 0x82, 0x62],
  [0xf4, 0x90, 0x80, 0x80],
  [0x80, 0x80],
  [0xf0, 0x90, 0x41],
]) {
  let f;
  try {
    f = new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(b));
  } catch (x) {
    f = x.name + ' ' + x.code;
  }
  console.log(hex(b), JSON.stringify(d.decode(Uint8Array.from(b))), JSON.stringify(f));
}
const st = new TextDecoder();
console.log(
  JSON.stringify(
    [[0xf0, 0x9f], [0x98], [0x80, 0x61, 0xe2]].map((b) => st.decode(Uint8Array.from(b), { stream: true })),
  ),
  JSON.stringify(st.decode()),
  JSON.stringify(st.decode(Uint8Array.of(0x62))),
);
const into = new Uint8Array(5);
console.log(e.encodeInto('a漢b😀', into), hex(into), e.encodeInto('😀', new Uint8Array(3)), e.encodeInto('', into));
for (const l of [
  'utf8',
  'UTF-8',
  ' utf-8 ',
  'latin1',
  'ascii',
  'iso-8859-1',
  'windows-1252',
  'utf-16le',
  'utf-16',
  'unicode-1-1-utf-8',
  'x-none',
])
  try {
    const t = new TextDecoder(l);
    console.log(l, t.encoding, JSON.stringify(t.decode(Uint8Array.of(0x61, 0xe9, 0x00))));
  } catch (x) {
    console.log(l, x.name, x.code);
  }
console.log(
  d.decode(new Uint16Array([0x6261]).buffer),
  d.decode(new DataView(new Uint8Array([97, 98, 99]).buffer, 1)),
  d.decode(),
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.of(0xef, 0xbb, 0xbf)).length,
);
try {
  d.decode('x');
} catch (x) {
  console.log(x.name, x.code);
}
const big = 'añ漢😀'.repeat(5000);
console.log(e.encode(big).length, d.decode(e.encode(big)) === big);
console.log(btoa('Hello, \xff'), atob('SGVsbG8='), atob(' SGV sbG8 '), btoa(''), atob(''), atob('YQ'), btoa('\0\0'));
for (const s of ['é漢', 'a', 'a===', '*', 'YQ=a']) {
  try {
    console.log(btoa(s));
  } catch (x) {
    console.log(x.name, x.code);
  }
  try {
    console.log(JSON.stringify(atob(s)));
  } catch (x) {
    console.log(x.name, x.code);
  }
}
console.log(
  encodeURIComponent("é漢😀!'()*~ \n"),
  encodeURI('http://a/é?b=c d#e'),
  decodeURIComponent('%F0%9F%98%80%20'),
  decodeURI('%2F%20%23'),
  escape?.('é漢 +'),
  unescape?.('%u6F22%E9'),
);
for (const s of ['%', '%zz', '%C3', '%F8%80', '%ED%A0%80', '%u6F22'])
  try {
    console.log(decodeURIComponent(s));
  } catch (x) {
    console.log(x.name, x.message);
  }
