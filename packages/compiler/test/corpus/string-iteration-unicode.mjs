const s = 'a😀e\u0301\ud800z\u{1F468}\u200d\u{1F469}';
console.log(
  [...s].length,
  s.length,
  [...s].map((c) => c.codePointAt(0).toString(16)).join(),
  Array.from(s, (c) => c.length).join(''),
);
for (let i = 0; i < s.length; i++)
  console.log(
    i,
    s.charCodeAt(i).toString(16),
    s.codePointAt(i).toString(16),
    JSON.stringify(s.at(i)),
    JSON.stringify(s[i]),
  );
const it = s[Symbol.iterator]();
console.log(it.next(), it.next(), [...it].length, it.next(), Object.prototype.toString.call(it));
console.log(
  s.split('').length,
  s.split('😀').length,
  [...s].reverse().join('').length,
  s.indexOf('\ude00'),
  s.includes('\ud83d'),
  s.slice(1, 2) === '\ud83d',
  s.substring(1, 3),
  'e\u0301'.normalize('NFC').length,
  '\u00e9'.normalize('NFD').length,
  '\ufb01'.normalize('NFKC'),
  'Å'.normalize('NFD').length,
  '\uac00'.normalize('NFD').length,
  '\u1100\u1161'.normalize('NFC'),
  'q\u0307\u0323'.normalize('NFC').codePointAt(1).toString(16),
);
console.log(
  '\u{1F1E9}\u{1F1EA}'.length,
  [...'\u{1F1E9}\u{1F1EA}'].length,
  'İ'.toLowerCase().length,
  'ß'.toUpperCase(),
  'ΌΣΟΣ'.toLowerCase(),
  'ǅ'.toLowerCase(),
  'ŉ'.toUpperCase().length,
  '\u0130'.toLowerCase() === 'i\u0307',
  'ﬃ'.toUpperCase(),
  'Ⅷ'.toLowerCase(),
  'ⓐ'.toUpperCase(),
  '𐐀'.toLowerCase(),
  escape?.('aé€') ?? '',
  unescape?.('%u20AC%E9') ?? '',
);
console.log(
  'z\u0000\u00ff\u0100\uffff'
    .split('')
    .map((c) => c.charCodeAt(0))
    .join(),
  String.fromCharCode(0xd83d, 0xde00),
  String.fromCodePoint(0x1f600, 0x41),
);
