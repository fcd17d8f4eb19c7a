import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Block, BlockError, memoryBlock, partition } from './index.js';

describe('memoryBlock', () => {
  test.each([
    [511, 10],
    [0, 10],
    [256, 10],
    [513, 10],
    [768, 10],
    [512.5, 10],
    [512, -1],
    [512, 1.5],
    [512, Number.NaN],
    [512, 2 ** 50],
  ])('refuses %d octets by %d sectors', (sectorSize, sectorCount) => {
    expect(() => memoryBlock({ sectorSize, sectorCount })).toThrow(BlockError);
  });

  test('takes no room for what was never written or is zero', async () => {
    const block = memoryBlock({ sectorCount: 2 ** 40 });
    await block.write(2 ** 39, new Uint8Array(512));
    expect(block.storedBytes).toBe(0);
    await block.write(2 ** 39, new Uint8Array(512).fill(1));
    expect(block.storedBytes).toBe(65536);
    const into = new Uint8Array(1024);
    await block.read(2 ** 39 - 1, into);
    expect(into[511]).toBe(0);
    expect(into[512]).toBe(1);
  });

  test('zeros overwrite what was there', async () => {
    const block = memoryBlock({ sectorCount: 4, contents: new Uint8Array(1024).fill(9) });
    await block.write(1, new Uint8Array(512));
    const into = new Uint8Array(1024);
    await block.read(0, into);
    expect(into.subarray(0, 512).every((octet) => octet === 9)).toBe(true);
    expect(into.subarray(512).every((octet) => octet === 0)).toBe(true);
  });
});

describe('partition', () => {
  test.each([
    [0, 11],
    [10, 1],
    [-1, 2],
    [0.5, 2],
    [0, -1],
    [0, Number.NaN],
  ])('refuses %d + %d sectors of ten', (first, count) => {
    expect(() => partition(memoryBlock({ sectorCount: 10 }), first, count)).toThrow(BlockError);
  });

  test('closing it leaves the device and other partitions open', async () => {
    const disk = memoryBlock({ sectorCount: 10 });
    const one = partition(disk, 0, 5);
    const other = partition(disk, 5, 5);
    await one.close();
    await other.write(0, new Uint8Array(512).fill(3));
    const into = new Uint8Array(512);
    await disk.read(5, into);
    expect(into[0]).toBe(3);
  });
});

/** expect(a).toEqual(b) takes a second for a megabyte. */
function firstDifference(a: Uint8Array, b: Uint8Array): number {
  if (a.length !== b.length) return Math.min(a.length, b.length);
  return a.findIndex((octet, i) => octet !== b[i]);
}

test('a disk and its partitions behave as arrays', async () => {
  const sectors = 300;
  const command = fc.record({
    write: fc.boolean(),
    part: fc.integer({ min: 0, max: 2 }),
    sector: fc.integer({ min: -2, max: sectors + 2 }),
    count: fc.integer({ min: 0, max: 140 }),
    octet: fc.integer({ min: 0, max: 3 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(command, { maxLength: 40 }), async (commands) => {
      const disk = memoryBlock({ sectorCount: sectors });
      const parts: readonly [Block, number][] = [
        [disk, 0],
        [partition(disk, 0, 130), 0],
        [partition(disk, 130, 170), 130],
      ];
      const model = new Uint8Array(sectors * 512);
      for (const { write, part, sector, count, octet } of commands) {
        const [block, first] = parts[part]!;
        const start = (first + sector) * 512;
        const fits = sector >= 0 && sector + count <= block.sectorCount;
        const bytes = new Uint8Array(count * 512).fill(octet);
        if (!fits) {
          await expect(write ? block.write(sector, bytes) : block.read(sector, bytes)).rejects.toBeInstanceOf(
            BlockError,
          );
        } else if (write) {
          await block.write(sector, bytes);
          model.set(bytes, start);
        } else {
          await block.read(sector, bytes);
          expect(firstDifference(bytes, model.subarray(start, start + bytes.length))).toBe(-1);
        }
      }
      const all = new Uint8Array(model.length);
      await disk.read(0, all);
      expect(firstDifference(all, model)).toBe(-1);
    }),
    { numRuns: 60 },
  );
});
