/**
 * SipHash-2-4 (Aumasson and Bernstein, "SipHash: a fast short-input PRF", 2012) on 32-bit halves: a keyed hash that is cheap
 * for a few octets: initial sequence numbers (RFC 6528), interface identifiers (RFC 7217), DNS cookies (RFC 9018).
 *
 * Returns the low 32 bits of the 64-bit result, signed; `high` takes the others. `key` holds k0 and k1 as low half, high half, low
 * half, high half.
 */
export function sipHash24(key: Int32Array, bytes: Uint8Array, length: number, high?: Int32Array): number {
  const k0l = key[0]!;
  const k0h = key[1]!;
  const k1l = key[2]!;
  const k1h = key[3]!;
  let v0l = k0l ^ 0x70736575;
  let v0h = k0h ^ 0x736f6d65;
  let v1l = k1l ^ 0x6e646f6d;
  let v1h = k1h ^ 0x646f7261;
  let v2l = k0l ^ 0x6e657261;
  let v2h = k0h ^ 0x6c796765;
  let v3l = k1l ^ 0x79746573;
  let v3h = k1h ^ 0x74656462;

  const blocks = (length >> 3) + 1;
  // Each message block is two rounds; the finalization is four rounds more, done as two "blocks" of zero.
  for (let block = 0; block < blocks + 2; block++) {
    let ml = 0;
    let mh = 0;
    if (block < blocks) {
      const at = block << 3;
      if (at + 8 <= length) {
        ml = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
        mh = bytes[at + 4]! | (bytes[at + 5]! << 8) | (bytes[at + 6]! << 16) | (bytes[at + 7]! << 24);
      } else {
        for (let i = 0; i < 4 && at + i < length; i++) ml |= bytes[at + i]! << (8 * i);
        for (let i = 0; i < 4 && at + 4 + i < length; i++) mh |= bytes[at + 4 + i]! << (8 * i);
        mh |= length << 24;
      }
      v3l ^= ml;
      v3h ^= mh;
    } else if (block === blocks) v2l ^= 0xff;
    for (let round = 0; round < 2; round++) {
      v0l = (v0l + v1l) | 0;
      v0h = (v0h + v1h + (v0l >>> 0 < v1l >>> 0 ? 1 : 0)) | 0;
      let t = (v1l << 13) | (v1h >>> 19);
      v1h = ((v1h << 13) | (v1l >>> 19)) ^ v0h;
      v1l = t ^ v0l;
      t = v0l;
      v0l = v0h;
      v0h = t;
      v2l = (v2l + v3l) | 0;
      v2h = (v2h + v3h + (v2l >>> 0 < v3l >>> 0 ? 1 : 0)) | 0;
      t = (v3l << 16) | (v3h >>> 16);
      v3h = ((v3h << 16) | (v3l >>> 16)) ^ v2h;
      v3l = t ^ v2l;
      v0l = (v0l + v3l) | 0;
      v0h = (v0h + v3h + (v0l >>> 0 < v3l >>> 0 ? 1 : 0)) | 0;
      t = (v3l << 21) | (v3h >>> 11);
      v3h = ((v3h << 21) | (v3l >>> 11)) ^ v0h;
      v3l = t ^ v0l;
      v2l = (v2l + v1l) | 0;
      v2h = (v2h + v1h + (v2l >>> 0 < v1l >>> 0 ? 1 : 0)) | 0;
      t = (v1l << 17) | (v1h >>> 15);
      v1h = ((v1h << 17) | (v1l >>> 15)) ^ v2h;
      v1l = t ^ v2l;
      t = v2l;
      v2l = v2h;
      v2h = t;
    }
    if (block < blocks) {
      v0l ^= ml;
      v0h ^= mh;
    }
  }
  if (high !== undefined) high[0] = v0h ^ v1h ^ v2h ^ v3h;
  return v0l ^ v1l ^ v2l ^ v3l;
}
