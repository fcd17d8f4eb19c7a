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
import { PCAP_RECORD_HEADER_LENGTH, pcapHeader, writePcapRecordHeader } from './pcap.js';
import { NetworkWrapper } from './wrapper.js';

export interface CaptureOptions {
  /** Its wall clock stamps the frames. */
  readonly clock: Clock;
  /**
   * Gets the file in pieces: its header at once, then a piece for each frame. The bytes are borrowed: valid during the call
   * only. It must not throw.
   */
  readonly sink: (bytes: Uint8Array) => void;
  /** Octets of each frame that are kept; 262144 by default, so that nothing is cut. */
  readonly snapLength?: number;
}

/**
 * Writes what `network` transmits and receives as a pcap file (see pcap.ts). A checksum that is left to the device is
 * completed in the file, where it would be taken for a wrong one. @throws {RangeError} for a bad snap length
 */
export function capture(network: Network, options: CaptureOptions): Network {
  return new Capture(network, options);
}

class Capture extends NetworkWrapper {
  readonly #clock: Clock;
  readonly #sink: (bytes: Uint8Array) => void;
  readonly #snapLength: number;
  /** A record: its header, and behind it the frame that is being written. */
  readonly #record: Uint8Array;
  readonly #header: DataView;
  readonly #frame: Frame;

  constructor(network: Network, options: CaptureOptions) {
    super(network);
    const { clock, sink, snapLength = 262_144 } = options;
    if (!Number.isInteger(snapLength) || snapLength < ETHERNET_HEADER_LENGTH || snapLength > 2 ** 24) {
      throw new RangeError(`a snap length of ${snapLength}: it must be an integer from 14 to 2^24`);
    }
    this.#clock = clock;
    this.#sink = sink;
    this.#snapLength = snapLength;
    // Whole frames, for a checksum covers also what is cut off.
    const room = Math.max(network.mtu + ETHERNET_HEADER_LENGTH, network.capabilities.segmentation);
    this.#record = new Uint8Array(PCAP_RECORD_HEADER_LENGTH + room);
    this.#header = new DataView(this.#record.buffer);
    this.#frame = {
      bytes: this.#record.subarray(PCAP_RECORD_HEADER_LENGTH),
      length: 0,
      checksum: CHECKSUM_COMPLETE,
      checksumStart: 0,
      checksumOffset: 0,
      segmentSize: 0,
      views: null,
    };
    sink(pcapHeader(snapLength));
  }

  override transmit(frame: Frame): void {
    this.#write(frame, this.#clock.wall());
    this.inner.transmit(frame);
  }

  override receive(handler: FrameHandler): void {
    this.inner.receive((frames, count) => {
      const now = this.#clock.wall();
      for (let i = 0; i < count; i++) this.#write(frames[i]!, now);
      handler(frames, count);
    });
  }

  #write(frame: Frame, now: number): void {
    const { length } = frame;
    // A frame that the device will refuse is none.
    if (!(length >= ETHERNET_HEADER_LENGTH && length <= this.#frame.bytes.length && length <= frame.bytes.length))
      return;
    copyFrame(frame, this.#frame);
    if (frame.checksum === CHECKSUM_PARTIAL && isPartialValid(frame)) completeChecksum(this.#frame);
    const captured = Math.min(length, this.#snapLength);
    writePcapRecordHeader(this.#header, now, captured, length);
    this.#sink(this.#record.subarray(0, PCAP_RECORD_HEADER_LENGTH + captured));
  }
}
