import { copyOctets } from '../wire/octets.js';
import { allocateOctets } from './pages.js';

/**
 * Rings that are not in use, by size class, so that a connection that has nothing to send holds no memory and one that
 * starts to send does not allocate. Bounded by `limit` octets in all.
 */
export class RingPool {
  readonly #free: Uint8Array[][] = [];
  readonly #limit: number;
  readonly #make: (octets: number) => Uint8Array | null;
  #held = 0;

  constructor(limit: number, make: (octets: number) => Uint8Array | null = allocateOctets) {
    this.#limit = limit;
    this.#make = make;
    for (let i = 0; i < 31; i++) this.#free.push([]);
  }

  /** `size` is a power of two. null: there is no memory for so many octets in a row. */
  take(size: number): Uint8Array | null {
    const ring = this.#free[31 - Math.clz32(size)]!.pop();
    if (ring === undefined) return this.#make(size);
    this.#held -= size;
    return ring;
  }

  give(ring: Uint8Array): void {
    if (this.#held + ring.length > this.#limit) return;
    this.#held += ring.length;
    this.#free[31 - Math.clz32(ring.length)]!.push(ring);
  }
}

const NO_RING = /* @__PURE__ */ new Uint8Array(0);
const SMALLEST_RING = 1024;

/** The smallest power of two that is not below `octets`. */
function ringSize(octets: number): number {
  return octets <= SMALLEST_RING ? SMALLEST_RING : 1 << (32 - Math.clz32(octets - 1));
}

/**
 * What the application has written and the peer has not acknowledged: a ring that starts at SND.UNA. It grows in powers
 * of two with what is in it, up to `limit` octets, and gives its memory to the pool when it is empty.
 */
export class SendBuffer {
  length = 0;
  /** Octets of memory that it holds now. */
  capacity = 0;
  limit: number;
  #ring: Uint8Array = NO_RING;
  #head = 0;
  /** What it came to hold since it was last empty: the size to start with next time. */
  #peak = 0;

  constructor(limit: number) {
    this.limit = limit;
  }

  get free(): number {
    return this.limit - this.length;
  }

  /**
   * Takes as much of `bytes[offset .. offset + length)` as it has room for and tells how much that was. Where memory is short that is
   * less than the limit, which becomes what there is.
   */
  append(pool: RingPool, bytes: Uint8Array, offset: number, length: number): number {
    let taken = Math.min(length, this.limit - this.length);
    if (taken <= 0) return 0;
    if (this.length + taken > this.#ring.length && !this.#grow(pool, this.length + taken)) {
      this.limit = this.#ring.length;
      taken = Math.min(taken, this.limit - this.length);
      if (taken <= 0) return 0;
    }
    const needed = this.length + taken;
    const size = this.#ring.length;
    const tail = (this.#head + this.length) & (size - 1);
    const first = Math.min(taken, size - tail);
    copyOctets(bytes, offset, this.#ring, tail, first);
    if (first < taken) copyOctets(bytes, offset + first, this.#ring, 0, taken - first);
    this.length = needed;
    return taken;
  }

  /** Copies `length` octets that are `offset` behind SND.UNA. */
  copyTo(target: Uint8Array, at: number, offset: number, length: number): void {
    const ring = this.#ring;
    const size = ring.length;
    const start = (this.#head + offset) & (size - 1);
    const first = Math.min(length, size - start);
    copyOctets(ring, start, target, at, first);
    if (first < length) copyOctets(ring, 0, target, at + first, length - first);
  }

  /** The first `octets` were acknowledged. */
  drop(pool: RingPool, octets: number): void {
    this.length -= octets;
    this.#head = (this.#head + octets) & (this.#ring.length - 1);
    if (this.length === 0) this.release(pool);
  }

  /** Gives the memory back; what is in it is gone. */
  release(pool: RingPool): void {
    if (this.#ring !== NO_RING) {
      // The next ring is as large as this one was, or smaller if this one was mostly empty.
      if (this.#peak <= this.#ring.length >> 2) this.#peak = this.#ring.length >> 1;
      pool.give(this.#ring);
    }
    this.#ring = NO_RING;
    this.capacity = 0;
    this.#head = 0;
    this.length = 0;
  }

  /** False: there is no memory for `needed` octets; the ring has as many as there is memory for. */
  #grow(pool: RingPool, needed: number): boolean {
    const old = this.#ring;
    let size = ringSize(old === NO_RING ? Math.max(needed, this.#peak) : needed);
    let fresh = pool.take(size);
    while (fresh === null) {
      size >>= 1;
      if (size <= old.length || size < SMALLEST_RING) return false;
      fresh = pool.take(size);
    }
    if (old !== NO_RING) {
      this.copyTo(fresh, 0, 0, this.length);
      pool.give(old);
    }
    this.#ring = fresh;
    this.capacity = fresh.length;
    this.#head = 0;
    this.#peak = Math.min(needed, size);
    return needed <= size;
  }
}
