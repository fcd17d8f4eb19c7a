import { isPartialValid } from './checksum.js';
import { FRAME_FREE, FRAME_HELD, FRAME_QUEUED, FramePool, type PooledFrame } from './frame-pool.js';
import {
  type Capabilities,
  CHECKSUM_COMPLETE,
  CHECKSUM_PARTIAL,
  ETHERNET_HEADER_LENGTH,
  type Frame,
  type FrameHandler,
  type Network,
  type NetworkStatistics,
  noTraffic,
} from './network.js';

export interface PortOptions {
  readonly mac: Uint8Array;
  readonly mtu: number;
  /** Frames that are allocated, queued or being delivered at a time. */
  readonly queueLength: number;
  readonly capabilities: Capabilities;
}

/** What a port is plugged into. */
export interface PortOwner {
  /** When a frame that `port` flushes now is due; -Infinity: as soon as may be. */
  dueAt(): number;
  /** `port` has flushed frames. */
  flushed(port: Port): void;
  closed(port: Port): void;
}

/** The network device at the end of a medium in memory. The medium takes batches out of it and hands batches to it. */
export class Port implements Network {
  readonly mac: Uint8Array;
  readonly mtu: number;
  readonly capabilities: Capabilities;
  readonly statistics: NetworkStatistics;
  /** The batch that was taken last: `batch[0 .. count)` as `take` returned it. */
  batch: PooledFrame[];
  /** Whether the batch holds partial checksums or super-segments. */
  hasOffload: boolean;
  isClosed: boolean;
  /** Whether the queue does. */
  #queueHasOffload: boolean;
  readonly #owner: PortOwner;
  readonly #limit: number;
  readonly #frames: FramePool;
  readonly #superFrames: FramePool | undefined;
  /** `#queue[0 .. #queued)` wait, of which the first `#ready` were flushed. */
  #queue: PooledFrame[];
  #queued: number;
  #ready: number;
  /** When each of the queue is due; unused by a medium without delay. */
  readonly #due: number[];
  #handler: FrameHandler | undefined;

  /** @throws {RangeError} for a MAC address that is not six octets of one station, an MTU below IPv4's 68, or no queue */
  constructor(owner: PortOwner, options: PortOptions) {
    const { mac, mtu, queueLength, capabilities } = options;
    if (mac.length !== 6 || (mac[0]! & 1) !== 0) {
      throw new RangeError(`a MAC address is six octets, the first of them even; got ${mac.join('.')}`);
    }
    if (!Number.isInteger(mtu) || mtu < 68 || mtu > 65535) {
      throw new RangeError(`an MTU is an integer from 68 (RFC 791) to 65535; got ${mtu}`);
    }
    this.mac = mac.slice();
    this.mtu = mtu;
    this.capabilities = capabilities;
    this.statistics = noTraffic();
    this.batch = [];
    this.hasOffload = false;
    this.isClosed = false;
    this.#queueHasOffload = false;
    this.#owner = owner;
    this.#limit = mtu + ETHERNET_HEADER_LENGTH;
    this.#frames = new FramePool({ frameLength: this.#limit, frames: queueLength });
    this.#superFrames =
      capabilities.segmentation > this.#limit
        ? new FramePool({ frameLength: capabilities.segmentation, frames: Math.max(4, queueLength >>> 3) })
        : undefined;
    this.#queue = [];
    this.#queued = 0;
    this.#ready = 0;
    this.#due = [];
    this.#handler = undefined;
  }

  allocate(length: number = this.#limit): Frame | null {
    if (this.isClosed) return null;
    if (length <= this.#limit) return this.#frames.allocate();
    const frames = this.#superFrames;
    return frames !== undefined && length <= frames.frameLength ? frames.allocate() : null;
  }

  transmit(frame: Frame): void {
    const pooled = frame as PooledFrame;
    if (this.isClosed || !this.#takes(pooled)) {
      this.statistics.transmitDropped++;
      this.release(frame);
      return;
    }
    if (pooled.state !== FRAME_HELD) throw new Error('a frame was transmitted that was transmitted or released before');
    pooled.state = FRAME_QUEUED;
    this.#queue[this.#queued++] = pooled;
    this.statistics.transmittedFrames++;
    this.statistics.transmittedBytes += pooled.length;
  }

  release(frame: Frame): void {
    const pool = (frame as PooledFrame).pool;
    if (pool !== this.#frames && pool !== this.#superFrames) {
      throw new Error('a frame was given to a device that it is not from');
    }
    pool.release(frame);
  }

  flush(): void {
    if (this.#ready === this.#queued) return;
    const due = this.#owner.dueAt();
    if (due !== Number.NEGATIVE_INFINITY) for (let i = this.#ready; i < this.#queued; i++) this.#due[i] = due;
    this.#ready = this.#queued;
    this.#owner.flushed(this);
  }

  receive(handler: FrameHandler): void {
    this.#handler = handler;
  }

  async close(): Promise<void> {
    if (this.isClosed) return;
    this.isClosed = true;
    this.#handler = undefined;
    for (let i = 0; i < this.#queued; i++) recycle(this.#queue[i]!);
    this.statistics.transmitDropped += this.#queued;
    this.#queued = 0;
    this.#ready = 0;
    this.#owner.closed(this);
  }

  /** When the first flushed frame is due, Infinity without one. */
  nextDue(isTimed: boolean): number {
    if (this.#ready === 0) return Number.POSITIVE_INFINITY;
    return isTimed ? this.#due[0]! : Number.NEGATIVE_INFINITY;
  }

  /** Moves the flushed frames that are due to `batch` and returns their number. They go back with `recycle`. */
  take(now: number): number {
    let count = this.#ready;
    if (now !== Number.POSITIVE_INFINITY) {
      count = 0;
      while (count < this.#ready && this.#due[count]! <= now) count++;
    }
    if (count === 0) return 0;
    const taken = this.#queue;
    const queue = this.batch;
    const left = this.#queued - count;
    for (let i = 0; i < left; i++) {
      queue[i] = taken[count + i]!;
      if (now !== Number.POSITIVE_INFINITY) this.#due[i] = this.#due[count + i]!;
    }
    this.hasOffload = this.#queueHasOffload;
    if (left === 0) this.#queueHasOffload = false;
    this.#queue = queue;
    this.#queued = left;
    this.#ready -= count;
    this.batch = taken;
    return count;
  }

  /** Gives the frames of the batch back to their pools. */
  recycle(count: number): void {
    const batch = this.batch;
    for (let i = 0; i < count; i++) recycle(batch[i]!);
  }

  /** Lends a batch to the handler. */
  hand(frames: readonly Frame[], count: number): void {
    const handler = this.#handler;
    if (handler === undefined) {
      this.statistics.receiveDropped += count;
      return;
    }
    let octets = 0;
    for (let i = 0; i < count; i++) octets += frames[i]!.length;
    this.statistics.receivedFrames += count;
    this.statistics.receivedBytes += octets;
    handler(frames, count);
  }

  #takes(frame: PooledFrame): boolean {
    const length = frame.length;
    if (length < ETHERNET_HEADER_LENGTH || length > frame.bytes.length || !Number.isInteger(length)) return false;
    if (frame.checksum === CHECKSUM_PARTIAL) {
      if (!this.capabilities.transmitChecksum || !isPartialValid(frame)) return false;
      this.#queueHasOffload = true;
    } else {
      // What another device verified on reception is, from here on, a complete checksum like any other.
      frame.checksum = CHECKSUM_COMPLETE;
    }
    if (frame.segmentSize === 0) return length <= this.#limit;
    this.#queueHasOffload = true;
    return frame.segmentSize > 0 && length <= this.capabilities.segmentation;
  }
}

function recycle(frame: PooledFrame): void {
  if (frame.state === FRAME_FREE) throw new Error('a frame was released after it was transmitted');
  frame.state = FRAME_HELD;
  frame.pool.release(frame);
}
