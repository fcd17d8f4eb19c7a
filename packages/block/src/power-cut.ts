import { below, float, type Random, strikes } from '@morgana/random';
import { type Block, BlockError } from './block.js';
import { checkOpen, checkRange, checkWritable } from './check.js';

export interface VolatileCacheOptions {
  /** Decides what a cut leaves. */
  readonly random: Random;
  /**
   * Cuts the power during the n-th call of `write`, counted from 1: whether anything of that write survives is open, and it
   * fails with "io" once the medium is in its final state. Running a workload with 1, 2, 3 ... visits every point of it.
   */
  readonly cutAtWrite?: number;
  /** Most sectors in the cache, 16384 by default; past it the oldest half goes to the medium, as it does in a disk. */
  readonly cacheSectors?: number;
}

/** A sector that was written and may not have reached the medium. */
interface CachedSector {
  readonly sector: number;
  readonly bytes: Uint8Array;
}

/** Orders the cache: if anything at or after `end` reaches the medium, everything before `start` has. */
interface Barrier {
  readonly start: number;
  readonly end: number;
}

/**
 * A disk with a volatile write cache over `backing`, which is the medium, and a power supply that can fail.
 *
 * It is as unkind as the contract of Block allows. On `cut` each sector that no flush covered is kept or lost by itself, so a
 * write may be torn between sectors; sectors overtake each other unless a barrier stands between them; a sector is written
 * whole or not at all, and an older version never replaces a newer one.
 */
export class VolatileCache implements Block {
  readonly sectorSize: number;
  readonly sectorCount: number;
  readonly readOnly: boolean;
  readonly transferSectors: number;
  readonly #backing: Block;
  readonly #random: Random;
  readonly #cutAtWrite: number;
  readonly #cacheSectors: number;
  /** Oldest first. Positions count from the first sector ever written: `#log[0]` has position `#base`. */
  #log: CachedSector[];
  #base: number;
  /** Position after the last sector whose write has resolved. */
  #resolved: number;
  #barriers: Barrier[];
  /** What a read of the cache sees. */
  readonly #newest: Map<number, CachedSector>;
  #writes: number;
  #powered: boolean;
  #closed: boolean;
  /** Everything that moves sectors to the medium happens in this order. */
  #medium: Promise<void>;
  #cutting: Promise<void> | undefined;

  constructor(backing: Block, options: VolatileCacheOptions) {
    const { random, cutAtWrite = 0, cacheSectors = 16384 } = options;
    if (!Number.isInteger(cacheSectors) || cacheSectors < 1) {
      throw new RangeError(`cacheSectors is ${cacheSectors}; it must be an integer, at least 1`);
    }
    this.sectorSize = backing.sectorSize;
    this.sectorCount = backing.sectorCount;
    this.readOnly = backing.readOnly;
    this.transferSectors = backing.transferSectors;
    this.#backing = backing;
    this.#random = random;
    this.#cutAtWrite = cutAtWrite;
    this.#cacheSectors = cacheSectors;
    this.#log = [];
    this.#base = 0;
    this.#resolved = 0;
    this.#barriers = [];
    this.#newest = new Map();
    this.#writes = 0;
    this.#powered = true;
    this.#closed = false;
    this.#medium = Promise.resolve();
    this.#cutting = undefined;
  }

  /** Calls of `write` so far. */
  get writes(): number {
    return this.#writes;
  }

  get powered(): boolean {
    return this.#powered;
  }

  /** Sectors in the cache, every version of them. */
  get cached(): number {
    return this.#log.length;
  }

  async read(sector: number, into: Uint8Array): Promise<void> {
    this.#check();
    const count = checkRange(this, sector, into);
    // Taken before the medium is asked, for what is written back meanwhile leaves the cache.
    const cached: (CachedSector | undefined)[] = [];
    for (let i = 0; i < count; i++) cached.push(this.#newest.get(sector + i));
    await this.#backing.read(sector, into);
    this.#check();
    for (let i = 0; i < count; i++) {
      const entry = cached[i];
      if (entry !== undefined) into.set(entry.bytes, i * this.sectorSize);
    }
  }

  async write(sector: number, bytes: Uint8Array): Promise<void> {
    this.#check();
    checkWritable(this.readOnly);
    const count = checkRange(this, sector, bytes);
    for (let i = 0; i < count; i++) {
      const entry = { sector: sector + i, bytes: bytes.slice(i * this.sectorSize, (i + 1) * this.sectorSize) };
      this.#log.push(entry);
      this.#newest.set(entry.sector, entry);
    }
    const end = this.#base + this.#log.length;
    if (++this.#writes === this.#cutAtWrite) {
      await this.cut();
      throw powerOff();
    }
    // The write is in flight for one turn: what is begun before it resolves is concurrent with it.
    await Promise.resolve();
    this.#check();
    // Writes in flight resolve in the order they began, so the resolved ones are the front of the log.
    this.#resolved = end;
    if (this.#log.length > this.#cacheSectors) {
      await this.#writeBack(this.#resolved - Math.floor(this.#cacheSectors / 2));
      this.#check();
    }
  }

  async flush(): Promise<void> {
    this.#check();
    await this.#writeBack(this.#resolved);
    this.#check();
    await this.#backing.flush();
    this.#check();
  }

  async barrier(): Promise<void> {
    this.#check();
    const start = this.#resolved;
    await Promise.resolve();
    this.#check();
    // Behind nothing, or behind no more than the one before it, a barrier adds nothing: so they cannot outnumber the sectors.
    const before = this.#barriers.at(-1)?.start ?? this.#base;
    if (start > before) this.#barriers.push({ start, end: this.#base + this.#log.length });
  }

  /** Writes everything back, as an orderly shutdown does, and closes the backing disk. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    if (this.#powered) await this.#writeBack(this.#base + this.#log.length);
    await this.#backing.close();
  }

  /**
   * The power fails: everything in flight and everything later fails with "io". Resolves when the backing disk holds what
   * survived; open that again to see what a recovery finds. Idempotent.
   */
  cut(): Promise<void> {
    if (this.#cutting === undefined) {
      this.#powered = false;
      this.#cutting = this.#medium.then(() => this.#survive());
      this.#medium = this.#cutting;
    }
    return this.#cutting;
  }

  #check(): void {
    if (!this.#powered) throw powerOff();
    checkOpen(this.#closed);
  }

  /** Moves the log before position `end` to the medium, in order; stops where the power fails. */
  #writeBack(end: number): Promise<void> {
    const done = this.#medium.then(async () => {
      let count = 0;
      try {
        while (this.#base + count < end && this.#powered) {
          const entry = this.#log[count]!;
          await this.#backing.write(entry.sector, entry.bytes);
          count++;
          if (this.#newest.get(entry.sector) === entry) this.#newest.delete(entry.sector);
        }
      } finally {
        this.#log.splice(0, count);
        this.#base += count;
        this.#barriers = this.#barriers.filter((barrier) => barrier.start > this.#base);
      }
    });
    // An error of the medium is for the caller; the next in line tries again.
    this.#medium = done.catch(() => {});
    return done;
  }

  async #survive(): Promise<void> {
    const log = this.#log;
    const base = this.#base;
    // Between two barriers chosen at random the outcome is open; before them all is kept, after them all is lost.
    const position = below(this.#random, this.#barriers.length + 1);
    const kept = position === 0 ? 0 : this.#barriers[position - 1]!.start - base;
    const lost = position === this.#barriers.length ? log.length : this.#barriers[position]!.end - base;
    // Nothing and everything are worth more than their share.
    const shape = below(this.#random, 4);
    const density = shape === 0 ? 0 : shape === 1 ? 1 : float(this.#random);
    for (let i = 0; i < lost; i++) {
      const entry = log[i]!;
      if (i < kept || strikes(this.#random, density)) await this.#backing.write(entry.sector, entry.bytes);
    }
    this.#log = [];
    this.#base += log.length;
    this.#barriers = [];
    this.#newest.clear();
  }
}

function powerOff(): BlockError {
  return new BlockError('io', 'injected fault: the power is off');
}
