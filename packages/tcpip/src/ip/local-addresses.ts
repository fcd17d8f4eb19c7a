import type { Ipv4Address } from '../address.js';
import {
  ALL_HOSTS,
  directedBroadcast,
  type Ipv4Prefix,
  inPrefix,
  isLoopback,
  isMulticast,
  isUnicast,
  LIMITED_BROADCAST,
  UNSPECIFIED,
} from '../address.js';

// What kind of address a packet is for.
export const NOT_OURS = 0;
export const OURS = 1;
/** Broadcast, or a multicast group that we are in. */
export const GROUP = 2;
export type DestinationKind = typeof NOT_OURS | typeof OURS | typeof GROUP;

/** Which addresses are ours, and what others can be to us. */
export class LocalAddresses {
  readonly #acceptAny: boolean;
  readonly #prefixes: Ipv4Prefix[];
  readonly #broadcasts: Ipv4Address[];
  /** Whether we are in a multicast group. */
  joined: (group: Ipv4Address) => boolean;
  #primary: Ipv4Address;
  /** Passed the source check last; -1: none has. */
  #knownSource: Ipv4Address;

  /** `acceptAny`: packets to every unicast address are taken in, and may leave from it. */
  constructor(acceptAny: boolean) {
    this.#acceptAny = acceptAny;
    this.#prefixes = [];
    this.#broadcasts = [];
    this.joined = (group) => group === ALL_HOSTS;
    this.#primary = UNSPECIFIED;
    this.#knownSource = -1;
  }

  /** Our addresses with their networks, in the order in which they were added. */
  get prefixes(): readonly Ipv4Prefix[] {
    return this.#prefixes;
  }

  /** The first one; 0: there is none yet. */
  get primary(): Ipv4Address {
    return this.#primary;
  }

  add(prefix: Ipv4Prefix): void {
    this.#prefixes.push(prefix);
    if (this.#primary === UNSPECIFIED) this.#primary = prefix.address;
    const broadcast = directedBroadcast(prefix);
    if (broadcast !== undefined) this.#broadcasts.push(broadcast);
    this.#knownSource = -1;
  }

  clear(): void {
    this.#prefixes.length = 0;
    this.#broadcasts.length = 0;
    this.#primary = UNSPECIFIED;
    this.#knownSource = -1;
  }

  isOwn(address: Ipv4Address): boolean {
    if (address === this.#primary) return address !== UNSPECIFIED;
    for (const prefix of this.#prefixes) if (prefix.address === address) return true;
    return false;
  }

  /** See IpLayer. */
  isLocal(address: Ipv4Address): boolean {
    return this.isOwn(address) || isLoopback(address) || (this.#acceptAny && isUnicast(address));
  }

  /** Not ours, but packets to it are taken in as if it were, and ARP answers for it. */
  isProxied(address: Ipv4Address): boolean {
    return (
      this.#acceptAny &&
      isUnicast(address) &&
      !isLoopback(address) &&
      !this.isOwn(address) &&
      !this.isBroadcast(address)
    );
  }

  isBroadcast(address: Ipv4Address): boolean {
    return address === LIMITED_BROADCAST || this.#broadcasts.includes(address);
  }

  /** Broadcast or multicast: no station's address. */
  isGroup(address: Ipv4Address): boolean {
    return isMulticast(address) || this.isBroadcast(address);
  }

  classify(destination: Ipv4Address): DestinationKind {
    if (this.isOwn(destination)) return OURS;
    if (this.isBroadcast(destination) || (isMulticast(destination) && this.joined(destination))) return GROUP;
    return this.isProxied(destination) ? OURS : NOT_OURS;
  }

  /** Whether a packet on the link can come from there (RFC 1122, 3.2.1.3; RFC 1812, 5.3.7). */
  isPlausibleSource(source: Ipv4Address): boolean {
    if (source === this.#knownSource) return true;
    if (!isUnicast(source) || isLoopback(source) || this.isOwn(source) || this.isBroadcast(source)) return false;
    this.#knownSource = source;
    return true;
  }

  /** Our address in the network of `target`, else the first. */
  sourceFor(target: Ipv4Address): Ipv4Address {
    for (const prefix of this.#prefixes) if (inPrefix(target, prefix)) return prefix.address;
    return this.#primary;
  }
}
