// Writes native/number_table.c: 128-bit approximations of the powers of ten, rounded up. Run it by hand; the result is
// in the repository, and a test compares the two.
import { writeFileSync } from 'node:fs';

const MIN = -292;
const MAX = 324;
const lines = [];
for (let k = MIN; k <= MAX; k++) {
  const power = 10n ** BigInt(Math.abs(k));
  const bits = BigInt(power.toString(2).length);
  // floor(log2(10^k)) + 1 bits stand before the point
  let g;
  if (k >= 0) {
    const shift = 128n - bits;
    g = shift >= 0n ? power << shift : (power + (1n << -shift) - 1n) >> -shift;
  } else {
    const shift = 127n + bits; // 10^k = 2^-shift * g with g in [2^127, 2^128)
    g = ((1n << shift) + power - 1n) / power;
    if (g >= 1n << 128n) throw new Error('not normalized');
  }
  const hex = (x) => `0x${x.toString(16).padStart(16, '0')}`;
  lines.push(`    {${hex(g >> 64n)}, ${hex(g & 0xffffffffffffffffn)}},`);
}
writeFileSync(
  new URL('../native/number_table.c', import.meta.url),
  `/* Made by scripts/number-table.mjs: ceil(10^k / 2^e) of 128 bits, the top one set, for k from ${MIN} to ${MAX}. */
#include "number_table.h"

const uint64_t powers_of_ten[POWER_OF_TEN_MAX - POWER_OF_TEN_MIN + 1][2] = {
${lines.join('\n')}
};
`,
);
