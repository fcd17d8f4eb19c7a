/**
 * SipHash-2-4 (Aumasson and Bernstein, 2012): a keyed hash of 64 bits that is fast for short input. Words of 64 bits are
 * pairs of 32, low and high.
 */

const v = /* @__PURE__ */ new Int32Array(8);

function round(): void {
  add(0, 2);
  rotateXor(2, 13, 0);
  swap(0);
  add(4, 6);
  rotateXor(6, 16, 4);
  add(0, 6);
  rotateXor(6, 21, 0);
  add(4, 2);
  rotateXor(2, 17, 4);
  swap(4);
}

/** v[a] += v[b] */
function add(a: number, b: number): void {
  const low = (v[a]! >>> 0) + (v[b]! >>> 0);
  v[a] = low;
  v[a + 1] = v[a + 1]! + v[b + 1]! + (low > 0xffff_ffff ? 1 : 0);
}

/** v[a] = rotate left by `bits` (below 32), exclusive or v[b] */
function rotateXor(a: number, bits: number, b: number): void {
  const low = v[a]!;
  const high = v[a + 1]!;
  v[a] = ((low << bits) | (high >>> (32 - bits))) ^ v[b]!;
  v[a + 1] = ((high << bits) | (low >>> (32 - bits))) ^ v[b + 1]!;
}

/** Rotates v[a] by 32 bits. */
function swap(a: number): void {
  const low = v[a]!;
  v[a] = v[a + 1]!;
  v[a + 1] = low;
}

function little(bytes: Uint8Array, at: number): number {
  return bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
}

/** Writes the hash of `bytes` under a key of 16 octets to `out` at `at`, 8 octets, low one first. */
export function sipHash(key: Uint8Array, bytes: Uint8Array, out: Uint8Array, at: number): void {
  for (let i = 0; i < 2; i++) {
    const low = little(key, 8 * i);
    const high = little(key, 8 * i + 4);
    v[2 * i] = low;
    v[2 * i + 1] = high;
    v[2 * i + 4] = low;
    v[2 * i + 5] = high;
  }
  // "somepseudorandomlygeneratedbytes"
  v[0]! ^= 0x70736575;
  v[1]! ^= 0x736f6d65;
  v[2]! ^= 0x6e646f6d;
  v[3]! ^= 0x646f7261;
  v[4]! ^= 0x6e657261;
  v[5]! ^= 0x6c796765;
  v[6]! ^= 0x79746573;
  v[7]! ^= 0x74656462;
  const { length } = bytes;
  const whole = length & ~7;
  for (let i = 0; i < whole; i += 8) mix(little(bytes, i), little(bytes, i + 4));
  const last = new Uint8Array(8);
  for (let i = whole; i < length; i++) last[i - whole] = bytes[i]!;
  last[7] = length;
  mix(little(last, 0), little(last, 4));
  v[4]! ^= 0xff;
  for (let i = 0; i < 4; i++) round();
  for (let half = 0; half < 2; half++) {
    const value = v[half]! ^ v[2 + half]! ^ v[4 + half]! ^ v[6 + half]!;
    for (let i = 0; i < 4; i++) out[at + 4 * half + i] = value >>> (8 * i);
  }
}

function mix(low: number, high: number): void {
  v[6]! ^= low;
  v[7]! ^= high;
  round();
  round();
  v[0]! ^= low;
  v[1]! ^= high;
}
