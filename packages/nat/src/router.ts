/** A router with address translation between two networks: Ethernet, ARP, time to live, path MTU and ICMP around `Nat`. */
import {
  CHECKSUM_COMPLETE,
  CHECKSUM_PARTIAL,
  completeChecksum,
  copyFrame,
  type Frame,
  type Network,
} from '@morgana/network';
import { type Ipv4Prefix, inPrefix, isUnicast, parseIpv4, parseIpv4Prefix } from '@morgana/tcpip';
import type { Clock, Timer } from '@morgana/time';
import { DROP, HAIRPIN, LOCAL, Nat, type NatOptions } from './nat.js';
import { ETHERNET, ETHERTYPE_ARP, ETHERTYPE_IPV4, Neighbors } from './neighbors.js';
import {
  get16,
  get32,
  ICMP_ECHO,
  ICMP_ECHO_REPLY,
  ICMP_HEADER,
  ICMP_TIME_EXCEEDED,
  ICMP_UNREACHABLE,
  IPV4_HEADER,
  isIcmpError,
  Packet,
  PROTOCOL_ICMP,
  put16,
  put32,
  sum,
} from './packet.js';

/** Ethernet's, without the check sequence. */
const MINIMUM_FRAME = 60;
const TOO_BIG = 4;
const RETRY_INTERVAL = 1_000;
/** ICMP errors of our own in a second (RFC 1812, 4.3.2.8). */
const ERROR_RATE = 100;
/** Octets of a packet that an error quotes: such that the error stays within 576 octets (RFC 1812, 4.3.2.3). */
const QUOTED = 576 - IPV4_HEADER - ICMP_HEADER;

export interface NatForward {
  readonly protocol: 'tcp' | 'udp';
  readonly outsidePort: number;
  readonly insideAddress: string;
  readonly insidePort: number;
}

export interface NatRouterOptions extends Omit<NatOptions, 'address'> {
  readonly inside: Network;
  /** The router's address there and the bits of its network, as in "10.0.0.1/24". */
  readonly insideAddress: string;
  readonly outside: Network;
  readonly outsideAddress: string;
  /** The next router outside; without one only what is on the link there can be reached. */
  readonly gateway?: string;
  readonly clock: Clock;
  readonly forwards?: readonly NatForward[];
}

export interface NatRouterCounters {
  /** Frames of neither IPv4 nor ARP, or to another station; addresses that cannot come from that side. */
  droppedForeign: number;
  droppedMartian: number;
  /** A device had no frame, or the frame is a super-segment. */
  droppedDevice: number;
  timeToLiveExceeded: number;
  tooBig: number;
  fragmented: number;
  echoesAnswered: number;
  errorsSent: number;
  errorsLimited: number;
}

interface Side {
  readonly network: Network;
  readonly prefix: Ipv4Prefix;
  readonly address: number;
  readonly neighbors: Neighbors;
}

/** @throws {RangeError} for an address that is none, or a forward whose port is taken */
export function createNatRouter(options: NatRouterOptions): NatRouter {
  return new NatRouter(options);
}

export class NatRouter {
  readonly nat: Nat;
  readonly counters: NatRouterCounters = {
    droppedForeign: 0,
    droppedMartian: 0,
    droppedDevice: 0,
    timeToLiveExceeded: 0,
    tooBig: 0,
    fragmented: 0,
    echoesAnswered: 0,
    errorsSent: 0,
    errorsLimited: 0,
  };
  readonly #clock: Clock;
  readonly #inside: Side;
  readonly #outside: Side;
  readonly #gateway: number | undefined;
  readonly #packet: Packet = new Packet(new Uint8Array(0));
  /** For what is longer than the device takes. */
  readonly #scratch: Frame;
  #timer: Timer | undefined = undefined;
  #errorTokens: number = ERROR_RATE;
  #errorTokensAt = 0;
  #closed = false;

  constructor(options: NatRouterOptions) {
    this.#clock = options.clock;
    this.#inside = makeSide(options.inside, options.insideAddress);
    this.#outside = makeSide(options.outside, options.outsideAddress);
    this.#gateway = options.gateway === undefined ? undefined : parseAddress(options.gateway);
    this.nat = new Nat({ ...options, address: this.#outside.address });
    this.#scratch = {
      bytes: new Uint8Array(ETHERNET + Math.max(options.inside.mtu, options.outside.mtu)),
      length: 0,
      checksum: CHECKSUM_COMPLETE,
      checksumStart: 0,
      checksumOffset: 0,
      segmentSize: 0,
      views: null,
    };
    for (const { protocol, outsidePort, insideAddress, insidePort } of options.forwards ?? [])
      if (!this.nat.addForward(protocol, outsidePort, parseAddress(insideAddress), insidePort))
        throw new RangeError(
          `nat: ${protocol} port ${outsidePort}, or ${insideAddress}:${insidePort}, is forwarded twice`,
        );
    options.inside.receive((frames, count) => this.#receive(this.#inside, frames, count));
    options.outside.receive((frames, count) => this.#receive(this.#outside, frames, count));
  }

  /** Frames that waited for a neighbour who did not answer. */
  get unresolved(): number {
    return this.#inside.neighbors.unresolved + this.#outside.neighbors.unresolved;
  }

  /** Nothing goes through any more. The networks stay the caller's. Idempotent. */
  close(): void {
    this.#closed = true;
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#inside.neighbors.close();
    this.#outside.neighbors.close();
  }

  #receive(side: Side, frames: readonly Frame[], count: number): void {
    if (this.#closed) return;
    const now = this.#clock.monotonic();
    for (let i = 0; i < count; i++) this.#frame(side, frames[i]!, now);
    this.#inside.network.flush();
    this.#outside.network.flush();
    if (this.#timer === undefined && (this.#inside.neighbors.retry(now) || this.#outside.neighbors.retry(now)))
      this.#timer = this.#clock.setTimer(now + RETRY_INTERVAL, () => this.#retry());
  }

  #retry(): void {
    this.#timer = undefined;
    const now = this.#clock.monotonic();
    this.nat.expire(now);
    const inside = this.#inside.neighbors.retry(now);
    const outside = this.#outside.neighbors.retry(now);
    this.#inside.network.flush();
    this.#outside.network.flush();
    if (inside || outside) this.#timer = this.#clock.setTimer(now + RETRY_INTERVAL, () => this.#retry());
  }

  #frame(side: Side, frame: Frame, now: number): void {
    const { bytes, length } = frame;
    const type = length >= ETHERNET ? get16(bytes, 12) : 0;
    if (type === ETHERTYPE_ARP) {
      side.neighbors.input(bytes, length, now);
      return;
    }
    if (type !== ETHERTYPE_IPV4 || !isTo(bytes, side.network.mac)) {
      this.counters.droppedForeign++;
      return;
    }
    const packet = this.#packet;
    if (!packet.read(bytes, ETHERNET, length - ETHERNET)) {
      this.counters.droppedForeign++;
      return;
    }
    // Ingress filtering (RFC 2827), both ways.
    const { source, destination, timeToLive, dontFragment } = packet;
    const fromInside = side === this.#inside;
    if (!isUnicast(source) || inPrefix(source, this.#inside.prefix) !== fromInside || source === side.address) {
      this.counters.droppedMartian++;
      return;
    }
    if (destination === side.address && fromInside) {
      this.#local(side, frame, now);
      return;
    }
    if (!isUnicast(destination) || (fromInside && inPrefix(destination, this.#inside.prefix))) {
      this.counters.droppedMartian++;
      return;
    }
    const other = fromInside ? this.#outside : this.#inside;
    // The frame is borrowed: what is translated is a copy, on the device that it most likely leaves by.
    const octets = packet.end - packet.at;
    const tooLong = octets > other.network.mtu;
    const copy = tooLong ? this.#scratch : other.network.allocate(Math.max(length, MINIMUM_FRAME));
    if (copy === null || frame.segmentSize !== 0 || length > copy.bytes.length) {
      if (copy !== null) this.#release(other, copy);
      this.counters.droppedDevice++;
      return;
    }
    copyFrame(frame, copy);
    if (copy.checksum === CHECKSUM_PARTIAL) completeChecksum(copy);
    copy.checksum = CHECKSUM_COMPLETE;
    const { nat } = this;
    const verdict = fromInside
      ? nat.outbound(copy.bytes, ETHERNET, length - ETHERNET, now)
      : nat.inbound(copy.bytes, ETHERNET, length - ETHERNET, now);
    if (verdict === DROP || verdict === LOCAL) {
      this.#release(other, copy);
      if (verdict === LOCAL) this.#local(side, frame, now);
      return;
    }
    const target = verdict === HAIRPIN ? side : other;
    const exceeded = timeToLive <= 1;
    if (exceeded || (dontFragment && octets > target.network.mtu)) {
      this.#release(other, copy);
      if (exceeded) this.counters.timeToLiveExceeded++;
      else this.counters.tooBig++;
      if (exceeded) this.#error(side, frame, ICMP_TIME_EXCEEDED, 0, 0, now);
      else this.#error(side, frame, ICMP_UNREACHABLE, TOO_BIG, target.network.mtu, now);
      return;
    }
    packet.read(copy.bytes, ETHERNET, length - ETHERNET);
    packet.decrementTimeToLive();
    const destinationNow = packet.destination;
    copy.length = ETHERNET + octets;
    if (octets > target.network.mtu) this.#fragment(target, copy.bytes.subarray(ETHERNET, copy.length), now);
    else if (target === other && !tooLong) {
      this.#send(target, copy, destinationNow, now);
      return;
    } else {
      const moved = target.network.allocate(Math.max(copy.length, MINIMUM_FRAME));
      if (moved === null) this.counters.droppedDevice++;
      else {
        copyFrame(copy, moved);
        this.#send(target, moved, destinationNow, now);
      }
    }
    this.#release(other, copy);
  }

  #release(side: Side, frame: Frame): void {
    if (frame !== this.#scratch) side.network.release(frame);
  }

  #send(side: Side, frame: Frame, destination: number, now: number): void {
    let nextHop = destination;
    if (!inPrefix(destination, side.prefix)) {
      if (side !== this.#outside || this.#gateway === undefined) {
        this.counters.droppedMartian++;
        side.network.release(frame);
        return;
      }
      nextHop = this.#gateway;
    }
    side.neighbors.send(frame, nextHop, now);
  }

  /** Cuts a packet, which may be a fragment itself, to the MTU of a link (RFC 791, 3.2). Options go with every part. */
  #fragment(side: Side, packet: Uint8Array, now: number): void {
    this.counters.fragmented++;
    const header = (packet[0]! & 15) << 2;
    const piece = (side.network.mtu - header) & ~7;
    const field = get16(packet, 6);
    for (let at = header; at < packet.length && piece > 0; at += piece) {
      const octets = Math.min(piece, packet.length - at);
      const frame = side.network.allocate(Math.max(ETHERNET + header + octets, MINIMUM_FRAME));
      if (frame === null) {
        this.counters.droppedDevice++;
        return;
      }
      const { bytes } = frame;
      bytes.set(packet.subarray(0, header), ETHERNET);
      bytes.set(packet.subarray(at, at + octets), ETHERNET + header);
      put16(bytes, ETHERNET + 2, header + octets);
      const more = at + octets < packet.length ? 0x2000 : 0;
      put16(bytes, ETHERNET + 6, ((field & 0xe000) | more) + (field & 0x1fff) + ((at - header) >> 3));
      finishHeader(bytes, ETHERNET, header);
      frame.length = ETHERNET + header + octets;
      this.#send(side, frame, get32(packet, 16), now);
    }
  }

  /** To the router: it answers pings, on both sides, and nothing else. */
  #local(side: Side, frame: Frame, now: number): void {
    const packet = this.#packet;
    if (!packet.read(frame.bytes, ETHERNET, frame.length - ETHERNET)) return;
    const { bytes, payload, end } = packet;
    const octets = end - payload;
    if (packet.protocol !== PROTOCOL_ICMP || packet.fragmented || octets < ICMP_HEADER) return;
    if (bytes[payload] !== ICMP_ECHO || sum(bytes, payload, octets) !== 0xffff) return;
    const local = packet.destination === side.address || packet.destination === this.#outside.address;
    if (!local) return;
    this.counters.echoesAnswered++;
    this.#icmp(
      side,
      packet.destination,
      packet.source,
      ICMP_ECHO_REPLY,
      0,
      get32(bytes, payload + 4),
      bytes,
      payload + ICMP_HEADER,
      octets - ICMP_HEADER,
      now,
    );
  }

  /** An ICMP error to the sender of the frame, unless there must be none (RFC 1122, 3.2.2), or not so many. */
  #error(side: Side, frame: Frame, type: number, code: number, rest: number, now: number): void {
    const packet = this.#packet;
    if (!packet.read(frame.bytes, ETHERNET, frame.length - ETHERNET)) return;
    const { bytes, at, payload, end } = packet;
    if (
      packet.fragmentOffset > 0 ||
      (packet.protocol === PROTOCOL_ICMP && end > payload && isIcmpError(bytes[payload]!))
    )
      return;
    this.#errorTokens = Math.min(ERROR_RATE, this.#errorTokens + ((now - this.#errorTokensAt) * ERROR_RATE) / 1000);
    this.#errorTokensAt = now;
    if (this.#errorTokens < 1) {
      this.counters.errorsLimited++;
      return;
    }
    this.#errorTokens--;
    this.counters.errorsSent++;
    this.#icmp(side, side.address, packet.source, type, code, rest, bytes, at, Math.min(end - at, QUOTED), now);
  }

  #icmp(
    side: Side,
    source: number,
    destination: number,
    type: number,
    code: number,
    rest: number,
    data: Uint8Array,
    at: number,
    length: number,
    now: number,
  ): void {
    const total = IPV4_HEADER + ICMP_HEADER + length;
    const frame = total <= side.network.mtu ? side.network.allocate(Math.max(ETHERNET + total, MINIMUM_FRAME)) : null;
    if (frame === null) {
      this.counters.droppedDevice++;
      return;
    }
    const { bytes } = frame;
    frame.length = ETHERNET + total;
    bytes.fill(0, ETHERNET, ETHERNET + IPV4_HEADER + ICMP_HEADER);
    bytes[ETHERNET] = 0x45;
    put16(bytes, ETHERNET + 2, total);
    bytes[ETHERNET + 8] = 64;
    bytes[ETHERNET + 9] = PROTOCOL_ICMP;
    put32(bytes, ETHERNET + 12, source);
    put32(bytes, ETHERNET + 16, destination);
    finishHeader(bytes, ETHERNET, IPV4_HEADER);
    const icmp = ETHERNET + IPV4_HEADER;
    bytes[icmp] = type;
    bytes[icmp + 1] = code;
    put32(bytes, icmp + 4, rest);
    bytes.set(data.subarray(at, at + length), icmp + ICMP_HEADER);
    put16(bytes, icmp + 2, ~sum(bytes, icmp, ICMP_HEADER + length) & 0xffff);
    this.#send(side, frame, destination, now);
  }
}

function finishHeader(bytes: Uint8Array, at: number, length: number): void {
  put16(bytes, at + 10, 0);
  put16(bytes, at + 10, ~sum(bytes, at, length) & 0xffff);
}

function isTo(bytes: Uint8Array, mac: Uint8Array): boolean {
  for (let i = 0; i < 6; i++) if (bytes[i] !== mac[i]) return false;
  return true;
}

function makeSide(network: Network, text: string): Side {
  const prefix = parseIpv4Prefix(text);
  if (prefix === undefined)
    throw new RangeError(`nat: "${text}" is no address with the bits of its network, as in 10.0.0.1/24`);
  return { network, prefix, address: prefix.address, neighbors: new Neighbors(network, prefix.address) };
}

function parseAddress(text: string): number {
  const address = parseIpv4(text);
  if (address === undefined) throw new RangeError(`nat: "${text}" is no IPv4 address`);
  return address;
}
