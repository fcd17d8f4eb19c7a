import { below, type Random } from '@morgana/random';
import { decodeReply, type Information, informationRequest } from './message.js';

/** RFC 8415, 7.6 and 21.23, in milliseconds. */
const INF_MAX_DELAY = 1000;
const INF_TIMEOUT = 1000;
const INF_MAX_RT = 3_600_000;
const IRT_DEFAULT = 86_400_000;
const IRT_MINIMUM = 600_000;
const INFINITE = 0xffff_ffff;

/**
 * The client's side of an information request (RFC 8415, 18.2.6) without socket and timer: `begin`, then `runTimers` at
 * `nextDeadline` gives what is to be sent, `input` takes what comes.
 */
export class InformationCore {
  /** The last that was told. */
  information: Information | undefined;
  readonly #identifier: Uint8Array;
  readonly #random: Random;
  #transaction: number;
  #asking: boolean;
  #startedAt: number;
  #timeout: number;
  #maximum: number;
  #deadline: number;

  constructor(identifier: Uint8Array, random: Random) {
    this.information = undefined;
    this.#identifier = identifier;
    this.#random = random;
    this.#transaction = 0;
    this.#asking = false;
    this.#startedAt = 0;
    this.#timeout = 0;
    this.#maximum = INF_MAX_RT;
    this.#deadline = Number.POSITIVE_INFINITY;
  }

  /** A question is under way. */
  get asking(): boolean {
    return this.#asking;
  }

  nextDeadline(): number {
    return this.#deadline;
  }

  /** Asks, after a random time, so that hosts that start together do not ask together. */
  begin(now: number): void {
    this.#transaction = below(this.#random, 0x100_0000);
    this.#asking = true;
    this.#startedAt = Number.NaN;
    this.#timeout = 0;
    this.#deadline = now + below(this.#random, INF_MAX_DELAY);
  }

  end(): void {
    this.#asking = false;
    this.#deadline = Number.POSITIVE_INFINITY;
  }

  /** What is to be sent to all servers of the link; undefined: nothing yet. */
  runTimers(now: number): Uint8Array | undefined {
    if (now < this.#deadline) return undefined;
    if (!this.#asking) {
      this.begin(now);
      return undefined;
    }
    if (Number.isNaN(this.#startedAt)) this.#startedAt = now;
    // RFC 8415, 15: doubled, with a fuzz of a tenth, up to the maximum.
    const fuzz = (below(this.#random, 2001) - 1000) / 10_000;
    this.#timeout = this.#timeout === 0 ? INF_TIMEOUT * (1 + fuzz) : this.#timeout * (2 + fuzz);
    if (this.#timeout > this.#maximum) this.#timeout = this.#maximum * (1 + fuzz);
    this.#deadline = now + this.#timeout;
    return informationRequest(this.#transaction, this.#identifier, Math.floor((now - this.#startedAt) / 10));
  }

  /** A message from a server. False: it is none that we wait for. */
  input(bytes: Uint8Array, now: number): boolean {
    if (!this.#asking) return false;
    const information = decodeReply(bytes, this.#transaction, this.#identifier);
    if (information === undefined) return false;
    this.information = information;
    this.#asking = false;
    if (information.maximumRetry !== undefined) this.#maximum = information.maximumRetry * 1000;
    const { refreshTime } = information;
    const wait = refreshTime === undefined ? IRT_DEFAULT : Math.max(refreshTime * 1000, IRT_MINIMUM);
    this.#deadline = refreshTime === INFINITE ? Number.POSITIVE_INFINITY : now + wait;
    return true;
  }
}
