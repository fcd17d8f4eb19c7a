import {
  CHECKSUM_COMPLETE,
  ETHERNET_HEADER_LENGTH,
  type Frame,
  type FrameHandler,
  FramePool,
  isWhole,
  type Network,
  type NetworkStatistics,
  NO_CAPABILITIES,
  noTraffic,
} from '@morgana/network';
import type { NetworkPort } from './port.js';

export interface PortNetworkOptions {
  /** Frames that wait for the host to take them; by default 256. More are not allocated. */
  readonly transmitQueue?: number;
  /** Octets that its frames may take; without a limit by default. There are some all the same. */
  readonly memory?: number;
}

/** Frames that one notification takes in; the platform takes no more at once. */
const BATCH = 64;
/** Frames to receive into at first; twice as many after each notification that filled them. */
const FIRST_BATCH = 8;
/** Of `memory`, below which it is made in pieces of SMALL_SLAB octets. */
const SMALL = 262_144;
const SMALL_SLAB = 16_000;

/**
 * A network over the frames of a platform. The host reads and writes the frames' own memory: nothing is copied here, and
 * nothing is allocated for a packet.
 */
export function createNetwork(port: NetworkPort, options: PortNetworkOptions = {}): Network {
  const frames = (options.memory ?? Number.MAX_SAFE_INTEGER) / (port.mtu + ETHERNET_HEADER_LENGTH);
  const share = (part: number, most: number) => Math.max(FIRST_BATCH, Math.min(most, Math.floor(frames * part)));
  // Pieces of memory that are large for a heap may not be found in it when it has been used for a while.
  const slab = (options.memory ?? SMALL) < SMALL ? { slab: SMALL_SLAB } : {};
  return new PortNetwork(port, share(1 / 4, BATCH), share(3 / 4, options.transmitQueue ?? 256), slab);
}

class PortNetwork implements Network {
  readonly mac: Uint8Array;
  readonly mtu: number;
  readonly capabilities = NO_CAPABILITIES;
  readonly statistics: NetworkStatistics = noTraffic();
  readonly #port: NetworkPort;
  readonly #longest: number;
  #handler: FrameHandler | undefined;
  #closed = false;
  /** Frames to receive into, with their memory and its use side by side, as the platform takes them. */
  readonly #arriving: Frame[] = [];
  readonly #arrivingBuffers: Uint8Array[] = [];
  readonly #arrivingLengths = new Int32Array(BATCH);
  readonly #receiveFrames: FramePool;
  readonly #transmitFrames: FramePool;
  /** Transmitted and not taken by the host yet, in order: the first `#waiting` of each. */
  readonly #outgoing: Frame[] = [];
  readonly #outgoingBuffers: Uint8Array[] = [];
  readonly #outgoingLengths: Int32Array;
  #waiting = 0;
  /** Frames of the last notification. */
  #received = 0;

  constructor(port: NetworkPort, receiveLimit: number, transmitLimit: number, slab: { readonly slab?: number }) {
    this.#port = port;
    this.mac = port.mac;
    this.mtu = port.mtu;
    this.#longest = port.mtu + ETHERNET_HEADER_LENGTH;
    this.#receiveFrames = new FramePool({ frameLength: this.#longest, frames: receiveLimit, ...slab });
    this.#makeRoom(FIRST_BATCH);
    this.#transmitFrames = new FramePool({ frameLength: this.#longest, frames: transmitLimit, ...slab });
    this.#outgoingLengths = new Int32Array(transmitLimit);
    port.onReady(() => this.#ready());
  }

  allocate(length: number = this.#longest): Frame | null {
    if (length > this.#longest || this.#closed) return null;
    return this.#transmitFrames.allocate();
  }

  transmit(frame: Frame): void {
    if (this.#closed || !isWhole(frame, this.#longest)) {
      this.statistics.transmitDropped++;
      this.release(frame);
      return;
    }
    const index = this.#waiting++;
    this.#outgoing[index] = frame;
    this.#outgoingBuffers[index] = frame.bytes;
    this.#outgoingLengths[index] = frame.length;
  }

  release(frame: Frame): void {
    this.#transmitFrames.release(frame);
  }

  flush(): void {
    const count = this.#waiting;
    if (count === 0 || this.#closed) return;
    const outgoing = this.#outgoing;
    const lengths = this.#outgoingLengths;
    let done = 0;
    while (done < count) {
      const asked = Math.min(count - done, BATCH);
      const taken = this.#port.transmit(this.#outgoingBuffers, lengths, done, asked);
      done += taken;
      if (taken < asked) break;
    }
    let bytes = 0;
    for (let i = 0; i < done; i++) {
      bytes += lengths[i]!;
      this.#transmitFrames.release(outgoing[i]!);
    }
    this.statistics.transmittedFrames += done;
    this.statistics.transmittedBytes += bytes;
    // What the host had no room for goes out when it says that it has.
    for (let i = done; i < count; i++) {
      outgoing[i - done] = outgoing[i]!;
      this.#outgoingBuffers[i - done] = this.#outgoingBuffers[i]!;
      lengths[i - done] = lengths[i]!;
    }
    this.#waiting = count - done;
  }

  receive(handler: FrameHandler): void {
    this.#handler = handler;
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#handler = undefined;
    this.statistics.transmitDropped += this.#waiting;
    for (let i = 0; i < this.#waiting; i++) this.#transmitFrames.release(this.#outgoing[i]!);
    this.#waiting = 0;
    this.#port.close();
  }

  /** One batch a call: what is left is reported again at once, after timers and jobs had their turn. */
  #ready(): void {
    if (this.#closed) return;
    if (this.#waiting > 0) this.flush();
    const lengths = this.#arrivingLengths;
    const arriving = this.#arriving;
    const room = arriving.length;
    // Each frame that is asked for costs a little, whether it comes or not.
    const asked = Math.min(room, 2 * this.#received + FIRST_BATCH);
    const received = this.#port.receive(this.#arrivingBuffers, lengths, 0, asked);
    this.#received = received;
    const statistics = this.statistics;
    const handler = this.#handler;
    if (handler === undefined) {
      statistics.receiveDropped += received;
      return;
    }
    const limit = this.#receiveFrames.capacity;
    if (received === room && room < limit) this.#makeRoom(Math.min(room, limit - room));
    let count = 0;
    for (let i = 0; i < received; i++) {
      const length = lengths[i]!;
      const frame = arriving[i]!;
      if (length < ETHERNET_HEADER_LENGTH || length > this.#longest) {
        statistics.receiveDropped++;
        continue;
      }
      frame.length = length;
      frame.checksum = CHECKSUM_COMPLETE;
      frame.segmentSize = 0;
      if (count < i) this.#exchange(count, i);
      count++;
      statistics.receivedBytes += length;
    }
    if (count === 0) return;
    statistics.receivedFrames += count;
    handler(arriving, count);
  }

  #makeRoom(count: number): void {
    for (let i = 0; i < count; i++) {
      const frame = this.#receiveFrames.allocate() as Frame;
      this.#arriving.push(frame);
      this.#arrivingBuffers.push(frame.bytes);
    }
  }

  /** Closes the gap that a dropped frame left. */
  #exchange(a: number, b: number): void {
    const frame = this.#arriving[a]!;
    this.#arriving[a] = this.#arriving[b]!;
    this.#arriving[b] = frame;
    this.#arrivingBuffers[a] = this.#arriving[a]!.bytes;
    this.#arrivingBuffers[b] = frame.bytes;
  }
}
