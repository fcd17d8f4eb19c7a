import type { IpAddress } from '../ip-address.js';

export interface PathMtuOptions {
  /** No report takes a path below it: forged ones would have us send dust (RFC 5927, 7). Default 552. */
  readonly minimumPathMtu?: number;
  /** Milliseconds after which a lowered path MTU is forgotten and the path tried anew (RFC 1191, 6.3). Default 600 000. */
  readonly pathMtuTime?: number;
  /** Destinations remembered; the oldest gives way. Default 256. */
  readonly maxPathMtus?: number;
}

/** MTUs that are in use, for routers that do not tell theirs (RFC 1191, 7.1). */
const PLATEAUS: readonly number[] = [32000, 17914, 8166, 4352, 2002, 1492, 1006, 508, 296, 68];

interface PathMtu {
  readonly destination: IpAddress;
  readonly mtu: number;
  readonly expires: number;
}

/** Paths that are narrower than the link (RFC 1191). */
export class PathMtuCache {
  readonly #minimum: number;
  readonly #time: number;
  readonly #maxEntries: number;
  /** In order of expiry. */
  readonly #entries: Map<number | string, PathMtu>;

  constructor(options: PathMtuOptions = {}) {
    this.#minimum = options.minimumPathMtu ?? 552;
    this.#time = options.pathMtuTime ?? 600_000;
    this.#maxEntries = options.maxPathMtus ?? 256;
    this.#entries = new Map();
  }

  get size(): number {
    return this.#entries.size;
  }

  /** The MTU a report gives: `told` by the router, 0 if it is an old one, about a packet of `packetLength` octets. */
  reported(told: number, packetLength: number): number {
    let mtu = told;
    if (mtu === 0) mtu = PLATEAUS.find((plateau) => plateau < packetLength) ?? 68;
    return Math.max(mtu, this.#minimum);
  }

  get(destination: IpAddress): number | undefined {
    return this.#entries.get(keyOf(destination))?.mtu;
  }

  /** Remembers a lower MTU. */
  lower(destination: IpAddress, mtu: number, now: number): void {
    this.#entries.delete(keyOf(destination));
    if (this.#entries.size >= this.#maxEntries) {
      const oldest = this.#entries.keys().next().value;
      if (oldest !== undefined) this.#entries.delete(oldest);
    }
    this.#entries.set(keyOf(destination), { destination, mtu, expires: now + this.#time });
  }

  nextDeadline(): number {
    if (this.#entries.size === 0) return Number.POSITIVE_INFINITY;
    const oldest = this.#entries.values().next().value;
    return oldest === undefined ? Number.POSITIVE_INFINITY : oldest.expires;
  }

  /** Takes out one destination whose time is over, or gives undefined. */
  takeExpired(now: number): IpAddress | undefined {
    const oldest = this.#entries.values().next().value;
    if (oldest === undefined || oldest.expires > now) return undefined;
    this.#entries.delete(keyOf(oldest.destination));
    return oldest.destination;
  }
}

function keyOf(address: IpAddress): number | string {
  return typeof address === 'number' ? address : address.key;
}
