import {
  ETHERNET_HEADER_LENGTH,
  type Frame,
  type FrameHandler,
  type Network,
  type NetworkStatistics,
} from './network.js';
import { NetworkWrapper } from './wrapper.js';

export interface LimitedOptions {
  /** At most that of the network below. */
  readonly mtu: number;
}

/**
 * `network` with a smaller MTU. What is too long for it, or too short for an Ethernet header, is dropped and counted in both
 * directions: a path that swallows large packets. Super-segments pass if the network below takes them and their segments fit.
 *
 * @throws {RangeError} for an MTU below IPv4's 68 octets (RFC 791) or above that of `network`
 */
export function limited(network: Network, options: LimitedOptions): Network {
  const { mtu } = options;
  if (!Number.isInteger(mtu) || mtu < 68 || mtu > network.mtu) {
    throw new RangeError(`an MTU of ${mtu}: it must be an integer from 68 to the ${network.mtu} of the network below`);
  }
  return new Limited(network, mtu, new Statistics(network.statistics));
}

class Limited extends NetworkWrapper {
  readonly #counted: Statistics;
  readonly #limit: number;
  readonly #passed: Frame[];

  constructor(network: Network, mtu: number, statistics: Statistics) {
    super(network, mtu, network.capabilities, statistics);
    this.#counted = statistics;
    this.#limit = mtu + ETHERNET_HEADER_LENGTH;
    this.#passed = [];
  }

  override allocate(length: number = this.#limit): Frame | null {
    return length <= Math.max(this.#limit, this.capabilities.segmentation) ? this.inner.allocate(length) : null;
  }

  override transmit(frame: Frame): void {
    if (this.#fits(frame)) {
      this.inner.transmit(frame);
      return;
    }
    this.#counted.transmitDroppedHere++;
    this.inner.release(frame);
  }

  override receive(handler: FrameHandler): void {
    const passed = this.#passed;
    this.inner.receive((frames, count) => {
      let passedCount = 0;
      for (let i = 0; i < count; i++) {
        const frame = frames[i]!;
        if (this.#fits(frame)) passed[passedCount++] = frame;
        else {
          this.#counted.receiveDroppedHere++;
          this.#counted.receivedBytesDropped += frame.length;
        }
      }
      if (passedCount > 0) handler(passed, passedCount);
    });
  }

  #fits(frame: Frame): boolean {
    const { length, segmentSize } = frame;
    if (length < ETHERNET_HEADER_LENGTH) return false;
    // No header of a segment is shorter than IPv4's and TCP's twenty octets each.
    return segmentSize === 0 ? length <= this.#limit : segmentSize + ETHERNET_HEADER_LENGTH + 40 <= this.#limit;
  }
}

/** Those of the network below, with what was dropped here. */
class Statistics implements Readonly<NetworkStatistics> {
  transmitDroppedHere: number;
  receiveDroppedHere: number;
  receivedBytesDropped: number;
  readonly #inner: Readonly<NetworkStatistics>;

  constructor(inner: Readonly<NetworkStatistics>) {
    this.transmitDroppedHere = 0;
    this.receiveDroppedHere = 0;
    this.receivedBytesDropped = 0;
    this.#inner = inner;
  }

  get receivedFrames(): number {
    return this.#inner.receivedFrames - this.receiveDroppedHere;
  }

  get receivedBytes(): number {
    return this.#inner.receivedBytes - this.receivedBytesDropped;
  }

  get transmittedFrames(): number {
    return this.#inner.transmittedFrames;
  }

  get transmittedBytes(): number {
    return this.#inner.transmittedBytes;
  }

  get receiveDropped(): number {
    return this.#inner.receiveDropped + this.receiveDroppedHere;
  }

  get transmitDropped(): number {
    return this.#inner.transmitDropped + this.transmitDroppedHere;
  }
}
