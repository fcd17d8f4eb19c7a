console.log(
  [
    'abc'.padStart(6),
    'abc'.padEnd(6, '12'),
    'abc'.padStart(8, '12345'),
    'abc'.padStart(2),
    'abc'.padEnd(5, ''),
    'x'.padStart(3, 'é'),
    'abc'.padStart(-1),
    'a'.padEnd(4, undefined),
  ].join('|'),
);
console.log(
  'ß'.toUpperCase(),
  'İ'.toLowerCase().length,
  'ΑΣ'.toLowerCase(),
  'ΑΣΑ'.toLowerCase(),
  'ŉ'.toUpperCase(),
  'ﬁ'.toUpperCase(),
  'ǰ'.toUpperCase(),
  'Ⅷ'.toLowerCase(),
  '\u{10400}'.toLowerCase() === '\u{10428}',
  'ÀÉÎ'.toLowerCase(),
  'àéîÿ'.toUpperCase(),
  'µ'.toUpperCase(),
  'ı'.toUpperCase(),
);
console.log(
  JSON.stringify([
    ' \t\n\v\f\r\u00a0\ufeff\u2028\u3000x\u1680 '.trim(),
    ' x '.trimStart(),
    ' x '.trimEnd(),
    '\u180ex'.trim(),
    '\u200bx'.trim(),
  ]),
);
console.log(
  'a'.concat(1, null, [2, 3], {}),
  'abc'.localeCompare('abd'),
  'a'.localeCompare('a'),
  'Abc'.toLocaleUpperCase(),
  'Abc'.toLocaleLowerCase(),
);
