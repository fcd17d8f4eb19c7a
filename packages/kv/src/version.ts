/**
 * A version out of the contents: 64 bits as 16 hexadecimal digits. Two passes of the mixing step of MurmurHash3 (x86, 32 bit)
 * with different seeds. It tells honest changes apart; it does not withstand somebody who looks for collisions.
 */
export function contentVersion(bytes: Uint8Array): string {
  return hex(mix(bytes, 0x9747b28c)) + hex(mix(bytes, 0x3c6ef372));
}

function mix(bytes: Uint8Array, seed: number): number {
  let hash = seed;
  const whole = bytes.length & ~3;
  for (let i = 0; i < whole; i += 4) {
    hash ^= scramble(bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24));
    hash = (hash << 13) | (hash >>> 19);
    hash = (Math.imul(hash, 5) + 0xe6546b64) | 0;
  }
  let rest = 0;
  for (let i = bytes.length - 1; i >= whole; i--) rest = (rest << 8) | bytes[i]!;
  hash ^= scramble(rest);
  hash ^= bytes.length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

function scramble(word: number): number {
  word = Math.imul(word, 0xcc9e2d51);
  return Math.imul((word << 15) | (word >>> 17), 0x1b873593);
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0');
}
