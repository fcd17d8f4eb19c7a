import { FrameViews } from './frame-views.js';

/** How far the transport checksum of a frame has been dealt with; the values of virtio-net's header (virtio 1.2, 5.1.6). */
export type ChecksumState =
  /** The bytes hold a complete checksum that nobody has verified. */
  | 0
  /** Reception: the device has verified it. */
  | 1
  /**
   * The checksum field holds the sum of the pseudo header only; the one's complement sum from `checksumStart` to the end has
   * yet to be stored at `checksumStart + checksumOffset`. Only to devices with `transmitChecksum`; from devices with `receiveChecksum`.
   */
  | 2;

export const CHECKSUM_COMPLETE = 0;
export const CHECKSUM_VERIFIED = 1;
export const CHECKSUM_PARTIAL = 2;

/** Octets of the Ethernet II header that every frame starts with. */
export const ETHERNET_HEADER_LENGTH = 14;

/**
 * One Ethernet frame in memory of the device: `bytes[0 .. length)`, without preamble and FCS.
 * Frames are made once and reused for the life of a device; nothing is allocated for a packet.
 */
export interface Frame {
  /**
   * The storage, longer than most frames. `byteOffset % 4 === 2`, so that the header behind the Ethernet header is aligned
   * and 32-bit views over `bytes.buffer` can be used on it.
   */
  readonly bytes: Uint8Array;
  length: number;
  checksum: ChecksumState;
  /** With CHECKSUM_PARTIAL: offset in `bytes` where the sum starts, and offset from there to the checksum field. */
  checksumStart: number;
  checksumOffset: number;
  /** Not 0: a TCP super-segment that the device cuts into segments with this many octets of payload. */
  segmentSize: number;
  /** null until somebody needs one: see `viewsOf`. */
  views: FrameViews | null;
}

/** The views of the frame, which are made when they are first asked for. */
export function viewsOf(frame: Frame): FrameViews {
  frame.views ??= new FrameViews(frame.bytes);
  return frame.views;
}

/** What a device does so that the stack need not. A device without any is `NO_CAPABILITIES`. */
export interface Capabilities {
  /** Completes CHECKSUM_PARTIAL on transmission. */
  readonly transmitChecksum: boolean;
  /** Marks received frames CHECKSUM_VERIFIED or CHECKSUM_PARTIAL where it can. */
  readonly receiveChecksum: boolean;
  /** Largest frame with `segmentSize` that it takes, in octets; 0: it does not segment. */
  readonly segmentation: number;
}

export const NO_CAPABILITIES: Capabilities = { transmitChecksum: false, receiveChecksum: false, segmentation: 0 };

export interface NetworkStatistics {
  receivedFrames: number;
  receivedBytes: number;
  transmittedFrames: number;
  transmittedBytes: number;
  /** Frames that the device had to drop on reception (no room, oversized, nobody receiving) and on transmission. */
  receiveDropped: number;
  transmitDropped: number;
}

/** What a device that has seen nothing has counted. */
export function noTraffic(): NetworkStatistics {
  return {
    receivedFrames: 0,
    receivedBytes: 0,
    transmittedFrames: 0,
    transmittedBytes: 0,
    receiveDropped: 0,
    transmitDropped: 0,
  };
}

/** Whether a device without offloads can take the frame as it is: a whole frame of at most `longest` octets that asks for nothing. */
export function isWhole(frame: Frame, longest: number): boolean {
  return (
    frame.length >= ETHERNET_HEADER_LENGTH &&
    frame.length <= longest &&
    frame.checksum !== CHECKSUM_PARTIAL &&
    frame.segmentSize === 0
  );
}

/**
 * Gets a batch: `frames[0 .. count)`, never empty. Array and frames are borrowed until it returns, and only to be read: a
 * frame may be lent to several handlers. It must not throw.
 * A handler may allocate and transmit on the same device.
 */
export type FrameHandler = (frames: readonly Frame[], count: number) => void;

/**
 * An Ethernet device.
 *
 * Transmission: `allocate` a frame, fill it, `transmit` it, and `flush` once after the last of a batch:
 * a driver may hold frames back until then, so that one notification serves many.
 */
export interface Network {
  /** Six octets. */
  readonly mac: Uint8Array;
  /** Largest IP packet, in octets; a frame is 14 longer. */
  readonly mtu: number;
  readonly capabilities: Capabilities;
  readonly statistics: Readonly<NetworkStatistics>;
  /**
   * A frame with room for `length` octets (by default `mtu + 14`), its fields reset; null when the device's transmit queue
   * is full or it is closed: drop the packet or try after the next batch. Every frame is transmitted or released.
   */
  allocate(length?: number): Frame | null;
  /** Gives the frame to the device. Destination, length and order are the caller's business; a bad length is dropped and counted. */
  transmit(frame: Frame): void;
  /** Gives back a frame that is not to be sent. */
  release(frame: Frame): void;
  /** Lets everything transmitted go out. */
  flush(): void;
  /** Starts reception; a second call replaces the handler. Frames that come before the first call are dropped. */
  receive(handler: FrameHandler): void;
  /** No more frames in or out. Idempotent. */
  close(): Promise<void>;
}
