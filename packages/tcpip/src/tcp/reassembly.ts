import { copyOctets } from '../wire/octets.js';
import type { Pages } from './pages.js';
import type { ReceiveBuffer } from './receive-buffer.js';

/** Blocks that are remembered for SACK: as many as one segment has room for (RFC 2018, 3). */
const REPORTED_BLOCKS = 4;

/** Octets of a page, as powers of two; a window is some ten of them. */
const SMALLEST_PAGE = 8;
const LARGEST_PAGE = 12;
/** What a page costs besides its octets: two objects and the allocator's share. */
const PAGE_OVERHEAD = 256;
const FIRST_RUNS = 8;
const FEWEST_RUNS = 64;

/**
 * Data that arrived ahead of a gap, without overlaps: what came first stays (so that an attacker cannot rewrite data that is
 * waiting). Made when the first segment out of order arrives, forgotten when the last gap closes.
 *
 * Octets lie where they belong, in pages that are there once something is in them; which of them are there, a list of runs tells. So
 * single octets cost what full segments cost: at most the window, and eight octets a run.
 *
 * Bounds: the caller lets in only what lies in the receive window; memory is at most `limit`, pages and runs counted with their overhead.
 */
export class ReassemblyQueue {
  /** Octets of data that wait. */
  octets = 0;
  /** What the queue is charged with. */
  charged = 0;
  /** Sequence number of a FIN that came out of order; valid when `hasFin`. */
  finSequence = 0;
  hasFin = false;
  /**
   * Blocks as SACK reports them: pairs of left and right edge, the one that changed last first (RFC 2018, 4). An older
   * block may have gone from the list, but a block in it is whole.
   */
  readonly blocks: Int32Array = new Int32Array(2 * REPORTED_BLOCKS);
  blockCount = 0;
  readonly #shift: number;
  readonly #pages: (Uint8Array | null)[] = [];
  /** Sequence number at which the first page begins. */
  #origin: number;
  /** Pairs of left and right edge, in order; none touches the next. */
  #runs: Int32Array = new Int32Array(2 * FIRST_RUNS);
  #count = 0;

  /** `next`: RCV.NXT. `limit` as in `insert`, by which pages are large or small. */
  constructor(next: number, limit: number) {
    this.#origin = next;
    this.#shift = Math.max(SMALLEST_PAGE, Math.min(LARGEST_PAGE, 26 - Math.clz32(limit)));
  }

  get empty(): boolean {
    return this.#count === 0 && !this.hasFin;
  }

  /** Takes what is new in `bytes[offset .. offset + length)`. False: there was no room, and nothing was taken. */
  insert(sequence: number, bytes: Uint8Array, offset: number, length: number, limit: number): boolean {
    if (length === 0) return true;
    const end = (sequence + length) | 0;
    const runs = this.#runs;
    // Most segments follow the last one.
    let first = this.#count;
    while (first > 0 && ((runs[2 * first - 1]! - sequence) | 0) >= 0) first--;
    let last = first;
    while (last < this.#count && ((runs[2 * last]! - end) | 0) <= 0) last++;
    const isNew = first === last;
    if (isNew && this.#count >= Math.max(FEWEST_RUNS, limit >> 8)) return false;
    if (!this.#reserve(sequence, length, limit)) return false;

    let at = sequence;
    for (let run = first; run < last && ((at - end) | 0) < 0; run++) {
      const left = runs[2 * run]!;
      if (((left - at) | 0) > 0) this.#write(at, left, bytes, offset + ((at - sequence) | 0));
      if (((runs[2 * run + 1]! - at) | 0) > 0) at = runs[2 * run + 1]!;
    }
    if (((end - at) | 0) > 0) this.#write(at, end, bytes, offset + ((at - sequence) | 0));

    if (isNew) this.#open(first);
    const left = isNew || ((runs[2 * first]! - sequence) | 0) > 0 ? sequence : runs[2 * first]!;
    const right = isNew || ((end - runs[2 * last - 1]!) | 0) > 0 ? end : runs[2 * last - 1]!;
    this.#runs[2 * first] = left;
    this.#runs[2 * first + 1] = right;
    if (last - first > 1) {
      this.#runs.copyWithin(2 * first + 2, 2 * last, 2 * this.#count);
      this.#count -= last - first - 1;
    }
    this.#report(left, right);
    return true;
  }

  /** Appends what follows `sequence` without a gap to `target` and returns the sequence number after it. */
  deliver(sequence: number, target: ReceiveBuffer, pages: Pages): number {
    const runs = this.#runs;
    let done = 0;
    for (; done < this.#count && ((runs[2 * done]! - sequence) | 0) <= 0; done++) {
      const right = runs[2 * done + 1]!;
      this.octets -= (right - runs[2 * done]!) | 0;
      if (((right - sequence) | 0) <= 0) continue;
      this.#read(sequence, right, target, pages);
      sequence = right;
    }
    if (done > 0) {
      runs.copyWithin(0, 2 * done, 2 * this.#count);
      this.#count -= done;
    }
    if (this.#count === 0) {
      this.#pages.length = 0;
      this.#origin = sequence;
      this.#runs = runs.length > 2 * FIRST_RUNS ? new Int32Array(2 * FIRST_RUNS) : runs;
      this.charged = 0;
    } else this.#dropPages(sequence);
    this.#forgetBlocks(sequence);
    return sequence;
  }

  /** Those that lie before `sequence` as a whole. */
  #dropPages(sequence: number): void {
    const passed = Math.min(this.#pages.length, ((sequence - this.#origin) | 0) >> this.#shift);
    if (passed <= 0) return;
    for (let i = 0; i < passed; i++) if (this.#pages[i] !== null) this.charged -= (1 << this.#shift) + PAGE_OVERHEAD;
    this.#pages.splice(0, passed);
    this.#origin = (this.#origin + (passed << this.#shift)) | 0;
  }

  /** Makes the pages for a stretch, and room for one more run. */
  #reserve(sequence: number, length: number, limit: number): boolean {
    const at = (sequence - this.#origin) | 0;
    const first = at >> this.#shift;
    const last = (at + length - 1) >> this.#shift;
    const cost = (1 << this.#shift) + PAGE_OVERHEAD;
    let charge = this.#count * 2 < this.#runs.length ? 0 : 4 * this.#runs.length;
    for (let i = first; i <= last; i++) if (!this.#pages[i]) charge += cost;
    if (this.charged + charge > limit) return false;
    this.charged += charge;
    while (this.#pages.length <= last) this.#pages.push(null);
    for (let i = first; i <= last; i++) this.#pages[i] ??= new Uint8Array(1 << this.#shift);
    if (this.#count * 2 === this.#runs.length) {
      const runs = new Int32Array(2 * this.#runs.length);
      runs.set(this.#runs);
      this.#runs = runs;
    }
    return true;
  }

  /** Makes room in the list before `run`. */
  #open(run: number): void {
    this.#runs.copyWithin(2 * run + 2, 2 * run, 2 * this.#count);
    this.#count++;
  }

  #write(from: number, to: number, bytes: Uint8Array, offset: number): void {
    const size = 1 << this.#shift;
    let at = (from - this.#origin) | 0;
    const end = at + ((to - from) | 0);
    this.octets += end - at;
    while (at < end) {
      const within = at & (size - 1);
      const length = Math.min(end - at, size - within);
      copyOctets(bytes, offset, this.#pages[at >> this.#shift]!, within, length);
      at += length;
      offset += length;
    }
  }

  #read(from: number, to: number, target: ReceiveBuffer, pages: Pages): void {
    const size = 1 << this.#shift;
    let at = (from - this.#origin) | 0;
    const end = at + ((to - from) | 0);
    while (at < end) {
      const within = at & (size - 1);
      const length = Math.min(end - at, size - within);
      target.append(pages, this.#pages[at >> this.#shift]!, within, length);
      at += length;
    }
  }

  /** The block changed or was received again: first in the list. */
  #report(left: number, right: number): void {
    const { blocks } = this;
    // Those that it has grown over go; the rest move back by one.
    let kept = 0;
    for (let i = 0; i < this.blockCount; i++) {
      const start = blocks[2 * i]!;
      const end = blocks[2 * i + 1]!;
      if (((start - left) | 0) >= 0 && ((right - end) | 0) >= 0) continue;
      blocks[2 * kept] = start;
      blocks[2 * kept + 1] = end;
      kept++;
    }
    if (kept === REPORTED_BLOCKS) kept--;
    blocks.copyWithin(2, 0, 2 * kept);
    blocks[0] = left;
    blocks[1] = right;
    this.blockCount = kept + 1;
  }

  /** Blocks that were delivered are not reported any more. */
  #forgetBlocks(sequence: number): void {
    const { blocks } = this;
    let kept = 0;
    for (let i = 0; i < this.blockCount; i++) {
      if (((blocks[2 * i]! - sequence) | 0) < 0) continue;
      blocks[2 * kept] = blocks[2 * i]!;
      blocks[2 * kept + 1] = blocks[2 * i + 1]!;
      kept++;
    }
    this.blockCount = kept;
  }
}
