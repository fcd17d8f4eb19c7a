// Writes native/case_table.c from the Unicode data of the running Node: how each code point maps to the other case.
import { writeFileSync } from 'node:fs';

function table(map) {
  const runs = [];
  const special = [];
  for (let c = 128; c < 0x20000; c++) {
    if (c >= 0xd800 && c < 0xe000) continue;
    const mapped = [...map(String.fromCodePoint(c))].map((x) => x.codePointAt(0));
    if (mapped.length === 1 && mapped[0] === c) continue;
    if (mapped.length > 1) {
      special.push([c, ...mapped, ...Array(3 - mapped.length).fill(0)]);
      continue;
    }
    const delta = mapped[0] - c;
    const last = runs[runs.length - 1];
    // runs of every code point, or of every other one
    if (last && last.delta === delta && c - last.end <= 2 && (last.step === 0 || last.step === c - last.end)) {
      last.step = c - last.end;
      last.end = c;
    } else runs.push({ start: c, end: c, step: 0, delta });
  }
  return { runs, special };
}
const emit = (name, { runs, special }) => `const CaseRun ${name}_runs[] = {
${runs.map((r) => `    {${r.start}, ${r.end}, ${r.delta}, ${r.step || 1}},`).join('\n')}
};
const uint32_t ${name}_run_count = ${runs.length};
const uint32_t ${name}_special[][4] = {
${special.map((s) => `    {${s.join(', ')}},`).join('\n')}
};
const uint32_t ${name}_special_count = ${special.length};
`;
writeFileSync(
  new URL('../native/case_table.c', import.meta.url),
  `/* Made by scripts/case-table.mjs (Unicode ${process.versions.unicode}). */
#include "case.h"

${emit(
  'upper',
  table((c) => c.toUpperCase()),
)}
${emit(
  'lower',
  table((c) => c.toLowerCase()),
)}`,
);
