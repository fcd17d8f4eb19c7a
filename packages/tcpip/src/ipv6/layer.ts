import { ETHERNET_HEADER_LENGTH, type Frame, type Network } from '@morgana/network';
import { type Random, uint32 } from '@morgana/random';
import type { Clock } from '@morgana/time';
import {
  ALL_NODES,
  ALL_ROUTERS,
  type Ipv6Address,
  isAt,
  isLinkLocal6,
  isLoopback6,
  isMapped,
  isMulticast6,
  isUnicast6,
  isUnspecified6,
  parseIpv6,
  readIpv6,
  readWord,
  SCOPE_INTERFACE_LOCAL,
  scopeOf,
  UNSPECIFIED6,
} from '../address6.js';
import { NEIGHBOR_FAILED, NEIGHBOR_PROBING, NEIGHBOR_REMOVED } from '../arp/neighbor.js';
import type { Icmpv6Counters, Ipv6Counters, MldCounters, NdpCounters, ReassemblyCounters } from '../counters.js';
import { FamilyLayer } from '../ip/family-layer.js';
import type { ReassemblyOptions } from '../ip/fragment-store.js';
import type { HostLayer } from '../ip/layer.js';
import type { PathMtuOptions } from '../ip/path-mtu.js';
import { Route, unresolvedNeighbor } from '../ip/route.js';
import type { IcmpErrorKind } from '../ip/transport.js';
import { type IpAddress, mixAddress } from '../ip-address.js';
import { checksum } from '../wire/checksum.js';
import { ETHERTYPE_IPV6, putEthernet, putMac } from '../wire/ethernet.js';
import {
  CHAIN_FRAGMENT,
  CHAIN_MALFORMED,
  CHAIN_NONE,
  CHAIN_OPTION_DROP,
  CHAIN_PROBLEM,
  type Chain,
  FRAGMENT_HEADER,
  fragmentOffset,
  moreFragments,
  NEXT_FRAGMENT,
  NEXT_HOP_BY_HOP,
  newChain,
  PROBLEM_NEXT_HEADER,
  putFragmentHeader,
  walkChain,
} from '../wire/extension-headers.js';
import { UNREACHABLE_HOST } from '../wire/icmpv4.js';
import { ICMPV6_CHECKSUM, icmpv6PseudoHeader, UNREACHABLE6_PORT } from '../wire/icmpv6.js';
import { PROTOCOL_TCP } from '../wire/ipv4.js';
import {
  checkIpv6,
  IPV6_BAD_LENGTH,
  IPV6_BAD_VERSION,
  IPV6_DESTINATION,
  IPV6_HEADER,
  IPV6_MAXIMUM_PAYLOAD,
  IPV6_MINIMUM_MTU,
  IPV6_NEXT_HEADER,
  IPV6_SOURCE,
  IPV6_TOO_SHORT,
  ipv6Ecn,
  ipv6NextHeader,
  ipv6PayloadLength,
  PROTOCOL_ICMPV6,
  putIpv6,
} from '../wire/ipv6.js';
import {
  linkAddressAt,
  NDP_TARGET,
  NDP_TARGET_LINK_ADDRESS,
  REDIRECT_DESTINATION,
  REDIRECT_LENGTH,
} from '../wire/ndp.js';
import { get16, put16 } from '../wire/octets.js';
import type { Ipv6Plan } from './configuration.js';
import { Discovery, type DiscoveryOptions } from './discovery.js';
import { InterfaceIdentifiers } from './interface-id.js';
import { type LocalAddress6, LocalAddresses6 } from './local-addresses.js';
import { Mld } from './mld.js';
import { multicastNeighbor6, type Neighbor6 } from './neighbor.js';
import { NeighborCache, type NeighborCacheOptions } from './neighbor-cache.js';
import { Reassembly6 } from './reassembly.js';
import { Routing6 } from './routing.js';

export interface Ipv6Options extends DiscoveryOptions, Omit<PathMtuOptions, 'minimumPathMtu'> {
  readonly neighbors?: NeighborCacheOptions;
  readonly reassembly?: ReassemblyOptions;
  /** Hop limit of what we send, until a router says otherwise. Default 64. */
  readonly hopLimit?: number;
  /**
   * Takes packets to every unicast address beyond the link, lets packets go out from every address, and answers solicitations for
   * every address but those of stations on the link: the near side of a user-mode gateway. Default false.
   */
  readonly acceptAnyAddress?: boolean;
  /** Believes a router that names a better way for a destination (RFC 4861, 8). Default true. */
  readonly acceptRedirects?: boolean;
  /**
   * 16 octets from which the addresses that we make ourselves follow (RFC 7217): with the same secret, a station has the same address in a
   * network at every start. By default random ones.
   */
  readonly secret?: Uint8Array;
  /** Addresses of our own. Default 16. */
  readonly maxAddresses?: number;
  /** Multicast groups that we are in, those of our own addresses among them. Default 64. */
  readonly maxGroups?: number;
}

/** What the layer reports to: ICMPv6. */
export interface Ipv6ErrorReporter {
  unreachable(code: number, frame: Frame, now: number): void;
  /** A parameter problem at `pointer` of the frame's bytes. */
  parameterProblem(code: number, pointer: number, frame: Frame, evenToGroup: boolean, now: number): void;
  reassemblyTimeout(quoted: Uint8Array, now: number): void;
}

/** What the layer tells the shell. */
export interface Ipv6Events {
  /** Another station has our address. `removed`: it was being verified, and is not ours any more. */
  addressConflict6(address: Ipv6Address, mac: Uint8Array | undefined, removed: boolean): void;
  /** Addresses or what routers tell may have changed. */
  configured6(): void;
}

export interface Ipv6Context {
  readonly network: Network;
  readonly clock: Clock;
  readonly random: Random;
  readonly events: Ipv6Events;
  readonly counters: {
    readonly ipv6: Ipv6Counters;
    readonly ndp: NdpCounters;
    readonly mld: MldCounters;
    readonly reassembly6: ReassemblyCounters;
    readonly icmpv6: Icmpv6Counters;
  };
}

const MULTICAST_HOP_LIMIT = 1;
const NDP_HOP_LIMIT = 255;
const MLD_HOP_LIMIT = 1;
/** A hop-by-hop header with a router alert (RFC 2711) of value 0: a multicast listener message. */
const ROUTER_ALERT: readonly number[] = [PROTOCOL_ICMPV6, 0, 5, 2, 0, 0, 1, 0];
const ADDRESSES = 256;

/**
 * IPv6 (RFC 8200) for a host (RFC 8504) on one Ethernet link: what comes in is checked and given to a transport, what goes
 * out gets its headers and a neighbour. It never forwards.
 */
export class Ipv6Layer extends FamilyLayer<Ipv6Address> implements HostLayer {
  readonly addresses: LocalAddresses6;
  readonly neighbors: NeighborCache;
  readonly routing: Routing6;
  readonly discovery: Discovery;
  readonly mld: Mld;
  readonly reassembly: Reassembly6;
  /** Of the packet that is being delivered: for ICMPv6, what its header says no more. */
  readonly chain: Chain;
  deliveringFragments: boolean;
  readonly #counters: Ipv6Counters;
  #hopLimit: number;
  readonly #acceptRedirects: boolean;
  readonly #ndp: NdpCounters;
  readonly #unresolved: Neighbor6;
  readonly #seed: number;
  /** Addresses seen last: those who send much are one object each. */
  readonly #seen: (Ipv6Address | undefined)[];
  #reporter: Ipv6ErrorReporter | undefined;

  constructor(context: Ipv6Context, options: Ipv6Options = {}) {
    const { network, random } = context;
    const pathMtu = { ...options, minimumPathMtu: IPV6_MINIMUM_MTU };
    super(context, context.counters.ipv6, pathMtu, IPV6_HEADER, IPV6_MAXIMUM_PAYLOAD, FRAGMENT_HEADER);
    this.chain = newChain();
    this.deliveringFragments = false;
    this.#counters = context.counters.ipv6;
    this.#hopLimit = options.hopLimit ?? 64;
    this.#acceptRedirects = options.acceptRedirects ?? true;
    this.#ndp = context.counters.ndp;
    this.#seed = uint32(random) | 0;
    this.#unresolved = unresolvedNeighbor(UNSPECIFIED6);
    this.#seen = new Array<Ipv6Address | undefined>(ADDRESSES).fill(undefined);
    this.#reporter = undefined;
    this.addresses = new LocalAddresses6(options.acceptAnyAddress ?? false, options.maxAddresses ?? 16);
    this.routing = new Routing6();
    this.neighbors = new NeighborCache(
      network,
      {
        solicit: (neighbor, unicast, now) => this.discovery.solicit(neighbor, unicast, now),
        unresolved: (frame) => this.#unresolvedPacket(frame),
        lost: (neighbor) => this.#lost(neighbor),
        noRouter: ({ address }) => {
          if (this.routing.setRouter(address, 0, Number.NEGATIVE_INFINITY)) this.changed();
        },
      },
      context.counters.ndp,
      options.neighbors,
    );
    const { secret } = options;
    if (secret !== undefined && secret.length !== 16)
      throw new RangeError(`ipv6.secret: ${secret.length} octets; 16 are needed`);
    const key = secret ?? new Uint8Array(16);
    if (secret === undefined) random.fill(key);
    this.discovery = new Discovery(
      {
        mac: network.mac,
        random,
        counters: context.counters.ndp,
        addresses: this.addresses,
        neighbors: this.neighbors,
        routing: this.routing,
        identifiers: new InterfaceIdentifiers(key, network.mac),
        send: (source, destination, message, mac) =>
          this.sendControl(source, destination, message, NDP_HOP_LIMIT, false, mac),
        joinGroup: (group, now) => this.mld.join(group, now),
        leaveGroup: (group, now) => this.mld.leave(group, now),
        changed: () => this.changed(),
        configured: () => context.events.configured6(),
        conflict: (address, mac, removed) => context.events.addressConflict6(address, mac, removed),
        setLinkMtu: (mtu) => this.#setLinkMtu(mtu),
        setHopLimit: (hopLimit) => {
          if (hopLimit === this.#hopLimit) return;
          this.#hopLimit = hopLimit;
          this.changed();
        },
      },
      options,
    );
    this.mld = new Mld(random, options.maxGroups ?? 64, context.counters.mld, (destination, message) => {
      const source = this.addresses.linkLocal?.address ?? UNSPECIFIED6;
      this.sendControl(source, destination, message, MLD_HOP_LIMIT, true);
    });
    this.reassembly = new Reassembly6(
      context.counters.reassembly6,
      (quoted) => this.#reporter?.reassemblyTimeout(quoted, this.clock.monotonic()),
      (frame, code, pointer) => this.#reporter?.parameterProblem(code, pointer, frame, false, this.clock.monotonic()),
      options.reassembly,
    );
  }

  reportTo(reporter: Ipv6ErrorReporter): void {
    this.#reporter = reporter;
  }

  // Configuration

  /** Begins with a link-local address and looks for routers. Once. */
  start(now: number): void {
    this.discovery.start(now);
  }

  /** Replaces addresses and routes; those of our own making, and what routers tell from now on, stay. */
  apply({ prefixes, routes, gateway, mtu }: Ipv6Plan, now: number): void {
    this.mtu = Math.min(mtu ?? this.network.mtu, this.network.mtu);
    const stays = (entry: LocalAddress6) => prefixes.some(({ address }) => address.equals(entry.address));
    for (const entry of [...this.addresses.list])
      if (entry.origin === 'static' && !stays(entry)) this.discovery.removeOwn(entry, now);
    this.routing.clear();
    this.neighbors.forget();
    for (const prefix of prefixes) {
      this.routing.addOnLink(prefix, Number.POSITIVE_INFINITY);
      this.discovery.addOwn(prefix, 'static', Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 0, now);
    }
    for (const { to, gateway: via } of routes) this.routing.addRoute(to, via);
    if (gateway !== undefined) this.routing.addGateway(gateway);
    this.discovery.solicitRouters(now);
    this.changed();
  }

  /** Takes in what is for routers: for one. */
  joinRouters(now: number): void {
    if (!this.mld.has(ALL_ROUTERS)) this.mld.join(ALL_ROUTERS, now);
  }

  /** Sends a router's message to all nodes of the link. */
  sendRouterAdvertisement(message: Uint8Array): void {
    const own = this.addresses.linkLocal;
    if (own === undefined) return;
    this.discovery.isRouter = true;
    this.sendControl(own.address, ALL_NODES, message, NDP_HOP_LIMIT, false);
  }

  #setLinkMtu(mtu: number): void {
    const value = Math.min(mtu, this.network.mtu);
    if (value === this.mtu) return;
    this.mtu = value;
    this.changed();
  }

  /** A neighbour does not answer: if it is a router, others may. */
  #lost(neighbor: Neighbor6): void {
    if (this.routing.routers.some(({ address }) => address.equals(neighbor.address))) this.changed();
  }

  parse(text: string): IpAddress | undefined {
    return parseIpv6(text);
  }

  isLocal(address: IpAddress): boolean {
    return typeof address === 'object' && this.addresses.isLocal(address);
  }

  isGroup(address: IpAddress): boolean {
    return typeof address === 'object' && isMulticast6(address);
  }

  isStation(address: IpAddress): boolean {
    return typeof address === 'object' && isUnicast6(address);
  }

  isProxied(address: IpAddress): boolean {
    return typeof address === 'object' && this.addresses.isProxied(address);
  }

  preferred(): IpAddress | undefined {
    return this.addresses.primary;
  }

  initialRoute(): undefined {
    return undefined;
  }

  join(group: IpAddress, now: number): void {
    this.mld.join(group as Ipv6Address, now);
  }

  leave(group: IpAddress, now: number): void {
    this.mld.leave(group as Ipv6Address, now);
  }

  portUnreachable(frame: Frame, now: number): void {
    this.#reporter?.unreachable(UNREACHABLE6_PORT, frame, now);
  }

  /** A packet to a neighbour that was not found: its transport hears of it. */
  #unresolvedPacket(frame: Frame): void {
    const { bytes } = frame;
    const at = ETHERNET_HEADER_LENGTH;
    // Packets of our own: no extension header but that of a fragment.
    const protocol = ipv6NextHeader(bytes, at);
    this.transports[protocol]?.icmpError(
      'unreachable',
      UNREACHABLE_HOST,
      this.#read(bytes, at + IPV6_SOURCE),
      this.#read(bytes, at + IPV6_DESTINATION),
      bytes,
      at + IPV6_HEADER,
      ipv6PayloadLength(bytes, at),
      0,
    );
  }

  // Reception

  /** The address at `offset`, the same object as last time if it was seen not long ago. */
  #read(bytes: Uint8Array, offset: number): Ipv6Address {
    const w2 = readWord(bytes, offset + 8);
    const w3 = readWord(bytes, offset + 12);
    let slot = Math.imul(w3 ^ this.#seed, 0x9e3779b1) ^ w2;
    slot = Math.imul(slot ^ (slot >>> 15), 0x85ebca6b) >>> 24;
    const seen = this.#seen[slot];
    if (seen !== undefined && isAt(seen, bytes, offset)) return seen;
    const address = readIpv6(bytes, offset);
    this.#seen[slot] = address;
    return address;
  }

  /** An IPv6 packet behind the Ethernet header. `linkGroup`: the frame was sent to a group address. */
  input(frame: Frame, linkGroup: boolean, now: number): void {
    const counters = this.#counters;
    const { bytes } = frame;
    const at = ETHERNET_HEADER_LENGTH;
    counters.received++;
    switch (checkIpv6(bytes, at, frame.length - at)) {
      case IPV6_TOO_SHORT:
        counters.drops.tooShort++;
        return;
      case IPV6_BAD_VERSION:
        counters.drops.badVersion++;
        return;
      case IPV6_BAD_LENGTH:
        counters.drops.badLength++;
        return;
    }
    const source = this.#read(bytes, at + IPV6_SOURCE);
    const destination = this.#read(bytes, at + IPV6_DESTINATION);
    if (!this.#isPlausibleSource(source, bytes)) {
      counters.drops.badSource++;
      return;
    }
    const group = isMulticast6(destination);
    if (group ? !this.#isMember(destination) : !this.#isOurs(destination)) {
      counters.drops.notForUs++;
      return;
    }
    if (linkGroup && !group) {
      counters.drops.linkBroadcast++;
      return;
    }
    this.#walk(frame, source, destination, group, now);
  }

  /** Whether a packet on the link can come from there. Without an address only ICMPv6 is sent (RFC 4861, RFC 3810). */
  #isPlausibleSource(source: Ipv6Address, bytes: Uint8Array): boolean {
    if (isMulticast6(source) || isLoopback6(source) || isMapped(source)) return false;
    if (isUnspecified6(source)) {
      const next = ipv6NextHeader(bytes, ETHERNET_HEADER_LENGTH);
      return next === PROTOCOL_ICMPV6 || next === NEXT_HOP_BY_HOP;
    }
    const own = this.addresses.find(source);
    // Somebody who has our address as well is heard when he says so: duplicate address detection looks at that.
    return own === undefined || ipv6NextHeader(bytes, ETHERNET_HEADER_LENGTH) === PROTOCOL_ICMPV6;
  }

  /** The groups of all nodes, of the interface and of the link, and those that we have joined. */
  #isMember(group: Ipv6Address): boolean {
    if (group.equals(ALL_NODES) || this.mld.has(group)) return true;
    return scopeOf(group) === SCOPE_INTERFACE_LOCAL && (group.w1 | group.w2) === 0 && group.w3 === 1;
  }

  #isOurs(destination: Ipv6Address): boolean {
    return this.addresses.isOwn(destination) || this.addresses.isProxied(destination);
  }

  /** Goes through the extension headers to the transport. */
  #walk(frame: Frame, source: Ipv6Address, destination: Ipv6Address, group: boolean, now: number): void {
    const { bytes } = frame;
    const at = ETHERNET_HEADER_LENGTH;
    const { chain } = this;
    const counters = this.#counters;
    let end = at + IPV6_HEADER + ipv6PayloadLength(bytes, at);
    let namedAt = at + IPV6_NEXT_HEADER;
    let offset = at + IPV6_HEADER;
    let packet = frame;
    let first = true;
    this.deliveringFragments = false;
    for (;;) {
      switch (walkChain(chain, packet.bytes, packet.bytes[namedAt]!, offset, end, namedAt, first)) {
        case CHAIN_MALFORMED:
          counters.drops.badExtension++;
          return;
        case CHAIN_NONE:
          counters.drops.noNextHeader++;
          return;
        case CHAIN_OPTION_DROP:
          counters.drops.unknownOption++;
          return;
        case CHAIN_PROBLEM:
          counters.drops.unknownOption++;
          this.#reporter?.parameterProblem(chain.code, chain.pointer, packet, chain.evenToGroup, now);
          return;
        case CHAIN_FRAGMENT: {
          first = false;
          const fragment = chain.offset;
          if (this.deliveringFragments) {
            counters.drops.badExtension++;
            return;
          }
          this.deliveringFragments = true;
          if (fragmentOffset(packet.bytes, fragment) === 0 && !moreFragments(packet.bytes, fragment)) {
            // An atomic fragment is a whole packet (RFC 6946).
            namedAt = fragment;
            offset = fragment + FRAGMENT_HEADER;
            continue;
          }
          counters.fragments++;
          const whole = this.reassembly.input(packet, fragment, now);
          if (whole === undefined) return;
          counters.reassembled++;
          packet = whole;
          end = at + IPV6_HEADER + ipv6PayloadLength(whole.bytes, at);
          namedAt = at + IPV6_NEXT_HEADER;
          offset = at + IPV6_HEADER;
          continue;
        }
      }
      break;
    }
    const { protocol } = chain;
    if (group && protocol === PROTOCOL_TCP) {
      counters.drops.groupDestination++;
      return;
    }
    const transport = this.transports[protocol];
    if (transport === undefined) {
      counters.drops.unknownProtocol++;
      this.#reporter?.parameterProblem(PROBLEM_NEXT_HEADER, chain.namedAt, packet, false, now);
      return;
    }
    counters.delivered++;
    transport.input(packet, source, destination, chain.offset, end - chain.offset, now);
  }

  // Transmission

  route(to: IpAddress, from?: IpAddress): Route<Ipv6Address> | undefined {
    if (typeof to !== 'object') return undefined;
    let source: Ipv6Address | undefined;
    if (from === undefined || from === 0) {
      source = this.#defaultSource(to);
      if (source === undefined) return undefined;
    } else {
      if (typeof from !== 'object' || !this.addresses.isLocal(from)) return undefined;
      source = from;
    }
    return this.routes.get(source, to) ?? this.#makeRoute(source, to);
  }

  #defaultSource(destination: Ipv6Address): Ipv6Address | undefined {
    if (this.addresses.isOwn(destination) || isLoopback6(destination)) return destination;
    return this.addresses.sourceFor(destination);
  }

  #makeRoute(source: Ipv6Address, destination: Ipv6Address): Route<Ipv6Address> | undefined {
    let neighbor = this.#unresolved;
    let hopLimit = this.#hopLimit;
    let looped = false;
    if (this.addresses.isOwn(destination) || isLoopback6(destination)) {
      looped = true;
    } else if (isLoopback6(source)) {
      return undefined;
    } else if (isMulticast6(destination)) {
      neighbor = multicastNeighbor6(destination);
      hopLimit = MULTICAST_HOP_LIMIT;
    } else if (!isUnicast6(destination) || this.#nextHop(destination) === undefined) {
      return undefined;
    }
    const pathMtu = looped ? this.mtu : Math.min(this.mtu, this.pathMtus.get(destination) ?? this.mtu);
    const label = mixAddress(source, mixAddress(destination, this.#seed)) & 0xf_ffff;
    const route = new Route<Ipv6Address>(
      this,
      source,
      destination,
      ETHERNET_HEADER_LENGTH + IPV6_HEADER,
      pathMtu,
      hopLimit,
      label === 0 ? 1 : label,
      looped,
      neighbor,
      uint32(this.random),
    );
    this.routes.add(route);
    return route;
  }

  #nextHop(destination: Ipv6Address): Ipv6Address | undefined {
    return this.routing.nextHop(destination, (address) => this.neighbors.lookup(address));
  }

  ecn(frame: Frame): number {
    return ipv6Ecn(frame.bytes, ETHERNET_HEADER_LENGTH);
  }

  /**
   * Sends an ICMPv6 message of neighbour or listener discovery, and completes its checksum; `source` may be none. Without `mac` the
   * neighbour cache finds a station.
   */
  sendControl(
    source: Ipv6Address,
    destination: Ipv6Address,
    message: Uint8Array,
    hopLimit: number,
    routerAlert: boolean,
    mac?: Uint8Array,
  ): boolean {
    const extra = routerAlert ? ROUTER_ALERT.length : 0;
    const frame = this.network.allocate(ETHERNET_HEADER_LENGTH + IPV6_HEADER + extra + message.length);
    if (frame === null) {
      this.#counters.sendDrops.noRoom++;
      return false;
    }
    const { bytes } = frame;
    const at = ETHERNET_HEADER_LENGTH + IPV6_HEADER + extra;
    if (routerAlert) bytes.set(ROUTER_ALERT, ETHERNET_HEADER_LENGTH + IPV6_HEADER);
    bytes.set(message, at);
    const pseudoHeader = icmpv6PseudoHeader(source, destination, message.length);
    put16(bytes, at + ICMPV6_CHECKSUM, 0);
    put16(bytes, at + ICMPV6_CHECKSUM, checksum(bytes, at, message.length, pseudoHeader));
    frame.length = at + message.length;
    putIpv6(
      bytes,
      ETHERNET_HEADER_LENGTH,
      extra + message.length,
      routerAlert ? NEXT_HOP_BY_HOP : PROTOCOL_ICMPV6,
      hopLimit,
      source,
      destination,
      0,
    );
    this.#counters.sent++;
    if (isMulticast6(destination)) mac = multicastNeighbor6(destination).mac;
    if (mac !== undefined) {
      putEthernet(bytes, mac, this.network.mac, ETHERTYPE_IPV6);
      this.network.transmit(frame);
      return true;
    }
    const neighbor = this.neighbors.neighbor(destination);
    putEthernet(bytes, neighbor.mac, this.network.mac, ETHERTYPE_IPV6);
    this.neighbors.send(neighbor, frame, this.clock.monotonic());
    return true;
  }

  protected emit(frame: Frame, route: Route<Ipv6Address>, next: number, length: number, ecn: number): void {
    const { bytes } = frame;
    frame.length = ETHERNET_HEADER_LENGTH + IPV6_HEADER + length;
    const { hopLimit, source, destination, constant } = route;
    putIpv6(bytes, ETHERNET_HEADER_LENGTH, length, next, hopLimit, source, destination, constant, ecn);
    if (route.looped) {
      this.loop(frame);
      return;
    }
    const { neighbor } = route;
    putEthernet(bytes, neighbor.mac, this.network.mac, ETHERTYPE_IPV6);
    if (neighbor.state >= NEIGHBOR_PROBING) this.network.transmit(frame);
    else this.#resolve(frame, route);
  }

  /** Only the source cuts packets (RFC 8200, 4.5). */
  protected emitFragment(
    frame: Frame,
    route: Route<Ipv6Address>,
    protocol: number,
    start: number,
    length: number,
    more: boolean,
  ): void {
    putFragmentHeader(frame.bytes, route.transportOffset, protocol, start, more, route.identification);
    this.emit(frame, route, NEXT_FRAGMENT, FRAGMENT_HEADER + length, 0);
  }

  /** The neighbour is not there yet, no more, or has not been heard of for long. */
  #resolve(frame: Frame, route: Route<Ipv6Address>): void {
    const { state } = route.neighbor;
    if (state === NEIGHBOR_REMOVED || state === NEIGHBOR_FAILED) {
      const next = this.#nextHop(route.destination) ?? route.destination;
      if (state === NEIGHBOR_REMOVED || !next.equals(route.neighbor.address)) {
        route.neighbor = this.neighbors.neighbor(next);
        putMac(frame.bytes, 0, route.neighbor.mac);
      }
    }
    this.neighbors.send(route.neighbor, frame, this.clock.monotonic());
  }

  // What comes back

  /**
   * An ICMPv6 error about a packet of ours: hands it to its transport, and believes a path MTU if the transport does. `quoted[at ..)`
   * starts with the packet's header, `length` octets of it were quoted. False: it cannot be about a packet of ours.
   */
  icmpError(
    kind: IcmpErrorKind,
    code: number,
    quoted: Uint8Array,
    at: number,
    length: number,
    mtu: number,
    now: number,
  ): boolean {
    const source = this.#read(quoted, at + IPV6_SOURCE);
    const destination = this.#read(quoted, at + IPV6_DESTINATION);
    let protocol = ipv6NextHeader(quoted, at);
    let offset = IPV6_HEADER;
    // Of extension headers we send only those of fragments.
    if (protocol === NEXT_FRAGMENT) {
      if (length < IPV6_HEADER + FRAGMENT_HEADER || (get16(quoted, at + offset + 2) & 0xfff8) !== 0) return false;
      protocol = quoted[at + offset]!;
      offset += FRAGMENT_HEADER;
    }
    if (!this.addresses.isLocal(source) || length < offset + 8) return false;
    // RFC 8201, 4: less than every link carries is no report that is to be believed.
    if (kind === 'too-big' && mtu < IPV6_MINIMUM_MTU) return false;
    const rest = length - offset;
    return this.errorReported(kind, code, protocol, source, destination, quoted, at + offset, rest, mtu, now);
  }

  /**
   * A redirect (RFC 4861, 8.1 and 8.3): packets to a destination go to another router, or straight to it if it is the target. Believed if it
   * comes from the router that they go to now. It holds until the route is forgotten, or the target does not answer.
   */
  redirected(bytes: Uint8Array, offset: number, end: number, router: Ipv6Address, now: number): boolean {
    if (!this.#acceptRedirects || end - offset < REDIRECT_LENGTH || !isLinkLocal6(router)) return false;
    const target = this.#read(bytes, offset + NDP_TARGET);
    const destination = this.#read(bytes, offset + REDIRECT_DESTINATION);
    const mac = linkAddressAt(bytes, offset + REDIRECT_LENGTH, end, NDP_TARGET_LINK_ADDRESS);
    const straight = target.equals(destination);
    if (mac === -2 || isMulticast6(destination) || !(straight || isLinkLocal6(target))) return false;
    if (this.addresses.isOwn(target) || !this.routes.redirect(destination, router)) return false;
    if (mac >= 0) this.neighbors.heard(target, bytes, mac, now);
    const neighbor = this.neighbors.neighbor(target);
    if (!straight) neighbor.router = true;
    this.#ndp.redirects++;
    return this.routes.redirect(destination, router, neighbor);
  }

  // Time

  nextDeadline(): number {
    if (this.looping) return 0;
    return Math.min(
      this.neighbors.nextDeadline(),
      this.discovery.nextDeadline(),
      this.mld.nextDeadline(),
      this.reassembly.store.nextDeadline(),
      this.pathMtus.nextDeadline(),
    );
  }

  runTimers(now: number): void {
    this.neighbors.runTimers(now);
    // Groups are told before the address that they are for is asked about (RFC 4862, 5.4.2).
    this.mld.runTimers(now);
    this.discovery.runTimers(now);
    this.mld.runTimers(now);
    this.reassembly.store.runTimers(now);
    this.expirePaths(now);
  }

  protected receiveLooped(frame: Frame, now: number): void {
    const { bytes } = frame;
    const source = this.#read(bytes, ETHERNET_HEADER_LENGTH + IPV6_SOURCE);
    const destination = this.#read(bytes, ETHERNET_HEADER_LENGTH + IPV6_DESTINATION);
    this.#walk(frame, source, destination, false, now);
  }

  override close(): void {
    this.neighbors.forget();
    this.reassembly.store.close();
    super.close();
  }
}
