const words = [
  'apple',
  'Banana',
  'cherry',
  'date',
  'éclair',
  'Zoo',
  'zebra',
  '10',
  '9',
  '',
  ' ',
  'apple pie',
  'Äpfel',
  'a',
  'A',
  'b',
  'ß',
  'ss',
  '😀',
  '\uffff',
];
console.log(words.slice().sort().join('|'));
console.log(
  words
    .slice()
    .sort((a, b) => a.length - b.length || (a < b ? -1 : 1))
    .join('|'),
);
console.log(
  words
    .slice()
    .sort((a, b) => a.localeCompare(b))
    .join('|'),
);
console.log(
  words
    .slice()
    .sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1))
    .join('|'),
);
const t = 'the rain in spain stays mainly in the plain';
console.log(
  t.indexOf('in'),
  t.lastIndexOf('in'),
  t.indexOf('in', 6),
  t.split('in').length - 1,
  t.match(/\bin\b/g).length,
  t.search(/s\w+n/),
  t.includes('spain', 12),
  t.startsWith('rain', 4),
  t.endsWith('the', 37),
  [...t.matchAll(/(\w)ain/g)].map((m) => m[1] + m.index).join(),
  t.replace(/\b(\w)(\w*)/g, (_, a, b) => a.toUpperCase() + b),
);
const all = (s, x) => {
  const r = [];
  for (let i = s.indexOf(x); i >= 0; i = s.indexOf(x, i + 1)) r.push(i);
  return r;
};
console.log(all(t, 'ain'), all('aaaa', 'aa'));
const kmp = (s, p) => {
  const f = [0];
  for (let i = 1, k = 0; i < p.length; i++) {
    while (k && p[i] !== p[k]) k = f[k - 1];
    f[i] = p[i] === p[k] ? ++k : k;
  }
  const r = [];
  for (let i = 0, k = 0; i < s.length; i++) {
    while (k && s[i] !== p[k]) k = f[k - 1];
    if (s[i] === p[k]) k++;
    if (k === p.length) {
      r.push(i - k + 1);
      k = f[k - 1];
    }
  }
  return r;
};
console.log(kmp('abababcabab', 'abab'), kmp('x'.repeat(1000) + 'y', 'xy'));
const pal = (s) => ((x) => x === [...x].reverse().join(''))(s.toLowerCase().replace(/[^a-z0-9]/g, ''));
console.log(pal('A man, a plan, a canal: Panama'), pal('nope'));
console.log(
  'abc'.localeCompare('abd'),
  'a' < 'b',
  'a' < 'B',
  '2' < '10',
  'Z' < 'a',
  '' < ' ',
  'é' > 'z',
  'é'.localeCompare('f'),
  'a'.localeCompare('A'),
  ['b', 'a', 'C', 'A'].sort((x, y) => x.localeCompare(y, 'en', { sensitivity: 'base' })).join(),
  ['x10', 'x9', 'x1'].sort(new Intl.Collator('en', { numeric: true }).compare).join(),
);
