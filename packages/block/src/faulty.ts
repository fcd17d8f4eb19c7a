import { below, checkProbability, type Random, strikes } from '@morgana/random';
import { type Block, BlockError } from './block.js';
import { checkRange, checkWritable } from './check.js';

/** Probabilities, each for one operation, 0 by default. */
export interface BlockFaultOptions {
  readonly random: Random;
  /** The operation fails with "io" and does nothing. The next try may succeed. */
  readonly readError?: number;
  readonly writeError?: number;
  /** Of `flush` and `barrier`. */
  readonly flushError?: number;
  /** One bit of what is read is wrong; on the medium it is right. */
  readonly readBitFlip?: number;
  /** One bit of what is written reaches the medium wrong. */
  readonly writeBitFlip?: number;
  /** The write succeeds and nothing reaches the medium. */
  readonly lostWrite?: number;
  /** Only the first sectors of a write reach the medium, at random how many but not all; it fails with "io". */
  readonly tornWrite?: number;
}

/** How often each fault struck. */
export interface BlockFaults {
  readErrors: number;
  writeErrors: number;
  flushErrors: number;
  readBitFlips: number;
  writeBitFlips: number;
  lostWrites: number;
  tornWrites: number;
}

/** `block` as a medium that fails at random. @throws {RangeError} for a probability outside [0, 1] */
export function faulty(block: Block, options: BlockFaultOptions): FaultyBlock {
  return new FaultyBlock(block, options);
}

/** See `faulty`. */
export class FaultyBlock implements Block {
  readonly sectorSize: number;
  readonly sectorCount: number;
  readonly readOnly: boolean;
  readonly transferSectors: number;
  readonly faults: Readonly<BlockFaults>;
  readonly #faults: BlockFaults;
  readonly #block: Block;
  readonly #random: Random;
  readonly #readError: number;
  readonly #writeError: number;
  readonly #flushError: number;
  readonly #readBitFlip: number;
  readonly #writeBitFlip: number;
  readonly #lostWrite: number;
  readonly #tornWrite: number;

  constructor(block: Block, options: BlockFaultOptions) {
    this.sectorSize = block.sectorSize;
    this.sectorCount = block.sectorCount;
    this.readOnly = block.readOnly;
    this.transferSectors = block.transferSectors;
    this.#faults = {
      readErrors: 0,
      writeErrors: 0,
      flushErrors: 0,
      readBitFlips: 0,
      writeBitFlips: 0,
      lostWrites: 0,
      tornWrites: 0,
    };
    this.faults = this.#faults;
    this.#block = block;
    this.#random = options.random;
    this.#readError = checkProbability('readError', options.readError ?? 0);
    this.#writeError = checkProbability('writeError', options.writeError ?? 0);
    this.#flushError = checkProbability('flushError', options.flushError ?? 0);
    this.#readBitFlip = checkProbability('readBitFlip', options.readBitFlip ?? 0);
    this.#writeBitFlip = checkProbability('writeBitFlip', options.writeBitFlip ?? 0);
    this.#lostWrite = checkProbability('lostWrite', options.lostWrite ?? 0);
    this.#tornWrite = checkProbability('tornWrite', options.tornWrite ?? 0);
  }

  async read(sector: number, into: Uint8Array): Promise<void> {
    checkRange(this, sector, into);
    if (strikes(this.#random, this.#readError)) {
      this.#faults.readErrors++;
      throw new BlockError('io', `injected fault: sectors from ${sector} on could not be read`);
    }
    const flip = into.length > 0 && strikes(this.#random, this.#readBitFlip);
    const bit = flip ? below(this.#random, into.length * 8) : 0;
    await this.#block.read(sector, into);
    if (flip) {
      this.#faults.readBitFlips++;
      into[bit >>> 3]! ^= 1 << (bit & 7);
    }
  }

  async write(sector: number, bytes: Uint8Array): Promise<void> {
    checkWritable(this.readOnly);
    const count = checkRange(this, sector, bytes);
    if (strikes(this.#random, this.#writeError)) {
      this.#faults.writeErrors++;
      throw new BlockError('io', `injected fault: sectors from ${sector} on could not be written`);
    }
    if (strikes(this.#random, this.#lostWrite)) {
      // Nothing of it, but the device still answers for being closed.
      await this.#block.write(sector, bytes.subarray(0, 0));
      this.#faults.lostWrites++;
      return;
    }
    if (count > 0 && strikes(this.#random, this.#tornWrite)) {
      const written = below(this.#random, count);
      await this.#block.write(sector, bytes.subarray(0, written * this.sectorSize));
      this.#faults.tornWrites++;
      throw new BlockError('io', `injected fault: ${written} of ${count} sectors from ${sector} on were written`);
    }
    if (bytes.length > 0 && strikes(this.#random, this.#writeBitFlip)) {
      const bit = below(this.#random, bytes.length * 8);
      const wrong = bytes.slice();
      wrong[bit >>> 3]! ^= 1 << (bit & 7);
      await this.#block.write(sector, wrong);
      this.#faults.writeBitFlips++;
      return;
    }
    await this.#block.write(sector, bytes);
  }

  async flush(): Promise<void> {
    this.#failFlush('flush');
    await this.#block.flush();
  }

  async barrier(): Promise<void> {
    this.#failFlush('barrier');
    await this.#block.barrier();
  }

  async close(): Promise<void> {
    await this.#block.close();
  }

  #failFlush(operation: string): void {
    if (!strikes(this.#random, this.#flushError)) return;
    this.#faults.flushErrors++;
    throw new BlockError('io', `injected fault: ${operation} failed`);
  }
}
