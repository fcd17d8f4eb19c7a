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
import { copyOctets, put16 } from '../wire/octets.js';
import type { Ipv4Plan } from './configuration.js';
import type { ReassemblyOptions } from './fragment-store.js';
import type { HostLayer, Route } from './layer.js';
import { type DestinationKind, GROUP, LocalAddresses, NOT_OURS, OURS } from './local-addresses.js';
import { Loop } from './loop.js';
import { PathMtuCache, type PathMtuOptions } from './path-mtu.js';
import { Reassembly } from './reassembly.js';
import { broadcastNeighbor, Ipv4Route, multicastNeighbor, RouteCache, unresolvedNeighbor } from './route.js';
import { addNetwork, addRoute, RoutingTable } from './routing.js';
import type { Transport } from './transport.js';

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
export class Ipv4Layer implements HostLayer {
  readonly addresses: LocalAddresses;
  readonly arp: ArpTable;
  readonly routing: RoutingTable;
  readonly reassembly: Reassembly;
  readonly pathMtus: PathMtuCache;
  /** Grows when addresses or routes change: routes asked for before may be wrong then. */
  generation: number;
  /** Largest packet that we send, in octets. */
  #mtu: number;
  readonly #network: Network;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #counters: Ipv4Counters;
  readonly #ttl: number;
  readonly #transports: (Transport | undefined)[];
  readonly #routes: RouteCache;
  readonly #loop: Loop;
  readonly #looping: Frame[];
  readonly #broadcastNeighbor: Neighbor;
  readonly #unresolved: Neighbor;
  #reporter: Ipv4ErrorReporter | undefined;
  #groups: Membership<Ipv4Address> | undefined;

  constructor(context: Ipv4Context, options: Ipv4Options = {}) {
    this.generation = 0;
    this.#mtu = context.network.mtu;
    this.#network = context.network;
    this.#clock = context.clock;
    this.#random = context.random;
    this.#counters = context.counters.ipv4;
    this.#ttl = options.ttl ?? 64;
    this.#transports = new Array<Transport | undefined>(256).fill(undefined);
    this.#routes = new RouteCache(uint32(context.random));
    this.#loop = new Loop(context.network.mtu + ETHERNET_HEADER_LENGTH);
    this.#looping = [];
    this.#broadcastNeighbor = broadcastNeighbor();
    this.#unresolved = unresolvedNeighbor();
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
    this.pathMtus = new PathMtuCache(options);
    this.reassembly = new Reassembly(
      context.counters.reassembly,
      (quoted) => this.#reporter?.reassemblyTimeout(quoted, this.#clock.monotonic()),
      options.reassembly,
    );
  }

  attach(transport: Transport): void {
    this.#transports[transport.protocol] = transport;
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
    this.#changed();
  }

  /**
   * The way to a network; without a gateway it is on the link.
   * @throws {RangeError} when the gateway is not on the link, or the table is full
   */
  addRoute(prefix: Ipv4Prefix, gateway: Ipv4Address | undefined): void {
    addRoute(this.routing, this.addresses.prefixes, prefix, gateway);
    this.#changed();
  }

  /** Takes all addresses, routes and neighbours away. The largest packet is then the device's, or `mtu` if that is less. */
  reset(mtu: number = this.#network.mtu): void {
    this.#mtu = Math.min(mtu, this.#network.mtu);
    this.addresses.clear();
    this.routing.clear();
    // Routes that connections hold on to find their neighbour removed, and look for the next hop again.
    this.arp.forget();
    this.#changed();
  }

  #changed(): void {
    this.generation++;
    this.#routes.clear();
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
    const frame = this.#network.allocate(ETHERNET_HEADER_LENGTH + IPV4_HEADER + ipOptions.length + message.length);
    if (frame === null) {
      this.#counters.sendDrops.noRoom++;
      return false;
    }
    const { bytes } = frame;
    const at = ETHERNET_HEADER_LENGTH;
    const headerLength = IPV4_HEADER + ipOptions.length;
    const total = headerLength + message.length;
    putIpv4(bytes, at, total, uint32(this.#random) & 0xffff, 0, 1, protocol, this.addresses.primary, destination, 0);
    bytes[at] = 0x40 | (headerLength >>> 2);
    bytes.set(ipOptions, at + IPV4_HEADER);
    put16(bytes, at + IPV4_CHECKSUM, 0);
    put16(bytes, at + IPV4_CHECKSUM, checksum(bytes, at, headerLength));
    bytes.set(message, at + headerLength);
    frame.length = at + total;
    putEthernet(bytes, multicastNeighbor(destination).mac, this.#network.mac, ETHERTYPE_IPV4);
    this.#counters.sent++;
    this.#network.transmit(frame);
    return true;
  }

  /** A packet to a neighbour that ARP did not find: its transport hears of it. */
  #unresolvedPacket(frame: Frame): void {
    const bytes = frame.bytes;
    const at = ETHERNET_HEADER_LENGTH;
    if ((ipv4Fragment(bytes, at) & IPV4_OFFSET_MASK) !== 0) return;
    this.#transports[ipv4Protocol(bytes, at)]?.icmpError(
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
    switch (checkIpv4(bytes, at, frame.length - at)) {
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
    const transport = this.#transports[protocol];
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

  route(destination: IpAddress, source?: IpAddress): Ipv4Route | undefined {
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
    return this.#routes.get(source, destination) ?? this.#makeRoute(source, destination);
  }

  /** The path of a packet from 0.0.0.0 to 255.255.255.255, which only a search for an address may take (RFC 1122, 3.2.1.3 a). */
  initialRoute(): Ipv4Route {
    return this.#routes.get(UNSPECIFIED, LIMITED_BROADCAST) ?? this.#makeRoute(UNSPECIFIED, LIMITED_BROADCAST)!;
  }

  #defaultSource(destination: Ipv4Address): Ipv4Address | undefined {
    if (this.addresses.isOwn(destination) || isLoopback(destination)) return destination;
    if (destination === LIMITED_BROADCAST || isMulticast(destination)) {
      return this.addresses.primary === UNSPECIFIED ? undefined : this.addresses.primary;
    }
    return this.routing.lookup(destination)?.source;
  }

  #makeRoute(source: Ipv4Address, destination: Ipv4Address): Ipv4Route | undefined {
    const mtu = this.#mtu;
    let neighbor = this.#unresolved;
    let nextHop = destination;
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
      const entry = this.routing.lookup(destination);
      if (entry === undefined) return undefined;
      nextHop = entry.gateway ?? destination;
    }
    const pathMtu = looped ? mtu : Math.min(mtu, this.pathMtus.get(destination) ?? mtu);
    const identification = uint32(this.#random) & 0xffff;
    const route = new Ipv4Route(source, destination, nextHop, pathMtu, ttl, neighbor, looped, identification);
    this.#routes.add(route);
    return route;
  }

  begin(route: Route, length?: number): Frame | null {
    const room = length === undefined ? this.#network.mtu + ETHERNET_HEADER_LENGTH : route.transportOffset + length;
    const frame = (route as Ipv4Route).looped ? this.#loop.allocate(room) : this.#network.allocate(room);
    if (frame === null) this.#counters.sendDrops.noRoom++;
    return frame;
  }

  abandon(frame: Frame, route: Route): void {
    if ((route as Ipv4Route).looped) this.#loop.release(frame);
    else this.#network.release(frame);
  }

  ecn(frame: Frame): number {
    return ipv4Ecn(frame.bytes, ETHERNET_HEADER_LENGTH);
  }

  send(frame: Frame, route: Route, protocol: number, length: number, ecn = 0): void {
    const path = route as Ipv4Route;
    if (
      length > IPV4_MAXIMUM - IPV4_HEADER ||
      (length + IPV4_HEADER > this.#network.mtu && frame.segmentSize === 0 && !path.looped)
    ) {
      this.#counters.sendDrops.tooBig++;
      this.abandon(frame, route);
      return;
    }
    path.identification = (path.identification + 1) & 0xffff;
    // TCP finds the path's MTU by DF (RFC 1191). Datagrams may be cut on their way: a lost ICMP error must not lose them all.
    this.#emit(frame, path, protocol, length, protocol === PROTOCOL_TCP ? IPV4_DONT_FRAGMENT : 0, ecn);
    this.#counters.sent++;
  }

  /**
   * Sends `header` and then `data` as one packet in as many fragments as the path's MTU asks for. False: a frame was lacking,
   * and with it the datagram is lost.
   */
  sendFragmented(to: Route, protocol: number, header: Uint8Array, data: Uint8Array): boolean {
    const route = to as Ipv4Route;
    const total = header.length + data.length;
    const step = (route.pathMtu - IPV4_HEADER) & ~7;
    const offset = route.transportOffset;
    for (let start = 0; start < total; start += step) {
      const length = Math.min(step, total - start);
      const frame = this.begin(route, length);
      if (frame === null) return false;
      if (start === 0) {
        frame.bytes.set(header, offset);
        copyOctets(data, 0, frame.bytes, offset + header.length, length - header.length);
      } else {
        copyOctets(data, start - header.length, frame.bytes, offset, length);
      }
      if (start === 0) route.identification = (route.identification + 1) & 0xffff;
      const more = start + length < total ? IPV4_MORE_FRAGMENTS : 0;
      this.#emit(frame, route, protocol, length, (start >>> 3) | more);
      this.#counters.fragmentsSent++;
      if (more === 0) {
        this.#counters.sent++;
        return true;
      }
    }
    return false;
  }

  #emit(frame: Frame, route: Ipv4Route, protocol: number, length: number, fragment: number, ecn = 0): void {
    const bytes = frame.bytes;
    const totalLength = IPV4_HEADER + length;
    frame.length = ETHERNET_HEADER_LENGTH + totalLength;
    putIpv4(
      bytes,
      ETHERNET_HEADER_LENGTH,
      totalLength,
      route.identification,
      fragment,
      route.ttl,
      protocol,
      route.source,
      route.destination,
      route.headerSum,
      ecn,
    );
    if (route.looped) {
      this.#loop.push(frame);
      return;
    }
    const neighbor = route.neighbor;
    putEthernet(bytes, neighbor.mac, this.#network.mac, ETHERTYPE_IPV4);
    if (neighbor.state >= NEIGHBOR_PROBING) this.#network.transmit(frame);
    else this.#resolve(frame, route);
  }

  /** The neighbour is not there yet, no more, or has not been heard of for long. */
  #resolve(frame: Frame, route: Ipv4Route): void {
    if (route.neighbor.state === NEIGHBOR_REMOVED) {
      const entry = this.routing.lookup(route.destination);
      if (entry !== undefined) route.nextHop = entry.gateway ?? route.destination;
      route.neighbor = this.arp.neighbor(route.nextHop);
      putMac(frame.bytes, 0, route.neighbor.mac);
    }
    this.arp.send(route.neighbor, frame, this.#clock.monotonic());
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
    const transport = this.#transports[ipv4Protocol(quoted, at)];
    // Broken fragments do not show the transport header.
    if (
      transport === undefined ||
      !this.addresses.isLocal(source) ||
      (ipv4Fragment(quoted, at) & IPV4_OFFSET_MASK) !== 0
    ) {
      return false;
    }
    const headerLength = ipv4HeaderLength(quoted, at);
    let mtu = 0;
    if (kind === 'too-big') {
      mtu = this.pathMtus.reported(nextHopMtu, ipv4TotalLength(quoted, at));
      if (mtu >= (this.pathMtus.get(destination) ?? this.#mtu)) return false;
    }
    const believed = transport.icmpError(
      kind,
      code,
      source,
      destination,
      quoted,
      at + headerLength,
      length - headerLength,
      mtu,
    );
    if (believed && kind === 'too-big') {
      this.#counters.pathMtuLowered++;
      this.pathMtus.lower(destination, mtu, now);
      this.#routes.setPathMtu(destination, mtu);
    }
    return believed;
  }

  // Time

  nextDeadline(): number {
    if (this.#loop.length > 0) return 0;
    return Math.min(this.arp.nextDeadline(), this.reassembly.nextDeadline(), this.pathMtus.nextDeadline());
  }

  runTimers(now: number): void {
    this.arp.runTimers(now);
    this.reassembly.runTimers(now);
    for (;;) {
      const destination = this.pathMtus.takeExpired(now);
      if (destination === undefined) break;
      this.#routes.setPathMtu(destination as Ipv4Address, this.#mtu);
    }
  }

  /** Delivers what was sent to ourselves. Returns whether there was anything: transports may have more to flush then. */
  runLoop(now: number): boolean {
    if (this.#loop.length === 0) return false;
    this.#loop.take(this.#looping);
    for (let i = 0; i < this.#looping.length; i++) {
      const frame = this.#looping[i]!;
      this.#counters.looped++;
      this.#counters.received++;
      this.#receiveLooped(frame, now);
      this.#loop.release(frame);
    }
    this.#looping.length = 0;
    return true;
  }

  #receiveLooped(frame: Frame, now: number): void {
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

  close(): void {
    this.arp.forget();
    this.reassembly.close();
    this.#loop.take(this.#looping);
    for (const frame of this.#looping) this.#loop.release(frame);
    this.#looping.length = 0;
    this.#routes.clear();
  }
}

/** A DHCP client may broadcast (RFC 1122, 3.2.1.3 a), a snooping switch may ask for groups (RFC 4541, 2.1.1). */
function maySpeakWithoutAddress(source: Ipv4Address, destination: Ipv4Address, bytes: Uint8Array): boolean {
  if (source !== UNSPECIFIED) return false;
  const protocol = ipv4Protocol(bytes, ETHERNET_HEADER_LENGTH);
  if (protocol === PROTOCOL_UDP) return destination === LIMITED_BROADCAST;
  return protocol === PROTOCOL_IGMP && isMulticast(destination);
}
