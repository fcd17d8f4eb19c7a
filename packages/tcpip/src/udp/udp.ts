import { type DatagramHandler, FlowError } from '@morgana/flow';
import type { Logger } from '@morgana/log';
import { CHECKSUM_PARTIAL, type Frame, viewsOf } from '@morgana/network';
import { below, type Random } from '@morgana/random';
import type { Clock } from '@morgana/time';
import { LIMITED_BROADCAST, UNSPECIFIED } from '../address.js';
import type { UdpCounters } from '../counters.js';
import type { HostLayer, Route } from '../ip/layer.js';
import type { IcmpErrorKind, Transport, TransportContext } from '../ip/transport.js';
import { formatAddress, type IpAddress, sameAddress } from '../ip-address.js';
import { checksum, fold, frameChecksum, sum } from '../wire/checksum.js';
import { ETHERNET_HEADER } from '../wire/ethernet.js';
import { IPV4_HEADER, IPV4_MAXIMUM, PROTOCOL_UDP } from '../wire/ipv4.js';
import { copyOctets, put16 } from '../wire/octets.js';
import {
  checkUdp,
  UDP_BAD_CHECKSUM,
  UDP_BAD_LENGTH,
  UDP_BAD_PORT,
  UDP_CHECKSUM,
  UDP_DESTINATION_PORT,
  UDP_HEADER,
  UDP_LENGTH,
  UDP_SOURCE_PORT,
  UDP_TOO_SHORT,
  udpDestinationPort,
  udpLength,
  udpSourcePort,
} from '../wire/udp.js';
import { IpEndpoint } from './endpoint.js';
import { UdpSocket } from './socket.js';

export interface UdpOptions {
  /** Sockets that may be bound. Default 16 384. */
  readonly maxSockets?: number;
  /** Ephemeral ports, inclusive (RFC 6056, 3.2). Default 32768 to 65535. */
  readonly ephemeralPorts?: readonly [first: number, last: number];
}

/**
 * Gets datagrams that no socket takes, whatever unicast address of those the stack accepts they are for. `bytes` is
 * borrowed; `from` and `to` may be kept, and swapped in `sendDatagram` they make the answer. False: refused, the sender is
 * told so (port unreachable).
 */
export type DatagramInterceptor = (bytes: Uint8Array, from: IpEndpoint, to: IpEndpoint) => boolean;

/** Most octets in a datagram. */
export const MAXIMUM_DATAGRAM = IPV4_MAXIMUM - IPV4_HEADER - UDP_HEADER;

/** UDP (RFC 768; RFC 1122, 4.1). */
export class Udp implements Transport {
  readonly protocol: number;
  /** Reads addresses of the stack's families. */
  readonly parse: (text: string) => IpAddress | undefined;
  readonly #ip: HostLayer;
  readonly #random: Random;
  readonly #log: Logger;
  readonly #counters: UdpCounters;
  readonly #requestFlush: () => void;
  readonly #checksumOffload: boolean;
  readonly #maxSockets: number;
  readonly #firstEphemeral: number;
  readonly #ephemeralCount: number;
  readonly #sockets: Map<number, UdpSocket>;
  #socketCount: number;
  #interceptor: DatagramInterceptor | undefined;

  readonly #clock: Clock;

  constructor(ip: HostLayer, context: TransportContext, counters: UdpCounters, options: UdpOptions = {}) {
    this.protocol = PROTOCOL_UDP;
    this.#ip = ip;
    this.#clock = context.clock;
    this.parse = (text) => ip.parse(text);
    this.#random = context.random;
    this.#log = context.log;
    this.#counters = counters;
    this.#requestFlush = context.requestFlush;
    this.#checksumOffload = context.capabilities.transmitChecksum;
    this.#maxSockets = options.maxSockets ?? 16_384;
    const [first, last] = options.ephemeralPorts ?? [32768, 65535];
    if (!(first >= 1 && first <= last && last <= 65535)) {
      throw new RangeError(`ephemeralPorts ${first}-${last}: a range within 1-65535 is needed`);
    }
    this.#firstEphemeral = first;
    this.#ephemeralCount = last - first + 1;
    this.#sockets = new Map();
    this.#socketCount = 0;
    this.#interceptor = undefined;
  }

  /** Sockets bound. */
  get size(): number {
    return this.#socketCount;
  }

  input(frame: Frame, source: IpAddress, destination: IpAddress, offset: number, length: number, now: number): void {
    const counters = this.#counters;
    const bytes = frame.bytes;
    counters.received++;
    switch (checkUdp(frame, offset, length, source, destination)) {
      case UDP_TOO_SHORT:
        counters.drops.tooShort++;
        return;
      case UDP_BAD_LENGTH:
        counters.drops.badLength++;
        return;
      case UDP_BAD_PORT:
        counters.drops.badPort++;
        return;
      case UDP_BAD_CHECKSUM:
        counters.drops.badChecksum++;
        return;
    }
    const sourcePort = udpSourcePort(bytes, offset);
    const port = udpDestinationPort(bytes, offset);
    const socket = this.#find(port, destination);
    if (socket !== undefined) {
      counters.delivered++;
      let sender = socket.lastSender;
      if (sender.port !== sourcePort || !sameAddress(sender.ip, source) || sender.local !== destination) {
        sender = new IpEndpoint(source, sourcePort, destination);
        socket.lastSender = sender;
      }
      const data = viewsOf(frame).part(offset + UDP_HEADER, udpLength(bytes, offset) - UDP_HEADER);
      try {
        socket.onDatagram(data, sender, socket);
      } catch (error) {
        this.#handlerFailed(port, error);
      }
      return;
    }
    if (
      this.#interceptor !== undefined &&
      !this.#ip.isGroup(destination) &&
      this.#intercept(bytes, offset, source, sourcePort, destination, port)
    ) {
      counters.intercepted++;
      return;
    }
    counters.drops.noSocket++;
    this.#ip.portUnreachable(frame, now);
  }

  #find(port: number, destination: IpAddress): UdpSocket | undefined {
    let wildcard: UdpSocket | undefined;
    for (let socket = this.#sockets.get(port); socket !== undefined; socket = socket.next) {
      const own = socket.ip;
      if (own === undefined) wildcard ??= socket;
      else if (sameAddress(own, destination)) return socket;
      else if (own === UNSPECIFIED && typeof destination === 'number') wildcard = socket;
    }
    // "All addresses" are our own, not those that we only answer for.
    if (wildcard === undefined || this.#ip.isProxied(destination)) return undefined;
    return wildcard;
  }

  #intercept(
    bytes: Uint8Array,
    offset: number,
    source: IpAddress,
    sourcePort: number,
    destination: IpAddress,
    port: number,
  ): boolean {
    const data = bytes.subarray(offset + UDP_HEADER, offset + udpLength(bytes, offset));
    try {
      return this.#interceptor!(data, new IpEndpoint(source, sourcePort), new IpEndpoint(destination, port));
    } catch (error) {
      this.#handlerFailed(port, error);
      return true;
    }
  }

  #handlerFailed(port: number, error: unknown): void {
    this.#counters.handlerErrors++;
    this.#log.error(`the datagram handler of port ${port} threw`, { port, error: String(error) });
  }

  /** @throws {FlowError} "in-use", "invalid", "exhausted" */
  bind(port: number, address: IpAddress | undefined, onDatagram: DatagramHandler): UdpSocket {
    if (!(Number.isInteger(port) && port >= 0 && port <= 65535)) {
      throw new FlowError('invalid', `udp: port ${port} is not in 0-65535`);
    }
    if (address !== undefined && address !== UNSPECIFIED && !this.#ip.isLocal(address)) {
      throw new FlowError('invalid', `udp: ${formatAddress(address)} is not an address of this stack`);
    }
    if (this.#socketCount >= this.#maxSockets) {
      throw new FlowError('exhausted', `udp: all ${this.#maxSockets} sockets are bound; close one`);
    }
    const chosen = port === 0 ? this.#ephemeralPort(address) : port;
    if (chosen === undefined) throw new FlowError('exhausted', 'udp: every ephemeral port is bound');
    if (this.#isTaken(chosen, address)) {
      throw new FlowError(
        'in-use',
        `udp: port ${chosen} of ${address === undefined ? 'all addresses' : formatAddress(address)} is bound already`,
      );
    }
    const shown =
      address === undefined ? this.#ip.preferred() : address === UNSPECIFIED ? this.#ip.preferred(4) : address;
    const local = { address: formatAddress(shown ?? UNSPECIFIED), port: chosen };
    const socket = new UdpSocket(this, local, address, onDatagram);
    socket.next = this.#sockets.get(chosen);
    this.#sockets.set(chosen, socket);
    this.#socketCount++;
    return socket;
  }

  unbind(socket: UdpSocket): void {
    const first = this.#sockets.get(socket.port);
    if (first === socket) {
      if (socket.next === undefined) this.#sockets.delete(socket.port);
      else this.#sockets.set(socket.port, socket.next);
      this.#socketCount--;
      return;
    }
    for (let before = first; before !== undefined; before = before.next) {
      if (before.next === socket) {
        before.next = socket.next;
        this.#socketCount--;
        return;
      }
    }
  }

  #isTaken(port: number, address: IpAddress | undefined): boolean {
    for (let socket = this.#sockets.get(port); socket !== undefined; socket = socket.next) {
      if (socket.ip === address) return true;
      if (socket.ip !== undefined && address !== undefined && sameAddress(socket.ip, address)) return true;
    }
    return false;
  }

  /** A random one, or the next free one behind it (RFC 6056, 3.3.1). */
  #ephemeralPort(address: IpAddress | undefined): number | undefined {
    const start = below(this.#random, this.#ephemeralCount);
    for (let i = 0; i < this.#ephemeralCount; i++) {
      const port = this.#firstEphemeral + ((start + i) % this.#ephemeralCount);
      if (!this.#isTaken(port, address)) return port;
    }
    return undefined;
  }

  intercept(interceptor: DatagramInterceptor | undefined): void {
    this.#interceptor = interceptor;
  }

  /** For sockets. @throws {FlowError} "invalid" */
  sendFrom(socket: UdpSocket, bytes: Uint8Array, to: IpEndpoint): void {
    let route = socket.lastRoute;
    // Who answers, or sends to the same place again, does so with the same endpoint.
    if (to !== socket.lastTo || route === undefined || !route.valid) {
      let source = socket.ip;
      const { ip, local } = to;
      if ((source === undefined || source === UNSPECIFIED) && local !== undefined && !this.#ip.isGroup(local))
        source = local;
      route = this.#ip.route(ip, source);
      socket.lastRoute = route;
      socket.lastTo = to;
    }
    this.#send(route, socket.port, bytes, to.port);
  }

  /** Sends as `from`, any address that the layer may send from, or none yet to the limited broadcast. @throws {FlowError} "invalid" */
  sendDatagram(bytes: Uint8Array, from: IpEndpoint, to: IpEndpoint): void {
    const isInitial = from.ip === UNSPECIFIED && to.ip === LIMITED_BROADCAST;
    this.#send(isInitial ? this.#ip.initialRoute() : this.#ip.route(to.ip, from.ip), from.port, bytes, to.port);
  }

  #send(route: Route | undefined, sourcePort: number, bytes: Uint8Array, port: number): void {
    if (bytes.length > MAXIMUM_DATAGRAM) {
      throw new FlowError('invalid', `udp: a datagram of ${bytes.length} octets; at most ${MAXIMUM_DATAGRAM} fit`);
    }
    if (port === 0) throw new FlowError('invalid', 'udp: nobody can be reached at port 0');
    if (route === undefined) {
      this.#counters.sendDrops.noRoute++;
      return;
    }
    const length = UDP_HEADER + bytes.length;
    if (route.transportOffset - ETHERNET_HEADER + length > route.pathMtu) {
      this.#sendFragmented(route, sourcePort, bytes, port);
      return;
    }
    const frame = route.layer.begin(route, length);
    if (frame === null) {
      this.#counters.sendDrops.noRoom++;
      return;
    }
    const target = frame.bytes;
    const at = route.transportOffset;
    putUdp(target, at, sourcePort, port, length);
    copyOctets(bytes, 0, target, at + UDP_HEADER, bytes.length);
    const pseudoHeader = route.pseudoHeaderSum + PROTOCOL_UDP + length;
    if (this.#checksumOffload) {
      put16(target, at + UDP_CHECKSUM, fold(pseudoHeader));
      frame.checksum = CHECKSUM_PARTIAL;
      frame.checksumStart = at;
      frame.checksumOffset = UDP_CHECKSUM;
    } else {
      // Zero would mean "no checksum"; its other representation means the same sum (RFC 768).
      const field = frameChecksum(frame, at, length, pseudoHeader);
      put16(target, at + UDP_CHECKSUM, field === 0 ? 0xffff : field);
    }
    route.layer.send(frame, route, PROTOCOL_UDP, length);
    this.#counters.sent++;
    this.#requestFlush();
  }

  #sendFragmented(route: Route, sourcePort: number, bytes: Uint8Array, port: number): void {
    const length = UDP_HEADER + bytes.length;
    const header = new Uint8Array(UDP_HEADER);
    putUdp(header, 0, sourcePort, port, length);
    const headerSum = sum(header, 0, UDP_HEADER, route.pseudoHeaderSum + PROTOCOL_UDP + length);
    const field = checksum(bytes, 0, bytes.length, headerSum);
    put16(header, UDP_CHECKSUM, field === 0 ? 0xffff : field);
    if (route.layer.sendFragmented(route, PROTOCOL_UDP, header, bytes)) this.#counters.sent++;
    else this.#counters.sendDrops.noRoom++;
    this.#requestFlush();
  }

  /**
   * Datagrams may be lost without a word, so nobody is told. Over IPv4 we send them without DF: "too big" is a forgery; over
   * IPv6 the next ones go in fragments that fit.
   */
  icmpError(
    kind: IcmpErrorKind,
    _code: number,
    source: IpAddress,
    _destination: IpAddress,
    quoted: Uint8Array,
    offset: number,
    length: number,
    _mtu: number,
  ): boolean {
    if (length < UDP_HEADER || (kind === 'too-big' && typeof source === 'number')) return false;
    return this.#find(udpSourcePort(quoted, offset), source) !== undefined;
  }

  /** @throws {FlowError} "invalid" */
  group(text: string): IpAddress {
    const group = this.#ip.parse(text);
    if (group === undefined) throw new FlowError('invalid', `udp: ${text} is no address of this stack's kind`);
    return group;
  }

  join(group: IpAddress): void {
    this.#ip.join(group, this.#clock.monotonic());
    this.#requestFlush();
  }

  leave(group: IpAddress): void {
    this.#ip.leave(group, this.#clock.monotonic());
    this.#requestFlush();
  }

  nextDeadline(): number {
    return Number.POSITIVE_INFINITY;
  }

  runTimers(): void {}

  flush(): void {}

  close(): void {
    for (const first of [...this.#sockets.values()]) {
      let socket: UdpSocket | undefined = first;
      while (socket !== undefined) {
        const next: UdpSocket | undefined = socket.next;
        socket.close();
        socket = next;
      }
    }
    this.#interceptor = undefined;
  }
}

function putUdp(bytes: Uint8Array, offset: number, sourcePort: number, port: number, length: number): void {
  put16(bytes, offset + UDP_SOURCE_PORT, sourcePort);
  put16(bytes, offset + UDP_DESTINATION_PORT, port);
  put16(bytes, offset + UDP_LENGTH, length);
  put16(bytes, offset + UDP_CHECKSUM, 0);
}
