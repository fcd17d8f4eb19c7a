// Writes native/text/collation_tables.c by asking Node's own Intl.Collator about every code point of the alphabets that
// have an order other than that of code points: the root collation of CLDR, which en-US uses as it is.
// Usage: node scripts/collation-tables.mjs [FILE]
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const PINNED = '17.0';
if (process.versions.unicode !== PINNED)
  throw new Error(`The tables are pinned to Unicode ${PINNED}; this Node has ${process.versions.unicode}.`);
const file = process.argv[2] ?? fileURLToPath(new URL('../native/text/collation_tables.c', import.meta.url));

/** [first, end) */
const RANGES = [
  [0x00, 0x250],
  [0x2b0, 0x530],
  [0x2010, 0x2060],
  [0x20a0, 0x20c0],
  [0x2190, 0x2200],
  [0xfb00, 0xfb07],
];
const collator = (sensitivity) => new Intl.Collator('en-US', { sensitivity }).compare;
const [base, accent, variant] = ['base', 'accent', 'variant'].map(collator);

const letters = [...'abcdefghijklmnopqrstuvwxyz'];
const pairs = letters.flatMap((a) => letters.map((b) => a + b));
const atoms = [];
const combining = [];
const expansions = new Map();
for (const [first, end] of RANGES)
  for (let c = first; c < end; c++) {
    const text = String.fromCodePoint(c);
    if (variant(text, '') === 0) continue;
    const canonical = text.normalize('NFD');
    if (canonical !== text) {
      expansions.set(text, { to: canonical, raised: 0 });
      continue;
    }
    if (base(text, '') === 0) {
      combining.push(text);
      continue;
    }
    const compatible = text.normalize('NFKD');
    const longer =
      compatible.length > 1 ? [compatible, compatible.replace('\u2044', '/')] : c < 0x250 && c > 0x7f ? pairs : [];
    const capital = text !== text.toLowerCase();
    const same = longer
      .map((other) => (longer === pairs && capital ? other.toUpperCase() : other))
      .find((other) => base(text, other) === 0);
    // the difference from what it expands to is one of accents or one of case
    if (same !== undefined)
      expansions.set(text, { to: same, raised: accent(text, same) > 0 ? 1 : variant(text, same) > 0 ? 2 : 0 });
    else atoms.push(text);
  }

/** Ranks of what `order` does not tell apart are equal. */
function ranked(list, order, first) {
  const ranks = new Map();
  let rank = first - 1;
  let previous;
  for (const text of [...list].sort((a, b) => order(a, b))) {
    if (previous === undefined || order(previous, text) !== 0) rank++;
    ranks.set(text, rank);
    previous = text;
  }
  return ranks;
}
function groups(list, ranks) {
  const map = new Map();
  for (const text of list) map.set(ranks.get(text), [...(map.get(ranks.get(text)) ?? []), text]);
  return map.values();
}

const MARKS = 64; // secondary weights of marks, above those of letters
const primary = ranked(atoms, base, 1);
const entries = new Map();
for (const group of groups(atoms, primary)) {
  const secondary = ranked(group, accent, 1);
  for (const equal of groups(group, secondary)) {
    const tertiary = ranked(equal, variant, 1);
    for (const text of equal) entries.set(text, [primary.get(text), secondary.get(text), tertiary.get(text)]);
  }
}
const marks = ranked(combining, accent, MARKS);
for (const equal of groups(combining, marks)) {
  const tertiary = ranked(equal, variant, 1);
  for (const text of equal) entries.set(text, [0, marks.get(text), tertiary.get(text)]);
}
for (const [, secondary, tertiary] of entries.values())
  if (secondary > 255 || tertiary > 15) throw new Error('a weight does not fit');

const EXPANDS = 0xffff;
const longs = [...expansions.keys()].sort();
const rows = [];
for (const [first, end] of RANGES) {
  rows.push(`  /* U+${first.toString(16).padStart(4, '0')} */`);
  const values = [];
  for (let c = first; c < end; c++) {
    const text = String.fromCodePoint(c);
    const [p, s, t] = entries.get(text) ?? [0, 0, 0];
    const weights = longs.includes(text)
      ? (EXPANDS << 16) | (longs.indexOf(text) << 4) | expansions.get(text).raised
      : (p << 16) | (s << 8) | t;
    values.push(`0x${(weights >>> 0).toString(16)}`);
  }
  for (let i = 0; i < values.length; i += 12) rows.push(`  ${values.slice(i, i + 12).join(', ')},`);
}
const flat = (text) => [...expansions.get(text).to].map((c) => (expansions.has(c) ? flat(c) : c)).join('');
const texts = longs.map((text) => {
  const units = [...flat(text)].map((c) => c.codePointAt(0));
  if (units.length > 4) throw new Error('an expansion is too long');
  return `  {${[...units, 0, 0, 0]
    .slice(0, 4)
    .map((u) => `0x${u.toString(16)}`)
    .join(', ')}},`;
});
writeFileSync(
  file,
  `/* Written by scripts/collation-tables.mjs from CLDR as in ICU ${process.versions.icu}: do not edit. */
#include "collation.h"

const CollationRange collation_ranges[COLLATION_RANGES] = {${RANGES.map(([a, b]) => `{0x${a.toString(16)}, 0x${b.toString(16)}}`).join(', ')}};
/* primary weight << 16 | secondary << 8 | tertiary; 0: ignored; primary 0xffff: << 4 an index of the expansions, and what they add */
const uint32_t collation_weights[] = {
${rows.join('\n')}
};
const uint16_t collation_expansions[][4] = {
${texts.join('\n')}
};
const uint32_t collation_last_primary = ${Math.max(...primary.values())};
const uint32_t collation_symbols = ${Math.min(...[...primary].filter(([t]) => /\p{Sc}/u.test(t)).map(([, rank]) => rank)) - 1};
const uint32_t collation_zero = ${primary.get('0')}, collation_nine = ${primary.get('9')};
const uint32_t collation_last_punctuation = ${Math.max(
    ...[...primary]
      .filter(([t]) => /[\p{P}\p{Z}\s]/u.test(t) && !/[\p{S}]/u.test(t))
      .map(([, rank]) => rank)
      .filter((rank) => rank < primary.get('`')),
  )};
`,
);
console.log(
  atoms.length,
  combining.length,
  longs.map((t) => `${t}=${expansions.get(t).to}`).join(' '),
  Math.max(...marks.values()),
);
