import { FlowError } from '@morgana/flow';
import { ETHERNET_HEADER_LENGTH, type Frame, type Network } from '@morgana/network';
import { type Random, uint32 } from '@morgana/random';
import type { Clock } from '@morgana/time';
import type { Ipv4Address } from '../address.js';
import {
  ALL_HOSTS,
  type Ipv4Prefix,
  isLoopback,
  isMulticast,
  isReserved,
  isThisNetwork,
  isUnicast,
  LIMITED_BROADCAST,
  parseIpv4,
  UNSPECIFIED,
} from '../address.js';
import { NEIGHBOR_PROBING, NEIGHBOR_REMOVED, type Neighbor } from '../arp/neighbor.js';
import { type ArpOptions, ArpTable } from '../arp/table.js';
import type { ArpCounters, Ipv4Counters, ReassemblyCounters } from '../counters.js';
import type { Membership } from '../igmp/membership.js';
import { formatAddress, type IpAddress } from '../ip-address.js';
import { checksum } from '../wire/checksum.js';
import { ETHERTYPE_IPV4, putEthernet, putMac } from '../wire/ethernet.js';
import { UNREACHABLE_HOST, UNREACHABLE_PORT, UNREACHABLE_PROTOCOL } from '../wire/icmpv4.js';
import {
  checkIpv4,
  checkIpv4Options,
  IPV4_BAD_CHECKSUM,
  IPV4_BAD_HEADER_LENGTH,
  IPV4_BAD_TOTAL_LENGTH,
  IPV4_BAD_VERSION,
  IPV4_CHECKSUM,
  IPV4_DONT_FRAGMENT,
  IPV4_HEADER,
  IPV4_MAXIMUM,
  IPV4_MORE_FRAGMENTS,
  IPV4_OFFSET_MASK,
  IPV4_TOO_SHORT,
  ipv4ConstantSum,
  ipv4Destination,
  ipv4Ecn,
  ipv4Fragment,
  ipv4HeaderLength,
  ipv4Protocol,
  ipv4Source,
  ipv4TotalLength,
  OPTIONS_MALFORMED,
  OPTIONS_SOURCE_ROUTE,
  PROTOCOL_IGMP,
  PROTOCOL_TCP,
  PROTOCOL_UDP,
  putIpv4,
} from '../wire/ipv4.js';
import { put16 } from '../wire/octets.js';
import type { Ipv4Plan } from './configuration.js';
import { FamilyLayer } from './family-layer.js';
import type { ReassemblyOptions } from './fragment-store.js';
import type { HostLayer } from './layer.js';
import { type DestinationKind, GROUP, LocalAddresses, NOT_OURS, OURS } from './local-addresses.js';
import type { PathMtuOptions } from './path-mtu.js';
import { Reassembly } from './reassembly.js';
import { broadcastNeighbor, multicastNeighbor, Route, unresolvedNeighbor } from './route.js';
import { addNetwork, addRoute, RoutingTable } from './routing.js';

export interface Ipv4Options extends PathMtuOptions {
  readonly arp?: ArpOptions;
  readonly reassembly?: ReassemblyOptions;
  /** TTL of what we send. Default 64 (RFC 1700). */
  readonly ttl?: number;
  /**
   * Takes packets to every unicast address, lets packets go out from every address, and answers ARP for every address but
   * those of stations on the link: the near side of a user-mode gateway. Default false.
   */
  readonly acceptAnyAddress?: boolean;
  /** Believes a gateway that names a better one for a destination (RFC 1122, 3.2.2.2). Default true. */
  readonly acceptRedirects?: boolean;
}

/** What the layer reports to: ICMP. */
export interface Ipv4ErrorReporter {
  /** Destination unreachable with `code`, about the packet in `frame`. */
  unreachable(code: number, frame: Frame, now: number): void;
  /** Fragments of a datagram whose first one begins with `quoted` did not come in time. */
  reassemblyTimeout(quoted: Uint8Array, now: number): void;
}

/** What the layer tells the shell. */
export interface Ipv4Events {
  /** See ArpEvents. */
  addressConflict(address: Ipv4Address, bytes: Uint8Array, offset: number, defended: boolean): void;
}

export interface Ipv4Context {
  readonly network: Network;
  readonly clock: Clock;
  readonly random: Random;
  readonly events: Ipv4Events;
  readonly counters: {
    readonly arp: ArpCounters;
    readonly ipv4: Ipv4Counters;
    readonly reassembly: ReassemblyCounters;
  };
}

const MULTICAST_TTL = 1;

/**
 * IPv4 (RFC 791) for a host (RFC 1122, 3) on one Ethernet link: what comes in is checked and given to a transport, what
 * goes out gets its headers and a neighbour. It never forwards.
 */
export class Ipv4Layer extends FamilyLayer<Ipv4Address> implements HostLayer {
  readonly addresses: LocalAddresses;
  readonly arp: ArpTable;
  readonly routing: RoutingTable;
  readonly reassembly: Reassembly;
  readonly #counters: Ipv4Counters;
  readonly #ttl: number;
  readonly #acceptRedirects: boolean;
  readonly #broadcastNeighbor: Neighbor;
  readonly #unresolved: Neighbor;
  #reporter: Ipv4ErrorReporter | undefined;
  #groups: Membership<Ipv4Address> | undefined;

  constructor(context: Ipv4Context, options: Ipv4Options = {}) {
    super(context, context.counters.ipv4, options, IPV4_HEADER, IPV4_MAXIMUM - IPV4_HEADER, 0);
    this.#counters = context.counters.ipv4;
    this.#ttl = options.ttl ?? 64;
    this.#acceptRedirects = options.acceptRedirects ?? true;
    this.#broadcastNeighbor = broadcastNeighbor();
    this.#unresolved = unresolvedNeighbor(UNSPECIFIED);
    this.#reporter = undefined;
    this.#groups = undefined;
    this.addresses = new LocalAddresses(options.acceptAnyAddress ?? false);
    this.arp = new ArpTable(
      context.network,
      this.addresses,
      {
        unresolved: (frame) => this.#unresolvedPacket(frame),
        conflict: (address, bytes, offset, defended) =>
          context.events.addressConflict(address, bytes, offset, defended),
      },
      context.counters.arp,
      options.arp,
    );
    this.routing = new RoutingTable();
    this.reassembly = new Reassembly(
      context.counters.reassembly,
      (quoted) => this.#reporter?.reassemblyTimeout(quoted, this.clock.monotonic()),
      options.reassembly,
    );
  }

  reportTo(reporter: Ipv4ErrorReporter): void {
    this.#reporter = reporter;
  }

  // Configuration

  /** Replaces addresses and routes, and announces the addresses if the plan says so. */
  apply({ prefixes, routes, mtu, announce }: Ipv4Plan, now: number): void {
    this.reset(mtu);
    for (const prefix of prefixes) this.addAddress(prefix);
    for (const { to, gateway } of routes) this.addRoute(to, gateway);
    if (announce) for (const { address } of prefixes) this.arp.announce(address, now);
  }

  /** Makes an address ours and its network reachable on the link. The first one is the preferred source. */
  addAddress(prefix: Ipv4Prefix): void {
    if (this.addresses.isOwn(prefix.address)) return;
    this.addresses.add(prefix);
    addNetwork(this.routing, prefix);
    this.changed();
  }

  /**
   * The way to a network; without a gateway it is on the link.
   * @throws {RangeError} when the gateway is not on the link, or the table is full
   */
  addRoute(prefix: Ipv4Prefix, gateway: Ipv4Address | undefined): void {
    addRoute(this.routing, this.addresses.prefixes, prefix, gateway);
    this.changed();
  }

  /** Takes all addresses, routes and neighbours away. The largest packet is then the device's, or `mtu` if that is less. */
  reset(mtu: number = this.network.mtu): void {
    this.mtu = Math.min(mtu, this.network.mtu);
    this.addresses.clear();
    this.routing.clear();
    // Routes that connections hold on to find their neighbour removed, and look for the next hop again.
    this.arp.forget();
    this.changed();
  }

  parse(text: string): IpAddress | undefined {
    return parseIpv4(text);
  }

  isLocal(address: IpAddress): boolean {
    return typeof address === 'number' && this.addresses.isLocal(address);
  }

  isGroup(address: IpAddress): boolean {
    return typeof address === 'number' && this.addresses.isGroup(address);
  }

  isStation(address: IpAddress): boolean {
    return typeof address === 'number' && isUnicast(address) && !this.addresses.isGroup(address);
  }

  isProxied(address: IpAddress): boolean {
    return typeof address === 'number' && this.addresses.isProxied(address);
  }

  preferred(): IpAddress | undefined {
    return this.addresses.primary === UNSPECIFIED ? undefined : this.addresses.primary;
  }

  portUnreachable(frame: Frame, now: number): void {
    this.#reporter?.unreachable(UNREACHABLE_PORT, frame, now);
  }

  /** @throws {FlowError} "invalid", "exhausted" */
  join(group: IpAddress, now: number): void {
    if (typeof group !== 'number' || !isMulticast(group))
      throw new FlowError('invalid', `${formatAddress(group)} is no multicast group of IPv4`);
    // All hosts are in that one for ever, and nobody is told of it (RFC 3376, 6).
    if (group !== ALL_HOSTS) this.#groups?.join(group, now);
  }

  leave(group: IpAddress, now: number): void {
    if (group !== ALL_HOSTS) this.#groups?.leave(group as Ipv4Address, now);
  }

  /** Who keeps the multicast groups: IGMP. */
  joinThrough(groups: Membership<Ipv4Address>): void {
    this.#groups = groups;
    this.addresses.joined = (group) => group === ALL_HOSTS || groups.has(group);
  }

  /** Sends a message of IGMP: TTL 1, with IP options, whose length is a multiple of four. */
  sendControl(destination: Ipv4Address, protocol: number, ipOptions: readonly number[], message: Uint8Array): boolean {
    const frame = this.network.allocate(ETHERNET_HEADER_LENGTH + IPV4_HEADER + ipOptions.length + message.length);
    if (frame === null) {
      this.#counters.sendDrops.noRoom++;
      return false;
    }
    const { bytes } = frame;
    const at = ETHERNET_HEADER_LENGTH;
    const headerLength = IPV4_HEADER + ipOptions.length;
    const total = headerLength + message.length;
    putIpv4(bytes, at, total, uint32(this.random) & 0xffff, 0, 1, protocol, this.addresses.primary, destination, 0);
    bytes[at] = 0x40 | (headerLength >>> 2);
    bytes.set(ipOptions, at + IPV4_HEADER);
    put16(bytes, at + IPV4_CHECKSUM, 0);
    put16(bytes, at + IPV4_CHECKSUM, checksum(bytes, at, headerLength));
    bytes.set(message, at + headerLength);
    frame.length = at + total;
    putEthernet(bytes, multicastNeighbor(destination).mac, this.network.mac, ETHERTYPE_IPV4);
    this.#counters.sent++;
    this.network.transmit(frame);
    return true;
  }

  /** A packet to a neighbour that ARP did not find: its transport hears of it. */
  #unresolvedPacket(frame: Frame): void {
    const bytes = frame.bytes;
    const at = ETHERNET_HEADER_LENGTH;
    if ((ipv4Fragment(bytes, at) & IPV4_OFFSET_MASK) !== 0) return;
    this.transports[ipv4Protocol(bytes, at)]?.icmpError(
      'unreachable',
      UNREACHABLE_HOST,
      ipv4Source(bytes, at),
      ipv4Destination(bytes, at),
      bytes,
      at + IPV4_HEADER,
      ipv4TotalLength(bytes, at) - IPV4_HEADER,
      0,
    );
  }

  // Reception

  /** An IPv4 packet behind the Ethernet header. `linkGroup`: the frame was sent to a group address. */
  input(frame: Frame, linkGroup: boolean, now: number): void {
    const counters = this.#counters;
    const bytes = frame.bytes;
    const at = ETHERNET_HEADER_LENGTH;
    counters.received++;
    switch (checkIpv4(frame, at, frame.length - at)) {
      case IPV4_TOO_SHORT:
        counters.drops.tooShort++;
        return;
      case IPV4_BAD_VERSION:
        counters.drops.badVersion++;
        return;
      case IPV4_BAD_HEADER_LENGTH:
        counters.drops.badHeaderLength++;
        return;
      case IPV4_BAD_TOTAL_LENGTH:
        counters.drops.badTotalLength++;
        return;
      case IPV4_BAD_CHECKSUM:
        counters.drops.badChecksum++;
        return;
    }
    const headerLength = ipv4HeaderLength(bytes, at);
    if (headerLength !== IPV4_HEADER) {
      switch (checkIpv4Options(bytes, at)) {
        case OPTIONS_MALFORMED:
          counters.drops.badOptions++;
          return;
        case OPTIONS_SOURCE_ROUTE:
          counters.drops.sourceRouted++;
          return;
      }
    }
    const source = ipv4Source(bytes, at);
    const destination = ipv4Destination(bytes, at);
    if (!this.addresses.isPlausibleSource(source) && !maySpeakWithoutAddress(source, destination, bytes)) {
      counters.drops.badSource++;
      return;
    }
    const kind = this.addresses.classify(destination);
    if (kind === NOT_OURS) {
      counters.drops.notForUs++;
      return;
    }
    if (linkGroup && kind !== GROUP) {
      counters.drops.linkBroadcast++;
      return;
    }
    if ((ipv4Fragment(bytes, at) & (IPV4_MORE_FRAGMENTS | IPV4_OFFSET_MASK)) !== 0) {
      counters.fragments++;
      const whole = this.reassembly.input(frame, now);
      if (whole === undefined) return;
      counters.reassembled++;
      this.#deliver(whole, kind, IPV4_HEADER, now);
      return;
    }
    this.#deliver(frame, kind, headerLength, now);
  }

  #deliver(frame: Frame, kind: DestinationKind, headerLength: number, now: number): void {
    const counters = this.#counters;
    const bytes = frame.bytes;
    const at = ETHERNET_HEADER_LENGTH;
    const protocol = ipv4Protocol(bytes, at);
    if (kind === GROUP && protocol === PROTOCOL_TCP) {
      counters.drops.groupDestination++;
      return;
    }
    const transport = this.transports[protocol];
    if (transport === undefined) {
      counters.drops.unknownProtocol++;
      this.#reporter?.unreachable(UNREACHABLE_PROTOCOL, frame, now);
      return;
    }
    counters.delivered++;
    const length = ipv4TotalLength(bytes, at) - headerLength;
    transport.input(frame, ipv4Source(bytes, at), ipv4Destination(bytes, at), at + headerLength, length, now);
  }

  // Transmission

  route(destination: IpAddress, source?: IpAddress): Route<Ipv4Address> | undefined {
    if (typeof destination !== 'number' || typeof source === 'object') return undefined;
    // Who keeps addresses as signed integers may ask with them.
    destination >>>= 0;
    if (source !== undefined) source >>>= 0;
    if (source === undefined || source === UNSPECIFIED) {
      const own = this.#defaultSource(destination);
      if (own === undefined) return undefined;
      source = own;
    } else if (!this.addresses.isLocal(source)) {
      return undefined;
    }
    return this.routes.get(source, destination) ?? this.#makeRoute(source, destination);
  }

  /** The path of a packet from 0.0.0.0 to 255.255.255.255, which only a search for an address may take (RFC 1122, 3.2.1.3 a). */
  initialRoute(): Route<Ipv4Address> {
    return this.routes.get(UNSPECIFIED, LIMITED_BROADCAST) ?? this.#makeRoute(UNSPECIFIED, LIMITED_BROADCAST)!;
  }

  #defaultSource(destination: Ipv4Address): Ipv4Address | undefined {
    if (this.addresses.isOwn(destination) || isLoopback(destination)) return destination;
    if (destination === LIMITED_BROADCAST || isMulticast(destination)) {
      return this.addresses.primary === UNSPECIFIED ? undefined : this.addresses.primary;
    }
    return this.routing.lookup(destination)?.source;
  }

  #makeRoute(source: Ipv4Address, destination: Ipv4Address): Route<Ipv4Address> | undefined {
    const mtu = this.mtu;
    let neighbor = this.#unresolved;
    let ttl = this.#ttl;
    let looped = false;
    if (this.addresses.isOwn(destination) || isLoopback(destination)) {
      looped = true;
    } else if (isLoopback(source)) {
      return undefined;
    } else if (this.addresses.isBroadcast(destination)) {
      neighbor = this.#broadcastNeighbor;
    } else if (isMulticast(destination)) {
      neighbor = multicastNeighbor(destination);
      ttl = MULTICAST_TTL;
    } else {
      if (isThisNetwork(destination) || isReserved(destination)) return undefined;
      if (this.routing.lookup(destination) === undefined) return undefined;
    }
    const pathMtu = looped ? mtu : Math.min(mtu, this.pathMtus.get(destination) ?? mtu);
    const route = new Route<Ipv4Address>(
      this,
      source,
      destination,
      ETHERNET_HEADER_LENGTH + IPV4_HEADER,
      pathMtu,
      ttl,
      ipv4ConstantSum(ttl, source, destination),
      looped,
      neighbor,
      uint32(this.random),
    );
    this.routes.add(route);
    return route;
  }

  ecn(frame: Frame): number {
    return ipv4Ecn(frame.bytes, ETHERNET_HEADER_LENGTH);
  }

  protected emit(frame: Frame, route: Route<Ipv4Address>, protocol: number, length: number, ecn: number): void {
    // TCP finds the path's MTU by DF (RFC 1191). Datagrams may be cut on their way: a lost ICMP error must not lose them all.
    this.#emit(frame, route, protocol, length, protocol === PROTOCOL_TCP ? IPV4_DONT_FRAGMENT : 0, ecn);
  }

  protected emitFragment(
    frame: Frame,
    route: Route<Ipv4Address>,
    protocol: number,
    start: number,
    length: number,
    more: boolean,
  ): void {
    this.#emit(frame, route, protocol, length, (start >>> 3) | (more ? IPV4_MORE_FRAGMENTS : 0), 0);
  }

  #emit(
    frame: Frame,
    route: Route<Ipv4Address>,
    protocol: number,
    length: number,
    fragment: number,
    ecn: number,
  ): void {
    const bytes = frame.bytes;
    const totalLength = IPV4_HEADER + length;
    frame.length = ETHERNET_HEADER_LENGTH + totalLength;
    putIpv4(
      bytes,
      ETHERNET_HEADER_LENGTH,
      totalLength,
      route.identification & 0xffff,
      fragment,
      route.hopLimit,
      protocol,
      route.source,
      route.destination,
      route.constant,
      ecn,
    );
    if (route.looped) {
      this.loop(frame);
      return;
    }
    const neighbor = route.neighbor;
    putEthernet(bytes, neighbor.mac, this.network.mac, ETHERTYPE_IPV4);
    if (neighbor.state >= NEIGHBOR_PROBING) this.network.transmit(frame);
    else this.#resolve(frame, route);
  }

  /** The neighbour is not there yet, no more, or has not been heard of for long. */
  #resolve(frame: Frame, route: Route<Ipv4Address>): void {
    if (route.neighbor.state === NEIGHBOR_REMOVED) {
      const entry = this.routing.lookup(route.destination);
      // Without a way any more, what was the next hop is asked once more.
      const last = route.neighbor === this.#unresolved ? route.destination : route.neighbor.address;
      route.neighbor = this.arp.neighbor(entry === undefined ? last : (entry.gateway ?? route.destination));
      putMac(frame.bytes, 0, route.neighbor.mac);
    }
    this.arp.send(route.neighbor, frame, this.clock.monotonic());
  }

  // What comes back

  /**
   * An ICMP error about a packet of ours: hands it to its transport, and believes a path MTU if the transport does.
   * `quoted[at ..)` starts with the packet's IP header, `length` octets of it were quoted, at least header and 8.
   * False: it cannot be about a packet of ours.
   */
  icmpError(
    kind: 'unreachable' | 'time-exceeded' | 'too-big',
    code: number,
    quoted: Uint8Array,
    at: number,
    length: number,
    nextHopMtu: number,
    now: number,
  ): boolean {
    const source = ipv4Source(quoted, at);
    const destination = ipv4Destination(quoted, at);
    // Broken fragments do not show the transport header.
    if (!this.addresses.isLocal(source) || (ipv4Fragment(quoted, at) & IPV4_OFFSET_MASK) !== 0) return false;
    const headerLength = ipv4HeaderLength(quoted, at);
    const mtu = kind === 'too-big' ? this.pathMtus.reported(nextHopMtu, ipv4TotalLength(quoted, at)) : 0;
    const protocol = ipv4Protocol(quoted, at);
    const transportAt = at + headerLength;
    const rest = length - headerLength;
    return this.errorReported(kind, code, protocol, source, destination, quoted, transportAt, rest, mtu, now);
  }

  /**
   * Somebody says that packets to `destination`, like one that we sent from `source`, do better by `gateway`. He is believed if he is where
   * they go now, and `gateway` is another station on the link (RFC 1122, 3.2.2.2). It holds until the route is forgotten.
   */
  redirected(from: Ipv4Address, source: Ipv4Address, destination: Ipv4Address, gateway: Ipv4Address): boolean {
    const entry = this.routing.lookup(gateway);
    if (!this.#acceptRedirects || !this.addresses.isOwn(source) || entry === undefined || entry.gateway !== undefined)
      return false;
    if (!this.isStation(gateway) || this.addresses.isOwn(gateway) || !this.routes.redirect(destination, from))
      return false;
    return this.routes.redirect(destination, from, this.arp.neighbor(gateway));
  }

  // Time

  nextDeadline(): number {
    if (this.looping()) return 0;
    return Math.min(this.arp.nextDeadline(), this.reassembly.nextDeadline(), this.pathMtus.nextDeadline());
  }

  runTimers(now: number): void {
    this.arp.runTimers(now);
    this.reassembly.runTimers(now);
    this.expirePaths(now);
  }

  protected receiveLooped(frame: Frame, now: number): void {
    if ((ipv4Fragment(frame.bytes, ETHERNET_HEADER_LENGTH) & (IPV4_MORE_FRAGMENTS | IPV4_OFFSET_MASK)) === 0) {
      this.#deliver(frame, OURS, IPV4_HEADER, now);
      return;
    }
    this.#counters.fragments++;
    const whole = this.reassembly.input(frame, now);
    if (whole === undefined) return;
    this.#counters.reassembled++;
    this.#deliver(whole, OURS, IPV4_HEADER, now);
  }

  override close(): void {
    this.arp.forget();
    this.reassembly.close();
    super.close();
  }
}

/** A DHCP client may broadcast (RFC 1122, 3.2.1.3 a), a snooping switch may ask for groups (RFC 4541, 2.1.1). */
function maySpeakWithoutAddress(source: Ipv4Address, destination: Ipv4Address, bytes: Uint8Array): boolean {
  if (source !== UNSPECIFIED) return false;
  const protocol = ipv4Protocol(bytes, ETHERNET_HEADER_LENGTH);
  if (protocol === PROTOCOL_UDP) return destination === LIMITED_BROADCAST;
  return protocol === PROTOCOL_IGMP && isMulticast(destination);
}
