import type { Random } from './random.js';

export interface RandomFaults {
  /** After so many octets the source gives only `stuckAt`. */
  readonly stuckAfter?: number;
  /** 0 by default. */
  readonly stuckAt?: number;
  /** After so many octets every draw throws an Error; the draw that crosses the line throws and fills nothing. */
  readonly throwAfter?: number;
}

/** A source that breaks: for tests of what notices it. */
export class FaultyRandom implements Random {
  #source: Random;
  #stuckAfter: number;
  #stuckAt: number;
  #throwAfter: number;
  #drawn = 0;

  constructor(source: Random, faults: RandomFaults) {
    this.#source = source;
    this.#stuckAfter = faults.stuckAfter ?? Infinity;
    this.#stuckAt = faults.stuckAt ?? 0;
    this.#throwAfter = faults.throwAfter ?? Infinity;
  }

  fill(bytes: Uint8Array): void {
    const start = this.#drawn;
    if (start + bytes.length > this.#throwAfter) throw new Error('the random source failed (an injected fault)');
    this.#drawn += bytes.length;
    this.#source.fill(bytes);
    if (this.#drawn > this.#stuckAfter) bytes.fill(this.#stuckAt, Math.max(0, this.#stuckAfter - start));
  }
}
