import { type Random, sipHash24 } from '@morgana/random';
import type { IpAddress } from '../ip/layer.js';

/**
 * Initial sequence numbers after RFC 6528: ISN = M + F(addresses, ports, secret). M counts 4 microseconds, so the numbers of
 * one pair of endpoints grow and a new connection does not meet segments of the old; F, a keyed hash, makes
 * those of one pair tell nothing of those of another.
 */
export class InitialSequenceNumbers {
  readonly #key: Int32Array = new Int32Array(4);
  readonly #message: Uint8Array = new Uint8Array(45);
  readonly #fixed: number | undefined;
  /** One hash makes both numbers of a connection: its halves tell nothing of each other. */
  readonly #high: Int32Array = new Int32Array(1);

  /** `fixed`: always this number, for tests. */
  constructor(random: Random, fixed: number | undefined) {
    random.fill(new Uint8Array(this.#key.buffer));
    this.#fixed = fixed;
  }

  /** `now`: monotonic milliseconds, with a fraction. */
  next(now: number, localAddress: IpAddress, localPort: number, remoteAddress: IpAddress, remotePort: number): number {
    if (this.#fixed !== undefined) return this.#fixed | 0;
    return (Math.floor(now * 250) + this.#hash(0, localAddress, localPort, remoteAddress, remotePort)) | 0;
  }

  /**
   * What is added to the clock in timestamps (RFC 7323, 5.4): from the clock nobody learns how long we have been running, and the
   * timestamps of one pair of endpoints grow from one connection to the next. Zero with fixed sequence numbers.
   */
  timestampOffset(localAddress: IpAddress, localPort: number, remoteAddress: IpAddress, remotePort: number): number {
    if (this.#fixed !== undefined) return 0;
    this.#hash(0, localAddress, localPort, remoteAddress, remotePort);
    return this.#high[0]!;
  }

  /** `timestampOffset` of the endpoints that `next` was last called for, which has worked it out already. */
  get nextTimestampOffset(): number {
    return this.#fixed === undefined ? this.#high[0]! : 0;
  }

  /** A keyed hash of endpoints and what else a SYN cookie vouches for (see syn-cookies.ts). */
  cookie(
    localAddress: IpAddress,
    localPort: number,
    remoteAddress: IpAddress,
    remotePort: number,
    irs: number,
    rest: number,
  ): number {
    this.#put(5, irs);
    this.#put(9, rest);
    return this.#hash(2, localAddress, localPort, remoteAddress, remotePort, 13);
  }

  #hash(
    use: number,
    localAddress: IpAddress,
    localPort: number,
    remoteAddress: IpAddress,
    remotePort: number,
    length = 5,
  ): number {
    const message = this.#message;
    message[0] = use;
    message[1] = localPort;
    message[2] = localPort >>> 8;
    message[3] = remotePort;
    message[4] = remotePort >>> 8;
    return sipHash24(
      this.#key,
      message,
      this.#putAddress(this.#putAddress(length, localAddress), remoteAddress),
      this.#high,
    );
  }

  /** Writes an address; the two families differ in the message's length, which is hashed too. Returns where it ends. */
  #putAddress(at: number, address: IpAddress): number {
    if (typeof address === 'number') return this.#put(at, address);
    return this.#put(this.#put(this.#put(this.#put(at, address.w0), address.w1), address.w2), address.w3);
  }

  #put(at: number, word: number): number {
    const message = this.#message;
    message[at] = word;
    message[at + 1] = word >>> 8;
    message[at + 2] = word >>> 16;
    message[at + 3] = word >>> 24;
    return at + 4;
  }
}
