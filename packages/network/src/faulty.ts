import { below, checkProbability, float, type Random, strikes } from '@morgana/random';
import type { Clock, Timer } from '@morgana/time';
import { completeChecksum, isPartialValid } from './checksum.js';
import { DelayQueue } from './delay-queue.js';
import { copyFrame } from './forward.js';
import { FramePool, type PooledFrame } from './frame-pool.js';
import {
  CHECKSUM_COMPLETE,
  CHECKSUM_PARTIAL,
  ETHERNET_HEADER_LENGTH,
  type Frame,
  type FrameHandler,
  type Network,
} from './network.js';
import { segment, segmentCount } from './segment.js';
import { NetworkWrapper } from './wrapper.js';

/** What happens to frames in one direction. Probabilities are for each frame; everything is 0 by default. */
export interface NetworkFaults {
  /** A frame is lost. */
  readonly loss?: number;
  /**
   * Losses in bursts (Gilbert and Elliott): before each frame the path goes bad with probability `enter` and good again with
   * `leave`; while it is bad a frame is lost with probability `loss`, 1 by default.
   */
  readonly burst?: { readonly enter: number; readonly leave: number; readonly loss?: number };
  /** A frame comes twice. The second is subject to everything below by itself. */
  readonly duplication?: number;
  /** Bits of one 16-bit word of a frame are flipped, anywhere in it: a burst, as links make them, which a checksum of RFC 1071 always sees. */
  readonly corruption?: number;
  /** Bits per second that the path carries; frames wait for their turn. No limit by default. */
  readonly rate?: number;
  /** Milliseconds that each frame takes. */
  readonly delay?: number;
  /** Most milliseconds beyond `delay`, drawn for each frame; order is kept. */
  readonly jitter?: number;
  /** A frame comes later by `reorderingDelay`, while those behind it do not wait for it. */
  readonly reordering?: number;
  /** Milliseconds, 1 by default. */
  readonly reorderingDelay?: number;
}

export interface FaultyOptions {
  readonly random: Random;
  readonly clock: Clock;
  readonly transmit?: NetworkFaults;
  readonly receive?: NetworkFaults;
  /** Most frames under way in each direction, 1000 by default; more are dropped, as by a router's queue. */
  readonly queueLength?: number;
}

/** What happened in one direction. */
export interface FaultCounters {
  /** Frames that came in. */
  frames: number;
  /** Of `loss`. */
  lost: number;
  /** Of `burst`. */
  burstLost: number;
  duplicated: number;
  corrupted: number;
  reordered: number;
  /** Had to wait, for whatever reason. */
  delayed: number;
  /** Found no room: among those that wait, or in the device below. */
  overflowed: number;
}

/**
 * `network` over a path with faults, the same ones for the same seed and the same frames. It has no offload on transmission,
 * for a fault strikes complete frames: checksums that are completed behind a bit flip would cover it up. What waits when it
 * is closed is lost.
 *
 * @throws {RangeError} for a probability outside [0, 1], or a time or rate that is negative
 */
export function faulty(network: Network, options: FaultyOptions): FaultyNetwork {
  return new FaultyNetwork(network, options);
}

/** See `faulty`. */
export class FaultyNetwork extends NetworkWrapper {
  readonly faults: { readonly transmit: Readonly<FaultCounters>; readonly receive: Readonly<FaultCounters> };
  readonly #clock: Clock;
  readonly #outward: Path;
  readonly #inward: Path;
  readonly #limit: number;
  #handler: FrameHandler | undefined;
  /** What is handed to the handler next: `#batch[0 .. #count)`; those of the pool go back to it afterwards. */
  readonly #batch: Frame[];
  #count: number;
  readonly #lent: PooledFrame[];
  #isClosed: boolean;

  constructor(network: Network, options: FaultyOptions) {
    super(network, network.mtu, {
      transmitChecksum: false,
      receiveChecksum: network.capabilities.receiveChecksum,
      segmentation: 0,
    });
    const { random, clock, transmit = {}, receive = {}, queueLength = 1000 } = options;
    this.#limit = network.mtu + ETHERNET_HEADER_LENGTH;
    this.#clock = clock;
    this.#outward = new Path(transmit, random, clock, this.#limit, queueLength, () => this.#sendDue());
    this.#inward = new Path(receive, random, clock, this.#limit, queueLength, () => this.#deliverDue());
    this.faults = { transmit: this.#outward.counters, receive: this.#inward.counters };
    this.#handler = undefined;
    this.#batch = [];
    this.#count = 0;
    this.#lent = [];
    this.#isClosed = false;
  }

  override allocate(length: number = this.#limit): Frame | null {
    return length <= this.#limit && !this.#isClosed ? this.inner.allocate(length) : null;
  }

  override transmit(frame: Frame): void {
    const { length } = frame;
    const isWhole = frame.segmentSize === 0 && frame.checksum !== CHECKSUM_PARTIAL;
    if (!isWhole || !(length >= ETHERNET_HEADER_LENGTH && length <= this.#limit) || this.#isClosed) {
      // Nothing that a path would carry. An impossible length makes the device drop and count it.
      frame.length = 0;
      this.inner.transmit(frame);
      return;
    }
    const path = this.#outward;
    if (path.isLost()) {
      this.inner.release(frame);
      return;
    }
    if (path.isDuplicated()) {
      const copy = this.inner.allocate(length);
      if (copy === null) path.counters.overflowed++;
      else {
        copyFrame(frame, copy);
        this.#send(frame);
        this.#send(copy);
        return;
      }
    }
    this.#send(frame);
  }

  override receive(handler: FrameHandler): void {
    if (this.#handler === undefined) this.inner.receive((frames, count) => this.#arrive(frames, count));
    this.#handler = handler;
  }

  override close(): Promise<void> {
    this.#isClosed = true;
    this.#handler = undefined;
    this.#outward.close();
    this.#inward.close();
    return this.inner.close();
  }

  /** `frame` is one of the network below. */
  #send(frame: Frame): void {
    const path = this.#outward;
    const now = this.#clock.monotonic();
    path.corrupt(frame);
    const due = path.schedule(frame.length, now);
    if (due <= now) {
      // What was due before goes before, though its timer may not have run.
      this.#sendUntil(now);
      this.inner.transmit(frame);
      return;
    }
    path.hold(frame, due);
    this.inner.release(frame);
  }

  #sendDue(): void {
    this.#sendUntil(this.#clock.monotonic());
    this.inner.flush();
  }

  #sendUntil(now: number): void {
    const path = this.#outward;
    while (path.waiting.due <= now) {
      const held = path.waiting.pop();
      const frame = this.inner.allocate(held.length);
      if (frame === null) path.counters.overflowed++;
      else {
        copyFrame(held, frame);
        this.inner.transmit(frame);
      }
      path.pool.release(held);
    }
  }

  #arrive(frames: readonly Frame[], count: number): void {
    const now = this.#clock.monotonic();
    this.#takeUntil(now);
    for (let i = 0; i < count; i++) {
      const frame = frames[i]!;
      if (frame.segmentSize === 0) this.#pass(frame, now);
      else this.#cut(frame, now);
    }
    this.#deliver();
  }

  /** A super-segment is as many frames on the path. */
  #cut(frame: Frame, now: number): void {
    const path = this.#inward;
    const count = segmentCount(frame, this.#limit);
    for (let index = 0; index < count; index++) {
      const cut = path.pool.allocate();
      if (cut === null) {
        path.counters.overflowed++;
        continue;
      }
      segment(frame, index, cut);
      this.#pass(cut, now);
      path.pool.release(cut);
    }
  }

  #pass(frame: Frame, now: number): void {
    const path = this.#inward;
    if (path.isLost()) return;
    const isTwice = path.isDuplicated();
    this.#accept(frame, now);
    if (isTwice) this.#accept(frame, now);
  }

  /** `frame` is borrowed: to change or keep it is to copy it. */
  #accept(frame: Frame, now: number): void {
    const path = this.#inward;
    const isCorrupt = path.isCorrupted();
    const due = path.schedule(frame.length, now);
    const mustCopy = isCorrupt || frame.checksum === CHECKSUM_PARTIAL || (frame as PooledFrame).pool === path.pool;
    if (due <= now && !mustCopy) {
      this.#batch[this.#count++] = frame;
      return;
    }
    const copy = path.pool.allocate();
    if (copy === null || frame.length > this.#limit) {
      if (copy !== null) path.pool.release(copy);
      path.counters.overflowed++;
      return;
    }
    copyFrame(frame, copy);
    if (copy.checksum === CHECKSUM_PARTIAL) {
      if (isPartialValid(copy)) completeChecksum(copy);
      else copy.checksum = CHECKSUM_COMPLETE;
    }
    if (isCorrupt) path.flip(copy);
    if (due <= now) this.#lend(copy);
    else path.wait(copy, due);
  }

  #deliverDue(): void {
    this.#takeUntil(this.#clock.monotonic());
    this.#deliver();
  }

  #takeUntil(now: number): void {
    const path = this.#inward;
    while (path.waiting.due <= now) this.#lend(path.waiting.pop());
  }

  #lend(frame: PooledFrame): void {
    this.#batch[this.#count++] = frame;
    this.#lent.push(frame);
  }

  #deliver(): void {
    const count = this.#count;
    this.#count = 0;
    try {
      if (count > 0) this.#handler?.(this.#batch, count);
    } finally {
      for (const frame of this.#lent) this.#inward.pool.release(frame);
      this.#lent.length = 0;
    }
  }
}

/** Decides for one direction, and keeps what waits. */
class Path {
  readonly counters: FaultCounters;
  readonly pool: FramePool;
  readonly waiting: DelayQueue;
  readonly #random: Random;
  readonly #clock: Clock;
  readonly #onDue: () => void;
  readonly #loss: number;
  readonly #enter: number;
  readonly #leave: number;
  readonly #burstLoss: number;
  readonly #duplication: number;
  readonly #corruption: number;
  readonly #rate: number;
  readonly #delay: number;
  readonly #jitter: number;
  readonly #reordering: number;
  readonly #reorderingDelay: number;
  #isBad: boolean;
  /** When the path has carried everything before, and when the last frame that keeps its order comes out of it. */
  #freeAt: number;
  #lastDue: number;
  #timer: Timer | undefined;
  #timerDue: number;

  constructor(
    faults: NetworkFaults,
    random: Random,
    clock: Clock,
    frameLength: number,
    queueLength: number,
    onDue: () => void,
  ) {
    const { burst } = faults;
    this.counters = {
      frames: 0,
      lost: 0,
      burstLost: 0,
      duplicated: 0,
      corrupted: 0,
      reordered: 0,
      delayed: 0,
      overflowed: 0,
    };
    this.pool = new FramePool({ frameLength, frames: queueLength });
    this.waiting = new DelayQueue();
    this.#random = random;
    this.#clock = clock;
    this.#onDue = onDue;
    this.#loss = checkProbability('loss', faults.loss ?? 0);
    this.#enter = checkProbability('burst.enter', burst?.enter ?? 0);
    this.#leave = checkProbability('burst.leave', burst?.leave ?? 1);
    this.#burstLoss = checkProbability('burst.loss', burst?.loss ?? 1);
    this.#duplication = checkProbability('duplication', faults.duplication ?? 0);
    this.#corruption = checkProbability('corruption', faults.corruption ?? 0);
    this.#rate = faults.rate ?? Number.POSITIVE_INFINITY;
    if (!(this.#rate > 0)) throw new RangeError(`rate is ${this.#rate}; it must be more than 0 bits per second`);
    this.#delay = checkNotNegative('delay', faults.delay ?? 0);
    this.#jitter = checkNotNegative('jitter', faults.jitter ?? 0);
    this.#reordering = checkProbability('reordering', faults.reordering ?? 0);
    this.#reorderingDelay = checkNotNegative('reorderingDelay', faults.reorderingDelay ?? 1);
    this.#isBad = false;
    this.#freeAt = 0;
    this.#lastDue = 0;
    this.#timer = undefined;
    this.#timerDue = Number.POSITIVE_INFINITY;
  }

  isLost(): boolean {
    this.counters.frames++;
    if (this.#enter > 0) {
      if (strikes(this.#random, this.#isBad ? this.#leave : this.#enter)) this.#isBad = !this.#isBad;
      if (this.#isBad && strikes(this.#random, this.#burstLoss)) {
        this.counters.burstLost++;
        return true;
      }
    }
    if (!strikes(this.#random, this.#loss)) return false;
    this.counters.lost++;
    return true;
  }

  isDuplicated(): boolean {
    if (!strikes(this.#random, this.#duplication)) return false;
    this.counters.duplicated++;
    return true;
  }

  isCorrupted(): boolean {
    if (!strikes(this.#random, this.#corruption)) return false;
    this.counters.corrupted++;
    return true;
  }

  corrupt(frame: Frame): void {
    if (this.isCorrupted()) this.flip(frame);
  }

  flip(frame: Frame): void {
    const word = below(this.#random, frame.length >> 1) << 1;
    const mask = 1 + below(this.#random, 0xfffe);
    frame.bytes[word]! ^= mask >>> 8;
    frame.bytes[word + 1]! ^= mask & 0xff;
    // Nobody has verified this.
    frame.checksum = CHECKSUM_COMPLETE;
  }

  /** When a frame that enters at `now` comes out. */
  schedule(length: number, now: number): number {
    this.#freeAt = Math.max(now, this.#freeAt) + (length * 8000) / this.#rate;
    let due = this.#freeAt + this.#delay;
    if (this.#jitter > 0) due += float(this.#random) * this.#jitter;
    due = Math.max(due, this.#lastDue);
    if (strikes(this.#random, this.#reordering)) {
      this.counters.reordered++;
      return due + this.#reorderingDelay;
    }
    this.#lastDue = due;
    return due;
  }

  /** Keeps a copy of a frame until `due`. */
  hold(frame: Frame, due: number): void {
    const copy = this.pool.allocate();
    if (copy === null) {
      this.counters.overflowed++;
      return;
    }
    copyFrame(frame, copy);
    this.wait(copy, due);
  }

  wait(frame: PooledFrame, due: number): void {
    this.counters.delayed++;
    this.waiting.push(frame, due);
    this.#arm();
  }

  close(): void {
    this.#timer?.cancel();
    while (this.waiting.due !== Number.POSITIVE_INFINITY) this.pool.release(this.waiting.pop());
  }

  #arm(): void {
    const { due } = this.waiting;
    if (due === this.#timerDue) return;
    this.#timer?.cancel();
    this.#timerDue = due;
    this.#timer =
      due === Number.POSITIVE_INFINITY
        ? undefined
        : this.#clock.setTimer(due, () => {
            this.#timerDue = Number.POSITIVE_INFINITY;
            this.#onDue();
            this.#arm();
          });
  }
}

function checkNotNegative(what: string, value: number): number {
  if (!(value >= 0)) throw new RangeError(`${what} is ${value}; it must not be negative`);
  return value;
}
