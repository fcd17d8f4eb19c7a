import { copyOctets } from '../wire/octets.js';
import type { ReceiveBuffer } from './receive-buffer.js';

/** Octets `bytes[0 .. length)` that begin at `sequence`; behind them the array has room for what follows directly. */
class Run {
  sequence: number;
  bytes: Uint8Array;
  length: number;
  next: Run | null = null;
  previous: Run | null = null;

  constructor(sequence: number, size: number) {
    this.sequence = sequence;
    this.bytes = new Uint8Array(size);
    this.length = 0;
  }
}

/** Blocks that are remembered for SACK: as many as one segment has room for (RFC 2018, 3). */
const REPORTED_BLOCKS = 4;

const SMALLEST_RUN = 256;
const LARGEST_RUN = 65536;

/**
 * Data that arrived ahead of a gap, in order of sequence numbers, without overlaps: what came first stays (so that an
 * attacker cannot rewrite data that is waiting). Made when the first segment out of order arrives, forgotten when the last gap closes.
 *
 * Bounds: the caller lets in only what lies in the receive window; memory taken is at most `limit`, which counts the
 * room and an overhead for every run, so that many tiny segments cannot cost more than few large ones.
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
  #first: Run | null = null;
  #last: Run | null = null;

  get empty(): boolean {
    return this.#first === null && !this.hasFin;
  }

  /** Takes what is new in `bytes[offset .. offset + length)`. Returns false when some of it had no room. */
  insert(sequence: number, bytes: Uint8Array, offset: number, length: number, limit: number): boolean {
    // The run behind which it starts, found from the end: most segments follow the last one.
    let run = this.#last;
    while (run !== null && ((sequence - run.sequence) | 0) < 0) run = run.previous;
    while (length > 0) {
      if (run !== null) {
        const overlap = (run.sequence + run.length - sequence) | 0;
        if (overlap >= length) break;
        if (overlap > 0) {
          sequence = (sequence + overlap) | 0;
          offset += overlap;
          length -= overlap;
        }
      }
      const next: Run | null = run === null ? this.#first : run.next;
      const gap = next === null ? length : Math.min(length, (next.sequence - sequence) | 0);
      if (gap > 0) {
        const taken = this.#place(run, sequence, bytes, offset, gap, limit);
        if (taken === null) return false;
        run = taken;
        sequence = (sequence + gap) | 0;
        offset += gap;
        length -= gap;
      }
      if (length > 0) run = next;
    }
    if (run !== null) this.#report(run);
    return true;
  }

  /** The block around `run` changed or was received again: first in the list. */
  #report(run: Run): void {
    let left = run.sequence;
    for (let other = run.previous; other !== null; other = other.previous) {
      if (((other.sequence + other.length) | 0) !== left) break;
      left = other.sequence;
    }
    let right = (run.sequence + run.length) | 0;
    for (let other = run.next; other !== null && other.sequence === right; other = other.next)
      right = (other.sequence + other.length) | 0;
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

  /** Moves what follows `sequence` without a gap into `target` and returns the sequence number after it. */
  deliver(sequence: number, target: ReceiveBuffer): number {
    let run = this.#first;
    while (run !== null) {
      const skip = (sequence - run.sequence) | 0;
      if (skip < 0) break;
      if (skip < run.length) {
        target.adopt(run.bytes, skip, run.length);
        sequence = (run.sequence + run.length) | 0;
      }
      this.octets -= run.length;
      this.charged -= run.bytes.length + SMALLEST_RUN;
      run = this.#first = run.next;
      if (run === null) this.#last = null;
      else run.previous = null;
    }
    this.#forgetBlocks(sequence);
    return sequence;
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

  /** Writes a stretch that nothing overlaps behind `run`; returns the run that it ended in, null when there was no room. */
  #place(
    run: Run | null,
    sequence: number,
    bytes: Uint8Array,
    offset: number,
    length: number,
    limit: number,
  ): Run | null {
    const adjacent = run !== null && ((run.sequence + run.length) | 0) === sequence;
    if (adjacent && run.bytes.length - run.length >= length) {
      copyOctets(bytes, offset, run.bytes, run.length, length);
      run.length += length;
      this.octets += length;
      return run;
    }
    // A run that fills shows that the peer goes on sending: the next one is larger.
    const size = Math.max(length, adjacent ? Math.min(2 * run.bytes.length, LARGEST_RUN) : SMALLEST_RUN);
    const room = limit - this.charged - SMALLEST_RUN;
    if (room < length) return null;
    const fresh = new Run(sequence, Math.min(size, room));
    copyOctets(bytes, offset, fresh.bytes, 0, length);
    fresh.length = length;
    this.octets += length;
    this.charged += fresh.bytes.length + SMALLEST_RUN;
    fresh.previous = run;
    fresh.next = run === null ? this.#first : run.next;
    if (fresh.next === null) this.#last = fresh;
    else fresh.next.previous = fresh;
    if (run === null) this.#first = fresh;
    else run.next = fresh;
    return fresh;
  }
}
