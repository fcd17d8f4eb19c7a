import { assert, equal, type Suite } from '@morgana/compliance';
import type { Random } from './random.js';

/** A source and nothing else. */
export interface RandomFixture {
  readonly random: Random;
}

/** Octets that the statistical cases look at. */
const SAMPLE = 1 << 18;

function sample(random: Random, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  random.fill(bytes);
  return bytes;
}

/**
 * What every Random keeps. The statistical bounds are seven standard deviations wide: a sound generator fails one of them
 * less than once in 10^11 runs; they catch what is broken, they do not certify what is not.
 */
export const randomCompliance: Suite<RandomFixture> = [
  {
    name: 'fills every octet, for any length',
    async run(setup) {
      const { random } = await setup();
      for (const length of [0, 1, 2, 3, 4, 5, 7, 8, 15, 16, 31, 255, 256, 257, 4096, 65_535, 65_536, 65_537]) {
        // An octet that is never written stays 0 in every round; a written one does so with a chance of 2^-64.
        const seen = new Uint8Array(length);
        for (let round = 0; round < 8; round++) {
          const bytes = sample(random, length);
          for (let i = 0; i < length; i++) seen[i] = seen[i]! | bytes[i]!;
        }
        equal(seen.indexOf(0), -1, `first octet of ${length} that was never written`);
      }
    },
  },
  {
    name: 'overwrites: what the octets held before does not show',
    async run(setup) {
      const { random } = await setup();
      const bytes = new Uint8Array(SAMPLE).fill(0xff);
      random.fill(bytes);
      let ones = 0;
      for (const byte of bytes) if (byte === 0xff) ones++;
      assert(ones < SAMPLE / 128, `${ones} of ${SAMPLE} octets still are 255`);
    },
  },
  {
    name: 'writes nothing outside the view',
    async run(setup) {
      const { random } = await setup();
      for (let offset = 0; offset < 9; offset++) {
        for (const length of [0, 1, 3, 8, 17, 70_000]) {
          const storage = new Uint8Array(offset + length + 16).fill(0xa5);
          random.fill(storage.subarray(offset, offset + length));
          for (let i = 0; i < offset; i++) equal(storage[i], 0xa5, `octet ${i} before a view at ${offset}`);
          for (let i = offset + length; i < storage.length; i++) {
            equal(storage[i], 0xa5, `octet ${i} behind a view of ${length} at ${offset}`);
          }
        }
      }
    },
  },
  {
    name: 'two draws differ',
    async run(setup) {
      const { random } = await setup();
      const seen = new Set<string>();
      for (let i = 0; i < 1000; i++) seen.add(sample(random, 16).join());
      equal(seen.size, 1000, 'different ones among 1000 draws of 16 octets');
    },
  },
  {
    name: 'as many ones as zeros (monobit)',
    async run(setup) {
      const { random } = await setup();
      const bits = SAMPLE * 8;
      let ones = 0;
      for (let byte of sample(random, SAMPLE)) for (; byte !== 0; byte &= byte - 1) ones++;
      const deviation = Math.abs(ones - bits / 2) / Math.sqrt(bits / 4);
      assert(deviation < 7, `${ones} ones in ${bits} bits: ${deviation.toFixed(1)} standard deviations off`);
    },
  },
  {
    name: 'every octet value equally often (chi-square), in one large draw and in many small ones',
    async run(setup) {
      const { random } = await setup();
      const small = new Uint8Array(SAMPLE);
      for (let i = 0; i < SAMPLE; i += 8) random.fill(small.subarray(i, i + 8));
      for (const bytes of [sample(random, SAMPLE), small]) {
        const counts = new Float64Array(256);
        for (const byte of bytes) counts[byte] = counts[byte]! + 1;
        const expected = SAMPLE / 256;
        let chi = 0;
        for (const count of counts) chi += (count - expected) ** 2 / expected;
        const deviation = Math.abs(chi - 255) / Math.sqrt(2 * 255);
        assert(deviation < 7, `chi-square ${chi.toFixed(1)} for 255 degrees of freedom`);
      }
    },
  },
  {
    name: 'neighbouring octets do not depend on each other (serial correlation)',
    async run(setup) {
      const { random } = await setup();
      const bytes = sample(random, SAMPLE);
      for (const lag of [1, 2, 4, 8]) {
        let sum = 0;
        for (let i = lag; i < SAMPLE; i++) sum += (bytes[i]! - 127.5) * (bytes[i - lag]! - 127.5);
        const variance = (256 ** 2 - 1) / 12;
        const deviation = Math.abs(sum / variance) / Math.sqrt(SAMPLE - lag);
        assert(deviation < 7, `octets ${lag} apart correlate: ${deviation.toFixed(1)} standard deviations`);
      }
    },
  },
];
