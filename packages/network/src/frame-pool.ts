import type { FrameViews } from './frame-views.js';
import { CHECKSUM_COMPLETE, type ChecksumState, type Frame } from './network.js';

/** Where a pooled frame is: free in its pool, with whoever allocated it, or waiting in a transmit queue. */
export const FRAME_FREE = 0;
export const FRAME_HELD = 1;
export const FRAME_QUEUED = 2;

/** A frame of a pool. `state` is the pool's and its device's business; everybody else sees it as a Frame. */
export class PooledFrame implements Frame {
  readonly bytes: Uint8Array;
  /** `bytes`, with the pool's headroom before them. */
  readonly wire: Uint8Array;
  length: number;
  checksum: ChecksumState;
  checksumStart: number;
  checksumOffset: number;
  segmentSize: number;
  views: FrameViews | null;
  readonly pool: FramePool;
  state: number;

  constructor(bytes: Uint8Array, wire: Uint8Array, pool: FramePool) {
    this.bytes = bytes;
    this.wire = wire;
    this.length = 0;
    this.checksum = CHECKSUM_COMPLETE;
    this.checksumStart = 0;
    this.checksumOffset = 0;
    this.segmentSize = 0;
    this.views = null;
    this.pool = pool;
    this.state = FRAME_FREE;
  }
}

export interface FramePoolOptions {
  /** Octets that each frame has room for. */
  readonly frameLength: number;
  /** Most frames there are at a time. */
  readonly frames: number;
  /** Octets of memory made at once, at most: 2^20 by default. A frame is made in any case. */
  readonly slab?: number;
  /** Octets before each frame that are its device's, zeros at first: 0 to 62, by default 0. */
  readonly headroom?: number;
}

/** Octets in a slab at most, by default. Few large slabs serve a checksum best, which keeps a word view for each buffer. */
const SLAB_LENGTH = 1_048_576;
/** Frames in the first slab; each later one has as many as there are. A small machine at rest needs no more. */
const FIRST_SLAB = 8;

/**
 * Slots start on a cache line each, less two octets: what is behind Ethernet's header is then on a multiple of four, and the data of a segment of TCP
 * over IPv4 with timestamps, which are the octets that are copied, begins with a cache line.
 */
const SLOT_ALIGNMENT = 64;
const SLOT_OFFSET = 62;

/**
 * Frames of one size, for devices: made in slabs when they are first needed, then used again and again. Allocating and
 * releasing take constant time and make no garbage; there are never more than `frames`, and a frame keeps its memory.
 */
export class FramePool {
  readonly frameLength: number;
  readonly capacity: number;
  readonly #slab: number;
  readonly #headroom: number;
  /** `#free[0 .. #count)` are free; the one released last is on top, for it is in the cache. */
  readonly #free: PooledFrame[];
  #count: number;
  #made: number;

  /** @throws {RangeError} when a frame has no room for an Ethernet header, or there are to be none */
  constructor(options: FramePoolOptions) {
    const { frameLength, frames } = options;
    if (!Number.isInteger(frameLength) || frameLength < 14 || frameLength > 2 ** 24) {
      throw new RangeError(`frameLength is ${frameLength}; it must be an integer from 14 to 2^24`);
    }
    if (!Number.isInteger(frames) || frames < 1 || frames > 2 ** 20) {
      throw new RangeError(`frames is ${frames}; it must be an integer from 1 to 2^20`);
    }
    this.frameLength = frameLength;
    this.capacity = frames;
    this.#slab = options.slab ?? SLAB_LENGTH;
    this.#headroom = options.headroom ?? 0;
    this.#free = [];
    this.#count = 0;
    this.#made = 0;
  }

  /** Frames that `allocate` can still give. */
  get available(): number {
    return this.capacity - this.#made + this.#count;
  }

  /** A frame with its fields reset, its bytes as they were left; null when all are in use, or there is no memory for more. */
  allocate(): PooledFrame | null {
    if (this.#count === 0 && !this.#grow()) return null;
    const frame = this.#free[--this.#count]!;
    frame.length = 0;
    frame.checksum = CHECKSUM_COMPLETE;
    frame.checksumStart = 0;
    frame.checksumOffset = 0;
    frame.segmentSize = 0;
    frame.state = FRAME_HELD;
    return frame;
  }

  /** @throws {Error} when the frame is of another pool, was released before, or waits in a transmit queue */
  release(frame: Frame): void {
    const pooled = frame as PooledFrame;
    if (pooled.pool !== this) throw new Error('a frame was released to a device that it is not from');
    if (pooled.state !== FRAME_HELD) {
      throw new Error(
        pooled.state === FRAME_FREE ? 'a frame was released twice' : 'a frame was released after it was transmitted',
      );
    }
    pooled.state = FRAME_FREE;
    this.#free[this.#count++] = pooled;
  }

  #grow(): boolean {
    const left = this.capacity - this.#made;
    if (left === 0) return false;
    const stride = Math.ceil((SLOT_OFFSET + this.frameLength) / SLOT_ALIGNMENT) * SLOT_ALIGNMENT;
    const most = Math.max(1, Math.floor(this.#slab / stride));
    const count = Math.min(left, most, Math.max(FIRST_SLAB, this.#made));
    const slab = memory(count * stride) ?? (count > 1 ? memory(stride) : null);
    if (slab === null) return false;
    // The first slot ends on top, so that frames are given out in the order of their addresses.
    const made = slab.byteLength / stride;
    const headroom = this.#headroom;
    for (let i = made - 1; i >= 0; i--) {
      const start = i * stride + SLOT_OFFSET;
      const bytes = new Uint8Array(slab, start, this.frameLength);
      const wire = headroom === 0 ? bytes : new Uint8Array(slab, start - headroom, headroom + this.frameLength);
      this.#free[this.#count++] = new PooledFrame(bytes, wire, this);
    }
    this.#made += made;
    return true;
  }
}

function memory(octets: number): ArrayBuffer | null {
  try {
    return new ArrayBuffer(octets);
  } catch {
    return null;
  }
}
