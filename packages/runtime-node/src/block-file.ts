import { type BigIntStats, constants } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { type Block, BlockError, checkGeometry, checkOpen, checkRange, checkWritable } from '@morgana/block';
import type { Driver } from '@morgana/boot';
import { blockFileDriverOf, type BlockFileOptions as DriverOptions } from '@morgana/drivers/block-attachment';
import * as files from './files.js';
import { InFlight } from './in-flight.js';
import { claim, type Lock } from './lock.js';
import { describeSystemError, errorCode } from './system-error.js';

export interface BlockFileOptions {
  /** By default false. */
  readonly readOnly?: boolean;
  /** Octets in a sector; by default 512. A power of two, at least 512. */
  readonly sectorSize?: number;
}

/** Octets in one host operation: beyond this a larger one is no faster, and it would hold a host thread for longer. */
const TRANSFER_LENGTH = 1 << 20;

/**
 * A regular file, or a block device, as sectors. Its size is that of the file when it is opened. One process at a time may
 * have it open for writing (an advisory claim, see lock.ts).
 *
 * @throws {Error} one line: missing, not permitted, not a whole number of sectors, in use
 */
export async function openBlockFile(path: string, options: BlockFileOptions = {}): Promise<Block> {
  const sectorSize = options.sectorSize ?? 512;
  const readOnly = options.readOnly ?? false;
  checkGeometry(sectorSize, 0);
  if (sectorSize > TRANSFER_LENGTH) throw new Error(`sector size ${sectorSize}: at most ${TRANSFER_LENGTH}`);
  const descriptor = await openFile(path, readOnly);
  let lock: Lock | undefined;
  try {
    const status = await files.status(descriptor);
    const size = await sizeOf(path, status);
    if (size === 0) {
      throw new Error(`${path} is empty; give it a size first: truncate -s 64M ${path}`);
    }
    if (size % sectorSize !== 0) {
      throw new Error(
        `${path} has ${size} octets, which is not a whole number of ${sectorSize}-octet sectors; ` +
          `make it ${Math.ceil(size / sectorSize) * sectorSize} with truncate -s`,
      );
    }
    if (!readOnly) {
      lock = await claim(status.dev, status.ino);
      if (lock === undefined)
        throw new Error(`${path} is in use by another process; end that one, or open it read-only`);
    }
    return new BlockFile(path, descriptor, size / sectorSize, sectorSize, readOnly, lock);
  } catch (error) {
    await lock?.release();
    await files.close(descriptor);
    throw error;
  }
}

export type BlockFileDriverOptions = DriverOptions;

/** The driver of block devices: `--disk0=FILE` for a device called "disk0". */
export const blockFileDriver: Driver<
  Block,
  Record<never, never>,
  BlockFileDriverOptions | undefined
> = /* @__PURE__ */ blockFileDriverOf((file, options) => openBlockFile(file, options));

class BlockFile implements Block {
  readonly sectorSize: number;
  readonly sectorCount: number;
  readonly readOnly: boolean;
  readonly transferSectors: number;
  readonly #path: string;
  readonly #descriptor: number;
  readonly #lock: Lock | undefined;
  readonly #inFlight = new InFlight();
  #closing: Promise<void> | undefined;
  /** Writes since the last sync began. */
  #dirty = false;
  /** Every sync that was begun; never rejects. */
  #syncing: Promise<void> = Promise.resolve();
  /** Set once a sync failed: the kernel may have thrown the data away, and would report the next one as a success. */
  #failure: BlockError | undefined;

  constructor(
    path: string,
    descriptor: number,
    sectorCount: number,
    sectorSize: number,
    readOnly: boolean,
    lock: Lock | undefined,
  ) {
    this.sectorSize = sectorSize;
    this.sectorCount = sectorCount;
    this.readOnly = readOnly;
    this.transferSectors = TRANSFER_LENGTH / sectorSize;
    this.#path = path;
    this.#descriptor = descriptor;
    this.#lock = lock;
  }

  async read(sector: number, into: Uint8Array): Promise<void> {
    checkOpen(this.#closing !== undefined);
    checkRange(this, sector, into);
    let position = sector * this.sectorSize;
    await this.#operation(async () => {
      for (let offset = 0; offset < into.length; ) {
        const count = await files.readAt(this.#descriptor, into, offset, transfer(into.length - offset), position);
        if (count === 0) throw new Error(`the file ends at octet ${position}: it was made shorter while in use`);
        offset += count;
        position += count;
      }
    }, 'read');
  }

  async write(sector: number, bytes: Uint8Array): Promise<void> {
    checkOpen(this.#closing !== undefined);
    checkWritable(this.readOnly);
    checkRange(this, sector, bytes);
    let position = sector * this.sectorSize;
    await this.#operation(async () => {
      try {
        for (let offset = 0; offset < bytes.length; ) {
          const count = await files.writeAt(this.#descriptor, bytes, offset, transfer(bytes.length - offset), position);
          offset += count;
          position += count;
        }
      } finally {
        this.#dirty = true;
      }
    }, 'write');
  }

  async flush(): Promise<void> {
    checkOpen(this.#closing !== undefined);
    if (this.#failure !== undefined) throw this.#failure;
    if (!this.#dirty) {
      await this.#syncing;
      if (this.#failure !== undefined) throw this.#failure;
      return;
    }
    // Writes that end from here on are covered by the next one; whoever finds nothing new waits for this.
    this.#dirty = false;
    const before = this.#syncing;
    const sync = this.#operation(() => files.syncData(this.#descriptor), 'flush');
    const both = Promise.all([before, sync]).then(() => {});
    this.#syncing = both.catch(() => {});
    try {
      await both;
    } catch (error) {
      this.#failure ??= error as BlockError;
      throw this.#failure;
    }
  }

  /** Hosts offer nothing cheaper that orders writes to a file. */
  barrier(): Promise<void> {
    return this.flush();
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    await this.#inFlight.idle();
    await files.close(this.#descriptor);
    await this.#lock?.release();
  }

  async #operation(run: () => Promise<void>, what: string): Promise<void> {
    try {
      await this.#inFlight.run(run);
    } catch (error) {
      throw new BlockError('io', `${what} of ${this.#path}: ${describeSystemError(error)}`, { cause: error });
    }
  }
}

function transfer(length: number): number {
  return Math.min(length, TRANSFER_LENGTH);
}

async function openFile(path: string, readOnly: boolean): Promise<number> {
  const mode = readOnly ? constants.O_RDONLY : constants.O_RDWR;
  try {
    // O_NONBLOCK: a FIFO must not hang the appliance; files and disks do not know it.
    return await files.open(path, mode | constants.O_NONBLOCK);
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT') throw new Error(`${path}: no such file; make one with: truncate -s 64M ${path}`);
    if (!readOnly && (code === 'EACCES' || code === 'EROFS' || code === 'EPERM')) {
      throw new Error(
        `${path} cannot be written: ${describeSystemError(error)}; open it read-only, or change its permissions`,
      );
    }
    throw new Error(`${path}: ${describeSystemError(error)}`);
  }
}

async function sizeOf(path: string, status: BigIntStats): Promise<number> {
  if (status.isFile()) return Number(status.size);
  if (!status.isBlockDevice()) throw new Error(`${path} is neither a regular file nor a block device`);
  // stat knows no size of a device, and Node.js has no lseek; Linux tells in units of 512 octets whatever the sector size.
  const major = (status.rdev >> 8n) & 0xfffn;
  const minor = (status.rdev & 0xffn) | ((status.rdev >> 12n) & 0xfff00n);
  try {
    return Number((await readFile(`/sys/dev/block/${major}:${minor}/size`, 'latin1')).trim()) * 512;
  } catch {
    throw new Error(`${path}: the size of this device cannot be told on this host`);
  }
}
