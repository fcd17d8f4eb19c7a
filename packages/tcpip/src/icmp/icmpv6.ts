import type { FlowErrorCode } from '@morgana/flow';
import type { Frame } from '@morgana/network';
import type { Random } from '@morgana/random';
import { type Ipv6Address, isLinkLocal6, isMulticast6, isUnicast6, isUnspecified6, readIpv6 } from '../address6.js';
import type { Icmpv6Counters } from '../counters.js';
import type { Route } from '../ip/route.js';
import type { IcmpErrorKind, Transport } from '../ip/transport.js';
import type { IpAddress } from '../ip-address.js';
import type { Ipv6ErrorReporter, Ipv6Layer } from '../ipv6/layer.js';
import { TokenBucket } from '../token-bucket.js';
import { checksum } from '../wire/checksum.js';
import { ETHERNET_HEADER, ETHERNET_SOURCE } from '../wire/ethernet.js';
import {
  CHAIN_UPPER,
  fragmentOffset,
  NEXT_FRAGMENT,
  newChain,
  PROBLEM_NEXT_HEADER,
  walkChain,
} from '../wire/extension-headers.js';
import { UNREACHABLE_HOST, UNREACHABLE_NETWORK, UNREACHABLE_PORT, UNREACHABLE_PROTOCOL } from '../wire/icmpv4.js';
import {
  checkIcmpv6,
  ICMPV6_BAD_CHECKSUM,
  ICMPV6_CHECKSUM,
  ICMPV6_ECHO_REPLY,
  ICMPV6_ECHO_REQUEST,
  ICMPV6_HEADER,
  ICMPV6_PACKET_TOO_BIG,
  ICMPV6_PARAMETER_PROBLEM,
  ICMPV6_TIME_EXCEEDED,
  ICMPV6_TOO_SHORT,
  ICMPV6_UNREACHABLE,
  MLD_DONE,
  MLD_QUERY,
  MLD_REPORT,
  MLDV2_REPORT,
  NEIGHBOR_ADVERTISEMENT,
  NEIGHBOR_SOLICITATION,
  REDIRECT,
  ROUTER_ADVERTISEMENT,
  ROUTER_SOLICITATION,
  TIME_EXCEEDED6_REASSEMBLY,
} from '../wire/icmpv6.js';
import {
  IPV6_DESTINATION,
  IPV6_HEADER,
  IPV6_MAXIMUM_PAYLOAD,
  IPV6_MINIMUM_MTU,
  IPV6_NEXT_HEADER,
  IPV6_SOURCE,
  ipv6HopLimit,
  ipv6PayloadLength,
  PROTOCOL_ICMPV6,
} from '../wire/ipv6.js';
import { copyOctets, get32, put16, put32 } from '../wire/octets.js';
import type { IcmpOptions } from './icmp.js';
import { type PingOutcome, Pings } from './pings.js';

/** Largest amount of data in an echo request. */
export const MAXIMUM_PING6 = IPV6_MAXIMUM_PAYLOAD - ICMPV6_HEADER;

/** ICMPv6 (RFC 4443), and the way to neighbour discovery (RFC 4861) and listener discovery (RFC 3810). */
export class Icmpv6 implements Transport, Ipv6ErrorReporter {
  readonly protocol: number;
  /** Called when a host asks for routers. For the user-mode network's gateway. */
  onRouterSolicitation: (() => void) | undefined;
  readonly #ip: Ipv6Layer;
  readonly #counters: Icmpv6Counters;
  readonly #echoes: TokenBucket;
  readonly #errors: TokenBucket;
  readonly #pings: Pings;

  constructor(ip: Ipv6Layer, random: Random, counters: Icmpv6Counters, options: IcmpOptions = {}) {
    this.protocol = PROTOCOL_ICMPV6;
    this.onRouterSolicitation = undefined;
    this.#ip = ip;
    this.#counters = counters;
    this.#echoes = new TokenBucket(options.echoRate ?? 10_000, options.echoBurst ?? 1000);
    this.#errors = new TokenBucket(options.errorRate ?? 1000, options.errorBurst ?? 50);
    this.#pings = new Pings(random, options.maxPings ?? 256);
  }

  input(frame: Frame, from: IpAddress, to: IpAddress, offset: number, length: number, now: number): void {
    const counters = this.#counters;
    const { bytes } = frame;
    const source = from as Ipv6Address;
    const destination = to as Ipv6Address;
    counters.received++;
    switch (checkIcmpv6(bytes, offset, length, source, destination)) {
      case ICMPV6_TOO_SHORT:
        counters.drops.tooShort++;
        return;
      case ICMPV6_BAD_CHECKSUM:
        counters.drops.badChecksum++;
        return;
    }
    switch (bytes[offset]) {
      case ICMPV6_ECHO_REQUEST:
        // RFC 4443, 4.2 lets a group be answered; an amplifier it would be.
        if (isMulticast6(destination) || isUnspecified6(source)) counters.drops.groupDestination++;
        else if (this.#echoes.take(now) && this.#echo(bytes, source, destination, offset, length))
          counters.echoRequests++;
        else counters.drops.echoLimited++;
        return;
      case ICMPV6_ECHO_REPLY:
        if (this.#pings.reply(bytes, source, offset, length, ipv6HopLimit(bytes, ETHERNET_HEADER), now))
          counters.echoReplies++;
        else counters.drops.unexpectedReply++;
        return;
      case ICMPV6_UNREACHABLE:
      case ICMPV6_PACKET_TOO_BIG:
      case ICMPV6_TIME_EXCEEDED:
      case ICMPV6_PARAMETER_PROBLEM:
        if (this.#error(bytes, offset, length, now)) counters.errors++;
        else counters.drops.badQuote++;
        return;
      case NEIGHBOR_SOLICITATION:
      case NEIGHBOR_ADVERTISEMENT:
      case ROUTER_SOLICITATION:
      case ROUTER_ADVERTISEMENT:
      case REDIRECT:
        if (this.#neighborMessage(bytes, source, destination, offset, offset + length, now))
          counters.neighborMessages++;
        else counters.drops.badNeighborMessage++;
        return;
      case MLD_QUERY:
        // RFC 3810, 5.1.14 and 6.2: from the link, with hop limit 1 and a router alert.
        if (
          isLinkLocal6(source) &&
          ipv6HopLimit(bytes, ETHERNET_HEADER) === 1 &&
          this.#ip.chain.routerAlert &&
          this.#ip.mld.input(bytes, offset, length, now)
        )
          counters.multicastMessages++;
        else counters.drops.badNeighborMessage++;
        return;
      case MLD_REPORT:
      case MLDV2_REPORT:
      case MLD_DONE:
        // Of others: nothing is suppressed by them (RFC 3810, 8.2.1).
        counters.multicastMessages++;
        return;
      default:
        counters.drops.unhandledType++;
    }
  }

  /** RFC 4861, 6.1 and 7.1: hop limit 255 shows that no router has passed it on; in fragments it is refused (RFC 6980). */
  #neighborMessage(
    bytes: Uint8Array,
    source: Ipv6Address,
    destination: Ipv6Address,
    offset: number,
    end: number,
    now: number,
  ): boolean {
    if (ipv6HopLimit(bytes, ETHERNET_HEADER) !== 255 || bytes[offset + 1] !== 0 || this.#ip.deliveringFragments)
      return false;
    const { discovery } = this.#ip;
    const mac = ETHERNET_SOURCE;
    switch (bytes[offset]) {
      case NEIGHBOR_SOLICITATION:
        return discovery.solicitation(bytes, offset, end, source, destination, mac, now);
      case NEIGHBOR_ADVERTISEMENT:
        return discovery.advertisement(bytes, offset, end, destination, mac, now);
      case ROUTER_ADVERTISEMENT:
        return discovery.routerAdvertisement(bytes, offset, end, source, now);
      case REDIRECT:
        return this.#ip.redirected(bytes, offset, end, source, now);
      default:
        if (this.onRouterSolicitation === undefined) return false;
        this.onRouterSolicitation();
        return true;
    }
  }

  // Echo

  #echo(bytes: Uint8Array, source: Ipv6Address, destination: Ipv6Address, offset: number, length: number): boolean {
    const route = this.#ip.route(source, destination);
    if (route === undefined) return false;
    const message = bytes.slice(offset, offset + length);
    message[0] = ICMPV6_ECHO_REPLY;
    return this.#send(route, message);
  }

  /** Completes the checksum and sends, in fragments if it must be. */
  #send(route: Route, message: Uint8Array): boolean {
    const { length } = message;
    put16(message, ICMPV6_CHECKSUM, 0);
    put16(message, ICMPV6_CHECKSUM, checksum(message, 0, length, route.pseudoHeaderSum + PROTOCOL_ICMPV6 + length));
    if (IPV6_HEADER + length > route.pathMtu) {
      const header = message.subarray(0, ICMPV6_HEADER);
      return route.layer.sendFragmented(route, PROTOCOL_ICMPV6, header, message.subarray(ICMPV6_HEADER));
    }
    const frame = route.layer.begin(route, length);
    if (frame === null) return false;
    copyOctets(message, 0, frame.bytes, route.transportOffset, length);
    route.layer.send(frame, route, PROTOCOL_ICMPV6, length);
    return true;
  }

  /**
   * Sends an echo request with `size` octets of data; `done` is called once, from within a run of the stack, but not from
   * within this call. Returns why nothing was sent, or undefined.
   */
  ping(
    address: Ipv6Address,
    size: number,
    timeout: number,
    now: number,
    done: (outcome: PingOutcome) => void,
  ): FlowErrorCode | undefined {
    if (size > MAXIMUM_PING6 || !isUnicast6(address)) return 'invalid';
    if (this.#pings.full) return 'exhausted';
    const route = this.#ip.route(address);
    if (route === undefined) return 'unreachable';
    const { key, message } = this.#pings.request(ICMPV6_ECHO_REQUEST, size);
    if (!this.#send(route, message)) return 'exhausted';
    this.#counters.echoRequestsSent++;
    this.#pings.add(key, address, size, timeout, now, done);
    return undefined;
  }

  // Errors that come in

  #error(bytes: Uint8Array, offset: number, length: number, now: number): boolean {
    const at = offset + ICMPV6_HEADER;
    const quoted = length - ICMPV6_HEADER;
    if (quoted < IPV6_HEADER + 8 || bytes[at]! >>> 4 !== 6) return false;
    const code = bytes[offset + 1]!;
    switch (bytes[offset]) {
      case ICMPV6_PACKET_TOO_BIG:
        return this.#ip.icmpError('too-big', 0, bytes, at, quoted, get32(bytes, offset + 4), now);
      case ICMPV6_TIME_EXCEEDED:
        return this.#ip.icmpError('time-exceeded', code, bytes, at, quoted, 0, now);
      case ICMPV6_PARAMETER_PROBLEM:
        if (code !== PROBLEM_NEXT_HEADER) return false;
        return this.#ip.icmpError('unreachable', UNREACHABLE_PROTOCOL, bytes, at, quoted, 0, now);
      default:
        return this.#ip.icmpError(
          'unreachable',
          UNREACHABLE_CODES[code] ?? UNREACHABLE_HOST,
          bytes,
          at,
          quoted,
          0,
          now,
        );
    }
  }

  /** About an echo request of ours. Too big: the next ones go in fragments. */
  icmpError(
    _kind: IcmpErrorKind,
    _code: number,
    _source: IpAddress,
    destination: IpAddress,
    quoted: Uint8Array,
    offset: number,
    length: number,
    _mtu: number,
  ): boolean {
    if (length < ICMPV6_HEADER || quoted[offset] !== ICMPV6_ECHO_REQUEST) return false;
    return this.#pings.failed(quoted, offset, destination);
  }

  // Errors that go out

  unreachable(code: number, frame: Frame, now: number): void {
    if (this.#report(ICMPV6_UNREACHABLE, code, 0, frame.bytes, ETHERNET_HEADER, packetLength(frame), false, now))
      this.#counters.unreachableSent++;
  }

  parameterProblem(code: number, pointer: number, frame: Frame, evenToGroup: boolean, now: number): void {
    const at = ETHERNET_HEADER;
    const length = packetLength(frame);
    if (this.#report(ICMPV6_PARAMETER_PROBLEM, code, pointer - at, frame.bytes, at, length, evenToGroup, now))
      this.#counters.parameterProblemsSent++;
  }

  reassemblyTimeout(quoted: Uint8Array, now: number): void {
    if (this.#report(ICMPV6_TIME_EXCEEDED, TIME_EXCEEDED6_REASSEMBLY, 0, quoted, 0, quoted.length, false, now))
      this.#counters.timeExceededSent++;
  }

  /**
   * Sends an error about the packet at `at`, of which `available` octets are there; never about an ICMPv6 error, to a sender that is
   * not one station, or about what was sent to a group, `evenToGroup` aside (RFC 4443, 2.4 e).
   */
  #report(
    type: number,
    code: number,
    word: number,
    bytes: Uint8Array,
    at: number,
    available: number,
    evenToGroup: boolean,
    now: number,
  ): boolean {
    const source = readIpv6(bytes, at + IPV6_SOURCE);
    const destination = readIpv6(bytes, at + IPV6_DESTINATION);
    const group = isMulticast6(destination);
    if ((group && !evenToGroup) || !isUnicast6(source) || quotesError(bytes, at, available)) return false;
    if (!this.#errors.take(now)) {
      this.#counters.errorsSuppressed++;
      return false;
    }
    const route = this.#ip.route(source, group || !this.#ip.isLocal(destination) ? undefined : destination);
    if (route === undefined) return false;
    const quoted = Math.min(available, IPV6_MINIMUM_MTU - IPV6_HEADER - ICMPV6_HEADER);
    const message = new Uint8Array(ICMPV6_HEADER + quoted);
    message[0] = type;
    message[1] = code;
    put32(message, 4, word);
    message.set(bytes.subarray(at, at + quoted), ICMPV6_HEADER);
    return this.#send(route, message);
  }

  // Time

  nextDeadline(): number {
    return this.#pings.nextDeadline();
  }

  runTimers(now: number): void {
    this.#pings.runTimers(now);
  }

  flush(): void {}

  close(): void {
    this.#pings.close();
  }
}

/** The codes of "unreachable" (RFC 4443, 3.1) as those of ICMP for IPv4, which transports know; 13 is "administratively prohibited". */
const UNREACHABLE_CODES: readonly number[] = [
  UNREACHABLE_NETWORK,
  13,
  UNREACHABLE_NETWORK,
  UNREACHABLE_HOST,
  UNREACHABLE_PORT,
  13,
  13,
];

function packetLength(frame: Frame): number {
  return IPV6_HEADER + ipv6PayloadLength(frame.bytes, ETHERNET_HEADER);
}

/** Whether a packet is an ICMPv6 error, or so broken that it might be one. */
function quotesError(bytes: Uint8Array, at: number, available: number): boolean {
  const chain = newChain();
  const end = at + available;
  let next = bytes[at + IPV6_NEXT_HEADER]!;
  let offset = at + IPV6_HEADER;
  for (;;) {
    const state = walkChain(chain, bytes, next, offset, end, at + IPV6_NEXT_HEADER, true);
    if (state !== CHAIN_UPPER) {
      if (chain.protocol !== NEXT_FRAGMENT || end - chain.offset < 8) return false;
      next = bytes[chain.offset]!;
      // Only the first fragment shows which message it is.
      if (fragmentOffset(bytes, chain.offset) !== 0) return next === PROTOCOL_ICMPV6;
      offset = chain.offset + 8;
      if (next === NEXT_FRAGMENT) return true;
      continue;
    }
    return chain.protocol === PROTOCOL_ICMPV6 && (chain.offset >= end || bytes[chain.offset]! < 128);
  }
}
