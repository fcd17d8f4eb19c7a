// Writes native/unicode/*_tables.c by asking Node's own RegExp and String about every code point, so that the tables
// are those of the Unicode version that the oracle of the tests has, and no package of data is needed.
// Usage: node scripts/unicode-tables.mjs [FOLDER]
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { binaryProperties, generalCategories, scripts } from './unicode-names.mjs';

const PINNED = '17.0';
if (process.versions.unicode !== PINNED)
  throw new Error(`The tables are pinned to Unicode ${PINNED}; this Node has ${process.versions.unicode}.`);

const folder = process.argv[2] ?? fileURLToPath(new URL('../native/unicode/', import.meta.url));
mkdirSync(folder, { recursive: true });

const LAST = 0x10ffff;
const isSurrogate = (c) => c >= 0xd800 && c <= 0xdfff;
const banner = `/* Written by scripts/unicode-tables.mjs from Unicode ${PINNED}: do not edit. */\n`;

// --- sets of code points

// Every code point but the surrogates, in order; offsets in units are turned back by `codePointOfOffset`.
const everything = (() => {
  const parts = [];
  for (let from = 0; from <= LAST; from += 0x400) {
    if (isSurrogate(from)) continue;
    parts.push(String.fromCodePoint(...Array.from({ length: 0x400 }, (_, i) => from + i)));
  }
  return parts.join('');
})();
function codePointOfOffset(offset) {
  if (offset < 0xd800) return offset;
  if (offset < 0x10000 - 0x800) return offset + 0x800;
  return 0x10000 + (offset - (0x10000 - 0x800)) / 2;
}

/** Sorted [first, last] pairs of the code points that a one-character expression matches. */
function rangesOf(source) {
  const ranges = [];
  const add = (first, last) => {
    const previous = ranges.at(-1);
    if (previous && previous[1] + 1 === first) previous[1] = last;
    else ranges.push([first, last]);
  };
  const surrogates = [];
  const one = new RegExp(`^${source}$`, 'u');
  for (let c = 0xd800; c <= 0xdfff; c++) if (one.test(String.fromCharCode(c))) surrogates.push(c);
  let pending = surrogates;
  for (const match of everything.matchAll(new RegExp(`${source}+`, 'gu'))) {
    const first = codePointOfOffset(match.index);
    const last = codePointOfOffset(match.index + match[0].length) - 1;
    // A match may span the surrogates, which the text leaves out.
    if (first < 0xd800 && match.index + match[0].length > 0xd800) {
      add(first, 0xd7ff);
      for (const c of pending) add(c, c);
      pending = [];
      add(0xe000, last);
      continue;
    }
    if (first >= 0xe000) {
      for (const c of pending) add(c, c);
      pending = [];
    }
    add(first, last === 0xdfff ? 0xd7ff : last);
  }
  for (const c of pending) add(c, c);
  return ranges;
}

/** Gaps and lengths in turn, each as a varint of 7-bit groups, low first; before them the number of ranges. */
function encode(ranges) {
  const bytes = [];
  const varint = (n) => {
    for (; n >= 0x80; n >>>= 7) bytes.push((n & 0x7f) | 0x80);
    bytes.push(n);
  };
  varint(ranges.length);
  let next = 0;
  for (const [first, last] of ranges) {
    varint(first - next);
    varint(last - first);
    next = last + 1;
  }
  return bytes;
}

function rows(items, width = 110) {
  const lines = [];
  let line = ' ';
  for (const item of items) {
    if (line.length + item.length + 2 > width) {
      lines.push(line);
      line = ' ';
    }
    line += ` ${item},`;
  }
  lines.push(line);
  return lines.join('\n');
}

let total = 0;
const sizes = {};
function writeTables(name, tables) {
  let text = `${banner}#include "unicode.h"\n`;
  let size = 0;
  for (const [symbol, ranges] of tables) {
    const bytes = encode(ranges);
    size += bytes.length;
    text += `\nconst uint8_t ${symbol}[] = {\n${rows(bytes.map(String))}\n};\n`;
  }
  total += size;
  sizes[name] = size;
  writeFileSync(join(folder, `${name}.c`), text);
}

const symbolOf = (name) => `unicode_${name}`;

// --- properties

const categories = generalCategories.filter(([, , parts]) => !parts);
const categoryRanges = new Map(categories.map(([short]) => [short, rangesOf(`\\p{gc=${short}}`)]));
// Cn is what the others leave over and the largest table: it is their complement.
writeTables(
  'category_tables',
  categories.filter(([short]) => short !== 'Cn').map(([short]) => [symbolOf(`gc_${short}`), categoryRanges.get(short)]),
);

const identifier = ['ID_Start', 'ID_Continue'];
const cases = ['Cased', 'Case_Ignorable'];
const special = ['Any', 'ASCII', 'Assigned'];
const ordinary = binaryProperties.filter(([name]) => ![...identifier, ...cases, ...special].includes(name));
writeTables(
  'identifier_tables',
  identifier.map((name) => [symbolOf(name), rangesOf(`\\p{${name}}`)]),
);
writeTables(
  'cased_tables',
  cases.map((name) => [symbolOf(name), rangesOf(`\\p{${name}}`)]),
);
writeTables(
  'binary_tables',
  ordinary.map(([name]) => [symbolOf(name), rangesOf(`\\p{${name}}`)]),
);

const scriptTables = [];
const extensionTables = [];
const sameExtensions = new Set();
for (const [long] of scripts) {
  const own = rangesOf(`\\p{Script=${long}}`);
  const extended = rangesOf(`\\p{Script_Extensions=${long}}`);
  scriptTables.push([symbolOf(`sc_${long}`), own]);
  if (JSON.stringify(own) === JSON.stringify(extended)) sameExtensions.add(long);
  else extensionTables.push([symbolOf(`scx_${long}`), extended]);
}
writeTables('script_tables', scriptTables);
writeTables('script_extension_tables', extensionTables);

// --- names of properties: one row a name and alias, in the order of strcmp, for a binary search

const declared = new Set();
const partLists = new Map();
const use = (symbol) => {
  declared.add(symbol);
  return symbol;
};
function partsSymbol(name, parts) {
  const symbol = `parts_${name}`;
  partLists.set(
    symbol,
    parts.map((part) => use(symbolOf(`gc_${part}`))),
  );
  return symbol;
}
const categoryRows = [];
for (const [short, long, parts, other] of generalCategories) {
  const all = categories.map(([name]) => name).filter((name) => name !== 'Cn');
  const complement = short === 'Cn' || parts?.includes('Cn');
  const list = complement ? all.filter((name) => !parts?.includes(name)) : (parts ?? [short]);
  const symbol = partsSymbol(short, list);
  for (const name of [short, long, other].filter(Boolean)) categoryRows.push([name, symbol, complement]);
}
const binaryRows = [];
for (const [name, alias] of binaryProperties) {
  let symbol;
  let complement = false;
  if (name === 'Any') {
    symbol = 'parts_none';
    complement = true;
  } else if (name === 'Assigned') {
    symbol = 'parts_Cn';
  } else if (name === 'ASCII') {
    symbol = 'parts_ASCII';
  } else {
    symbol = `parts_${name}`;
    partLists.set(symbol, [use(symbolOf(name))]);
  }
  for (const n of [name, alias].filter(Boolean)) binaryRows.push([n, symbol, complement]);
}
const scriptRows = [];
const extensionRows = [];
for (const [long, short, other] of scripts) {
  const symbol = `parts_sc_${long}`;
  partLists.set(symbol, [use(symbolOf(`sc_${long}`))]);
  let extended = symbol;
  if (!sameExtensions.has(long)) {
    extended = `parts_scx_${long}`;
    partLists.set(extended, [use(symbolOf(`scx_${long}`))]);
  }
  for (const name of [long, short, other].filter(Boolean)) {
    scriptRows.push([name, symbol, false]);
    extensionRows.push([name, extended, false]);
  }
}
const tableText = (symbol, list) =>
  `\nstatic const UnicodeProperty ${symbol}[] = {\n${list
    .sort((a, b) => (a[0] < b[0] ? -1 : 1))
    .map(([name, parts, complement]) => `    {"${name}", ${parts}, ${complement ? 1 : 0}},`)
    .join('\n')}\n};\n`;
writeFileSync(
  join(folder, 'property_names.c'),
  `${banner}#include "property.h"

${[...declared]
  .sort()
  .map((symbol) => `extern const uint8_t ${symbol}[];`)
  .join('\n')}
static const uint8_t ascii[] = {1, 0, 127};
static const uint8_t *const parts_none[] = {0};
static const uint8_t *const parts_ASCII[] = {ascii, 0};
${[...partLists].map(([symbol, list]) => `static const uint8_t *const ${symbol}[] = {${list.join(', ')}, 0};`).join('\n')}
${tableText('categories', categoryRows)}${tableText('binaries', binaryRows)}${tableText('scripts', scriptRows)}${tableText('script_extensions', extensionRows)}
const UnicodePropertyTable unicode_property_tables[4] = {
    {categories, sizeof categories / sizeof *categories},
    {binaries, sizeof binaries / sizeof *binaries},
    {scripts, sizeof scripts / sizeof *scripts},
    {script_extensions, sizeof script_extensions / sizeof *script_extensions},
};
`,
);

// --- case mapping

const single = (s, c) => {
  const to = s.codePointAt(0);
  return s.length === String.fromCodePoint(to).length ? to : c;
};
const upper = new Map();
const lower = new Map();
const specialUpper = [];
const specialLower = [];
for (let c = 0; c <= LAST; c++) {
  if (isSurrogate(c)) continue;
  const s = String.fromCodePoint(c);
  for (const [mapped, simple, extra] of [
    [s.toUpperCase(), upper, specialUpper],
    [s.toLowerCase(), lower, specialLower],
  ]) {
    if (mapped === s) continue;
    const to = single(mapped, -1);
    if (to >= 0) simple.set(c, to);
    else extra.push([c, ...Array.from(mapped, (x) => x.codePointAt(0))]);
  }
}

/** Runs of code points that move by the same distance, one after another or every second one. */
function caseRanges(map) {
  const entries = [...map].sort((a, b) => a[0] - b[0]);
  const result = [];
  for (let i = 0; i < entries.length; ) {
    const [first, to] = entries[i];
    const delta = to - first;
    let best = 1;
    let bestStride = 1;
    for (const stride of [1, 2]) {
      let n = 1;
      while (i + n < entries.length && n < 1023) {
        const [c, t] = entries[i + n];
        if (c !== first + n * stride || t - c !== delta) break;
        n++;
      }
      if (n > best) {
        best = n;
        bestStride = stride;
      }
    }
    result.push([first, best, bestStride, delta]);
    i += best;
  }
  return result;
}
const hex = (n) => `0x${n.toString(16)}`;
const caseTable = (symbol, map) => {
  const ranges = caseRanges(map);
  sizes[symbol] = ranges.length * 8;
  return `\nconst UnicodeCaseRange ${symbol}[] = {\n${rows(ranges.map(([first, count, stride, delta]) => `{${hex(first)}, ${count}, ${stride}, ${delta}}`))}\n};\nconst uint32_t ${symbol}_count = ${ranges.length};\n`;
};
const specialTable = (symbol, list) => {
  sizes[symbol] = list.length * 8;
  return `\nconst uint16_t ${symbol}[][4] = {\n${rows(list.map((row) => `{${[...row, 0, 0].slice(0, 4).map(hex).join(', ')}}`))}\n};\nconst uint32_t ${symbol}_count = ${list.length};\n`;
};
writeFileSync(
  join(folder, 'case_tables.c'),
  `${banner}#include "unicode.h"\n${caseTable('unicode_upper', upper)}${caseTable('unicode_lower', lower)}${specialTable('unicode_special_upper', specialUpper)}${specialTable('unicode_special_lower', specialLower)}`,
);

// --- case folding of regular expressions (Canonicalize, ECMA-262 22.2.2.7.3)

const cased = [...new Set([...upper, ...lower, ...specialUpper.map((r) => [r[0], r[0]])].flat())].sort((a, b) => a - b);
const foldUnits = new Map();
for (const c of cased) {
  if (c > 0xffff) continue;
  const mapped = String.fromCodePoint(c).toUpperCase();
  if (mapped.length !== 1) continue;
  const to = mapped.charCodeAt(0);
  if (to !== c && !(c >= 128 && to < 128)) foldUnits.set(c, to);
}
const foldUnicode = new Map();
const casedText = String.fromCodePoint(...cased);
const done = new Set();
for (const c of cased) {
  if (done.has(c)) continue;
  const members = Array.from(casedText.match(new RegExp(`\\u{${c.toString(16)}}`, 'giu')), (x) => x.codePointAt(0));
  for (const m of members) done.add(m);
  if (members.length < 2) continue;
  const lowered = lower.get(members[0]) ?? members[0];
  const canonical = members.includes(lowered) ? lowered : members[0];
  for (const m of members) if (m !== canonical) foldUnicode.set(m, canonical);
}
writeFileSync(
  join(folder, 'fold_tables.c'),
  `${banner}#include "unicode.h"\n${caseTable('unicode_fold_units', foldUnits)}${caseTable('unicode_fold_points', foldUnicode)}`,
);

console.log(sizes, 'sets in all:', total, 'bytes');
