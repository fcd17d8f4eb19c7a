import type { Random } from './random.js';

const TWO_32 = 0x1_0000_0000;

// Filled and read within one call, never across one.
const scratch = /* @__PURE__ */ new Uint8Array(8);
const word = /* @__PURE__ */ scratch.subarray(0, 4);

/** `length` fresh octets. */
export function bytes(random: Random, length: number): Uint8Array {
  const result = new Uint8Array(length);
  random.fill(result);
  return result;
}

/** An integer from 0 to 2^32 - 1. */
export function uint32(random: Random): number {
  random.fill(word);
  return (word[0]! | (word[1]! << 8) | (word[2]! << 16) | (word[3]! << 24)) >>> 0;
}

/** An integer from 0 to 2^53 - 1. */
function uint53(random: Random): number {
  random.fill(scratch);
  const low = (scratch[0]! | (scratch[1]! << 8) | (scratch[2]! << 16) | (scratch[3]! << 24)) >>> 0;
  const high = scratch[4]! | (scratch[5]! << 8) | ((scratch[6]! & 0x1f) << 16);
  return high * TWO_32 + low;
}

/**
 * An integer from 0 to `bound - 1`, each equally likely: draws that would favour some are thrown away, less than one for
 * each result on average. @throws {RangeError} unless `bound` is an integer from 1 to 2^53 - 1
 */
export function below(random: Random, bound: number): number {
  if (!Number.isSafeInteger(bound) || bound < 1) {
    throw new RangeError(`below(${bound}): the bound has to be an integer from 1 to 2^53 - 1`);
  }
  if (bound <= TWO_32) {
    const fair = TWO_32 - (TWO_32 % bound);
    let value = uint32(random);
    while (value >= fair) value = uint32(random);
    return value % bound;
  }
  const fair = 2 ** 53 - (2 ** 53 % bound);
  let value = uint53(random);
  while (value >= fair) value = uint53(random);
  return value % bound;
}

/** A multiple of 2^-53 from 0 to below 1, each equally likely. */
export function float(random: Random): number {
  return uint53(random) / 2 ** 53;
}

/** True with this probability: never for 0, always for 1. */
export function chance(random: Random, probability: number): boolean {
  return float(random) < probability;
}

/** Puts the items into a random order, in place; each order is equally likely (Fisher-Yates). @returns the array */
export function shuffle<T>(random: Random, items: T[]): T[] {
  for (let i = items.length - 1; i > 0; i--) {
    const j = below(random, i + 1);
    const item = items[i]!;
    items[i] = items[j]!;
    items[j] = item;
  }
  return items;
}
