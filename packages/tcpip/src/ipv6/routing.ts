import {
  formatIpv6Prefix,
  type Ipv6Address,
  type Ipv6Prefix,
  inPrefix6,
  isLinkLocal6,
  isMulticast6,
  isUnicast6,
  networkOf6,
} from '../address6.js';
import { NEIGHBOR_STALE } from '../arp/neighbor.js';
import type { Neighbor6 } from './neighbor.js';

/** A network and the way to it. */
interface Entry {
  readonly prefix: Ipv6Prefix;
  /** The router that the packets go to; undefined: the network is on the link. */
  readonly gateway: Ipv6Address | undefined;
  /** Monotonic milliseconds; Infinity: for ever. */
  validUntil: number;
}

/** RFC 4191, 2.1. */
export type RouterPreference = -1 | 0 | 1;

interface DefaultRouter {
  readonly address: Ipv6Address;
  readonly preference: RouterPreference;
  readonly validUntil: number;
}

const MAXIMUM_ENTRIES = 256;
const MAXIMUM_ROUTERS = 16;

/** The prefix list, static routes and the default router list of RFC 4861, 5.1. Short, walked only to make a route. */
export class Routing6 {
  /** Longest prefix first. */
  readonly #entries: Entry[];
  readonly #routers: DefaultRouter[];
  /** Whose turn it is when no router is known to be reachable (RFC 4861, 6.3.6). */
  #turn: number;

  constructor() {
    this.#entries = [];
    this.#routers = [];
    this.#turn = 0;
  }

  get routers(): readonly DefaultRouter[] {
    return this.#routers;
  }

  /** The network is on the link. False: the table is full. */
  addOnLink(prefix: Ipv6Prefix, validUntil: number): boolean {
    return this.#add({ prefix: { address: networkOf6(prefix), bits: prefix.bits }, gateway: undefined, validUntil });
  }

  /** @throws {RangeError} when the gateway is not a station on the link, or the table is full */
  addRoute(prefix: Ipv6Prefix, gateway: Ipv6Address | undefined): void {
    if (gateway !== undefined) this.#mustBeOnLink(gateway);
    if (!networkOf6(prefix).equals(prefix.address))
      throw new RangeError(`route to ${formatIpv6Prefix(prefix)}: host bits are set; give the network's address`);
    if (!this.#add({ prefix, gateway, validUntil: Number.POSITIVE_INFINITY }))
      throw new RangeError(`routing table full: ${MAXIMUM_ENTRIES} entries; remove a route first`);
  }

  /** @throws {RangeError} when it is not a station on the link */
  addGateway(gateway: Ipv6Address): void {
    this.#mustBeOnLink(gateway);
    this.setRouter(gateway, 0, Number.POSITIVE_INFINITY);
  }

  /** What a router says of itself; `validUntil` in the past takes it off the list. Returns whether the list is another now. */
  setRouter(address: Ipv6Address, preference: RouterPreference, validUntil: number): boolean {
    const at = this.#routers.findIndex((router) => router.address.equals(address));
    const old = this.#routers[at];
    // What somebody has configured is not a router's to take back.
    if (old?.validUntil === Number.POSITIVE_INFINITY) return false;
    if (at >= 0) this.#routers.splice(at, 1);
    if (validUntil === Number.NEGATIVE_INFINITY) return at >= 0;
    if (this.#routers.length >= MAXIMUM_ROUTERS) return false;
    const before = this.#routers.findIndex((router) => router.preference < preference);
    this.#routers.splice(before < 0 ? this.#routers.length : before, 0, { address, preference, validUntil });
    return old?.preference !== preference;
  }

  clear(): void {
    this.#entries.length = 0;
    this.#routers.length = 0;
  }

  isOnLink(destination: Ipv6Address): boolean {
    if (isLinkLocal6(destination) || isMulticast6(destination)) return true;
    const entry = this.#lookup(destination);
    return entry !== undefined && entry.gateway === undefined;
  }

  /**
   * Where packets to `destination` go next; undefined: nowhere. `lookup` tells what is known of a router as a neighbour. A host without a
   * router does not guess that everything is on the link (RFC 5942, 4).
   */
  nextHop(destination: Ipv6Address, lookup: (address: Ipv6Address) => Neighbor6 | undefined): Ipv6Address | undefined {
    if (isLinkLocal6(destination)) return destination;
    const entry = this.#lookup(destination);
    if (entry !== undefined) return entry.gateway ?? destination;
    // RFC 4861, 6.3.6: one that is known to be there goes before one that was never heard of, or does not answer.
    const usable = this.#routers.find(({ address }) => (lookup(address)?.state ?? 0) >= NEIGHBOR_STALE);
    if (usable !== undefined) return usable.address;
    if (this.#routers.length === 0) return undefined;
    this.#turn = (this.#turn + 1) % this.#routers.length;
    return this.#routers[this.#turn]!.address;
  }

  /** Whether something ran out. */
  expire(now: number): boolean {
    const before = this.#entries.length + this.#routers.length;
    keep(this.#entries, now);
    keep(this.#routers, now);
    return this.#entries.length + this.#routers.length !== before;
  }

  nextDeadline(): number {
    let deadline = Number.POSITIVE_INFINITY;
    for (const { validUntil } of this.#entries) deadline = Math.min(deadline, validUntil);
    for (const { validUntil } of this.#routers) deadline = Math.min(deadline, validUntil);
    return deadline;
  }

  #lookup(destination: Ipv6Address): Entry | undefined {
    for (const entry of this.#entries) if (inPrefix6(destination, entry.prefix)) return entry;
    return undefined;
  }

  #add(entry: Entry): boolean {
    const { bits, address } = entry.prefix;
    const same = this.#entries.findIndex(({ prefix }) => prefix.bits === bits && prefix.address.equals(address));
    if (same >= 0) {
      if (this.#entries[same]!.validUntil === Number.POSITIVE_INFINITY && entry.validUntil !== Number.POSITIVE_INFINITY)
        return true;
      this.#entries.splice(same, 1);
    }
    if (entry.validUntil === Number.NEGATIVE_INFINITY) return true;
    if (this.#entries.length >= MAXIMUM_ENTRIES) return false;
    const at = this.#entries.findIndex((other) => other.prefix.bits < bits);
    this.#entries.splice(at < 0 ? this.#entries.length : at, 0, entry);
    return true;
  }

  #mustBeOnLink(gateway: Ipv6Address): void {
    if (!isUnicast6(gateway) || !this.isOnLink(gateway))
      throw new RangeError('the gateway is not another station in a network of this stack');
  }
}

function keep(entries: { readonly validUntil: number }[], now: number): void {
  for (let i = entries.length - 1; i >= 0; i--) if (entries[i]!.validUntil <= now) entries.splice(i, 1);
}
