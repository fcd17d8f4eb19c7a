import { SeededRandom } from '@morgana/random';
import { describe, expect, test } from 'vitest';
import { BlockError, type BlockEvent, type BlockFaultOptions, faulty, memoryBlock, traced } from './index.js';

const seed = 7;

function disk(options: Omit<BlockFaultOptions, 'random'>) {
  const medium = memoryBlock({ sectorCount: 64 });
  return { medium, block: faulty(medium, { ...options, random: new SeededRandom(seed) }) };
}

async function fill(block: { read(sector: number, into: Uint8Array): Promise<void> }, sector: number, count = 1) {
  const into = new Uint8Array(512 * count);
  await block.read(sector, into);
  return into;
}

function flippedBits(bytes: Uint8Array, expected: number): number {
  let bits = 0;
  for (const octet of bytes) for (let x = octet ^ expected; x !== 0; x &= x - 1) bits++;
  return bits;
}

describe('faulty', () => {
  test('refuses what is no probability', () => {
    for (const value of [-0.1, 1.1, Number.NaN]) {
      expect(() => disk({ readError: value })).toThrow(/readError is .*between 0 and 1/);
    }
  });

  test('fails reads and writes about as often as asked, and the next try may succeed', async () => {
    const { block } = disk({ readError: 0.25, writeError: 0.5 });
    let reads = 0;
    let writes = 0;
    for (let i = 0; i < 1000; i++) {
      await block.read(0, new Uint8Array(512)).catch((error) => {
        expect(error).toBeInstanceOf(BlockError);
        expect(error.code).toBe('io');
        reads++;
      });
      await block.write(0, new Uint8Array(512)).catch(() => writes++);
    }
    expect(block.faults).toMatchObject({ readErrors: reads, writeErrors: writes });
    expect(reads).toBeGreaterThan(200);
    expect(reads).toBeLessThan(300);
    expect(writes).toBeGreaterThan(430);
    expect(writes).toBeLessThan(570);
  });

  test('fails flush and barrier', async () => {
    const { block } = disk({ flushError: 1 });
    await expect(block.flush()).rejects.toMatchObject({ code: 'io' });
    await expect(block.barrier()).rejects.toMatchObject({ code: 'io' });
    expect(block.faults.flushErrors).toBe(2);
  });

  test('a bit flip on reading is not on the medium', async () => {
    const { block, medium } = disk({ readBitFlip: 1 });
    await block.write(0, new Uint8Array(1024).fill(0x55));
    expect(flippedBits(await fill(block, 0, 2), 0x55)).toBe(1);
    expect(flippedBits(await fill(medium, 0, 2), 0x55)).toBe(0);
  });

  test('a bit flip on writing is on the medium and not in the buffer', async () => {
    const { block, medium } = disk({ writeBitFlip: 1 });
    const bytes = new Uint8Array(1024).fill(0x55);
    await block.write(0, bytes);
    expect(flippedBits(bytes, 0x55)).toBe(0);
    expect(flippedBits(await fill(medium, 0, 2), 0x55)).toBe(1);
  });

  test('a lost write succeeds and changes nothing', async () => {
    const { block, medium } = disk({ lostWrite: 1 });
    await block.write(3, new Uint8Array(512).fill(1));
    expect(flippedBits(await fill(medium, 3), 0)).toBe(0);
    expect(block.faults.lostWrites).toBe(1);
  });

  test('a torn write leaves a front part of whole sectors and fails', async () => {
    const { block, medium } = disk({ tornWrite: 1 });
    const lengths = new Set<number>();
    for (let i = 1; i <= 40; i++) {
      await medium.write(0, new Uint8Array(8 * 512));
      await expect(block.write(0, new Uint8Array(8 * 512).fill(i))).rejects.toMatchObject({ code: 'io' });
      const now = await fill(medium, 0, 8);
      const first = now.indexOf(0);
      expect(first % 512).toBe(0);
      expect(now.subarray(0, first).every((octet) => octet === i)).toBe(true);
      expect(now.subarray(first).every((octet) => octet === 0)).toBe(true);
      lengths.add(first / 512);
    }
    expect(lengths.size).toBeGreaterThan(4);
    expect(lengths.has(8)).toBe(false);
  });

  test('the same seed gives the same faults', async () => {
    const outcome = async () => {
      const { block, medium } = disk({ writeError: 0.2, lostWrite: 0.2, tornWrite: 0.2, writeBitFlip: 0.2 });
      for (let i = 0; i < 50; i++) await block.write(i, new Uint8Array(1024).fill(i)).catch(() => {});
      return { faults: { ...block.faults }, contents: await fill(medium, 0, 64) };
    };
    expect(await outcome()).toEqual(await outcome());
  });
});

test('traced tells of every operation, its order and its outcome', async () => {
  const events: BlockEvent[] = [];
  const block = traced(memoryBlock({ sectorCount: 8 }), (event) => events.push(event));
  await Promise.all([block.write(2, new Uint8Array(1024)), block.flush()]);
  await block.barrier();
  await block.read(8, new Uint8Array(512)).catch(() => {});
  await block.close();
  expect(events.map(({ operation, index, sector, sectors }) => [operation, index, sector, sectors])).toEqual([
    ['write', 0, 2, 2],
    ['flush', 1, 0, 0],
    ['barrier', 2, 0, 0],
    ['read', 3, 8, 1],
    ['close', 4, 0, 0],
  ]);
  expect(events[3]!.error).toBeInstanceOf(BlockError);
  expect(events.filter(({ error }) => error !== undefined).length).toBe(1);
});
