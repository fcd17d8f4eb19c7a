import {
  type Capabilities,
  CHECKSUM_COMPLETE,
  CHECKSUM_PARTIAL,
  ETHERNET_HEADER_LENGTH,
  type Frame,
  type FrameHandler,
  FramePool,
  isPartialValid,
  isWhole,
  type Network,
  type NetworkStatistics,
  NO_CAPABILITIES,
  noTraffic,
  type PooledFrame,
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

/** A super-segment with its headers: what fits into 64 KiB of a compiled program's heap, whose blocks have that size. */
const SUPER_FRAME = 65_024;
/** Super-segments under way at a time, and what part of `memory` they may take. More would not lie in the processor's caches. */
const SUPER_FRAMES = 4;
const SUPER_SHARE = 1 / 4;
/**
 * A network over the frames of a platform. The host reads and writes the frames' own memory: nothing is copied here, and
 * nothing is allocated for a packet.
 */
export function createNetwork(port: NetworkPort, options: PortNetworkOptions = {}): Network {
  const frames = (options.memory ?? Number.MAX_SAFE_INTEGER) / (port.mtu + ETHERNET_HEADER_LENGTH);
  const share = (part: number, most: number) => Math.max(FIRST_BATCH, Math.min(most, Math.floor(frames * part)));
  // Pieces of memory that are large for a heap may not be found in it when it has been used for a while.
  const slab = (options.memory ?? SMALL) < SMALL ? { slab: SMALL_SLAB } : {};
  const large = Math.min(
    SUPER_FRAMES,
    Math.floor(((options.memory ?? Number.MAX_SAFE_INTEGER) * SUPER_SHARE) / 65_536),
  );
  return new PortNetwork(port, share(1 / 4, BATCH), share(3 / 4, options.transmitQueue ?? 256), slab, large);
}

class PortNetwork implements Network {
  readonly mac: Uint8Array;
  readonly mtu: number;
  readonly capabilities: Capabilities;
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
  /** For super-segments, where the host cuts them. */
  readonly #superFrames: FramePool | undefined;
  readonly #headerLength: number;
  /** Transmitted and not taken by the host yet, in order: the first `#waiting` of each. */
  readonly #outgoing: Frame[] = [];
  readonly #outgoingBuffers: Uint8Array[] = [];
  readonly #outgoingLengths: Int32Array;
  #waiting = 0;
  /** Frames of the last notification. */
  #received = 0;

  constructor(
    port: NetworkPort,
    receiveLimit: number,
    transmitLimit: number,
    slab: { readonly slab?: number },
    superLimit: number,
  ) {
    this.#port = port;
    const headroom = port.offloadHeader ?? 0;
    this.#headerLength = headroom;
    this.mac = port.mac;
    this.mtu = port.mtu;
    this.#longest = port.mtu + ETHERNET_HEADER_LENGTH;
    this.#receiveFrames = new FramePool({ frameLength: this.#longest, frames: receiveLimit, headroom, ...slab });
    this.#makeRoom(FIRST_BATCH);
    this.#transmitFrames = new FramePool({ frameLength: this.#longest, frames: transmitLimit, headroom, ...slab });
    const cuts = headroom > 0 && superLimit > 0;
    this.#superFrames = cuts
      ? new FramePool({ frameLength: SUPER_FRAME, frames: superLimit, headroom, slab: SUPER_FRAME })
      : undefined;
    this.capabilities =
      headroom > 0
        ? { transmitChecksum: true, receiveChecksum: false, segmentation: cuts ? SUPER_FRAME : 0 }
        : NO_CAPABILITIES;
    this.#outgoingLengths = new Int32Array(transmitLimit + superLimit);
    port.onReady(() => this.#ready());
  }

  allocate(length: number = this.#longest): Frame | null {
    if (this.#closed) return null;
    if (length <= this.#longest) return this.#transmitFrames.allocate();
    const pool = this.#superFrames;
    if (pool === undefined || length > SUPER_FRAME) return null;
    const frame = pool.allocate();
    if (frame !== null) return frame;
    // There are few of them: those that wait go now.
    this.flush();
    return pool.allocate();
  }

  transmit(frame: Frame): void {
    const header = this.#headerLength;
    if (this.#closed || !(header > 0 ? this.#writeHeader(frame) : isWhole(frame, this.#longest))) {
      this.statistics.transmitDropped++;
      this.release(frame);
      return;
    }
    const index = this.#waiting++;
    this.#outgoing[index] = frame;
    this.#outgoingBuffers[index] = (frame as PooledFrame).wire;
    this.#outgoingLengths[index] = header + frame.length;
  }

  /** Tells the host what is left to do, in virtio-net's header. False: the frame makes no sense. */
  #writeHeader(frame: Frame): boolean {
    const { bytes, length, segmentSize, checksumStart } = frame;
    const isPartial = frame.checksum === CHECKSUM_PARTIAL;
    if (length < ETHERNET_HEADER_LENGTH || (isPartial && !isPartialValid(frame))) return false;
    if (segmentSize === 0 ? length > this.#longest : !isPartial || length > bytes.length) return false;
    const header = (frame as PooledFrame).wire;
    header[0] = isPartial ? NEEDS_CHECKSUM : 0;
    header[1] = 0;
    if (!isPartial) return true;
    put16(header, 6, checksumStart);
    put16(header, 8, frame.checksumOffset);
    if (segmentSize === 0) return true;
    // Congestion Window Reduced (RFC 3168, 6.1.2) is for the first segment only.
    const isReduced = (bytes[checksumStart + 13]! & 0x80) !== 0;
    header[1] = (bytes[12] === 0x08 ? TCP_OVER_IPV4 : TCP_OVER_IPV6) | (isReduced ? ECN : 0);
    put16(header, 2, checksumStart + (bytes[checksumStart + 12]! >> 4) * 4);
    put16(header, 4, segmentSize);
    return true;
  }

  release(frame: Frame): void {
    const pool = this.#superFrames;
    (pool !== undefined && (frame as PooledFrame).pool === pool ? pool : this.#transmitFrames).release(frame);
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
      bytes += lengths[i]! - this.#headerLength;
      this.release(outgoing[i]!);
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
    for (let i = 0; i < this.#waiting; i++) this.release(this.#outgoing[i]!);
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
      const length = lengths[i]! - this.#headerLength;
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
      const frame = this.#receiveFrames.allocate();
      if (frame === null) return;
      this.#arriving.push(frame);
      this.#arrivingBuffers.push(frame.wire);
    }
  }

  /** Closes the gap that a dropped frame left. */
  #exchange(a: number, b: number): void {
    const frame = this.#arriving[a]!;
    this.#arriving[a] = this.#arriving[b]!;
    this.#arriving[b] = frame;
    const buffer = this.#arrivingBuffers[a]!;
    this.#arrivingBuffers[a] = this.#arrivingBuffers[b]!;
    this.#arrivingBuffers[b] = buffer;
  }
}

// virtio 1.2, 5.1.6: flags, gso_type, and then four numbers of 16 bits: hdr_len, gso_size, csum_start, csum_offset.
const NEEDS_CHECKSUM = 1;
const TCP_OVER_IPV4 = 1;
const TCP_OVER_IPV6 = 4;
const ECN = 0x80;

/** In the order of octets of the host, which is that of the machine: an image and its tender run on the same. */
function put16(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value;
  bytes[at + 1] = value >> 8;
}
