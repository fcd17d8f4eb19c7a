import { assert, type Case, equal, pattern, rejection, type Suite } from '@morgana/compliance';
import { type Block, BlockError, type BlockErrorCode } from './block.js';

/** What the suites are run on. */
export interface BlockFixture {
  /** At least 32 sectors, with anything in them; the suite for writable ones overwrites it. */
  readonly block: Block;
  /** Opens the same medium again after `block` was closed; without it the cases that need it pass. */
  reopen?(): Promise<Block>;
  /** Called at the end of each case, whether it held or not. */
  dispose?(): Promise<void>;
}

/** For a device that takes writes. */
export const blockCompliance: Suite<BlockFixture> = [
  /* @__PURE__ */ check('has a geometry that makes sense', geometry),
  /* @__PURE__ */ check('gives back what was written', async ({ block }) => {
    const bytes = pattern(block.sectorSize, 2);
    await block.write(3, bytes);
    equal(await readSectors(block, 3, 1), bytes, 'sector 3');
  }),
  /* @__PURE__ */ check('reads and writes the first and the last sector', async ({ block }) => {
    const last = block.sectorCount - 1;
    await block.write(0, pattern(block.sectorSize, 3));
    await block.write(last, pattern(block.sectorSize, 4));
    equal(await readSectors(block, 0, 1), pattern(block.sectorSize, 3), 'first sector');
    equal(await readSectors(block, last, 1), pattern(block.sectorSize, 4), 'last sector');
  }),
  /* @__PURE__ */ check('moves several sectors with one call', async ({ block }) => {
    const bytes = pattern(8 * block.sectorSize, 5);
    await block.write(5, bytes);
    equal(await readSectors(block, 5, 8), bytes, 'eight sectors');
    for (let i = 0; i < 8; i++) {
      const part = bytes.subarray(i * block.sectorSize, (i + 1) * block.sectorSize);
      equal(await readSectors(block, 5 + i, 1), part, `sector ${i} of them`);
    }
  }),
  /* @__PURE__ */ check('takes requests longer than one transfer, in order', async ({ block }) => {
    // Devices with transfers of megabytes would make this slow; there the case is the one above with more sectors.
    const count = Math.min(block.sectorCount, block.transferSectors + 3, 4096);
    const bytes = pattern(count * block.sectorSize, 6);
    await block.write(0, bytes);
    equal(await readSectors(block, 0, count), bytes, `${count} sectors`);
  }),
  /* @__PURE__ */ check('a write changes its sectors and no others', async ({ block }) => {
    const before = pattern(16 * block.sectorSize, 7);
    await block.write(0, before);
    await block.write(6, pattern(3 * block.sectorSize, 8));
    const after = await readSectors(block, 0, 16);
    before.set(pattern(3 * block.sectorSize, 8), 6 * block.sectorSize);
    equal(after, before, 'sixteen sectors around the write');
  }),
  /* @__PURE__ */ check('uses the buffer between its offset and its end, at any alignment', async ({ block }) => {
    const { sectorSize } = block;
    for (const offset of [1, 3, 511]) {
      const storage = pattern(sectorSize * 2 + 1024, offset);
      const untouched = storage.slice();
      await block.write(9, storage.subarray(offset, offset + 2 * sectorSize));
      equal(storage, untouched, 'the buffer that was written from');
      const into = new Uint8Array(sectorSize * 2 + 1024).fill(0xee);
      await block.read(9, into.subarray(offset, offset + 2 * sectorSize));
      equal(
        into.subarray(offset, offset + 2 * sectorSize),
        storage.subarray(offset, offset + 2 * sectorSize),
        'sectors',
      );
      assert(
        into.subarray(0, offset).every((octet) => octet === 0xee) &&
          into.subarray(offset + 2 * sectorSize).every((octet) => octet === 0xee),
        'a read changed octets outside the buffer it was given',
      );
    }
  }),
  /* @__PURE__ */ check('keeps no hold of the buffer once a write has resolved', async ({ block }) => {
    const bytes = pattern(block.sectorSize, 9);
    await block.write(4, bytes);
    bytes.fill(0);
    equal(await readSectors(block, 4, 1), pattern(block.sectorSize, 9), 'sector 4');
  }),
  /* @__PURE__ */ check('a later write wins', async ({ block }) => {
    for (let i = 0; i < 10; i++) await block.write(2, pattern(block.sectorSize, 20 + i));
    equal(await readSectors(block, 2, 1), pattern(block.sectorSize, 29), 'sector 2');
  }),
  /* @__PURE__ */ check('takes many requests at a time', async ({ block }) => {
    const writes: Promise<void>[] = [];
    for (let i = 0; i < 32; i++) writes.push(block.write(i, pattern(block.sectorSize, 40 + i)));
    await Promise.all(writes);
    const parts = await Promise.all(Array.from({ length: 32 }, (_, i) => readSectors(block, i, 1)));
    for (let i = 0; i < 32; i++) equal(parts[i]!, pattern(block.sectorSize, 40 + i), `sector ${i}`);
  }),
  /* @__PURE__ */ check(
    'each sector under overlapping concurrent writes is wholly from one of them',
    async ({ block }) => {
      const { sectorSize } = block;
      const a = pattern(8 * sectorSize, 50);
      const b = pattern(8 * sectorSize, 51);
      await Promise.all([block.write(4, a), block.write(8, b)]);
      const now = await readSectors(block, 4, 12);
      for (let i = 0; i < 12; i++) {
        const sector = now.subarray(i * sectorSize, (i + 1) * sectorSize);
        const fromA = i < 8 && same(sector, a.subarray(i * sectorSize, (i + 1) * sectorSize));
        const fromB = i >= 4 && same(sector, b.subarray((i - 4) * sectorSize, (i - 3) * sectorSize));
        assert(fromA || fromB, `sector ${4 + i} is from neither write`);
      }
    },
  ),
  /* @__PURE__ */ check('reads during a write see each sector as it was or as it is', async ({ block }) => {
    const { sectorSize } = block;
    const before = pattern(4 * sectorSize, 52);
    const after = pattern(4 * sectorSize, 53);
    await block.write(0, before);
    const write = block.write(0, after);
    const now = await readSectors(block, 0, 4);
    await write;
    for (let i = 0; i < 4; i++) {
      const start = i * sectorSize;
      const sector = now.subarray(start, start + sectorSize);
      assert(
        same(sector, before.subarray(start, start + sectorSize)) ||
          same(sector, after.subarray(start, start + sectorSize)),
        `sector ${i} is neither the old nor the new one`,
      );
    }
  }),
  /* @__PURE__ */ check('flush and barrier resolve, with and without writes before them', async ({ block }) => {
    await block.flush();
    await block.barrier();
    await block.write(1, pattern(block.sectorSize, 10));
    await block.barrier();
    await block.write(1, pattern(block.sectorSize, 11));
    await Promise.all([block.flush(), block.barrier(), block.flush()]);
    equal(await readSectors(block, 1, 1), pattern(block.sectorSize, 11), 'sector 1');
  }),
  /* @__PURE__ */ check('keeps what was flushed when it is closed and opened again', async ({ block, reopen }) => {
    if (reopen === undefined) return;
    const bytes = pattern(4 * block.sectorSize, 12);
    await block.write(7, bytes);
    await block.flush();
    await block.close();
    const again = await reopen();
    equal(again.sectorSize, block.sectorSize, 'sectorSize');
    equal(again.sectorCount, block.sectorCount, 'sectorCount');
    equal(await readSectors(again, 7, 4), bytes, 'four sectors');
    await again.close();
  }),
  /* @__PURE__ */ check('refuses writes outside the device and changes nothing', async ({ block }) => {
    const { sectorSize, sectorCount } = block;
    const last = pattern(sectorSize, 13);
    await block.write(sectorCount - 1, last);
    for (const sector of [sectorCount, sectorCount + 1, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
      await fails('range', block.write(sector, pattern(sectorSize)), `a write to sector ${sector}`);
    }
    await fails('range', block.write(sectorCount - 1, pattern(2 * sectorSize)), 'a write over the end');
    equal(await readSectors(block, sectorCount - 1, 1), last, 'the last sector');
  }),
  /* @__PURE__ */ check(
    'refuses a write that is not a whole number of sectors and changes nothing',
    async ({ block }) => {
      const before = pattern(2 * block.sectorSize, 14);
      await block.write(0, before);
      for (const length of [1, block.sectorSize - 1, block.sectorSize + 1, block.sectorSize / 2]) {
        await fails('range', block.write(0, new Uint8Array(length)), `a write of ${length} octets`);
      }
      equal(await readSectors(block, 0, 2), before, 'two sectors');
    },
  ),
  /* @__PURE__ */ check('a write of no sectors changes nothing', async ({ block }) => {
    const before = pattern(block.sectorSize, 15);
    await block.write(0, before);
    await block.write(0, new Uint8Array(0));
    equal(await readSectors(block, 0, 1), before, 'sector 0');
  }),
  /* @__PURE__ */ check('refuses reads outside the device', readsOutside),
  /* @__PURE__ */ check('refuses reads of a part of a sector', readsOfParts),
  /* @__PURE__ */ check('a read of no sectors resolves', ({ block }) => block.read(0, new Uint8Array(0))),
  /* @__PURE__ */ check('goes on after requests that it refused', async ({ block }) => {
    await rejection(block.write(block.sectorCount, pattern(block.sectorSize)));
    await rejection(block.read(-1, new Uint8Array(block.sectorSize)));
    await block.write(0, pattern(block.sectorSize, 16));
    equal(await readSectors(block, 0, 1), pattern(block.sectorSize, 16), 'sector 0');
  }),
  /* @__PURE__ */ check('is closed once it is closed, twice is fine', async ({ block }) => {
    await block.close();
    await block.close();
    await fails('closed', block.write(0, new Uint8Array(block.sectorSize)), 'a write after close');
    await isClosed(block);
  }),
];

/** For a device that refuses writes. */
export const readOnlyBlockCompliance: Suite<BlockFixture> = [
  /* @__PURE__ */ check('has a geometry that makes sense', geometry),
  /* @__PURE__ */ check('says that it is read-only', async ({ block }) => equal(block.readOnly, true, 'readOnly')),
  /* @__PURE__ */ check('reads the same by the sector and at once, again and again', async ({ block }) => {
    const at_once = await readSectors(block, 0, 32);
    for (let i = 0; i < 32; i++) {
      const part = at_once.subarray(i * block.sectorSize, (i + 1) * block.sectorSize);
      equal(await readSectors(block, i, 1), part, `sector ${i}`);
    }
    equal(await readSectors(block, 0, 32), at_once, '32 sectors');
  }),
  /* @__PURE__ */ check('refuses every write and changes nothing', async ({ block }) => {
    const before = await readSectors(block, 0, 32);
    await fails('read-only', block.write(0, pattern(block.sectorSize, 17)), 'a write');
    await fails('read-only', block.write(3, pattern(8 * block.sectorSize, 18)), 'a write of eight sectors');
    equal(await readSectors(block, 0, 32), before, '32 sectors');
  }),
  /* @__PURE__ */ check('flush and barrier resolve', async ({ block }) => {
    await block.flush();
    await block.barrier();
  }),
  /* @__PURE__ */ check('refuses reads outside the device', readsOutside),
  /* @__PURE__ */ check('refuses reads of a part of a sector', readsOfParts),
  /* @__PURE__ */ check('is closed once it is closed, twice is fine', async ({ block }) => {
    await block.close();
    await block.close();
    await isClosed(block);
  }),
];

function check(name: string, body: (fixture: BlockFixture) => Promise<void>): Case<BlockFixture> {
  return {
    name,
    async run(setup) {
      const fixture = await setup();
      try {
        await body(fixture);
      } finally {
        await fixture.dispose?.();
      }
    },
  };
}

async function geometry({ block }: BlockFixture): Promise<void> {
  const { sectorSize, sectorCount, transferSectors } = block;
  assert(sectorSize >= 512 && (sectorSize & (sectorSize - 1)) === 0, `sectorSize is ${sectorSize}`);
  assert(Number.isSafeInteger(sectorCount) && sectorCount >= 32, `sectorCount is ${sectorCount}; the suite needs 32`);
  assert(Number.isSafeInteger(transferSectors) && transferSectors >= 1, `transferSectors is ${transferSectors}`);
}

async function readsOutside({ block }: BlockFixture): Promise<void> {
  const { sectorSize, sectorCount } = block;
  for (const sector of [sectorCount, sectorCount + 1, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
    await fails('range', block.read(sector, new Uint8Array(sectorSize)), `a read of sector ${sector}`);
  }
  await fails('range', block.read(sectorCount - 1, new Uint8Array(2 * sectorSize)), 'a read over the end');
}

async function readsOfParts({ block }: BlockFixture): Promise<void> {
  for (const length of [1, block.sectorSize - 1, block.sectorSize + 1, block.sectorSize / 2]) {
    await fails('range', block.read(0, new Uint8Array(length)), `a read of ${length} octets`);
  }
}

async function isClosed(block: Block): Promise<void> {
  await fails('closed', block.read(0, new Uint8Array(block.sectorSize)), 'a read after close');
  await fails('closed', block.flush(), 'a flush after close');
  await fails('closed', block.barrier(), 'a barrier after close');
}

async function fails(code: BlockErrorCode, operation: Promise<void>, what: string): Promise<void> {
  const error = await rejection(operation, what);
  assert(error instanceof BlockError, `${what} was rejected with ${String(error)}, which is no BlockError`);
  equal(error.code, code, `the code of the error of ${what}`);
}

async function readSectors(block: Block, sector: number, count: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(count * block.sectorSize).fill(0xcc);
  await block.read(sector, bytes);
  return bytes;
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((octet, i) => octet === b[i]);
}
