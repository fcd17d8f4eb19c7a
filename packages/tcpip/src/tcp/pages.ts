/**
 * Octets in a slab: what a view of one small page can pin at most. A little less than 16 KiB, so that four of them with their
 * headers share a block of 64 KiB of a compiled program's heap; one octet more, and each has a block of its own.
 */
const SLAB_LENGTH = 16_128;
/** Engines keep typed arrays up to this size inside their own heap, where an allocation costs next to nothing. */
export const SMALLEST_PAGE = 64;
const LARGEST_CUT = 4096;

/**
 * Memory for received data. Pages from 128 octets to 4 KiB are cut off a slab, since a memory block of its own costs V8 a
 * microsecond, ten times as much: a fifth of the time of a small HTTP exchange. A page is given away and never comes back.
 */
export class Pages {
  #slab: ArrayBuffer | null = null;
  #used = 0;

  take(length: number): Uint8Array {
    if (length <= SMALLEST_PAGE || length > LARGEST_CUT) return new Uint8Array(length);
    if (this.#slab === null || this.#used + length > SLAB_LENGTH) {
      this.#slab = new ArrayBuffer(SLAB_LENGTH);
      this.#used = 0;
    }
    const page = new Uint8Array(this.#slab, this.#used, length);
    this.#used += length;
    return page;
  }
}
