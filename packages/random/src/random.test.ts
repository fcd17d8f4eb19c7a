import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BufferedRandom } from './buffered.js';
import { defaultRandom, setDefaultRandom } from './default.js';
import { below, bytes, chance, float, shuffle, uint32 } from './draw.js';
import { FaultyRandom } from './faulty.js';
import { HealthCheckedRandom, RandomHealthError } from './health.js';
import type { Random } from './random.js';
import { SeededRandom } from './seeded.js';

// Seeds are written into bug reports: what they replay must not change.
const FROZEN_NUMBER = [71, 26, 22, 106, 206, 170, 200, 120];
const FROZEN_OCTETS = [156, 242, 90, 163, 170, 138, 9, 200];

/** Gives the octets of a list over and over, and counts the calls. */
class Listed implements Random {
  calls = 0;
  #at = 0;
  readonly list: readonly number[];
  constructor(list: readonly number[]) {
    this.list = list;
  }
  fill(bytes: Uint8Array): void {
    this.calls++;
    for (let i = 0; i < bytes.length; i++) bytes[i] = this.list[this.#at++ % this.list.length]!;
  }
}

describe('SeededRandom', () => {
  /** sfc32 written with 64-bit integers: an independent statement of the algorithm. */
  function* reference(seed: bigint): Generator<number> {
    const mask = 0xffff_ffffn;
    let [a, b, c, counter] = [0n, seed & mask, (seed >> 32n) & mask, 1n];
    for (let i = 0; ; i++) {
      const sum = (a + b + counter++) & mask;
      a = b ^ (b >> 9n);
      b = (c + (c << 3n)) & mask;
      c = (((c << 21n) | (c >> 11n)) + sum) & mask;
      if (i >= 15) yield Number(sum);
    }
  }

  test.each([0, 1, 42, -1, 2 ** 40 + 5, Number.MAX_SAFE_INTEGER])('is sfc32, seed %d', (seed) => {
    const random = new SeededRandom(seed);
    const expected = reference(BigInt(seed));
    for (let i = 0; i < 1000; i++) expect(random.uint32()).toBe(expected.next().value);
  });

  test('the stream of a seed is part of the interface', () => {
    expect(Array.from(bytes(new SeededRandom(1), 8))).toEqual(FROZEN_NUMBER);
    expect(Array.from(bytes(new SeededRandom(Uint8Array.of(1)), 8))).toEqual(FROZEN_OCTETS);
  });

  test('every octet of a seed counts, trailing zeros too', () => {
    const seeds = [[], [0], [0, 0], [0, 0, 0, 0], [0, 0, 0, 0, 0], [1], [0, 1], [0, 0, 0, 0, 1]];
    const streams = seeds.map((seed) => bytes(new SeededRandom(Uint8Array.from(seed)), 16).join());
    expect(new Set(streams).size).toBe(seeds.length);
  });

  test('fill is the words of uint32, low octet first', () => {
    const words = new SeededRandom(9);
    const filled = bytes(new SeededRandom(9), 11);
    const view = new DataView(new ArrayBuffer(12));
    for (let i = 0; i < 12; i += 4) view.setUint32(i, words.uint32(), true);
    expect(Array.from(filled)).toEqual(Array.from(new Uint8Array(view.buffer, 0, 11)));
  });

  test('refuses numbers that are no seed', () => {
    for (const seed of [NaN, 0.5, Infinity, 2 ** 53]) expect(() => new SeededRandom(seed)).toThrow(RangeError);
  });
});

describe('draws', () => {
  test('uint32 is unsigned and uses four octets', () => {
    expect(uint32(new Listed([0xff, 0xff, 0xff, 0xff]))).toBe(0xffff_ffff);
    expect(uint32(new Listed([1, 2, 3, 4]))).toBe(0x0403_0201);
  });

  test('below stays below for any bound', () => {
    const bound = fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }));
    fc.assert(
      fc.property(bound, fc.integer(), (bound, seed) => {
        const value = below(new SeededRandom(seed), bound);
        return Number.isInteger(value) && value >= 0 && value < bound;
      }),
    );
    for (const bound of [0, -1, 1.5, NaN, 2 ** 53]) {
      expect(() => below(new SeededRandom(1), bound)).toThrow(RangeError);
    }
  });

  test('below throws away the draws that would favour small values', () => {
    // 2^32 mod 3 is 1: the largest word alone is unfair.
    const random = new Listed([0xff, 0xff, 0xff, 0xff, 5, 0, 0, 0]);
    expect(below(random, 3)).toBe(2);
    expect(random.calls).toBe(2);
    // For 3 * 2^30 a plain modulo gives the lowest third twice as often.
    const seeded = new SeededRandom(7);
    let low = 0;
    for (let i = 0; i < 30_000; i++) if (below(seeded, 3 * 2 ** 30) < 2 ** 30) low++;
    expect(Math.abs(low - 10_000)).toBeLessThan(7 * Math.sqrt(30_000 * (1 / 3) * (2 / 3)));
  });

  test('float covers [0, 1) and chance keeps its ends', () => {
    expect(float(new Listed([0]))).toBe(0);
    expect(float(new Listed([0xff]))).toBe(1 - 2 ** -53);
    expect(chance(new Listed([0]), 0)).toBe(false);
    expect(chance(new Listed([0xff]), 1)).toBe(true);
    const random = new SeededRandom(11);
    let sum = 0;
    for (let i = 0; i < 10_000; i++) sum += float(random);
    expect(Math.abs(sum / 10_000 - 0.5)).toBeLessThan(7 * Math.sqrt(1 / 12 / 10_000));
  });

  test('shuffle gives every order equally often', () => {
    const random = new SeededRandom(13);
    const counts = new Map<string, number>();
    for (let i = 0; i < 24_000; i++) {
      const order = shuffle(random, [1, 2, 3, 4]).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(24);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(7 * Math.sqrt(1000));
    expect(shuffle(random, [])).toEqual([]);
  });
});

describe('BufferedRandom', () => {
  test('asks the source once a block and gives every octet of it once', () => {
    const source = new Listed(Array.from({ length: 256 }, (_, i) => i));
    const random = new BufferedRandom(source, 64);
    const drawn: number[] = [];
    for (let i = 0; i < 64; i++) drawn.push(...bytes(random, 3));
    expect(drawn).toEqual(Array.from({ length: 192 }, (_, i) => i));
    expect(source.calls).toBe(3);
    bytes(random, 1000);
    expect(source.calls).toBe(4);
  });

  test('discard throws away what had been drawn ahead', () => {
    const source = new Listed(Array.from({ length: 256 }, (_, i) => i));
    const random = new BufferedRandom(source, 10);
    bytes(random, 1);
    random.discard();
    expect(Array.from(bytes(random, 2))).toEqual([10, 11]);
    expect(() => new BufferedRandom(source, 0)).toThrow(RangeError);
  });
});

describe('HealthCheckedRandom', () => {
  test('the cutoffs are those of SP 800-90B, 4.4', () => {
    const cutoffs = (minEntropy: number) => {
      const { repetitionCutoff, proportionCutoff } = new HealthCheckedRandom(new SeededRandom(1), { minEntropy });
      return [repetitionCutoff, proportionCutoff];
    };
    expect(cutoffs(8)[0]).toBe(6);
    expect(cutoffs(4)[0]).toBe(11);
    expect(cutoffs(1)[0]).toBe(41);
    // The exact tail of the binomial, in integers: chance of at least C matches among 512, over (2^H)^512.
    for (const minEntropy of [1, 2, 4, 8]) {
      const denominator = 2n ** BigInt(minEntropy);
      let coefficient = 1n;
      const terms = Array.from({ length: 513 }, (_, k) => {
        if (k > 0) coefficient = (coefficient * BigInt(513 - k)) / BigInt(k);
        return coefficient * (denominator - 1n) ** BigInt(512 - k);
      });
      const tail = (from: number) => terms.slice(from).reduce((sum, term) => sum + term, 0n) * 2n ** 40n;
      const cutoff = cutoffs(minEntropy)[1]!;
      const whole = denominator ** 512n;
      expect(tail(cutoff) <= whole).toBe(true);
      expect(tail(cutoff - 1) > whole).toBe(true);
    }
    expect(() => cutoffs(0)).toThrow(RangeError);
    expect(() => cutoffs(9)).toThrow(RangeError);
  });

  test('a dead source is refused at the start', () => {
    expect(() => new HealthCheckedRandom(new Listed([0]))).toThrow(RandomHealthError);
  });

  test('a source that gets stuck is noticed at the cutoff, across draws, and for good', () => {
    const random = new HealthCheckedRandom(new FaultyRandom(new SeededRandom(1), { stuckAfter: 1500, stuckAt: 0x5a }));
    const octet = new Uint8Array(1);
    let drawn = 1024;
    let failure: unknown;
    try {
      for (; drawn < 3000; drawn++) random.fill(octet);
    } catch (error) {
      failure = error;
    }
    expect(failure).toBeInstanceOf(RandomHealthError);
    expect(String(failure)).toContain('the octet 90 came 11 times in a row');
    expect(drawn).toBeLessThanOrEqual(1510);
    expect(octet[0]).toBe(0);
    const later = new Uint8Array(4).fill(1);
    expect(() => random.fill(later)).toThrow(RandomHealthError);
    expect(Array.from(later)).toEqual([0, 0, 0, 0]);
  });

  test('a source that collapses to a few values without repeating is noticed', () => {
    expect(() => new HealthCheckedRandom(new Listed([1, 2, 3, 4]))).toThrow('within 512 (SP 800-90B, 4.4.2)');
  });

  test('a sound source raises no false alarm', () => {
    const random = new HealthCheckedRandom(new SeededRandom(21));
    const block = new Uint8Array(1 << 16);
    for (let i = 0; i < 64; i++) random.fill(block);
  });
});

test('FaultyRandom throws where it is told to', () => {
  const random = new FaultyRandom(new SeededRandom(1), { throwAfter: 10 });
  bytes(random, 10);
  bytes(random, 0);
  expect(() => bytes(random, 1)).toThrow('injected fault');
});

test('the default source is one clear line until it is installed', () => {
  expect(() => defaultRandom()).toThrow(/no default random source: import the defaults of a runtime/);
  const random = new SeededRandom(1);
  setDefaultRandom(random);
  expect(defaultRandom()).toBe(random);
  setDefaultRandom(undefined);
  expect(() => defaultRandom()).toThrow();
});
