import { completeChecksum } from './checksum.js';
import { type Delivery, type Medium, Pump } from './delivery.js';
import { FramePool } from './frame-pool.js';
import {
  type Capabilities,
  CHECKSUM_PARTIAL,
  ETHERNET_HEADER_LENGTH,
  type Frame,
  type Network,
  NO_CAPABILITIES,
} from './network.js';
import { Port, type PortOwner } from './port.js';
import { segment, segmentCount } from './segment.js';

export interface LinkEndOptions {
  /** Six octets; by default 02-00-00-00-00-01 for `a` and ...-02 for `b` (locally administered). */
  readonly mac?: Uint8Array;
  readonly capabilities?: Capabilities;
}

export interface LinkOptions {
  /** Largest IP packet, 1500 by default. */
  readonly mtu?: number;
  /** Frames that each end has: allocated, queued or being delivered. 512 by default. */
  readonly queueLength?: number;
  readonly delivery?: Delivery;
  readonly a?: LinkEndOptions;
  readonly b?: LinkEndOptions;
}

/** Frames that software segmentation works with; a batch of more segments is delivered in parts. */
const SEGMENT_FRAMES = 64;

/**
 * Two devices joined by a cable in memory that loses nothing and keeps order.
 *
 * Nothing is copied: a frame that one end transmits is lent to the handler of the other and then goes back to the pool it
 * came from. A handler is never called from inside `transmit` or `flush`, nor from inside another handler.
 *
 * Where the ends differ in capabilities, the link does the work: a partial checksum is passed to an end with
 * `receiveChecksum` and completed for any other; a super-segment is passed to an end that takes it and cut for any other.
 *
 * @throws {RangeError} for options that make no device
 */
export function link(options: LinkOptions = {}): Link {
  return new Cable(options);
}

/** See `link`. */
export interface Link {
  readonly a: Network;
  readonly b: Network;
  /**
   * Hands over what was flushed and is due, from `a` to `b` and then from `b` to `a`, answers of `b` included. Returns the
   * number of frames; 0 also when called by a handler. `while (link.deliver() > 0);` runs until the ends are silent.
   */
  deliver(): number;
}

class Cable implements Link, Medium, PortOwner {
  readonly a: Port;
  readonly b: Port;
  readonly #isTimed: boolean;
  readonly #limit: number;
  readonly #segments: FramePool;
  /** What is lent to a handler when it is not the sender's batch as it is. */
  readonly #out: Frame[];
  readonly #cut: Frame[];
  readonly #pump: Pump;

  constructor(options: LinkOptions) {
    const { mtu = 1500, queueLength = 512, delivery = 'job', a = {}, b = {} } = options;
    this.a = new Port(this, {
      mac: a.mac ?? new Uint8Array([2, 0, 0, 0, 0, 1]),
      mtu,
      queueLength,
      capabilities: a.capabilities ?? NO_CAPABILITIES,
    });
    this.b = new Port(this, {
      mac: b.mac ?? new Uint8Array([2, 0, 0, 0, 0, 2]),
      mtu,
      queueLength,
      capabilities: b.capabilities ?? NO_CAPABILITIES,
    });
    this.#isTimed = typeof delivery === 'object';
    this.#limit = mtu + ETHERNET_HEADER_LENGTH;
    this.#segments = new FramePool({ frameLength: this.#limit, frames: SEGMENT_FRAMES });
    this.#out = [];
    this.#cut = [];
    this.#pump = new Pump(delivery, this);
  }

  deliver(): number {
    return this.#pump.deliver();
  }

  pass(now: number): number {
    return this.#carry(this.a, this.b, now) + this.#carry(this.b, this.a, now);
  }

  due(): number {
    return Math.min(this.a.nextDue(this.#isTimed), this.b.nextDue(this.#isTimed));
  }

  dueAt(): number {
    return this.#pump.dueAt();
  }

  flushed(): void {
    this.#pump.notify();
  }

  closed(): void {}

  #carry(from: Port, to: Port, now: number): number {
    const count = from.take(now);
    if (count === 0) return 0;
    try {
      if (from.hasOffload) this.#offload(from, to, count);
      else to.hand(from.batch, count);
    } finally {
      from.recycle(count);
    }
    return count;
  }

  /** Does for each frame of the batch what the receiver's capabilities leave to be done. */
  #offload(from: Port, to: Port, count: number): void {
    const { receiveChecksum, segmentation } = to.capabilities;
    const out = this.#out;
    let outCount = 0;
    try {
      for (let i = 0; i < count; i++) {
        const frame = from.batch[i]!;
        if (frame.segmentSize === 0 || (receiveChecksum && frame.length <= segmentation)) {
          if (frame.checksum === CHECKSUM_PARTIAL && !receiveChecksum) completeChecksum(frame);
          out[outCount++] = frame;
          continue;
        }
        const segments = segmentCount(frame, this.#limit);
        if (segments === 0) from.statistics.transmitDropped++;
        for (let index = 0; index < segments; index++) {
          let cut = this.#segments.allocate();
          if (cut === null) {
            to.hand(out, outCount);
            outCount = 0;
            this.#releaseCut();
            cut = this.#segments.allocate()!;
          }
          segment(frame, index, cut);
          this.#cut.push(cut);
          out[outCount++] = cut;
        }
      }
      if (outCount > 0) to.hand(out, outCount);
    } finally {
      this.#releaseCut();
    }
  }

  #releaseCut(): void {
    for (const frame of this.#cut) this.#segments.release(frame);
    this.#cut.length = 0;
  }
}
