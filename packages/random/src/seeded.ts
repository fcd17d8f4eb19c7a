import type { Random } from './random.js';

/** Rounds after seeding until every bit of the state depends on every bit of the seed. */
const WARM_UP = 15;

/**
 * A generator that gives the same bytes for the same seed, for tests and simulations.
 *
 * NOT CRYPTOGRAPHIC: who sees a few outputs knows all of them. Never give it to anything that needs secrets: TLS, initial
 * sequence numbers, DNS identifiers of a program that faces a network.
 *
 * The algorithm is sfc32 ("small fast counting", Chris Doty-Humphrey, PractRand): 96 bits of chaotic state and a 32-bit
 * counter that rules out cycles shorter than 2^32. The stream of a seed never changes between versions.
 */
export class SeededRandom implements Random {
  #a: number;
  #b: number;
  #c: number;
  #counter: number;

  /**
   * @param seed an integer of at most 53 bits, or octets, of which all count
   * @throws {RangeError} when a number is no safe integer
   */
  constructor(seed: number | Uint8Array) {
    this.#a = 0;
    this.#b = 0;
    this.#c = 0;
    this.#counter = 1;
    if (typeof seed === 'number') {
      if (!Number.isSafeInteger(seed)) throw new RangeError(`seed ${seed}: it has to be an integer of at most 53 bits`);
      this.#b = seed | 0;
      this.#c = Math.floor(seed / 0x1_0000_0000) | 0;
    } else {
      // The length goes in first, so that trailing zeros count.
      this.#a = seed.length | 0;
      for (let i = 0; i < seed.length; i += 4) {
        const word = seed[i]! | ((seed[i + 1] ?? 0) << 8) | ((seed[i + 2] ?? 0) << 16) | ((seed[i + 3] ?? 0) << 24);
        this.#b = (this.#b + word) | 0;
        for (let round = 0; round < WARM_UP; round++) this.uint32();
      }
    }
    for (let round = 0; round < WARM_UP; round++) this.uint32();
  }

  /** An integer from 0 to 2^32 - 1. */
  uint32(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** Takes one 32-bit word for every four octets begun, low octet first. */
  fill(bytes: Uint8Array): void {
    const whole = bytes.length & ~3;
    let i = 0;
    for (; i < whole; i += 4) {
      const word = this.uint32();
      bytes[i] = word;
      bytes[i + 1] = word >>> 8;
      bytes[i + 2] = word >>> 16;
      bytes[i + 3] = word >>> 24;
    }
    if (i < bytes.length) {
      for (let word = this.uint32(); i < bytes.length; i++, word >>>= 8) bytes[i] = word;
    }
  }

  /** A generator of its own, seeded by this one: draws from either do not disturb the other. */
  fork(): SeededRandom {
    const seed = new Uint8Array(16);
    this.fill(seed);
    return new SeededRandom(seed);
  }
}
