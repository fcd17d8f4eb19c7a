// Writes native/unicode/{canonical,compatibility,combining}_tables.c by asking Node's String.prototype.normalize about every
// code point, so that no package of data is needed and the Unicode version is that of the oracle.
// Usage: node scripts/normalization-tables.mjs [FOLDER]
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PINNED = '17.0';
if (process.versions.unicode !== PINNED)
  throw new Error(`The tables are pinned to Unicode ${PINNED}; this Node has ${process.versions.unicode}.`);
const folder = process.argv[2] ?? fileURLToPath(new URL('../native/unicode/', import.meta.url));
const banner = `/* Written by scripts/normalization-tables.mjs from Unicode ${PINNED}: do not edit. */\n#include "normalize.h"\n\n`;

const points = (text) => [...text].map((c) => c.codePointAt(0));
const text = (...codes) => String.fromCodePoint(...codes);
const all = [];
for (let c = 0x80; c <= 0x10ffff; c++) if (!(c >= 0xd800 && c <= 0xdfff)) all.push(c);
const isHangul = (c) => c >= 0xac00 && c <= 0xd7a3;

function varint(value) {
  const bytes = [];
  for (; value >= 0x80; value >>>= 7) bytes.push((value & 0x7f) | 0x80);
  bytes.push(value);
  return bytes;
}
function array(name, bytes) {
  const lines = [];
  for (let i = 0; i < bytes.length; i += 32) lines.push(`  ${bytes.slice(i, i + 32).join(',')},`);
  return `const uint8_t ${name}[] = {\n${lines.join('\n')}\n};\nconst uint32_t ${name}_size = ${bytes.length};\n`;
}

// Canonical: gap, then first code point * 2 + whether there is a second, then the second.
const canonical = [];
let last = 0;
let count = 0;
for (const c of all) {
  const full = text(c).normalize('NFD');
  if (full === text(c) || isHangul(c)) continue;
  const parts = points(full);
  let pair = parts;
  if (parts.length > 2) pair = [...points(text(...parts.slice(0, -1)).normalize('NFC')), parts.at(-1)];
  if (pair.length > 2) {
    // what cannot be composed again: decomposed as far as a pair leads on
    const inner = all.find((d) => d !== c && text(d).normalize('NFD') === text(...parts.slice(0, -1)));
    pair = [inner, parts.at(-1)];
  }
  const composes = pair.length === 2 && text(...pair).normalize('NFC') === text(c);
  canonical.push(...varint(c - last), ...varint((pair[0] << 2) | (composes ? 2 : 0) | (pair.length - 1)));
  if (pair.length === 2) canonical.push(...varint(pair[1]));
  last = c;
  count++;
}
writeFileSync(
  join(folder, 'canonical_tables.c'),
  `${banner}const uint32_t unicode_canonical_count = ${count};\n${array('unicode_canonical', canonical)}`,
);

// Compatibility: gap, length, code points of the full decomposition.
const compatibility = [];
last = 0;
count = 0;
for (const c of all) {
  const full = text(c).normalize('NFKD');
  if (isHangul(c) || full === text(c).normalize('NFD')) continue;
  const parts = points(full);
  compatibility.push(...varint(c - last), parts.length, ...parts.flatMap(varint));
  last = c;
  count++;
}
writeFileSync(
  join(folder, 'compatibility_tables.c'),
  `${banner}const uint32_t unicode_compatibility_count = ${count};\n${array('unicode_compatibility', compatibility)}`,
);

// Combining classes: only their order is ever asked for, so each becomes its rank. Two marks change places if and only if the
// first has the greater class and both have one.
const swaps = (a, b) => text(0x61, a, b).normalize('NFD') === text(0x61, b, a) && a !== b;
const OVERLAY = 0x334; // class 1, the least
const IOTA = 0x345; // class 240, the greatest
const marks = all.filter((c) => (swaps(c, OVERLAY) || swaps(IOTA, c)) && text(c).normalize('NFD') === text(c));
const classes = []; // of a mark each, ascending
const rankOf = new Map();
for (const mark of marks) {
  let low = 0;
  let high = classes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (swaps(mark, classes[middle][0])) low = middle + 1;
    else high = middle;
  }
  if (low < classes.length && !swaps(classes[low][0], mark)) classes[low].push(mark);
  else classes.splice(low, 0, [mark]);
}
for (const [rank, members] of classes.entries()) for (const mark of members) rankOf.set(mark, rank + 1);
const combining = [];
let end = 0;
count = 0;
for (let i = 0; i < marks.length; ) {
  let next = i + 1;
  while (marks[next] === marks[next - 1] + 1 && rankOf.get(marks[next]) === rankOf.get(marks[i])) next++;
  combining.push(...varint(marks[i] - end), ...varint(next - i), rankOf.get(marks[i]));
  end = marks[next - 1] + 1;
  count++;
  i = next;
}
writeFileSync(
  join(folder, 'combining_tables.c'),
  `${banner}const uint32_t unicode_combining_count = ${count};\n${array('unicode_combining', combining)}`,
);
console.log(
  `canonical ${canonical.length}, compatibility ${compatibility.length}, combining ${combining.length} bytes`,
);
