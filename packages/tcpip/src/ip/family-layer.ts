import { ETHERNET_HEADER_LENGTH, type Frame, type Network } from '@morgana/network';
import { type Random, uint32 } from '@morgana/random';
import type { Clock } from '@morgana/time';
import type { IpAddress } from '../ip-address.js';
import { copyOctets } from '../wire/octets.js';
import type { PacketSender } from './layer.js';
import { Loop } from './loop.js';
import { PathMtuCache, type PathMtuOptions } from './path-mtu.js';
import { type Route, RouteCache } from './route.js';
import type { IcmpErrorKind, Transport } from './transport.js';

export interface FamilyContext {
  readonly network: Network;
  readonly clock: Clock;
  readonly random: Random;
}

/** Of what the layers of both families do. */
export interface FamilyCounters {
  received: number;
  looped: number;
  sent: number;
  fragmentsSent: number;
  readonly sendDrops: { noRoom: number; tooBig: number };
  pathMtuLowered: number;
}

/** What IPv4 and IPv6 have in common: routes, the way out and the way to ourselves, path MTUs, and what ICMP tells of packets. */
export abstract class FamilyLayer<A extends IpAddress> implements PacketSender {
  readonly pathMtus: PathMtuCache;
  /** Largest packet that we send, in octets. */
  protected mtu: number;
  protected readonly network: Network;
  protected readonly clock: Clock;
  protected readonly random: Random;
  protected readonly transports: (Transport | undefined)[];
  protected readonly routes: RouteCache<A>;
  readonly #counters: FamilyCounters;
  readonly #headerLength: number;
  /** Octets behind the IP header, by its length field. */
  readonly #maximumPayload: number;
  /** Octets of an extension header in every fragment. */
  readonly #fragmentHeader: number;
  readonly #loop: Loop;
  readonly #looping: Frame[];

  constructor(
    context: FamilyContext,
    counters: FamilyCounters,
    pathMtu: PathMtuOptions,
    headerLength: number,
    maximumPayload: number,
    fragmentHeader: number,
  ) {
    const { network } = context;
    this.pathMtus = new PathMtuCache(pathMtu);
    this.mtu = network.mtu;
    this.network = network;
    this.clock = context.clock;
    this.random = context.random;
    this.transports = new Array<Transport | undefined>(256).fill(undefined);
    this.routes = new RouteCache(uint32(context.random));
    this.#counters = counters;
    this.#headerLength = headerLength;
    this.#maximumPayload = maximumPayload;
    this.#fragmentHeader = fragmentHeader;
    this.#loop = new Loop(network.mtu + ETHERNET_HEADER_LENGTH);
    this.#looping = [];
  }

  attach(transport: Transport): void {
    this.transports[transport.protocol] = transport;
  }

  /** Addresses or routes have changed: what was asked for before may be wrong now. */
  protected changed(): void {
    this.routes.clear();
  }

  // Transmission

  begin(route: Route, length?: number): Frame | null {
    const room = length === undefined ? this.network.mtu + ETHERNET_HEADER_LENGTH : route.transportOffset + length;
    const frame = route.looped ? this.#loop.allocate(room) : this.network.allocate(room);
    if (frame === null) this.#counters.sendDrops.noRoom++;
    return frame;
  }

  abandon(frame: Frame, route: Route): void {
    if (route.looped) this.#loop.release(frame);
    else this.network.release(frame);
  }

  send(frame: Frame, route: Route, protocol: number, length: number, ecn = 0): void {
    if (
      length + this.#headerLength > this.network.mtu &&
      (length > this.#maximumPayload || (frame.segmentSize === 0 && !route.looped))
    ) {
      this.#counters.sendDrops.tooBig++;
      this.abandon(frame, route);
      return;
    }
    route.identification = (route.identification + 1) | 0;
    this.emit(frame, route as Route<A>, protocol, length, ecn);
    this.#counters.sent++;
  }

  sendFragmented(route: Route, protocol: number, header: Uint8Array, data: Uint8Array): boolean {
    const total = header.length + data.length;
    if (total > this.#maximumPayload) {
      this.#counters.sendDrops.tooBig++;
      return false;
    }
    const extra = this.#fragmentHeader;
    const step = (route.pathMtu - this.#headerLength - extra) & ~7;
    const offset = route.transportOffset + extra;
    route.identification = (route.identification + 1) | 0;
    for (let start = 0; start < total; start += step) {
      const length = Math.min(step, total - start);
      const frame = this.begin(route, extra + length);
      if (frame === null) return false;
      if (start === 0) {
        frame.bytes.set(header, offset);
        copyOctets(data, 0, frame.bytes, offset + header.length, length - header.length);
      } else {
        copyOctets(data, start - header.length, frame.bytes, offset, length);
      }
      this.emitFragment(frame, route as Route<A>, protocol, start, length, start + length < total);
      this.#counters.fragmentsSent++;
    }
    this.#counters.sent++;
    return true;
  }

  /** Completes the headers of a packet with `length` octets behind them and sends it. */
  protected abstract emit(frame: Frame, route: Route<A>, protocol: number, length: number, ecn: number): void;

  /** The same for a fragment whose `length` octets begin at `start` of the whole. */
  protected abstract emitFragment(
    frame: Frame,
    route: Route<A>,
    protocol: number,
    start: number,
    length: number,
    more: boolean,
  ): void;

  // What comes back

  /**
   * Hands an ICMP error about a packet of ours to its transport, and believes a path MTU if the transport does. `quoted[at ..)`, `length`
   * octets, starts with the transport's header.
   */
  protected errorReported(
    kind: IcmpErrorKind,
    code: number,
    protocol: number,
    source: A,
    destination: A,
    quoted: Uint8Array,
    at: number,
    length: number,
    mtu: number,
    now: number,
  ): boolean {
    const transport = this.transports[protocol];
    if (transport === undefined) return false;
    if (kind === 'too-big' && mtu >= (this.pathMtus.get(destination) ?? this.mtu)) return false;
    const believed = transport.icmpError(kind, code, source, destination, quoted, at, length, mtu);
    if (believed && kind === 'too-big') {
      this.#counters.pathMtuLowered++;
      this.pathMtus.lower(destination, mtu, now);
      this.routes.setPathMtu(destination, mtu);
    }
    return believed;
  }

  /** Paths that were found narrow long ago are tried anew. */
  protected expirePaths(now: number): void {
    for (;;) {
      const destination = this.pathMtus.takeExpired(now);
      if (destination === undefined) break;
      this.routes.setPathMtu(destination as A, this.mtu);
    }
  }

  // The way to ourselves

  /** Something waits there for `runLoop`. */
  protected looping(): boolean {
    return !this.#loop.isEmpty();
  }

  protected loop(frame: Frame): void {
    this.#loop.push(frame);
  }

  /** Delivers what was sent to ourselves. Returns whether there was anything: transports may have more to flush then. */
  runLoop(now: number): boolean {
    if (this.#loop.isEmpty()) return false;
    this.#loop.take(this.#looping);
    for (let i = 0; i < this.#looping.length; i++) {
      const frame = this.#looping[i]!;
      this.#counters.looped++;
      this.#counters.received++;
      this.receiveLooped(frame, now);
      this.#loop.release(frame);
    }
    this.#looping.length = 0;
    return true;
  }

  protected abstract receiveLooped(frame: Frame, now: number): void;

  close(): void {
    this.#loop.take(this.#looping);
    for (const frame of this.#looping) this.#loop.release(frame);
    this.#looping.length = 0;
    this.routes.clear();
  }
}
