import type { Random } from '@morgana/random';
import { sipHash24 } from './siphash.js';

/**
 * Initial sequence numbers after RFC 6528: ISN = M + F(addresses, ports, secret). M counts 4 microseconds, so the numbers of
 * one pair of endpoints grow and a new connection does not meet segments of the old; F, a keyed hash, makes
 * those of one pair tell nothing of those of another.
 */
export class InitialSequenceNumbers {
  readonly #key: Int32Array = new Int32Array(4);
  readonly #message: Uint8Array = new Uint8Array(12);
  readonly #fixed: number | undefined;

  /** `fixed`: always this number, for tests. */
  constructor(random: Random, fixed: number | undefined) {
    random.fill(new Uint8Array(this.#key.buffer));
    this.#fixed = fixed;
  }

  /** `now`: monotonic milliseconds, with a fraction. */
  next(now: number, localAddress: number, localPort: number, remoteAddress: number, remotePort: number): number {
    if (this.#fixed !== undefined) return this.#fixed | 0;
    const message = this.#message;
    for (let i = 0; i < 4; i++) {
      message[i] = localAddress >>> (8 * i);
      message[4 + i] = remoteAddress >>> (8 * i);
    }
    message[8] = localPort;
    message[9] = localPort >>> 8;
    message[10] = remotePort;
    message[11] = remotePort >>> 8;
    return (Math.floor(now * 250) + sipHash24(this.#key, message, 12)) | 0;
  }
}
