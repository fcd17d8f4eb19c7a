/**
 * Octets in a slab: what a view of one small page can pin at most. A little less than 16 KiB, so that four of them with their
 * headers share a block of 64 KiB of a compiled program's heap; one octet more, and each has a block of its own.
 */
const SLAB_LENGTH = 16_128;
/** Engines keep typed arrays up to this size inside their own heap, where an allocation costs next to nothing. */
export const SMALLEST_PAGE = 64;
const LARGEST_CUT = 4096;

/** Zeros; null: there is no memory for so many in a row. */
export function allocateOctets(length: number): Uint8Array | null {
  try {
    return new Uint8Array(length);
  } catch {
    return null;
  }
}

/**
 * Memory for received data. Pages from 128 octets to 4 KiB are cut off a slab, since a memory block of its own costs V8 a
 * microsecond, ten times as much: a fifth of the time of a small HTTP exchange. A page is given away and never comes back.
 */
export class Pages {
  #slab: ArrayBuffer | null = null;
  #used = 0;
  readonly #make: (octets: number) => Uint8Array | null;
  /** Larger ones are not tried again, once memory was found to be short: each time it would be collected first. */
  #largest = Number.POSITIVE_INFINITY;

  constructor(make: (octets: number) => Uint8Array | null = allocateOctets) {
    this.#make = make;
  }

  /** A page of `length` octets, a power of two; a smaller one where there is no memory for it. */
  take(length: number): Uint8Array {
    if (length <= SMALLEST_PAGE) return new Uint8Array(length);
    for (; length > LARGEST_CUT; length >>= 1) {
      const page = length > this.#largest ? null : this.#make(length);
      if (page !== null) return page;
      this.#largest = Math.min(this.#largest, length >> 1);
    }
    if (this.#slab === null || this.#used + length > SLAB_LENGTH) {
      this.#slab = new ArrayBuffer(SLAB_LENGTH);
      this.#used = 0;
    }
    const page = new Uint8Array(this.#slab, this.#used, length);
    this.#used += length;
    return page;
  }
}
