import type { Ipv4Address } from '../address.js';
import { formatIpv4Prefix, type Ipv4Prefix, inPrefix, isUnicast, netmask, UNSPECIFIED } from '../address.js';

/** One line of the routing table. */
export interface RoutingEntry {
  readonly prefix: Ipv4Prefix;
  /** The router that the packets go to; undefined: the network is on the link. */
  readonly gateway: Ipv4Address | undefined;
  /** Our address towards it. */
  readonly source: Ipv4Address;
}

/** Networks and the way to them; the longest prefix wins (RFC 1812, 5.2.4.3). Short, walked only to make a route. */
export class RoutingTable {
  readonly #maxEntries: number;
  /** Longest prefix first. */
  readonly #entries: RoutingEntry[];

  constructor(maxEntries = 256) {
    this.#maxEntries = maxEntries;
    this.#entries = [];
  }

  get entries(): readonly RoutingEntry[] {
    return this.#entries;
  }

  /**
   * Replaces an entry for the same prefix.
   * @throws {RangeError} when the table is full, or host bits of the prefix are set
   */
  add(entry: RoutingEntry): void {
    if ((entry.prefix.address & ~netmask(entry.prefix.bits)) !== 0) {
      throw new RangeError(`route to ${formatIpv4Prefix(entry.prefix)}: host bits are set; give the network's address`);
    }
    this.remove(entry.prefix);
    if (this.#entries.length >= this.#maxEntries) {
      throw new RangeError(`routing table full: ${this.#maxEntries} entries; remove a route first`);
    }
    const at = this.#entries.findIndex((other) => other.prefix.bits < entry.prefix.bits);
    this.#entries.splice(at < 0 ? this.#entries.length : at, 0, entry);
  }

  /** Whether there is an entry for exactly this prefix. */
  has(prefix: Ipv4Prefix): boolean {
    return this.#indexOf(prefix) >= 0;
  }

  remove(prefix: Ipv4Prefix): void {
    const at = this.#indexOf(prefix);
    if (at >= 0) this.#entries.splice(at, 1);
  }

  clear(): void {
    this.#entries.length = 0;
  }

  lookup(destination: Ipv4Address): RoutingEntry | undefined {
    for (const entry of this.#entries) if (inPrefix(destination, entry.prefix)) return entry;
    return undefined;
  }

  #indexOf(prefix: Ipv4Prefix): number {
    return this.#entries.findIndex(
      (entry) => entry.prefix.bits === prefix.bits && entry.prefix.address === prefix.address,
    );
  }
}

/** The network of an address of ours is on the link. Of two addresses in one network the first stays the preferred source there. */
export function addNetwork(table: RoutingTable, own: Ipv4Prefix): void {
  const prefix = { address: (own.address & netmask(own.bits)) >>> 0, bits: own.bits };
  if (!table.has(prefix)) table.add({ prefix, gateway: undefined, source: own.address });
}

/**
 * The way to a network by a gateway, or without one on the link. `own` are our addresses, the preferred one first.
 * @throws {RangeError} when the gateway is not on the link, the table is full, or host bits of the prefix are set
 */
export function addRoute(
  table: RoutingTable,
  own: readonly Ipv4Prefix[],
  prefix: Ipv4Prefix,
  gateway: Ipv4Address | undefined,
): void {
  let source = own[0]?.address ?? UNSPECIFIED;
  if (gateway !== undefined) {
    const near = table.lookup(gateway);
    const isOwn = own.some(({ address }) => address === gateway);
    if (near === undefined || near.gateway !== undefined || !isUnicast(gateway) || isOwn) {
      throw new RangeError('the gateway is not another station in a network of this stack');
    }
    source = near.source;
  }
  table.add({ prefix, gateway, source });
}
