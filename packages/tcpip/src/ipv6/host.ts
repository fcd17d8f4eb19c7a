import { ETHERNET_HEADER_LENGTH, type Frame } from '@morgana/network';
import { uint32 } from '@morgana/random';
import {
  ALL_NODES,
  ALL_ROUTERS,
  type Ipv6Address,
  isAt,
  isLoopback6,
  isMulticast6,
  isUnicast6,
  parseIpv6,
  readIpv6,
  readWord,
  UNSPECIFIED6,
} from '../address6.js';
import { NEIGHBOR_FAILED, NEIGHBOR_PROBING, NEIGHBOR_REMOVED } from '../arp/neighbor.js';
import type { Ipv6Counters } from '../counters.js';
import { FamilyLayer } from '../ip/family-layer.js';
import { Route, unresolvedNeighbor } from '../ip/route.js';
import { type IpAddress, mixAddress } from '../ip-address.js';
import { checksum } from '../wire/checksum.js';
import { ETHERTYPE_IPV6, putEthernet, putMac } from '../wire/ethernet.js';
import { FRAGMENT_HEADER, NEXT_FRAGMENT, NEXT_HOP_BY_HOP, putFragmentHeader } from '../wire/extension-headers.js';
import { UNREACHABLE_HOST } from '../wire/icmpv4.js';
import { ICMPV6_CHECKSUM, icmpv6PseudoHeader } from '../wire/icmpv6.js';
import {
  IPV6_DESTINATION,
  IPV6_HEADER,
  IPV6_MAXIMUM_PAYLOAD,
  IPV6_MINIMUM_MTU,
  IPV6_SOURCE,
  ipv6Ecn,
  ipv6NextHeader,
  ipv6PayloadLength,
  PROTOCOL_ICMPV6,
  putIpv6,
} from '../wire/ipv6.js';
import { put16 } from '../wire/octets.js';
import type { Ipv6Plan } from './configuration.js';
import type { Ipv6Context, Ipv6ErrorReporter, Ipv6Options } from './context.js';
import { Discovery } from './discovery.js';
import { InterfaceIdentifiers } from './interface-id.js';
import { type LocalAddress6, LocalAddresses6 } from './local-addresses.js';
import { Mld } from './mld.js';
import { multicastNeighbor6, type Neighbor6 } from './neighbor.js';
import { NeighborCache } from './neighbor-cache.js';
import { Routing6 } from './routing.js';

const MULTICAST_HOP_LIMIT = 1;
const NDP_HOP_LIMIT = 255;
const MLD_HOP_LIMIT = 1;
/** A hop-by-hop header with a router alert (RFC 2711) of value 0: a multicast listener message. */
const ROUTER_ALERT: readonly number[] = [PROTOCOL_ICMPV6, 0, 5, 2, 0, 0, 1, 0];
const ADDRESSES = 256;

/** The host part of IPv6: addresses and groups, configuration, and how packets go out. What comes in is the layer's. */
export abstract class Ipv6Host extends FamilyLayer<Ipv6Address> {
  readonly addresses: LocalAddresses6;
  readonly neighbors: NeighborCache;
  readonly routing: Routing6;
  readonly discovery: Discovery;
  readonly mld: Mld;
  protected readonly counters: Ipv6Counters;
  #hopLimit: number;
  readonly #unresolved: Neighbor6;
  readonly #seed: number;
  /** Addresses seen last: those who send much are one object each. */
  readonly #seen: (Ipv6Address | undefined)[];
  protected reporter: Ipv6ErrorReporter | undefined;

  constructor(context: Ipv6Context, options: Ipv6Options = {}) {
    const { network, random } = context;
    const pathMtu = { ...options, minimumPathMtu: IPV6_MINIMUM_MTU };
    super(context, context.counters.ipv6, pathMtu, IPV6_HEADER, IPV6_MAXIMUM_PAYLOAD, FRAGMENT_HEADER);
    this.counters = context.counters.ipv6;
    this.#hopLimit = options.hopLimit ?? 64;
    this.#seed = uint32(random) | 0;
    this.#unresolved = unresolvedNeighbor(UNSPECIFIED6);
    this.#seen = new Array<Ipv6Address | undefined>(ADDRESSES).fill(undefined);
    this.reporter = undefined;
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
  }

  reportTo(reporter: Ipv6ErrorReporter): void {
    this.reporter = reporter;
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

  /** A packet to a neighbour that was not found: its transport hears of it. */
  #unresolvedPacket(frame: Frame): void {
    const { bytes } = frame;
    const at = ETHERNET_HEADER_LENGTH;
    // Packets of our own: no extension header but that of a fragment.
    const protocol = ipv6NextHeader(bytes, at);
    this.transports[protocol]?.icmpError(
      'unreachable',
      UNREACHABLE_HOST,
      this.readAddress(bytes, at + IPV6_SOURCE),
      this.readAddress(bytes, at + IPV6_DESTINATION),
      bytes,
      at + IPV6_HEADER,
      ipv6PayloadLength(bytes, at),
      0,
    );
  }

  /** The address at `offset`, the same object as last time if it was seen not long ago. */
  protected readAddress(bytes: Uint8Array, offset: number): Ipv6Address {
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
      this.counters.sendDrops.noRoom++;
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
    this.counters.sent++;
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
}
