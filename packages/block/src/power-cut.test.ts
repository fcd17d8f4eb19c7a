import { SeededRandom } from '@morgana/random';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Block, memoryBlock, partition, VolatileCache } from './index.js';

const SECTORS = 16;

/** One sector with a number all over it. */
function sector(value: number): Uint8Array {
  return new Uint8Array(512).fill(value);
}

/** The number in each sector, once it is certain that no sector is torn. */
async function values(block: Block): Promise<number[]> {
  const result: number[] = [];
  for (let i = 0; i < block.sectorCount; i++) {
    const bytes = new Uint8Array(512);
    await block.read(i, bytes);
    expect(bytes.every((octet) => octet === bytes[0])).toBe(true);
    result.push(bytes[0]!);
  }
  return result;
}

function cached(seed: number, options: { cutAtWrite?: number; cacheSectors?: number } = {}) {
  const medium = memoryBlock({ sectorCount: SECTORS });
  return { medium, cache: new VolatileCache(medium, { random: new SeededRandom(seed), ...options }) };
}

describe('VolatileCache', () => {
  test('keeps writes from the medium until a flush', async () => {
    const { medium, cache } = cached(1);
    await cache.write(0, sector(1));
    expect((await values(medium))[0]).toBe(0);
    expect(cache.cached).toBe(1);
    await cache.flush();
    expect((await values(medium))[0]).toBe(1);
    expect(cache.cached).toBe(0);
  });

  test('what a flush covered survives every cut', async () => {
    for (let seed = 0; seed < 50; seed++) {
      const { medium, cache } = cached(seed);
      await cache.write(0, new Uint8Array(4 * 512).fill(1));
      await cache.flush();
      await cache.write(4, new Uint8Array(4 * 512).fill(2));
      await cache.cut();
      expect((await values(medium)).slice(0, 4)).toEqual([1, 1, 1, 1]);
    }
  });

  test('what no flush covered survives in every combination', async () => {
    const seen = new Set<string>();
    for (let seed = 0; seed < 400; seed++) {
      const { medium, cache } = cached(seed);
      await cache.write(0, new Uint8Array(2 * 512).fill(1));
      await cache.write(2, sector(1));
      await cache.cut();
      seen.add((await values(medium)).slice(0, 3).join(''));
    }
    expect([...seen].sort()).toEqual(['000', '001', '010', '011', '100', '101', '110', '111']);
  });

  test('a sector is left in one of its versions, and in every one of them for some seed', async () => {
    const seen = new Set<number>();
    for (let seed = 0; seed < 200; seed++) {
      const { medium, cache } = cached(seed);
      for (let version = 1; version <= 3; version++) await cache.write(0, sector(version));
      await cache.cut();
      seen.add((await values(medium))[0]!);
    }
    expect([...seen].sort()).toEqual([0, 1, 2, 3]);
  });

  test('without a barrier the second of two writes may be all that survives; with one never', async () => {
    for (const withBarrier of [false, true]) {
      let overtaken = 0;
      for (let seed = 0; seed < 200; seed++) {
        const { medium, cache } = cached(seed);
        await cache.write(0, sector(1));
        if (withBarrier) await cache.barrier();
        await cache.write(1, sector(1));
        await cache.cut();
        const [first, second] = await values(medium);
        if (first === 0 && second === 1) overtaken++;
      }
      if (withBarrier) expect(overtaken).toBe(0);
      else expect(overtaken).toBeGreaterThan(10);
    }
  });

  test('fails everything with "io" once the power is off', async () => {
    const { cache } = cached(1);
    const inFlight = cache.write(0, sector(1));
    const cut = cache.cut();
    await expect(inFlight).rejects.toMatchObject({ code: 'io' });
    await cut;
    await cache.cut();
    expect(cache.powered).toBe(false);
    await expect(cache.read(0, new Uint8Array(512))).rejects.toMatchObject({ code: 'io' });
    await expect(cache.write(0, sector(1))).rejects.toMatchObject({ code: 'io' });
    await expect(cache.flush()).rejects.toMatchObject({ code: 'io' });
    await expect(cache.barrier()).rejects.toMatchObject({ code: 'io' });
  });

  test('a flush during which the power is cut fails', async () => {
    const { cache } = cached(3);
    for (let i = 0; i < SECTORS; i++) await cache.write(i, sector(1));
    const flush = cache.flush();
    const outcome = expect(flush).rejects.toMatchObject({ code: 'io' });
    await Promise.resolve();
    await cache.cut();
    await outcome;
  });

  test('writes back on its own when the cache is full', async () => {
    const { cache } = cached(1, { cacheSectors: 4 });
    for (let i = 0; i < 200; i++) {
      await cache.write(i % SECTORS, sector(i));
      expect(cache.cached).toBeLessThanOrEqual(5);
    }
    const now = await values(cache);
    for (let i = 200 - SECTORS; i < 200; i++) expect(now[i % SECTORS]).toBe(i);
  });

  test('closing it in order keeps everything', async () => {
    const medium = memoryBlock({ sectorCount: SECTORS });
    const cache = new VolatileCache(partition(medium, 0, SECTORS), { random: new SeededRandom(1) });
    await cache.write(0, sector(1));
    await cache.close();
    expect((await values(medium))[0]).toBe(1);
  });

  /**
   * The contract itself, checked from outside on random programs: flushed writes survive, and when anything begun after a
   * barrier survives, so does everything that had resolved before it.
   */
  test('never leaves what the contract rules out', async () => {
    const step = fc.oneof(
      {
        weight: 6,
        arbitrary: fc.record({
          kind: fc.constant('write' as const),
          sector: fc.nat(SECTORS - 3),
          count: fc.integer({ min: 1, max: 3 }),
        }),
      },
      { weight: 2, arbitrary: fc.constant({ kind: 'barrier' as const }) },
      { weight: 1, arbitrary: fc.constant({ kind: 'flush' as const }) },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 1, maxLength: 25 }),
        fc.integer(),
        fc.constantFrom(2, 5, 1000),
        async (steps, seed, cacheSectors) => {
          const { medium, cache } = cached(seed, { cacheSectors });
          // history[s]: values of the sector in order, with the number of barriers before each.
          const history: { value: number; epoch: number }[][] = Array.from({ length: SECTORS }, () => [
            { value: 0, epoch: 0 },
          ]);
          let durable: number[] = new Array(SECTORS).fill(0);
          let epoch = 0;
          let value = 0;
          for (const action of steps) {
            if (action.kind === 'write') {
              value++;
              await cache.write(action.sector, new Uint8Array(action.count * 512).fill(value));
              for (let i = 0; i < action.count; i++) history[action.sector + i]!.push({ value, epoch });
            } else if (action.kind === 'barrier') {
              await cache.barrier();
              epoch++;
            } else {
              await cache.flush();
              durable = history.map((versions) => versions.length - 1);
            }
          }
          expect(await values(cache)).toEqual(history.map((versions) => versions.at(-1)!.value));
          await cache.cut();
          const left = (await values(medium)).map((now, i) =>
            history[i]!.findIndex((version) => version.value === now),
          );
          // Survivors of the newest epoch oblige every sector to hold at least its last version of the epochs before.
          const newest = Math.max(...left.map((index, i) => history[i]![index]!.epoch));
          for (const [i, index] of left.entries()) {
            expect(index).toBeGreaterThanOrEqual(durable[i]!);
            const owed = history[i]!.findLastIndex((version) => version.epoch < newest);
            expect(index).toBeGreaterThanOrEqual(owed);
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  test('cutAtWrite visits every point of a workload: a two-slot record with a barrier is always readable', async () => {
    // Slots 0 and 1 in turn, each two sectors with a generation; the other slot is intact while one is written.
    const update = async (block: Block, generation: number) => {
      await block.write((generation % 2) * 2, new Uint8Array(1024).fill(generation));
      await block.flush();
    };
    const recover = async (block: Block) => {
      const now = await values(block);
      const whole = [now[0] === now[1] ? now[0]! : 0, now[2] === now[3] ? now[2]! : 0];
      return Math.max(...whole);
    };
    let cuts = 0;
    for (let point = 1; point <= 12; point++) {
      for (let seed = 0; seed < 20; seed++) {
        const { medium, cache } = cached(seed, { cutAtWrite: point });
        let done = 0;
        try {
          for (let generation = 1; generation <= 10; generation++) {
            await update(cache, generation);
            done = generation;
          }
        } catch (error) {
          expect(error).toMatchObject({ code: 'io' });
          cuts++;
        }
        expect(done).toBe(Math.min(point - 1, 10));
        const found = await recover(medium);
        expect(found === done || found === done + 1).toBe(true);
      }
    }
    expect(cuts).toBe(200);
  });
});
