// String.prototype.normalize and the functions of URIs, for every code point of three planes.
const texts = [
  'Ame\u0301lie',
  '\u1e9b\u0323',
  '\uac00\uac01',
  '\u1100\u1161\u11a8',
  'ﬁ Å①',
  'a\u0334\u0300\u0345\u0327',
  '\u0344',
  '\u2126',
  '\ufdfa',
  'é',
  'plain',
  '\u0958',
  '\ud834\udd5e',
  '\ud800',
  '\u1fa7',
];
for (const t of texts)
  for (const f of ['NFC', 'NFD', 'NFKC', 'NFKD'])
    console.log(f, [...t.normalize(f)].map((c) => c.codePointAt(0).toString(16)).join(' '));
let h = 0;
const add = (s) => {
  for (let i = 0; i < s.length; i++) h = (Math.imul(h, 31) + s.charCodeAt(i)) | 0;
};
for (let c = 0; c < 0x30000; c++) {
  const s = String.fromCodePoint(c);
  add(s.normalize());
  add(s.normalize('NFD'));
}
for (let c = 0; c < 0x10000; c += 7) {
  const s = String.fromCharCode(c);
  add(s.normalize('NFKC'));
  add(('a' + s + '\u0301' + String.fromCharCode(0x300 + (c % 112)) + s).normalize('NFC'));
  add(('q' + String.fromCharCode(0x300 + (c % 112)) + s + '\u0323').normalize('NFD'));
}
console.log(h);
try {
  'a'.normalize('x');
} catch (e) {
  console.log(e.name, e.message);
}
console.log(
  encodeURIComponent('a b&é€😀~!*'),
  encodeURI('http://x/é?a=b#c d'),
  decodeURIComponent('%F0%9F%98%80%E2%82%AC%20'),
  decodeURI('%23%20%C3%A9'),
  escape('a b+é€'),
  unescape('%u20AC%E9%zz'),
);
for (const bad of ['%', '%C3', '%C0%80', '%ED%A0%80', '%F5%80%80%80', '%80'])
  try {
    decodeURIComponent(bad);
    console.log('no');
  } catch (e) {
    console.log(e.name, e.message);
  }
try {
  encodeURIComponent('\ud800');
} catch (e) {
  console.log(e.name, e.message);
}
