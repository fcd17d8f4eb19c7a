/**
 * The pcapng file format (draft-ietf-opsawg-pcapng), little-endian: one file for several devices, nanoseconds, the direction of
 * each frame, and what the devices dropped. capture.ts writes the older pcap.
 *
 *    Section Header     once: version, who wrote it
 *    Interface Description   each device: its name, hardware address, link type 1 (Ethernet), resolution of times
 *    Enhanced Packet    each frame: device, time, direction
 *    Interface Statistics    each device at the end: frames received and dropped
 */
import type { Clock } from '@morgana/time';
import { completeChecksum, isPartialValid } from './checksum.js';
import { copyFrame } from './forward.js';
import {
  CHECKSUM_COMPLETE,
  CHECKSUM_PARTIAL,
  ETHERNET_HEADER_LENGTH,
  type Frame,
  type FrameHandler,
  type Network,
} from './network.js';
import { NetworkWrapper } from './wrapper.js';

const SECTION_HEADER = 0x0a0d0d0a;
const INTERFACE_DESCRIPTION = 1;
const INTERFACE_STATISTICS = 5;
const ENHANCED_PACKET = 6;
const BYTE_ORDER_MAGIC = 0x1a2b3c4d;
const LINKTYPE_ETHERNET = 1;

const OPTION_END = 0;
const OPTION_COMMENT = 1;
const SECTION_APPLICATION = 4;
const INTERFACE_NAME = 2;
const INTERFACE_MAC = 6;
const INTERFACE_RESOLUTION = 9;
const STATISTICS_START = 2;
const STATISTICS_END = 3;
const STATISTICS_RECEIVED = 4;
const STATISTICS_DROPPED = 5;
const PACKET_FLAGS = 2;

/** Powers of ten below a second. */
const NANOSECONDS = 9;
const INBOUND = 1;
const OUTBOUND = 2;
/** Type, length, interface, time, captured and original length. */
const PACKET_HEADER = 28;
/** The flags, the end of options, the length again. */
const PACKET_TRAILER = 8 + 4 + 4;

export interface PcapngOptions {
  /** Its wall clock stamps the frames. */
  readonly clock: Clock;
  /** Gets the file block by block. The bytes are borrowed: valid during the call only. It must not throw. */
  readonly sink: (bytes: Uint8Array) => void;
  /** Who writes it, for the section header. @default "morgana" */
  readonly application?: string;
  readonly comment?: string;
}

export interface PcapngInterfaceOptions {
  readonly name: string;
  /** Octets of each frame that are kept; 262144 by default, so that nothing is cut. */
  readonly snapLength?: number;
}

/** A file that is being written: see `pcapng`. */
export interface PcapngFile {
  /** `network`, with all that it transmits and receives written down. @throws {RangeError} for a bad snap length */
  capture(network: Network, options: PcapngInterfaceOptions): Network;
  /** Writes each device's statistics. Nothing is written afterwards; the devices go on. Idempotent. */
  close(): void;
}

/** Begins a file. */
export function pcapng(options: PcapngOptions): PcapngFile {
  return new File(options);
}

class File implements PcapngFile {
  readonly #options: PcapngOptions;
  readonly #startedAt: bigint;
  readonly #networks: Network[] = [];
  #closed = false;

  constructor(options: PcapngOptions) {
    this.#options = options;
    this.#startedAt = nanoseconds(options.clock.wall());
    const body = new Uint8Array(16);
    const view = new DataView(body.buffer);
    view.setUint32(0, BYTE_ORDER_MAGIC, true);
    view.setUint16(4, 1, true);
    // The section's length is not known.
    view.setBigInt64(8, -1n, true);
    const { application = 'morgana', comment } = options;
    const described: [number, Uint8Array][] = [[SECTION_APPLICATION, text(application)]];
    if (comment !== undefined) described.push([OPTION_COMMENT, text(comment)]);
    options.sink(block(SECTION_HEADER, body, described));
  }

  capture(network: Network, { name, snapLength = 262_144 }: PcapngInterfaceOptions): Network {
    if (!Number.isInteger(snapLength) || snapLength < ETHERNET_HEADER_LENGTH || snapLength > 2 ** 24)
      throw new RangeError(`a snap length of ${snapLength}: it must be an integer from 14 to 2^24`);
    const body = new Uint8Array(8);
    const view = new DataView(body.buffer);
    view.setUint16(0, LINKTYPE_ETHERNET, true);
    view.setUint32(4, snapLength, true);
    this.#write(
      block(INTERFACE_DESCRIPTION, body, [
        [INTERFACE_NAME, text(name)],
        [INTERFACE_MAC, network.mac],
        [INTERFACE_RESOLUTION, Uint8Array.of(NANOSECONDS)],
      ]),
    );
    const index = this.#networks.push(network) - 1;
    return new Captured(network, index, snapLength, this.#options.clock, (bytes) => this.#write(bytes));
  }

  close(): void {
    if (this.#closed) return;
    const now = nanoseconds(this.#options.clock.wall());
    this.#networks.forEach((network, index) => {
      const { receivedFrames, receiveDropped } = network.statistics;
      const body = new Uint8Array(12);
      const view = new DataView(body.buffer);
      view.setUint32(0, index, true);
      putTime(view, 4, now);
      this.#write(
        block(INTERFACE_STATISTICS, body, [
          [STATISTICS_START, time(this.#startedAt)],
          [STATISTICS_END, time(now)],
          [STATISTICS_RECEIVED, count(receivedFrames)],
          [STATISTICS_DROPPED, count(receiveDropped)],
        ]),
      );
    });
    this.#closed = true;
  }

  #write(bytes: Uint8Array): void {
    if (!this.#closed) this.#options.sink(bytes);
  }
}

class Captured extends NetworkWrapper {
  readonly #clock: Clock;
  readonly #write: (bytes: Uint8Array) => void;
  readonly #snapLength: number;
  /** A block: its header, and behind it the frame that is being written. */
  readonly #block: Uint8Array;
  readonly #view: DataView;
  readonly #frame: Frame;

  constructor(network: Network, index: number, snapLength: number, clock: Clock, write: (bytes: Uint8Array) => void) {
    super(network);
    this.#clock = clock;
    this.#write = write;
    this.#snapLength = snapLength;
    // Whole frames, for a checksum covers also what is cut off.
    const room = Math.max(network.mtu + ETHERNET_HEADER_LENGTH, network.capabilities.segmentation);
    this.#block = new Uint8Array(PACKET_HEADER + room + 3 + PACKET_TRAILER);
    this.#view = new DataView(this.#block.buffer);
    this.#view.setUint32(0, ENHANCED_PACKET, true);
    this.#view.setUint32(8, index, true);
    this.#frame = {
      bytes: this.#block.subarray(PACKET_HEADER, PACKET_HEADER + room),
      length: 0,
      checksum: CHECKSUM_COMPLETE,
      checksumStart: 0,
      checksumOffset: 0,
      segmentSize: 0,
      views: null,
    };
  }

  override transmit(frame: Frame): void {
    this.#record(frame, OUTBOUND, nanoseconds(this.#clock.wall()));
    this.inner.transmit(frame);
  }

  override receive(handler: FrameHandler): void {
    this.inner.receive((frames, count) => {
      const now = nanoseconds(this.#clock.wall());
      for (let i = 0; i < count; i++) this.#record(frames[i]!, INBOUND, now);
      handler(frames, count);
    });
  }

  #record(frame: Frame, direction: number, now: bigint): void {
    const { length } = frame;
    // A frame that the device will refuse is none.
    if (!(length >= ETHERNET_HEADER_LENGTH && length <= this.#frame.bytes.length && length <= frame.bytes.length))
      return;
    copyFrame(frame, this.#frame);
    if (frame.checksum === CHECKSUM_PARTIAL && isPartialValid(frame)) completeChecksum(this.#frame);
    const captured = Math.min(length, this.#snapLength);
    const padded = (captured + 3) & ~3;
    const total = PACKET_HEADER + padded + PACKET_TRAILER;
    const view = this.#view;
    view.setUint32(4, total, true);
    putTime(view, 12, now);
    view.setUint32(20, captured, true);
    view.setUint32(24, length, true);
    this.#block.fill(0, PACKET_HEADER + captured, PACKET_HEADER + padded);
    let at = PACKET_HEADER + padded;
    view.setUint16(at, PACKET_FLAGS, true);
    view.setUint16(at + 2, 4, true);
    view.setUint32(at + 4, direction, true);
    at += 8;
    view.setUint32(at, OPTION_END, true);
    view.setUint32(at + 4, total, true);
    this.#write(this.#block.subarray(0, total));
  }
}

/** Nanoseconds since 1970 of milliseconds, which are exact to about a quarter of a microsecond. */
function nanoseconds(milliseconds: number): bigint {
  const whole = Math.floor(milliseconds);
  return BigInt(whole) * 1_000_000n + BigInt(Math.floor((milliseconds - whole) * 1e6));
}

/** The upper half comes first, whatever the byte order. */
function putTime(view: DataView, at: number, now: bigint): void {
  view.setUint32(at, Number(now >> 32n), true);
  view.setUint32(at + 4, Number(now & 0xffff_ffffn), true);
}

function time(now: bigint): Uint8Array {
  const bytes = new Uint8Array(8);
  putTime(new DataView(bytes.buffer), 0, now);
  return bytes;
}

function count(value: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value), true);
  return bytes;
}

function text(value: string): Uint8Array {
  return Uint8Array.from(value, (character) => character.charCodeAt(0) & 0x7f);
}

function block(type: number, body: Uint8Array, options: readonly (readonly [number, Uint8Array])[]): Uint8Array {
  const padded = (length: number) => (length + 3) & ~3;
  const length = options.reduce((sum, [, value]) => sum + 4 + padded(value.length), 12 + body.length + 4);
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, type, true);
  view.setUint32(4, length, true);
  bytes.set(body, 8);
  let at = 8 + body.length;
  for (const [code, value] of options) {
    view.setUint16(at, code, true);
    view.setUint16(at + 2, value.length, true);
    bytes.set(value, at + 4);
    at += 4 + padded(value.length);
  }
  // Then OPTION_END, which is zero as the array was made, and the length once more.
  view.setUint32(length - 4, length, true);
  return bytes;
}
