import { type IpAddress, sameAddress, signedAddress } from '../ip-address.js';
import type { Connection } from './connection.js';

/**
 * A passive OPEN. Connections that are half-open or not yet taken over count against the backlog. The half-open ones are
 * in a list by age, so that a flood of SYNs with forged sources cannot lock a listener: when the backlog is full, the
 * oldest that has had its chance makes room (RFC 4987, 3.3).
 */
export class Listener {
  /** Signed; undefined takes any of the stack's addresses, 0 any of its IPv4 ones. */
  readonly address: IpAddress | undefined;
  readonly port: number;
  readonly backlog: number;
  readonly onConnection: (connection: Connection) => void;
  closed = false;
  /** Until when, in monotonic milliseconds, an ACK may bring back a SYN cookie. */
  cookiesUntil = 0;
  /** Connections in SYN-RECEIVED, and established ones that `onConnection` has not been given. */
  halfOpen = 0;
  waiting = 0;
  #oldest: Connection | null = null;
  #newest: Connection | null = null;

  constructor(
    address: IpAddress | undefined,
    port: number,
    backlog: number,
    onConnection: (connection: Connection) => void,
  ) {
    this.address = address === undefined ? undefined : signedAddress(address);
    this.port = port;
    this.backlog = backlog;
    this.onConnection = onConnection;
  }

  isFull(): boolean {
    return this.halfOpen + this.waiting >= this.backlog;
  }

  get oldestHalfOpen(): Connection | null {
    return this.#oldest;
  }

  addHalfOpen(connection: Connection): void {
    connection.olderHalfOpen = this.#newest;
    connection.newerHalfOpen = null;
    if (this.#newest === null) this.#oldest = connection;
    else this.#newest.newerHalfOpen = connection;
    this.#newest = connection;
    this.halfOpen++;
  }

  removeHalfOpen(connection: Connection): void {
    const { olderHalfOpen: older, newerHalfOpen: newer } = connection;
    if (older === null) this.#oldest = newer;
    else older.newerHalfOpen = newer;
    if (newer === null) this.#newest = older;
    else newer.olderHalfOpen = older;
    connection.olderHalfOpen = null;
    connection.newerHalfOpen = null;
    this.halfOpen--;
  }
}

/** Listeners by port. One for a certain address goes before one for all of a family, and that before one for all. */
export class ListenerTable {
  readonly #byPort: Map<number, Listener[]> = new Map();

  find(address: IpAddress, port: number): Listener | undefined {
    const listeners = this.#byPort.get(port);
    if (listeners === undefined) return undefined;
    let wildcard: Listener | undefined;
    for (const listener of listeners) {
      const own = listener.address;
      if (own === undefined) wildcard ??= listener;
      else if (sameAddress(own, address)) return listener;
      else if (own === 0 && typeof address === 'number') wildcard = listener;
    }
    return wildcard;
  }

  /** Whether one with exactly this address and port exists. */
  has(address: IpAddress | undefined, port: number): boolean {
    return this.#byPort.get(port)?.some(({ address: own }) => isSame(own, address)) ?? false;
  }

  /** Whether any address listens on the port. */
  hasPort(port: number): boolean {
    return this.#byPort.has(port);
  }

  add(listener: Listener): void {
    const listeners = this.#byPort.get(listener.port);
    if (listeners === undefined) this.#byPort.set(listener.port, [listener]);
    else listeners.push(listener);
  }

  remove(listener: Listener): void {
    const listeners = this.#byPort.get(listener.port);
    const index = listeners?.indexOf(listener) ?? -1;
    if (listeners === undefined || index < 0) return;
    listeners.splice(index, 1);
    if (listeners.length === 0) this.#byPort.delete(listener.port);
  }

  all(): Listener[] {
    return [...this.#byPort.values()].flat();
  }
}

function isSame(a: IpAddress | undefined, b: IpAddress | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return sameAddress(a, signedAddress(b));
}
