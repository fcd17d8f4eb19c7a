let h = 0,
  n = 0;
for (let c = 0; c < 0x110000; c++) {
  if (c >= 0xd800 && c < 0xe000) continue;
  const s = String.fromCodePoint(c);
  const u = s.toUpperCase(),
    l = s.toLowerCase();
  if (u !== s) n++;
  if (l !== s) n++;
  if (c < 0xa7c0 || (c > 0x10d00 && c < 0x16e00))
    for (const t of [u, l]) for (let i = 0; i < t.length; i++) h = (Math.imul(h, 31) + t.charCodeAt(i)) | 0;
}
console.log(h, n > 2800);
for (const s of [
  'ΑΣ',
  'ΑΣΑ',
  'Σ',
  'ΑΣ.',
  'Α.Σ',
  "ΑΣ'Β",
  'ΑΣ\u0301',
  '\u0301Σ',
  'aΣ b',
  '𐐀Σ',
  '𐐀Σ𐐀',
  'ΣΣΣ',
  'xΣ\u00ad',
  '1Σ',
  'aΣ1',
  'İI',
  'ŸÿÀ',
  'ǅ',
  'ﬀß',
  'ΐ',
])
  console.log(s.toLowerCase(), s.toUpperCase(), s.toLowerCase().length, s.toUpperCase().length);
