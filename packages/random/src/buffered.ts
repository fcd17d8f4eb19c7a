import type { Random } from './random.js';

/**
 * Draws blocks from a source that is dear to ask (a system call, a hypercall) and serves small draws from them. Octets are
 * wiped from the block as they are handed out. Larger draws than half a block go to the source directly.
 *
 * Up to a block of future output lies in memory: a snapshot of the machine that is started twice gives it out twice.
 */
export class BufferedRandom implements Random {
  #source: Random;
  #block: Uint8Array;
  /** Octets from here on are unused. */
  #next: number;

  /** @param blockSize octets drawn at a time. @throws {RangeError} unless it is an integer of at least 1 */
  constructor(source: Random, blockSize = 1024) {
    if (!Number.isSafeInteger(blockSize) || blockSize < 1) throw new RangeError(`block size ${blockSize}: at least 1`);
    this.#source = source;
    this.#block = new Uint8Array(blockSize);
    this.#next = blockSize;
  }

  fill(bytes: Uint8Array): void {
    const block = this.#block;
    const length = bytes.length;
    if (length === 0) return;
    if (length > block.length >>> 1) {
      this.#source.fill(bytes);
      return;
    }
    let done = 0;
    while (done < length) {
      if (this.#next === block.length) {
        this.#source.fill(block);
        this.#next = 0;
      }
      const end = Math.min(this.#next + length - done, block.length);
      bytes.set(block.subarray(this.#next, end), done);
      block.fill(0, this.#next, end);
      done += end - this.#next;
      this.#next = end;
    }
  }

  /** Throws the rest of the block away: after a fork or a restored snapshot. */
  discard(): void {
    this.#block.fill(0);
    this.#next = this.#block.length;
  }
}
