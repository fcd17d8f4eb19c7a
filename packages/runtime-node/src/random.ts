import { randomFillSync } from 'node:crypto';
import type { Random } from '@morgana/random';

/** Octets drawn from the generator at a time; a call costs about as much as 4 KiB from it. */
const POOL_LENGTH = 4096;
/** Requests from here on go past the pool. */
const POOLED_LENGTH = 256;
/** Octets in one call to the generator, well within the limits of every Node.js and of Web Crypto (65536). */
const CALL_LENGTH = 65536;

/**
 * Cryptographically strong random bytes of node:crypto. Small requests (sequence numbers, ports, identifiers) come from a
 * pool; bytes are wiped from it as they are handed out, so that a later look at memory does not tell what they were.
 */
export function createRandom(): Random {
  return new PooledRandom();
}

class PooledRandom implements Random {
  readonly #pool = new Uint8Array(POOL_LENGTH);
  #used = POOL_LENGTH;

  fill(bytes: Uint8Array): void {
    const length = bytes.length;
    if (length >= POOLED_LENGTH) {
      for (let offset = 0; offset < length; offset += CALL_LENGTH) {
        randomFillSync(bytes, offset, Math.min(CALL_LENGTH, length - offset));
      }
      return;
    }
    if (this.#used + length > POOL_LENGTH) {
      randomFillSync(this.#pool);
      this.#used = 0;
    }
    const pool = this.#pool;
    let from = this.#used;
    for (let i = 0; i < length; i++) {
      bytes[i] = pool[from] as number;
      pool[from++] = 0;
    }
    this.#used = from;
  }
}
