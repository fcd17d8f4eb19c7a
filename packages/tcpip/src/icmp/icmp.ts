import type { FlowErrorCode } from '@morgana/flow';
import type { Frame } from '@morgana/network';
import type { Random } from '@morgana/random';
import type { Ipv4Address } from '../address.js';
import { isUnicast } from '../address.js';
import type { IcmpCounters } from '../counters.js';
import type { Ipv4ErrorReporter, Ipv4Layer } from '../ip/ipv4.js';
import type { Route } from '../ip/route.js';
import type { IcmpErrorKind, Transport } from '../ip/transport.js';
import { TokenBucket } from '../token-bucket.js';
import { checksum, updateChecksum } from '../wire/checksum.js';
import { ETHERNET_HEADER } from '../wire/ethernet.js';
import {
  checkIcmp,
  ICMP_BAD_CHECKSUM,
  ICMP_CHECKSUM,
  ICMP_ECHO_REPLY,
  ICMP_ECHO_REQUEST,
  ICMP_HEADER,
  ICMP_NEXT_HOP_MTU,
  ICMP_REDIRECT,
  ICMP_TIME_EXCEEDED,
  ICMP_TOO_SHORT,
  ICMP_UNREACHABLE,
  icmpCode,
  icmpType,
  isIcmpError,
  TIME_EXCEEDED_REASSEMBLY,
  UNREACHABLE_TOO_BIG,
} from '../wire/icmpv4.js';
import {
  IPV4_HEADER,
  IPV4_MAXIMUM,
  IPV4_OFFSET_MASK,
  ipv4Destination,
  ipv4Fragment,
  ipv4HeaderLength,
  ipv4Protocol,
  ipv4Source,
  ipv4TotalLength,
  ipv4Ttl,
  PROTOCOL_ICMP,
} from '../wire/ipv4.js';
import { copyOctets, get16, get32, put16, put32 } from '../wire/octets.js';
import { type PingOutcome, Pings } from './pings.js';

export interface IcmpOptions {
  /** Echo replies per second, and in a row. Default 10 000 and 1000. */
  readonly echoRate?: number;
  readonly echoBurst?: number;
  /** Errors per second, and in a row (RFC 1812, 4.3.2.8). Default 1000 and 50. */
  readonly errorRate?: number;
  readonly errorBurst?: number;
  /** Pings under way. Default 256. */
  readonly maxPings?: number;
}

/** Errors are no longer than this, IP header included (RFC 1812, 4.3.2.3). */
const MAXIMUM_ERROR = 576;
/** Largest amount of data in an echo request. */
export const MAXIMUM_PING = IPV4_MAXIMUM - IPV4_HEADER - ICMP_HEADER;

/** ICMP for IPv4 (RFC 792; RFC 1122, 3.2.2). */
export class Icmp implements Transport, Ipv4ErrorReporter {
  readonly protocol: number;
  readonly #ip: Ipv4Layer;
  readonly #counters: IcmpCounters;
  readonly #echoes: TokenBucket;
  readonly #errors: TokenBucket;
  readonly #pings: Pings;

  constructor(ip: Ipv4Layer, random: Random, counters: IcmpCounters, options: IcmpOptions = {}) {
    this.protocol = PROTOCOL_ICMP;
    this.#ip = ip;
    this.#counters = counters;
    this.#echoes = new TokenBucket(options.echoRate ?? 10_000, options.echoBurst ?? 1000);
    this.#errors = new TokenBucket(options.errorRate ?? 1000, options.errorBurst ?? 50);
    this.#pings = new Pings(random, options.maxPings ?? 256);
  }

  input(
    frame: Frame,
    source: Ipv4Address,
    destination: Ipv4Address,
    offset: number,
    length: number,
    now: number,
  ): void {
    const counters = this.#counters;
    const bytes = frame.bytes;
    counters.received++;
    // Devices verify TCP and UDP only: ICMP's checksum is ours to verify whatever the frame says.
    switch (checkIcmp(bytes, offset, length)) {
      case ICMP_TOO_SHORT:
        counters.drops.tooShort++;
        return;
      case ICMP_BAD_CHECKSUM:
        counters.drops.badChecksum++;
        return;
    }
    if (this.#ip.addresses.isGroup(destination)) {
      counters.drops.groupDestination++;
      return;
    }
    switch (icmpType(bytes, offset)) {
      case ICMP_ECHO_REQUEST:
        if (this.#echoes.take(now) && this.#echo(bytes, source, destination, offset, length)) counters.echoRequests++;
        else counters.drops.echoLimited++;
        return;
      case ICMP_ECHO_REPLY:
        if (this.#pings.reply(bytes, source, offset, length, ipv4Ttl(bytes, ETHERNET_HEADER), now))
          counters.echoReplies++;
        else counters.drops.unexpectedReply++;
        return;
      case ICMP_UNREACHABLE:
      case ICMP_TIME_EXCEEDED:
        if (this.#error(bytes, offset, length, now)) counters.errors++;
        else counters.drops.badQuote++;
        return;
      case ICMP_REDIRECT:
        if (this.#redirect(bytes, source, offset, length)) counters.redirects++;
        else counters.drops.badRedirect++;
        return;
      default:
        counters.drops.unhandledType++;
    }
  }

  // Echo

  #echo(bytes: Uint8Array, source: Ipv4Address, destination: Ipv4Address, offset: number, length: number): boolean {
    const route = this.#ip.route(source, destination);
    if (route === undefined) return false;
    // The same words but for the type, so the checksum follows from the old one.
    const field = updateChecksum(get16(bytes, offset + ICMP_CHECKSUM), ICMP_ECHO_REQUEST << 8, ICMP_ECHO_REPLY << 8);
    if (IPV4_HEADER + length > route.pathMtu) {
      const header = bytes.slice(offset, offset + ICMP_HEADER);
      header[0] = ICMP_ECHO_REPLY;
      put16(header, ICMP_CHECKSUM, field);
      const data = bytes.subarray(offset + ICMP_HEADER, offset + length);
      return route.layer.sendFragmented(route, PROTOCOL_ICMP, header, data);
    }
    const frame = route.layer.begin(route, length);
    if (frame === null) return false;
    const at = route.transportOffset;
    copyOctets(bytes, offset, frame.bytes, at, length);
    frame.bytes[at] = ICMP_ECHO_REPLY;
    put16(frame.bytes, at + ICMP_CHECKSUM, field);
    route.layer.send(frame, route, PROTOCOL_ICMP, length);
    return true;
  }

  /**
   * Sends an echo request with `size` octets of data; `done` is called once, from within a run of the stack, but not from
   * within this call. Returns why nothing was sent, or undefined.
   */
  ping(
    address: Ipv4Address,
    size: number,
    timeout: number,
    now: number,
    done: (outcome: PingOutcome) => void,
  ): FlowErrorCode | undefined {
    if (size > MAXIMUM_PING || !isUnicast(address)) return 'invalid';
    if (this.#pings.full) return 'exhausted';
    const route = this.#ip.route(address);
    if (route === undefined) return 'unreachable';
    const { key, message } = this.#pings.request(ICMP_ECHO_REQUEST, size);
    if (!this.#sendEcho(route, message)) return 'exhausted';
    this.#counters.echoRequestsSent++;
    this.#pings.add(key, address, size, timeout, now, done);
    return undefined;
  }

  #sendEcho(route: Route, message: Uint8Array): boolean {
    put16(message, ICMP_CHECKSUM, checksum(message, 0, message.length));
    if (IPV4_HEADER + message.length > route.pathMtu) {
      const header = message.subarray(0, ICMP_HEADER);
      return route.layer.sendFragmented(route, PROTOCOL_ICMP, header, message.subarray(ICMP_HEADER));
    }
    const frame = route.layer.begin(route, message.length);
    if (frame === null) return false;
    frame.bytes.set(message, route.transportOffset);
    route.layer.send(frame, route, PROTOCOL_ICMP, message.length);
    return true;
  }

  // Errors that come in

  /** RFC 792: the gateway in the second word, then what we sent. Redirects of networks are taken as those of hosts (RFC 1122, 3.2.2.2). */
  #redirect(bytes: Uint8Array, source: Ipv4Address, offset: number, length: number): boolean {
    const at = offset + ICMP_HEADER;
    if (length < ICMP_HEADER + IPV4_HEADER || bytes[at]! >>> 4 !== 4 || icmpCode(bytes, offset) > 3) return false;
    return this.#ip.redirected(source, ipv4Source(bytes, at), ipv4Destination(bytes, at), get32(bytes, offset + 4));
  }

  #error(bytes: Uint8Array, offset: number, length: number, now: number): boolean {
    const at = offset + ICMP_HEADER;
    const quoted = length - ICMP_HEADER;
    if (quoted < IPV4_HEADER || bytes[at]! >>> 4 !== 4) return false;
    const headerLength = ipv4HeaderLength(bytes, at);
    // RFC 792 promises 64 bits of the transport header.
    if (headerLength < IPV4_HEADER || quoted < headerLength + 8) return false;
    const code = icmpCode(bytes, offset);
    if (icmpType(bytes, offset) === ICMP_TIME_EXCEEDED) {
      return this.#ip.icmpError('time-exceeded', code, bytes, at, quoted, 0, now);
    }
    if (code !== UNREACHABLE_TOO_BIG) return this.#ip.icmpError('unreachable', code, bytes, at, quoted, 0, now);
    return this.#ip.icmpError('too-big', code, bytes, at, quoted, get16(bytes, offset + ICMP_NEXT_HOP_MTU), now);
  }

  /** About an echo request of ours. */
  icmpError(
    kind: IcmpErrorKind,
    _code: number,
    _source: Ipv4Address,
    destination: Ipv4Address,
    quoted: Uint8Array,
    offset: number,
    length: number,
    _mtu: number,
  ): boolean {
    // We send ICMP without DF, so that "too big" about it is a forgery.
    if (length < ICMP_HEADER || icmpType(quoted, offset) !== ICMP_ECHO_REQUEST || kind === 'too-big') return false;
    return this.#pings.failed(quoted, offset, destination);
  }

  // Errors that go out

  unreachable(code: number, frame: Frame, now: number): void {
    const bytes = frame.bytes;
    if (!this.#mayReport(bytes, ETHERNET_HEADER)) return;
    const length = ipv4TotalLength(bytes, ETHERNET_HEADER);
    if (this.#report(ICMP_UNREACHABLE, code, bytes, ETHERNET_HEADER, length, now)) this.#counters.unreachableSent++;
  }

  reassemblyTimeout(quoted: Uint8Array, now: number): void {
    if (!this.#mayReport(quoted, 0)) return;
    if (this.#report(ICMP_TIME_EXCEEDED, TIME_EXCEEDED_REASSEMBLY, quoted, 0, quoted.length, now)) {
      this.#counters.timeExceededSent++;
    }
  }

  /** RFC 1122, 3.2.2: never about an ICMP error, a group destination, a fragment but the first, a sender that is not one station. */
  #mayReport(bytes: Uint8Array, at: number): boolean {
    if ((ipv4Fragment(bytes, at) & IPV4_OFFSET_MASK) !== 0) return false;
    const destination = ipv4Destination(bytes, at);
    if (this.#ip.addresses.isGroup(destination) || this.#ip.addresses.isGroup(ipv4Source(bytes, at))) return false;
    return ipv4Protocol(bytes, at) !== PROTOCOL_ICMP || !isIcmpError(bytes[at + ipv4HeaderLength(bytes, at)]!);
  }

  #report(type: number, code: number, bytes: Uint8Array, at: number, available: number, now: number): boolean {
    if (!this.#errors.take(now)) {
      this.#counters.errorsSuppressed++;
      return false;
    }
    const route = this.#ip.route(ipv4Source(bytes, at), ipv4Destination(bytes, at));
    if (route === undefined) return false;
    const quoted = Math.min(available, MAXIMUM_ERROR - IPV4_HEADER - ICMP_HEADER);
    const length = ICMP_HEADER + quoted;
    const frame = route.layer.begin(route, length);
    if (frame === null) return false;
    const offset = route.transportOffset;
    frame.bytes[offset] = type;
    frame.bytes[offset + 1] = code;
    put16(frame.bytes, offset + ICMP_CHECKSUM, 0);
    put32(frame.bytes, offset + 4, 0);
    copyOctets(bytes, at, frame.bytes, offset + ICMP_HEADER, quoted);
    put16(frame.bytes, offset + ICMP_CHECKSUM, checksum(frame.bytes, offset, length));
    route.layer.send(frame, route, PROTOCOL_ICMP, length);
    return true;
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
