import type { Random } from '@morgana/random';
import { sipHash24 } from './siphash.js';

/**
 * Initial sequence numbers after RFC 6528: ISN = M + F(addresses, ports, secret). M counts 4 microseconds, so the numbers of
 * one pair of endpoints grow and a new connection does not meet segments of the old; F, a keyed hash, makes
 * those of one pair tell nothing of those of another.
 */
export class InitialSequenceNumbers {
  readonly #key: Int32Array = new Int32Array(4);
  readonly #message: Uint8Array = new Uint8Array(21);
  readonly #fixed: number | undefined;
  /** One hash makes both numbers of a connection: its halves tell nothing of each other. */
  readonly #high: Int32Array = new Int32Array(1);

  /** `fixed`: always this number, for tests. */
  constructor(random: Random, fixed: number | undefined) {
    random.fill(new Uint8Array(this.#key.buffer));
    this.#fixed = fixed;
  }

  /** `now`: monotonic milliseconds, with a fraction. */
  next(now: number, localAddress: number, localPort: number, remoteAddress: number, remotePort: number): number {
    if (this.#fixed !== undefined) return this.#fixed | 0;
    return (Math.floor(now * 250) + this.#hash(0, localAddress, localPort, remoteAddress, remotePort)) | 0;
  }

  /**
   * What is added to the clock in timestamps (RFC 7323, 5.4): from the clock nobody learns how long we have been running, and the
   * timestamps of one pair of endpoints grow from one connection to the next. Zero with fixed sequence numbers.
   */
  timestampOffset(localAddress: number, localPort: number, remoteAddress: number, remotePort: number): number {
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
    localAddress: number,
    localPort: number,
    remoteAddress: number,
    remotePort: number,
    irs: number,
    rest: number,
  ): number {
    for (let i = 0; i < 4; i++) {
      this.#message[13 + i] = irs >>> (8 * i);
      this.#message[17 + i] = rest >>> (8 * i);
    }
    return this.#hash(2, localAddress, localPort, remoteAddress, remotePort, 21);
  }

  #hash(
    use: number,
    localAddress: number,
    localPort: number,
    remoteAddress: number,
    remotePort: number,
    length = 13,
  ): number {
    const message = this.#message;
    message[12] = use;
    for (let i = 0; i < 4; i++) {
      message[i] = localAddress >>> (8 * i);
      message[4 + i] = remoteAddress >>> (8 * i);
    }
    message[8] = localPort;
    message[9] = localPort >>> 8;
    message[10] = remotePort;
    message[11] = remotePort >>> 8;
    return sipHash24(this.#key, message, length, this.#high);
  }
}
