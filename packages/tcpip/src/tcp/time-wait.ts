import type { IpAddress, Route } from '../ip/layer.js';
import type { Connection } from './connection.js';
import { TIME_WAIT } from './state.js';
import type { Entry } from './table.js';

/**
 * What must be remembered of a connection for two maximum segment lifetimes (RFC 9293, 3.6): enough to acknowledge a FIN
 * that comes again and to tell an old segment from a new connection. A small object instead of the whole control block.
 */
export class TimeWait implements Entry {
  state: typeof TIME_WAIT = TIME_WAIT;
  readonly localAddress: IpAddress;
  readonly remoteAddress: IpAddress;
  readonly localPort: number;
  readonly remotePort: number;
  nextInBucket: Entry | null = null;
  readonly route: Route;
  readonly sendNext: number;
  readonly receiveNext: number;
  /** As in the control block (RFC 7323). */
  readonly timestamps: boolean;
  readonly timestampOffset: number;
  readonly timestampRecent: number;
  expiresAt = 0;
  older: TimeWait | null = null;
  newer: TimeWait | null = null;

  constructor(c: Connection) {
    this.route = c.route;
    this.localAddress = c.localAddress;
    this.localPort = c.localPort;
    this.remoteAddress = c.remoteAddress;
    this.remotePort = c.remotePort;
    this.sendNext = c.sendMaximum;
    this.receiveNext = c.receiveNext;
    this.timestamps = c.timestamps;
    this.timestampOffset = c.timestampOffset;
    this.timestampRecent = c.timestampRecent;
  }
}

/** All entries last equally long, so the order of arrival is the order of expiry: a list needs no heap. */
export class TimeWaitQueue {
  size = 0;
  #oldest: TimeWait | null = null;
  #newest: TimeWait | null = null;

  first(): TimeWait | null {
    return this.#oldest;
  }

  add(entry: TimeWait, expiresAt: number): void {
    entry.expiresAt = expiresAt;
    entry.older = this.#newest;
    entry.newer = null;
    if (this.#newest === null) this.#oldest = entry;
    else this.#newest.newer = entry;
    this.#newest = entry;
    this.size++;
  }

  remove(entry: TimeWait): void {
    if (entry.older === null) this.#oldest = entry.newer;
    else entry.older.newer = entry.newer;
    if (entry.newer === null) this.#newest = entry.older;
    else entry.newer.older = entry.older;
    entry.older = null;
    entry.newer = null;
    this.size--;
  }
}
