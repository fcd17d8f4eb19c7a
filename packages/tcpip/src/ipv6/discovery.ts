import type { Random } from '@morgana/random';
import { below } from '@morgana/random';
import {
  ALL_NODES,
  ALL_ROUTERS,
  type Ipv6Address,
  type Ipv6Prefix,
  inPrefix6,
  isLinkLocal6,
  isMulticast6,
  isUnicast6,
  isUnspecified6,
  LINK_LOCAL_PREFIX,
  putIpv6Address,
  readIpv6,
  solicitedNode,
  UNSPECIFIED6,
} from '../address6.js';
import { NEIGHBOR_STALE } from '../arp/neighbor.js';
import type { NdpCounters } from '../counters.js';
import { TokenBucket } from '../token-bucket.js';
import { equalMac } from '../wire/ethernet.js';
import { NEIGHBOR_ADVERTISEMENT, NEIGHBOR_SOLICITATION, ROUTER_SOLICITATION } from '../wire/icmpv6.js';
import { IPV6_MINIMUM_MTU } from '../wire/ipv6.js';
import {
  ADVERTISEMENT_LENGTH,
  ADVERTISEMENT_OVERRIDE,
  ADVERTISEMENT_ROUTER,
  ADVERTISEMENT_SOLICITED,
  eachNdpOption,
  LINK_ADDRESS_OPTION,
  linkAddressAt,
  NDP_DNS_SEARCH,
  NDP_MTU,
  NDP_PREFIX_INFORMATION,
  NDP_RECURSIVE_DNS,
  NDP_SOURCE_LINK_ADDRESS,
  NDP_TARGET,
  NDP_TARGET_LINK_ADDRESS,
  PREFIX_AUTONOMOUS,
  PREFIX_INFORMATION_LENGTH,
  PREFIX_ON_LINK,
  putLinkAddress,
  RA_FLAGS,
  RA_HOP_LIMIT,
  RA_LIFETIME,
  RA_MANAGED,
  RA_OTHER,
  RA_REACHABLE_TIME,
  RA_RETRANS_TIMER,
  ROUTER_ADVERTISEMENT_LENGTH,
  ROUTER_SOLICITATION_LENGTH,
  SOLICITATION_LENGTH,
} from '../wire/ndp.js';
import { get16, get32 } from '../wire/octets.js';
import { DnsSettings, type Ipv6Settings } from './dns-settings.js';
import type { InterfaceIdentifiers } from './interface-id.js';
import {
  type AddressOrigin,
  DEPRECATED,
  type LocalAddress6,
  type LocalAddresses6,
  OPTIMISTIC,
  PREFERRED,
  TENTATIVE,
} from './local-addresses.js';
import type { Neighbor6 } from './neighbor.js';
import type { NeighborCache } from './neighbor-cache.js';
import type { RouterPreference, Routing6 } from './routing.js';

export interface DiscoveryOptions {
  /** Whether routers on the link may configure us (RFC 4861, 6.3; RFC 4862). Default true. */
  readonly acceptRouterAdvertisements?: boolean;
  /** Solicitations before an address counts as ours alone (RFC 4862, 5.1). 0: it is not verified. Default 1. */
  readonly duplicateAddressDetection?: number;
  /** Whether an address is used while it is verified (RFC 4429). Default true. */
  readonly optimistic?: boolean;
  /** Solicitations of neighbours per second. Default 100. */
  readonly solicitationRate?: number;
}

/** What discovery needs of the layer. */
export interface DiscoveryContext {
  readonly mac: Uint8Array;
  readonly random: Random;
  readonly counters: NdpCounters;
  readonly addresses: LocalAddresses6;
  readonly neighbors: NeighborCache;
  readonly routing: Routing6;
  readonly identifiers: InterfaceIdentifiers;
  /** Sends an ICMPv6 message with hop limit 255, its checksum still lacking; to the hardware address given, or by the neighbour cache. */
  send(source: Ipv6Address, destination: Ipv6Address, message: Uint8Array, mac?: Uint8Array): boolean;
  joinGroup(group: Ipv6Address, now: number): void;
  leaveGroup(group: Ipv6Address, now: number): void;
  /** Routes are to be made anew. */
  changed(): void;
  /** Addresses or settings have changed: somebody may want to hear of it. */
  configured(): void;
  /** Another station has our address. `removed`: we gave it up. */
  conflict(address: Ipv6Address, mac: Uint8Array | undefined, removed: boolean): void;
  setLinkMtu(mtu: number): void;
  setHopLimit(hopLimit: number): void;
}

const NEVER = Number.POSITIVE_INFINITY;
/** RFC 4861, 10. */
const MAX_RTR_SOLICITATIONS = 3;
const RTR_SOLICITATION_INTERVAL = 4000;
const MIN_RANDOM_FACTOR = 0.5;
/** RFC 7217, 5: IDGEN_RETRIES. */
const IDGEN_RETRIES = 3;
/** RFC 4862, 5.5.3 e. */
const TWO_HOURS = 7_200_000;
/** A lifetime that does not end (RFC 4861, 4.6.2). */
const INFINITE_LIFETIME = 0xffff_ffff;
const MAXIMUM_REACHABLE_TIME = 3_600_000;

/**
 * Neighbour discovery as a host does it: solicitations and advertisements of neighbours (RFC 4861, 7), of routers (6.3), addresses
 * of our own making (RFC 4862) and whether somebody else has them. Pure: time comes in as `now`, messages leave by `send`.
 */
export class Discovery {
  readonly settings: DnsSettings;
  /** We advertise ourselves as a router, and say so to neighbours. */
  isRouter: boolean;
  readonly #context: DiscoveryContext;
  readonly #acceptRouters: boolean;
  readonly #probes: number;
  readonly #optimistic: boolean;
  readonly #solicitations: TokenBucket;
  #solicitationsLeft: number;
  #solicitAt: number;
  /** Base of the random reachable time (RFC 4861, 6.3.4). */
  #baseReachableTime: number;
  /** Asked for after every batch: kept, not computed. Early at worst. */
  #deadline: number;

  constructor(context: DiscoveryContext, options: DiscoveryOptions = {}) {
    this.#context = context;
    this.settings = new DnsSettings();
    this.isRouter = false;
    this.#acceptRouters = options.acceptRouterAdvertisements ?? true;
    this.#probes = options.duplicateAddressDetection ?? 1;
    this.#optimistic = options.optimistic ?? true;
    const rate = options.solicitationRate ?? 100;
    this.#solicitations = new TokenBucket(rate, Math.max(1, rate));
    this.#solicitationsLeft = 0;
    this.#solicitAt = NEVER;
    this.#baseReachableTime = context.neighbors.reachableTime;
    this.#deadline = NEVER;
  }

  // Addresses of ours

  /** Begins: a link-local address, and a search for routers. */
  start(now: number): void {
    this.addOwn(LINK_LOCAL_PREFIX, 'link-local', NEVER, NEVER, 0, now);
    this.solicitRouters(now);
  }

  solicitRouters(now: number): void {
    if (!this.#acceptRouters) return;
    this.#solicitationsLeft = MAX_RTR_SOLICITATIONS;
    this.#solicitAt = now;
    this.#deadline = Math.min(this.#deadline, now);
  }

  /**
   * Makes an address ours, of `prefix` itself when it is static, else of its network with an identifier of our making. It is verified
   * while it is used (RFC 4429), or before.
   */
  addOwn(
    prefix: Ipv6Prefix,
    origin: AddressOrigin,
    preferredUntil: number,
    validUntil: number,
    attempt: number,
    now: number,
  ): void {
    const { addresses, identifiers } = this.#context;
    const address = origin === 'static' ? prefix.address : identifiers.address(prefix, attempt);
    if (addresses.find(address) !== undefined || addresses.full) return;
    const verify = this.#probes > 0;
    const entry: LocalAddress6 = {
      address,
      bits: prefix.bits,
      origin,
      state: verify ? (this.#optimistic ? OPTIMISTIC : TENTATIVE) : PREFERRED,
      preferredUntil,
      validUntil,
      attempt,
      probesLeft: this.#probes,
      probeAt: verify ? now : NEVER,
    };
    addresses.add(entry);
    this.#deadline = Math.min(this.#deadline, entry.probeAt, preferredUntil, validUntil);
    this.#context.joinGroup(solicitedNode(address), now);
    this.#context.changed();
    this.#context.configured();
  }

  removeOwn(entry: LocalAddress6, now: number): void {
    this.#context.addresses.remove(entry);
    this.#context.leaveGroup(solicitedNode(entry.address), now);
    this.#context.changed();
    this.#context.configured();
  }

  /** Duplicate address detection has found another owner (RFC 4862, 5.4.5). */
  #duplicate(entry: LocalAddress6, mac: Uint8Array | undefined, now: number): void {
    this.#context.counters.duplicates++;
    this.removeOwn(entry, now);
    this.#context.conflict(entry.address, mac, true);
    if (entry.origin === 'static' || entry.attempt >= IDGEN_RETRIES) return;
    const prefix = { address: entry.address, bits: entry.bits };
    this.addOwn(prefix, entry.origin, entry.preferredUntil, entry.validUntil, entry.attempt + 1, now);
  }

  // Messages that come in. `offset` and `end` are those of the message; it has passed its checksum and came with hop limit 255.

  /** False: malformed, or none of our business. `mac`: where the sender's hardware address is in the frame. */
  solicitation(
    bytes: Uint8Array,
    offset: number,
    end: number,
    source: Ipv6Address,
    destination: Ipv6Address,
    macOffset: number,
    now: number,
  ): boolean {
    if (end - offset < SOLICITATION_LENGTH) return false;
    const target = readIpv6(bytes, offset + NDP_TARGET);
    const probe = isUnspecified6(source);
    const at = linkAddressAt(bytes, offset + SOLICITATION_LENGTH, end, NDP_SOURCE_LINK_ADDRESS);
    // 7.1.1: a probe goes to the solicited-node group and carries no hardware address.
    if (at === -2 || isMulticast6(target) || (probe && (at >= 0 || !isSolicitedNode(destination)))) return false;
    // Our own, come back from a hub or a loop.
    if (equalMac(bytes, macOffset, this.#context.mac, 0)) return false;
    const { addresses, neighbors } = this.#context;
    const entry = addresses.find(target);
    if (entry === undefined && !addresses.isProxied(target)) return false;
    if (entry !== undefined && entry.probeAt !== NEVER) {
      if (probe) {
        this.#duplicate(entry, bytes.slice(macOffset, macOffset + 6), now);
        return true;
      }
      if (entry.state === TENTATIVE) return false;
    }
    if (entry === undefined) {
      // As a proxy never for a station that asks whether it may have an address, nor for one that lives on this link.
      const known = neighbors.lookup(target);
      if (probe || (known !== undefined && known.state >= NEIGHBOR_STALE)) return false;
    }
    if (!probe && at >= 0 && isUnicast6(source)) neighbors.heard(source, bytes, at, now);
    // Who tells no hardware address may be optimistic, and so may we be: if each asked first who the other is, nobody would answer.
    const mac = probe || at >= 0 ? undefined : bytes.slice(macOffset, macOffset + 6);
    this.#advertise(target, entry, probe ? ALL_NODES : source, !probe, mac);
    return true;
  }

  /** As above. */
  advertisement(
    bytes: Uint8Array,
    offset: number,
    end: number,
    destination: Ipv6Address,
    macOffset: number,
    now: number,
  ): boolean {
    if (end - offset < ADVERTISEMENT_LENGTH) return false;
    const target = readIpv6(bytes, offset + NDP_TARGET);
    const flags = bytes[offset + 4]!;
    const solicited = (flags & ADVERTISEMENT_SOLICITED) !== 0;
    const at = linkAddressAt(bytes, offset + ADVERTISEMENT_LENGTH, end, NDP_TARGET_LINK_ADDRESS);
    if (at === -2 || isMulticast6(target) || (solicited && isMulticast6(destination))) return false;
    if (equalMac(bytes, macOffset, this.#context.mac, 0)) return false;
    const entry = this.#context.addresses.find(target);
    if (entry !== undefined) {
      const mac = bytes.slice(macOffset, macOffset + 6);
      if (entry.probeAt !== NEVER) this.#duplicate(entry, mac, now);
      else this.#context.conflict(target, mac, false);
      return true;
    }
    const override = (flags & ADVERTISEMENT_OVERRIDE) !== 0;
    const router = (flags & ADVERTISEMENT_ROUTER) !== 0;
    return this.#context.neighbors.advertised(target, bytes, at, solicited, override, router, now);
  }

  /** A router's. `source` is link-local (6.1.2). */
  routerAdvertisement(bytes: Uint8Array, offset: number, end: number, source: Ipv6Address, now: number): boolean {
    if (end - offset < ROUTER_ADVERTISEMENT_LENGTH || !isLinkLocal6(source)) return false;
    const optionsAt = offset + ROUTER_ADVERTISEMENT_LENGTH;
    // All options are looked at before anything is believed.
    if (!eachNdpOption(bytes, optionsAt, end, () => {})) return false;
    if (!this.#acceptRouters) return false;
    const { neighbors, routing } = this.#context;
    const lifetime = get16(bytes, offset + RA_LIFETIME) * 1000;
    const flags = bytes[offset + RA_FLAGS]!;
    if (lifetime > 0) this.#solicitationsLeft = 0;
    if (this.#solicitationsLeft === 0) this.#solicitAt = NEVER;
    const preference = preferenceOf(flags);
    if (routing.setRouter(source, preference, lifetime === 0 ? Number.NEGATIVE_INFINITY : now + lifetime))
      this.#context.changed();
    const hopLimit = bytes[offset + RA_HOP_LIMIT]!;
    if (hopLimit !== 0) this.#context.setHopLimit(hopLimit);
    const reachable = get32(bytes, offset + RA_REACHABLE_TIME);
    if (reachable !== 0 && reachable <= MAXIMUM_REACHABLE_TIME && reachable !== this.#baseReachableTime) {
      this.#baseReachableTime = reachable;
      neighbors.reachableTime = reachable * (MIN_RANDOM_FACTOR + below(this.#context.random, 1000) / 1000);
    }
    const retrans = get32(bytes, offset + RA_RETRANS_TIMER);
    if (retrans !== 0) neighbors.retransTimer = Math.min(Math.max(retrans, 100), 60_000);
    this.settings.flags((flags & RA_MANAGED) !== 0, (flags & RA_OTHER) !== 0);
    eachNdpOption(bytes, optionsAt, end, (type, at, length) => {
      switch (type) {
        case NDP_SOURCE_LINK_ADDRESS:
          if (length === LINK_ADDRESS_OPTION) {
            neighbors.heard(source, bytes, at + 2, now);
            neighbors.neighbor(source).router = true;
          }
          return;
        case NDP_MTU:
          if (length === 8 && get32(bytes, at + 4) >= IPV6_MINIMUM_MTU) this.#context.setLinkMtu(get32(bytes, at + 4));
          return;
        case NDP_PREFIX_INFORMATION:
          if (length === PREFIX_INFORMATION_LENGTH) this.#prefix(bytes, at, now);
          return;
        case NDP_RECURSIVE_DNS:
          this.settings.nameServers(bytes, at, length, now);
          return;
        case NDP_DNS_SEARCH:
          this.settings.searchList(bytes, at, length, now);
      }
    });
    this.#schedule();
    this.#context.configured();
    return true;
  }

  /** A prefix information option (RFC 4861, 6.3.4; RFC 4862, 5.5.3). */
  #prefix(bytes: Uint8Array, at: number, now: number): void {
    const prefix: Ipv6Prefix = { address: readIpv6(bytes, at + 16), bits: bytes[at + 2]! };
    const flags = bytes[at + 3]!;
    const valid = get32(bytes, at + 4);
    const preferred = get32(bytes, at + 8);
    const { address } = prefix;
    if (prefix.bits > 128 || isLinkLocal6(address) || isMulticast6(address) || isUnspecified6(address)) return;
    if ((flags & PREFIX_ON_LINK) !== 0) {
      const { routing } = this.#context;
      const before = routing.isOnLink(address);
      routing.addOnLink(prefix, valid === 0 ? Number.NEGATIVE_INFINITY : until(valid, now));
      if (routing.isOnLink(address) !== before) this.#context.changed();
    }
    if ((flags & PREFIX_AUTONOMOUS) === 0 || preferred > valid || prefix.bits !== 64) return;
    const known = this.#context.addresses.list.filter(
      (entry) => entry.origin === 'autoconfigured' && inPrefix6(entry.address, prefix),
    );
    if (known.length === 0) {
      if (valid > 0) this.addOwn(prefix, 'autoconfigured', until(preferred, now), until(valid, now), 0, now);
      return;
    }
    for (const entry of known) {
      entry.preferredUntil = until(preferred, now);
      if (entry.state !== TENTATIVE && entry.probeAt === NEVER) {
        const state = entry.preferredUntil > now ? PREFERRED : DEPRECATED;
        if (state !== entry.state) this.#context.changed();
        entry.state = state;
      }
      // 5.5.3 e: nobody can end our address in less than two hours by a forged advertisement.
      const end = until(valid, now);
      if (end > now + TWO_HOURS || end > entry.validUntil) entry.validUntil = end;
      else if (entry.validUntil > now + TWO_HOURS) entry.validUntil = now + TWO_HOURS;
    }
  }

  // Messages that go out

  /** Asks for a neighbour (7.2.2). */
  solicit(neighbor: Neighbor6, unicast: boolean, now: number): void {
    const { addresses, counters } = this.#context;
    if (!this.#solicitations.take(now)) {
      counters.suppressed++;
      return;
    }
    const own = this.#sourceFor(neighbor.address, addresses);
    if (own === undefined) return;
    // RFC 4429, 3.3: nobody's cache must learn an address that may be another's.
    const tell = own.state !== OPTIMISTIC;
    const message = newMessage(NEIGHBOR_SOLICITATION, SOLICITATION_LENGTH + (tell ? LINK_ADDRESS_OPTION : 0));
    putIpv6Address(message, NDP_TARGET, neighbor.address);
    if (tell) putLinkAddress(message, SOLICITATION_LENGTH, NDP_SOURCE_LINK_ADDRESS, this.#context.mac);
    const destination = unicast ? neighbor.address : solicitedNode(neighbor.address);
    if (this.#context.send(own.address, destination, message, unicast ? neighbor.mac : undefined))
      counters.solicitationsSent++;
  }

  #sourceFor(target: Ipv6Address, addresses: LocalAddresses6): LocalAddress6 | undefined {
    const address = addresses.sourceFor(target);
    return address === undefined ? undefined : addresses.find(address);
  }

  #advertise(
    target: Ipv6Address,
    entry: LocalAddress6 | undefined,
    destination: Ipv6Address,
    solicited: boolean,
    mac: Uint8Array | undefined,
  ): void {
    const message = newMessage(NEIGHBOR_ADVERTISEMENT, ADVERTISEMENT_LENGTH + LINK_ADDRESS_OPTION);
    // Neither an optimistic address (RFC 4429, 3.3) nor a proxy (RFC 4861, 7.2.8) overrides what a cache holds.
    const override = entry !== undefined && entry.state !== OPTIMISTIC;
    message[4] =
      (this.isRouter ? ADVERTISEMENT_ROUTER : 0) |
      (solicited ? ADVERTISEMENT_SOLICITED : 0) |
      (override ? ADVERTISEMENT_OVERRIDE : 0);
    putIpv6Address(message, NDP_TARGET, target);
    putLinkAddress(message, ADVERTISEMENT_LENGTH, NDP_TARGET_LINK_ADDRESS, this.#context.mac);
    const source = entry === undefined ? this.#context.addresses.linkLocal?.address : target;
    if (source !== undefined && this.#context.send(source, destination, message, mac))
      this.#context.counters.advertisementsSent++;
  }

  #probe(entry: LocalAddress6): void {
    const message = newMessage(NEIGHBOR_SOLICITATION, SOLICITATION_LENGTH);
    putIpv6Address(message, NDP_TARGET, entry.address);
    if (this.#context.send(UNSPECIFIED6, solicitedNode(entry.address), message))
      this.#context.counters.solicitationsSent++;
  }

  #solicitRouter(now: number): void {
    const own = this.#context.addresses.linkLocal;
    const tell = own !== undefined && own.state !== OPTIMISTIC;
    const message = newMessage(ROUTER_SOLICITATION, ROUTER_SOLICITATION_LENGTH + (tell ? LINK_ADDRESS_OPTION : 0));
    if (tell) putLinkAddress(message, ROUTER_SOLICITATION_LENGTH, NDP_SOURCE_LINK_ADDRESS, this.#context.mac);
    if (this.#context.send(own?.address ?? UNSPECIFIED6, ALL_ROUTERS, message))
      this.#context.counters.routerSolicitationsSent++;
    this.#solicitationsLeft--;
    this.#solicitAt = this.#solicitationsLeft > 0 ? now + RTR_SOLICITATION_INTERVAL : NEVER;
  }

  // Time

  nextDeadline(): number {
    return this.#deadline;
  }

  #schedule(): void {
    let deadline = Math.min(this.#solicitAt, this.settings.nextDeadline(), this.#context.routing.nextDeadline());
    for (const { probeAt, preferredUntil, validUntil, state } of this.#context.addresses.list) {
      deadline = Math.min(deadline, probeAt, validUntil);
      if (state === PREFERRED || state === OPTIMISTIC) deadline = Math.min(deadline, preferredUntil);
    }
    this.#deadline = deadline;
  }

  runTimers(now: number): void {
    if (now < this.#deadline) return;
    const { addresses, routing, neighbors } = this.#context;
    for (const entry of [...addresses.list]) {
      if (entry.validUntil <= now) {
        this.removeOwn(entry, now);
        continue;
      }
      if (entry.probeAt <= now) {
        if (entry.probesLeft > 0) {
          entry.probesLeft--;
          this.#probe(entry);
          entry.probeAt = now + neighbors.retransTimer;
        } else {
          entry.probeAt = NEVER;
          entry.state = PREFERRED;
          this.#context.changed();
          this.#context.configured();
        }
      }
      if (entry.preferredUntil <= now && entry.state === PREFERRED) {
        entry.state = DEPRECATED;
        this.#context.changed();
        this.#context.configured();
      } else if (entry.preferredUntil <= now && entry.state === OPTIMISTIC) entry.preferredUntil = entry.probeAt;
    }
    if (this.#solicitAt <= now) this.#solicitRouter(now);
    if (routing.expire(now)) this.#context.changed();
    if (this.settings.expire(now)) this.#context.configured();
    this.#schedule();
  }

  /** What routers have told, besides addresses and routes. */
  current(): Ipv6Settings {
    return this.settings.current();
  }
}

function newMessage(type: number, length: number): Uint8Array {
  const message = new Uint8Array(length);
  message[0] = type;
  return message;
}

/** A lifetime in seconds as a time. */
function until(seconds: number, now: number): number {
  return seconds === INFINITE_LIFETIME ? NEVER : now + seconds * 1000;
}

/** RFC 4191, 2.2; the reserved value is the middle one. */
function preferenceOf(flags: number): RouterPreference {
  const bits = (flags >>> 3) & 3;
  return bits === 1 ? 1 : bits === 3 ? -1 : 0;
}

function isSolicitedNode({ w0, w1, w2, w3 }: Ipv6Address): boolean {
  return w0 >>> 0 === 0xff02_0000 && w1 === 0 && w2 === 1 && w3 >>> 24 === 0xff;
}
