import { type Block, BlockError } from './block.js';
import { checkOpen, checkRange, checkWritable } from './check.js';

/**
 * `count` sectors of `block` from `first` on, as a device of their own: sector 0 of it is sector `first` of `block`, and
 * nothing outside can be reached through it. Closing it closes the view alone, for `block` may hold other partitions.
 * `flush` and `barrier` cover all of `block`, which is more than asked and never less.
 *
 * @throws {BlockError} "range" when the partition does not lie inside `block`
 */
export function partition(block: Block, first: number, count: number): Block {
  if (!Number.isSafeInteger(first) || !Number.isSafeInteger(count) || first < 0 || count < 0) {
    throw new BlockError(
      'range',
      `a partition of ${count} sectors from ${first} on: both must be integers, not negative`,
    );
  }
  if (first + count > block.sectorCount) {
    throw new BlockError(
      'range',
      `a partition of ${count} sectors from ${first} on: the device has ${block.sectorCount}`,
    );
  }
  return new View(block, first, count, block.readOnly);
}

/** All of `block`, refusing writes with "read-only". Closing it closes the view alone. */
export function readOnly(block: Block): Block {
  return new View(block, 0, block.sectorCount, true);
}

class View implements Block {
  readonly sectorSize: number;
  readonly sectorCount: number;
  readonly readOnly: boolean;
  readonly transferSectors: number;
  readonly #block: Block;
  readonly #first: number;
  #closed: boolean;

  constructor(block: Block, first: number, count: number, isReadOnly: boolean) {
    this.sectorSize = block.sectorSize;
    this.sectorCount = count;
    this.readOnly = isReadOnly;
    this.transferSectors = block.transferSectors;
    this.#block = block;
    this.#first = first;
    this.#closed = false;
  }

  async read(sector: number, into: Uint8Array): Promise<void> {
    checkOpen(this.#closed);
    checkRange(this, sector, into);
    await this.#block.read(this.#first + sector, into);
  }

  async write(sector: number, bytes: Uint8Array): Promise<void> {
    checkOpen(this.#closed);
    checkWritable(this.readOnly);
    checkRange(this, sector, bytes);
    await this.#block.write(this.#first + sector, bytes);
  }

  async flush(): Promise<void> {
    checkOpen(this.#closed);
    await this.#block.flush();
  }

  async barrier(): Promise<void> {
    checkOpen(this.#closed);
    await this.#block.barrier();
  }

  async close(): Promise<void> {
    this.#closed = true;
  }
}
