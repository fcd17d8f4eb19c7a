import { commonPrefix6, type Ipv6Address, isLinkLocal6, isLoopback6, isUnicast6, scopeOf } from '../address6.js';
import { labelOf } from './selection.js';

/** Being verified, and not ours until then (RFC 4862, 5.4). */
export const TENTATIVE = 0;
/** Being verified, and used meanwhile (RFC 4429). */
export const OPTIMISTIC = 1;
/** For what is under way only (RFC 4862, 5.5.4). */
export const DEPRECATED = 2;
export const PREFERRED = 3;
export type AddressState = typeof TENTATIVE | typeof OPTIMISTIC | typeof DEPRECATED | typeof PREFERRED;

/** Where an address of ours comes from. */
export type AddressOrigin = 'static' | 'link-local' | 'autoconfigured';

/** An address of ours and its life. */
export interface LocalAddress6 {
  readonly address: Ipv6Address;
  /** Of its network. */
  readonly bits: number;
  readonly origin: AddressOrigin;
  state: AddressState;
  /** Monotonic milliseconds; Infinity: for ever. */
  preferredUntil: number;
  validUntil: number;
  /** Times that duplicate address detection found it taken (RFC 7217, 5). */
  readonly attempt: number;
  /** Solicitations of duplicate address detection that are still to be sent, and when the next step is due. */
  probesLeft: number;
  probeAt: number;
}

/** Which addresses are ours, and what others can be to us. */
export class LocalAddresses6 {
  readonly #acceptAny: boolean;
  readonly #maxAddresses: number;
  readonly #list: LocalAddress6[];

  /** `acceptAny`: packets to every unicast address beyond the link are taken in, and may leave from it. */
  constructor(acceptAny: boolean, maxAddresses: number) {
    this.#acceptAny = acceptAny;
    this.#maxAddresses = maxAddresses;
    this.#list = [];
  }

  /** Tentative ones among them. */
  get list(): readonly LocalAddress6[] {
    return this.#list;
  }

  get full(): boolean {
    return this.#list.length >= this.#maxAddresses;
  }

  add(entry: LocalAddress6): void {
    this.#list.push(entry);
  }

  remove(entry: LocalAddress6): void {
    const at = this.#list.indexOf(entry);
    if (at >= 0) this.#list.splice(at, 1);
  }

  find(address: Ipv6Address): LocalAddress6 | undefined {
    for (const entry of this.#list) if (entry.address.equals(address)) return entry;
    return undefined;
  }

  /** Ours, and not just being verified. */
  isOwn(address: Ipv6Address): boolean {
    const entry = this.find(address);
    return entry !== undefined && entry.state !== TENTATIVE;
  }

  /** See IpLayer. */
  isLocal(address: Ipv6Address): boolean {
    return this.isOwn(address) || isLoopback6(address) || (this.#acceptAny && isUnicast6(address));
  }

  /** Not ours, but packets to it are taken in as if it were. Addresses of the link are its stations'. */
  isProxied(address: Ipv6Address): boolean {
    return (
      this.#acceptAny &&
      isUnicast6(address) &&
      !isLoopback6(address) &&
      !isLinkLocal6(address) &&
      this.find(address) === undefined
    );
  }

  /** The link-local one, to talk to neighbours with. */
  get linkLocal(): LocalAddress6 | undefined {
    for (const entry of this.#list) if (entry.state !== TENTATIVE && isLinkLocal6(entry.address)) return entry;
    return undefined;
  }

  /** What stands for all of ours: the best global one, else the link-local one. */
  get primary(): Ipv6Address | undefined {
    let best: LocalAddress6 | undefined;
    for (const entry of this.#list) {
      if (entry.state === TENTATIVE || isLinkLocal6(entry.address)) continue;
      if (best === undefined || rank(entry) > rank(best)) best = entry;
    }
    return (best ?? this.linkLocal)?.address;
  }

  /** All but tentative ones, the preferred one first, link-local ones last. */
  usable(): Ipv6Address[] {
    const key = (entry: LocalAddress6) => (isLinkLocal6(entry.address) ? -1 : rank(entry));
    return this.#list
      .filter(({ state }) => state !== TENTATIVE)
      .sort((a, b) => key(b) - key(a))
      .map(({ address }) => address);
  }

  /** Our address to talk to `destination` with (RFC 6724, 5); undefined: none will do. */
  sourceFor(destination: Ipv6Address): Ipv6Address | undefined {
    let best: LocalAddress6 | undefined;
    for (const entry of this.#list) {
      if (entry.state === TENTATIVE) continue;
      if (best === undefined || isBetterSource(entry, best, destination)) best = entry;
    }
    return best?.address;
  }
}

/** RFC 4429, 3.2: an optimistic address is avoided like a deprecated one. */
function rank(entry: LocalAddress6): number {
  return entry.state === PREFERRED ? 1 : 0;
}

/**
 * RFC 6724, 5: whether `a` is better than `b`. With one interface, no mobility and no temporary addresses, rules 4, 5 and 7 say nothing;
 * rule 5.5 (addresses of the next hop's prefix) is left out.
 */
export function isBetterSource(a: LocalAddress6, b: LocalAddress6, destination: Ipv6Address): boolean {
  // Rule 1: the same address. Rule 2: the smallest scope that reaches, else the largest.
  if (a.address.equals(destination) !== b.address.equals(destination)) return a.address.equals(destination);
  const scopeA = scopeOf(a.address);
  const scopeB = scopeOf(b.address);
  if (scopeA !== scopeB) {
    const scope = scopeOf(destination);
    return scopeA < scopeB ? scopeA >= scope : scopeB < scope;
  }
  // Rule 3: not a deprecated one. Rule 6: one of the same kind. Rule 8: the longest prefix in common, within ours.
  if (rank(a) !== rank(b)) return rank(a) > rank(b);
  const label = labelOf(destination);
  const matchA = labelOf(a.address) === label;
  if (matchA !== (labelOf(b.address) === label)) return matchA;
  const common = (entry: LocalAddress6) => Math.min(commonPrefix6(entry.address, destination), entry.bits);
  return common(a) > common(b);
}
