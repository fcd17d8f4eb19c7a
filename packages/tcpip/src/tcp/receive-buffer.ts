import { copyOctets } from '../wire/octets.js';
import { type Pages, SMALLEST_PAGE } from './pages.js';

/** A run of memory with the octets `bytes[start .. end)` still to be read. */
class Page {
  bytes: Uint8Array;
  start: number;
  end: number;
  next: Page | null = null;

  constructor(bytes: Uint8Array, start: number, end: number) {
    this.bytes = bytes;
    this.start = start;
    this.end = end;
  }
}

/** A drained page of this size is kept for what comes next; a larger one is dropped: an idle connection pins no slab. */
const LARGEST_KEPT_PAGE = SMALLEST_PAGE;
const LARGEST_PAGE = 65536;

/**
 * In-order data for the application, in pages of this connection.
 *
 * A payload is copied once, from the borrowed frame to the end of the last page. Reading hands out a view of a page; what
 * has been handed out is the reader's and is never written again, so no second copy is needed. Pages start small, double
 * while data comes faster than it is read and shrink again, so that a view pins little memory.
 */
export class ReceiveBuffer {
  /** Octets to be read. */
  length = 0;
  #head: Page | null = null;
  #tail: Page | null = null;
  #pageSize: number = SMALLEST_PAGE;
  /** The most that was here since it was last empty. */
  #peak = 0;

  append(pages: Pages, bytes: Uint8Array, offset: number, length: number): void {
    this.length += length;
    if (this.length > this.#peak) this.#peak = this.length;
    let page = this.#tail;
    if (page !== null) {
      const room = Math.min(length, page.bytes.length - page.end);
      if (room > 0) {
        copyOctets(bytes, offset, page.bytes, page.end, room);
        page.end += room;
        offset += room;
        length -= room;
      }
      if (length > 0 && this.#pageSize < LARGEST_PAGE) this.#pageSize <<= 1;
    }
    if (length === 0) return;
    while (this.#pageSize < length && this.#pageSize < LARGEST_PAGE) this.#pageSize <<= 1;
    while (length > 0) {
      const memory = pages.take(this.#pageSize);
      page = new Page(memory, 0, Math.min(length, memory.length));
      copyOctets(bytes, offset, page.bytes, 0, page.end);
      offset += page.end;
      length -= page.end;
      this.#push(page);
    }
  }

  /** The next run of octets, at least one; null when there is none. It belongs to the caller. */
  take(): Uint8Array | null {
    const page = this.#head;
    if (page === null || page.start === page.end) return null;
    const { bytes, start, end } = page;
    this.length -= end - start;
    let view = bytes;
    if (bytes.length === SMALLEST_PAGE) {
      // V8 keeps an array of this size within its heap, and a view would first move it out of there: ten times as dear as a copy.
      view = bytes.slice(start, end);
      page.end = 0;
    } else if (start !== 0 || end !== bytes.length) view = bytes.subarray(start, end);
    page.start = page.end;
    if (page.next !== null) this.#head = page.next;
    else this.#drained(page);
    return view;
  }

  /** Drops everything. */
  clear(): void {
    this.length = 0;
    this.#head = this.#tail = null;
  }

  /** Everything was read: the next page should hold at once what came between two such moments. */
  #drained(page: Page): void {
    const size = page.bytes.length;
    const isFull = page.end === size;
    if (size > LARGEST_KEPT_PAGE || isFull) this.#head = this.#tail = null;
    if (this.#peak > this.#pageSize)
      while (this.#pageSize < this.#peak && this.#pageSize < LARGEST_PAGE) this.#pageSize <<= 1;
    else if (this.#pageSize > SMALLEST_PAGE && this.#peak <= this.#pageSize >> 2) this.#pageSize >>= 1;
    this.#peak = 0;
  }

  #push(page: Page): void {
    if (this.#tail === null) this.#head = page;
    else this.#tail.next = page;
    this.#tail = page;
  }
}
