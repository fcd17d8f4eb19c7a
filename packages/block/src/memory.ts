import type { Block } from './block.js';
import { checkGeometry, checkOpen, checkRange, checkWritable } from './check.js';

export interface MemoryBlockOptions {
  /** Octets; 512 by default. */
  readonly sectorSize?: number;
  readonly sectorCount: number;
  readonly readOnly?: boolean;
  /** What the device starts with, from sector 0 on; copied. The rest is zero. */
  readonly contents?: Uint8Array;
}

/** Sectors are kept in extents of this many octets, or one sector if that is more. */
const EXTENT = 65536;

const TRANSFER = 1048576;

/**
 * A sparse disk in memory: what was never written, or only with zeros, takes no room. Its bound is its size.
 * @throws {BlockError} "range" for a bad geometry, or contents that do not fit
 */
export function memoryBlock(options: MemoryBlockOptions): MemoryBlock {
  return new MemoryBlock(options);
}

/** See `memoryBlock`. Every operation takes effect when it is called and is durable at once. */
export class MemoryBlock implements Block {
  readonly sectorSize: number;
  readonly sectorCount: number;
  readonly readOnly: boolean;
  readonly transferSectors: number;
  readonly #extentSize: number;
  readonly #extents: Map<number, Uint8Array>;
  #closed: boolean;

  constructor(options: MemoryBlockOptions) {
    const { sectorSize = 512, sectorCount, readOnly = false, contents } = options;
    checkGeometry(sectorSize, sectorCount);
    this.sectorSize = sectorSize;
    this.sectorCount = sectorCount;
    this.readOnly = readOnly;
    this.transferSectors = Math.max(1, TRANSFER / sectorSize);
    this.#extentSize = Math.max(EXTENT, sectorSize);
    this.#extents = new Map();
    this.#closed = false;
    if (contents !== undefined) {
      checkRange(this, 0, contents);
      this.#store(0, contents);
    }
  }

  /** Octets of memory that the contents take. */
  get storedBytes(): number {
    return this.#extents.size * this.#extentSize;
  }

  async read(sector: number, into: Uint8Array): Promise<void> {
    checkOpen(this.#closed);
    checkRange(this, sector, into);
    const size = this.#extentSize;
    let position = sector * this.sectorSize;
    for (let done = 0; done < into.length; ) {
      const offset = position % size;
      const length = Math.min(size - offset, into.length - done);
      const extent = this.#extents.get((position - offset) / size);
      if (extent === undefined) into.fill(0, done, done + length);
      else into.set(extent.subarray(offset, offset + length), done);
      done += length;
      position += length;
    }
  }

  async write(sector: number, bytes: Uint8Array): Promise<void> {
    checkOpen(this.#closed);
    checkWritable(this.readOnly);
    checkRange(this, sector, bytes);
    this.#store(sector * this.sectorSize, bytes);
  }

  async flush(): Promise<void> {
    checkOpen(this.#closed);
  }

  async barrier(): Promise<void> {
    checkOpen(this.#closed);
  }

  async close(): Promise<void> {
    this.#closed = true;
  }

  #store(position: number, bytes: Uint8Array): void {
    const size = this.#extentSize;
    for (let done = 0; done < bytes.length; ) {
      const offset = position % size;
      const length = Math.min(size - offset, bytes.length - done);
      const part = bytes.subarray(done, done + length);
      const index = (position - offset) / size;
      let extent = this.#extents.get(index);
      if (extent === undefined && !isZero(part)) {
        extent = new Uint8Array(size);
        this.#extents.set(index, extent);
      }
      extent?.set(part, offset);
      done += length;
      position += length;
    }
  }
}

function isZero(bytes: Uint8Array): boolean {
  for (let i = 0; i < bytes.length; i++) if (bytes[i] !== 0) return false;
  return true;
}
