// Writes powers.c's tables to standard output: node powers.mjs
const STEP = 27;
const top = (bits, exponent) => {
  // The first `bits` bits of 5^exponent, truncated.
  const n =
    exponent >= 0
      ? (5n ** BigInt(exponent)) << BigInt(bits)
      : (1n << BigInt(bits + 3 * -exponent)) / 5n ** BigInt(-exponent);
  return n >> BigInt(n.toString(2).length - bits);
};
const hex = (n) => `0x${n.toString(16).padStart(16, '0')}`;
const mask = (1n << 64n) - 1n;
const rows = [];
for (let i = -13; i <= 12; i++) {
  const n = top(192, i * STEP);
  rows.push(`    {${hex(n >> 128n)}, ${hex((n >> 64n) & mask)}, ${hex(n & mask)}}, /* ${i * STEP} */`);
}
const small = [];
for (let i = 0; i < STEP; i++) small.push(`    ${hex(top(64, i))}, /* ${i} */`);
console.log(`static const uint64_t coarse_powers[26][3] = {\n${rows.join('\n')}\n};\n`);
console.log(`static const uint64_t fine_powers[${STEP}] = {\n${small.join('\n')}\n};`);
