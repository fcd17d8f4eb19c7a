import { sipHash24 } from '@morgana/random';

const halves = /* @__PURE__ */ new Int32Array(4);
const high = /* @__PURE__ */ new Int32Array(1);

/** Writes the SipHash-2-4 of `bytes` under a key of 16 octets to `out` at `at`, 8 octets, low one first. */
export function sipHash(key: Uint8Array, bytes: Uint8Array, out: Uint8Array, at: number): void {
  for (let i = 0; i < 16; i += 4)
    halves[i >> 2] = key[i]! | (key[i + 1]! << 8) | (key[i + 2]! << 16) | (key[i + 3]! << 24);
  const low = sipHash24(halves, bytes, bytes.length, high);
  for (let i = 0; i < 4; i++) {
    out[at + i] = low >>> (8 * i);
    out[at + 4 + i] = high[0]! >>> (8 * i);
  }
}
