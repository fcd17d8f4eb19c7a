import { BoundedMap } from './bounded-map.js';

/** What is known of a server, by its address. */
export interface ServerState {
  /** Milliseconds that an answer takes, smoothed. */
  rtt: number;
  /** Answers that did not come, in a row. */
  failures: number;
  /** It does not understand EDNS; until when (monotonic milliseconds) that is believed. */
  plainUntil: number;
  /** Its cookie (RFC 7873, section 5.3). */
  cookie: Uint8Array | undefined;
}

const UNKNOWN_RTT = 300;
const LEAST_TIMEOUT = 400;
const MOST_TIMEOUT = 3000;
/** Milliseconds after which EDNS is tried again. */
const PLAIN_PERIOD = 900_000;

/** How servers behave, so that quick ones are asked first and dead ones last. */
export class ServerTable {
  readonly #servers: BoundedMap<ServerState>;

  constructor(capacity: number) {
    this.#servers = new BoundedMap(capacity);
  }

  get(address: string): ServerState {
    let state = this.#servers.get(address);
    if (state === undefined) {
      state = { rtt: UNKNOWN_RTT, failures: 0, plainUntil: 0, cookie: undefined };
      this.#servers.set(address, state);
    }
    return state;
  }

  /** Milliseconds to wait for it. */
  timeout(address: string): number {
    const { rtt, failures } = this.get(address);
    return Math.min(MOST_TIMEOUT, Math.max(LEAST_TIMEOUT, rtt * 3) * 2 ** Math.min(failures, 3));
  }

  /** Less is better. */
  rank(address: string): number {
    const { rtt, failures } = this.get(address);
    return rtt * 2 ** Math.min(failures, 6);
  }

  answered(address: string, duration: number): void {
    const state = this.get(address);
    state.rtt = state.rtt * 0.7 + duration * 0.3;
    state.failures = 0;
  }

  failed(address: string): void {
    this.get(address).failures++;
  }

  withoutEdns(address: string, now: number): void {
    this.get(address).plainUntil = now + PLAIN_PERIOD;
  }
}
