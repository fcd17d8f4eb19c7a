import { type Block, BlockError, checkGeometry, checkOpen, checkRange, checkWritable } from '@morgana/block';
import type { BlockPort } from './port.js';

/**
 * A block device over the sectors of a platform. Requests are done in the order in which they were made, each in transfers
 * of at most `transferSectors`, and the next one after whoever waits for this one had its turn.
 */
export function createBlock(port: BlockPort, name: string): Block {
  return new PortBlock(port, name);
}

class PortBlock implements Block {
  readonly sectorSize: number;
  readonly sectorCount: number;
  readonly readOnly: boolean;
  readonly transferSectors: number;
  readonly #port: BlockPort;
  readonly #name: string;
  #closed = false;
  /** Set once a flush failed: the host may have thrown the data away, and would report the next one as a success. */
  #failure: BlockError | undefined;

  constructor(port: BlockPort, name: string) {
    checkGeometry(port.sectorSize, port.sectorCount);
    this.sectorSize = port.sectorSize;
    this.sectorCount = port.sectorCount;
    this.readOnly = port.readOnly;
    this.transferSectors = port.transferSectors;
    this.#port = port;
    this.#name = name;
  }

  async read(sector: number, into: Uint8Array): Promise<void> {
    checkOpen(this.#closed);
    checkRange(this, sector, into);
    this.#transfer(sector, into, false);
  }

  async write(sector: number, bytes: Uint8Array): Promise<void> {
    checkOpen(this.#closed);
    checkWritable(this.readOnly);
    checkRange(this, sector, bytes);
    this.#transfer(sector, bytes, true);
  }

  async flush(): Promise<void> {
    checkOpen(this.#closed);
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#port.flush()) return;
    this.#failure = new BlockError('io', `flush of ${this.#name}: the medium failed`);
    throw this.#failure;
  }

  /** Writes are done in order and when they resolve; only the host's own cache may keep them back, and it has one call. */
  barrier(): Promise<void> {
    return this.flush();
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#port.close();
  }

  #transfer(sector: number, bytes: Uint8Array, write: boolean): void {
    const { sectorSize } = this;
    const most = this.transferSectors * sectorSize;
    for (let offset = 0; offset < bytes.length; offset += most) {
      const part = bytes.length <= most ? bytes : bytes.subarray(offset, Math.min(offset + most, bytes.length));
      const at = sector + offset / sectorSize;
      if (write ? this.#port.write(at, part) : this.#port.read(at, part)) continue;
      const what = write ? 'write' : 'read';
      throw new BlockError('io', `${what} of ${this.#name}, sector ${at}: the medium failed`);
    }
  }
}
