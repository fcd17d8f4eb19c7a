import type { Random } from '@morgana/random';
import { FragmentTable } from './fragments.js';
import {
  ICMP_ECHO,
  ICMP_TIMESTAMP,
  isIcmpError,
  isIcmpQuery,
  Packet,
  PROTOCOL_ICMP,
  PROTOCOL_TCP,
  PROTOCOL_UDP,
  Quote,
} from './packet.js';
import {
  ICMP_QUERY,
  type Kind,
  type Mapping,
  type Session,
  Table,
  type TableCounters,
  TCP_TRANSITORY,
  UDP,
} from './table.js';
import { follow, opensConnection } from './tcp-state.js';

/** What is to become of a packet. */
export const DROP = 0;
/** It was translated: on to the other side. */
export const FORWARD = 1;
/** From the inside to the inside, by the address outside: back to where it came from (RFC 4787, REQ-9). */
export const HAIRPIN = 2;
/** To the router itself, as it is. */
export const LOCAL = 3;
export type Verdict = 0 | 1 | 2 | 3;

export type Filtering = 'endpoint-independent' | 'address-dependent' | 'address-and-port-dependent';

export interface NatOptions {
  /** The one address outside, an unsigned integer. */
  readonly address: number;
  readonly random: Random;
  /** Who outside may send to a mapping (RFC 4787, 5): by default those addresses that it was used with (REQ-8). */
  readonly filtering?: Filtering;
  /** Default 65536, and a quarter of it for one host inside. */
  readonly maximumSessions?: number;
  readonly maximumSessionsPerHost?: number;
  /** Packets in fragments that are remembered. Default 1024. */
  readonly maximumFragmented?: number;
  /** Milliseconds; the defaults are 60 s (RFC 5508, REQ-2), 300 s (RFC 4787, REQ-5), 4 min and 2 h 4 min (RFC 5382, REQ-5). */
  readonly icmpTimeout?: number;
  readonly udpTimeout?: number;
  readonly tcpTransitoryTimeout?: number;
  readonly tcpEstablishedTimeout?: number;
  /** Ports outside that are the router's own. */
  readonly reserved?: (protocol: number, port: number) => boolean;
}

export interface NatCounters extends TableCounters {
  translatedOut: number;
  translatedIn: number;
  hairpinned: number;
  errorsTranslated: number;
  fragments: number;
  /** Dropped: no packet that may be forwarded; headers cut off by fragmentation; a protocol without ports. */
  droppedMalformed: number;
  droppedTinyFragment: number;
  droppedProtocol: number;
  /** A fragment whose first one has not come. */
  droppedFragment: number;
  /** From outside: nobody has that port; somebody has it who does not talk to that host. */
  droppedNoMapping: number;
  droppedFiltered: number;
  /** TCP that begins in the middle. */
  droppedNoSession: number;
  /** An ICMP error about nothing that was sent, or that quotes too little. */
  droppedError: number;
  /** The tables, or the ports, are full. */
  droppedFull: number;
}

/**
 * Network address and port translation (RFC 3022) of IPv4 behind one address: packets are rewritten in place, times come in, and
 * nothing is sent from here. Endpoint-independent mapping, bounded and expiring tables.
 */
export class Nat {
  readonly #table: Table;
  readonly #fragments: FragmentTable;
  readonly #filtering: Filtering;
  readonly #packet: Packet = new Packet(new Uint8Array(0));
  readonly #quote: Quote = new Quote(new Uint8Array(0));
  readonly #counters: Omit<NatCounters, keyof TableCounters>;
  #address: number;
  #identification: number;

  constructor(options: NatOptions) {
    const { maximumSessions = 65_536 } = options;
    this.#address = options.address >>> 0;
    this.#filtering = options.filtering ?? 'address-dependent';
    this.#table = new Table(
      {
        maximumSessions,
        maximumSessionsPerHost: options.maximumSessionsPerHost ?? Math.max(1, maximumSessions >> 2),
        timeouts: {
          icmp: options.icmpTimeout ?? 60_000,
          udp: options.udpTimeout ?? 300_000,
          tcpTransitory: options.tcpTransitoryTimeout ?? 240_000,
          tcpEstablished: options.tcpEstablishedTimeout ?? 7_440_000,
        },
        reserved: options.reserved ?? (() => false),
      },
      options.random,
    );
    this.#fragments = new FragmentTable(options.maximumFragmented ?? 1024);
    this.#counters = {
      translatedOut: 0,
      translatedIn: 0,
      hairpinned: 0,
      errorsTranslated: 0,
      fragments: 0,
      droppedMalformed: 0,
      droppedTinyFragment: 0,
      droppedProtocol: 0,
      droppedFragment: 0,
      droppedNoMapping: 0,
      droppedFiltered: 0,
      droppedNoSession: 0,
      droppedError: 0,
      droppedFull: 0,
    };
    const seed = new Uint8Array(2);
    options.random.fill(seed);
    this.#identification = (seed[0]! << 8) | seed[1]!;
  }

  get counters(): Readonly<NatCounters> {
    return { ...this.#table.counters, ...this.#counters };
  }

  /** Bounds of memory: `sessions` is at most `maximumSessions`, `mappings` at most that and the forwards. */
  get sizes(): { readonly mappings: number; readonly sessions: number; readonly fragmented: number } {
    return { mappings: this.#table.mappings, sessions: this.#table.sessions, fragmented: this.#fragments.size };
  }

  get address(): number {
    return this.#address;
  }
  /** Another address outside: what was translated to the old one is over; forwards stay. */
  set address(address: number) {
    if (address >>> 0 === this.#address) return;
    this.#address = address >>> 0;
    this.#table.clear();
    this.#fragments.clear();
  }

  /** From now on what comes to `outsidePort` goes to an endpoint inside. False: one of both has a mapping already. */
  addForward(protocol: 'tcp' | 'udp', outsidePort: number, insideAddress: number, insidePort: number): boolean {
    return this.#table.forward(numberOf(protocol), outsidePort, insideAddress >>> 0, insidePort) !== undefined;
  }
  removeForward(protocol: 'tcp' | 'udp', outsidePort: number): boolean {
    return this.#table.removeForward(numberOf(protocol), outsidePort);
  }

  /** Mappings as they are now, for people and for tests. */
  mappings(): IterableIterator<Mapping> {
    return this.#table.all();
  }

  /** Forgets what is over. Returns when to call again; Infinity: not before something new has come. */
  expire(now: number): number {
    this.#fragments.expire(now);
    return this.#table.expire(now);
  }

  /** The IPv4 packet `bytes[at .. at + length)` came from the inside. `now`: monotonic milliseconds. */
  outbound(bytes: Uint8Array, at: number, length: number, now: number): Verdict {
    const packet = this.#packet;
    if (!packet.read(bytes, at, length)) return this.#drop('droppedMalformed');
    this.expire(now);
    const hairpin = packet.destination === this.#address;
    if (packet.fragmentOffset > 0) return this.#laterFragment('out', now);
    if (!packet.hasTransportHeader) return this.#dropShort();
    if (packet.protocol === PROTOCOL_ICMP) {
      const type = bytes[packet.payload]!;
      if (isIcmpError(type)) return this.#errorFromInside(hairpin);
      if (hairpin) return LOCAL;
      if (type !== ICMP_ECHO && type !== ICMP_TIMESTAMP) return this.#drop('droppedProtocol');
    }
    const { protocol, source } = packet;
    const icmp = protocol === PROTOCOL_ICMP;
    const port = icmp ? packet.icmpIdentifier : packet.sourcePort;
    const remotePort = icmp ? 0 : packet.destinationPort;
    const target = hairpin ? this.#table.ofOutside(protocol, remotePort) : undefined;
    // The router's own services have the ports that nobody has.
    if (hairpin && target === undefined) return LOCAL;

    let mapping = this.#table.ofInside(protocol, source, port);
    let session = mapping && this.#table.session(mapping, packet.destination, remotePort);
    if (session === undefined) {
      if (protocol === PROTOCOL_TCP && !opensConnection(packet.tcpFlags)) return this.#drop('droppedNoSession');
      mapping ??= this.#table.map(protocol, source, port);
      session = mapping && this.#table.open(mapping, packet.destination, remotePort, kindOf(protocol), true, now);
      if (mapping === undefined || session === undefined) return this.#drop('droppedFull');
    }
    if (target !== undefined) return this.#hairpin(mapping!, session, target, now);
    this.#use(session, true, now);
    const key = packet.fragmented ? this.#fragmentKey('out') : '';
    if (icmp) {
      packet.setSource(this.#address, -1);
      packet.setIcmpIdentifier(mapping!.outsidePort);
    } else packet.setSource(this.#address, mapping!.outsidePort);
    if (packet.fragmented) {
      // Two hosts inside may have chosen the same number, which now would be of one host (RFC 6864, 4.1).
      packet.setIdentification(this.#nextIdentification());
      this.#remember(key, FORWARD, now);
    }
    this.#counters.translatedOut++;
    return FORWARD;
  }

  /** The IPv4 packet `bytes[at .. at + length)` came from the outside. */
  inbound(bytes: Uint8Array, at: number, length: number, now: number): Verdict {
    const packet = this.#packet;
    if (!packet.read(bytes, at, length)) return this.#drop('droppedMalformed');
    this.expire(now);
    if (packet.destination !== this.#address) return LOCAL;
    if (packet.fragmentOffset > 0) return this.#laterFragment('in', now);
    if (!packet.hasTransportHeader) return this.#dropShort();
    const { protocol } = packet;
    const icmp = protocol === PROTOCOL_ICMP;
    if (icmp) {
      const type = bytes[packet.payload]!;
      if (isIcmpError(type)) return this.#errorFromOutside();
      if (!isIcmpQuery(type) || type === ICMP_ECHO || type === ICMP_TIMESTAMP) return LOCAL;
    }
    const mapping = this.#table.ofOutside(protocol, icmp ? packet.icmpIdentifier : packet.destinationPort);
    if (mapping === undefined) {
      this.#counters.droppedNoMapping++;
      return LOCAL;
    }
    const verdict = this.#letIn(mapping, packet.source, icmp ? 0 : packet.sourcePort, now);
    if (verdict !== FORWARD) return verdict;
    const key = packet.fragmented ? this.#fragmentKey('in') : '';
    if (icmp) {
      packet.setDestination(mapping.insideAddress, -1);
      packet.setIcmpIdentifier(mapping.insidePort);
    } else packet.setDestination(mapping.insideAddress, mapping.insidePort);
    if (packet.fragmented) this.#remember(key, FORWARD, now);
    this.#counters.translatedIn++;
    return FORWARD;
  }

  /** Whether a packet from a remote endpoint may pass to a mapping, by the filter and by what is known of its TCP connection. */
  #letIn(mapping: Mapping, remoteAddress: number, remotePort: number, now: number): typeof FORWARD | typeof DROP {
    let session = this.#table.session(mapping, remoteAddress, remotePort);
    if (session === undefined) {
      const { protocol } = mapping;
      if (!mapping.permanent && !this.#passes(mapping, remoteAddress)) return this.#drop('droppedFiltered');
      if (protocol === PROTOCOL_TCP && !opensConnection(this.#packet.tcpFlags)) return this.#drop('droppedNoSession');
      // Strangers never push out what is there.
      session = this.#table.open(mapping, remoteAddress, remotePort, kindOf(protocol), false, now);
      if (session === undefined) return this.#drop('droppedFull');
    }
    this.#use(session, false, now);
    return FORWARD;
  }

  #passes(mapping: Mapping, remoteAddress: number): boolean {
    switch (this.#filtering) {
      case 'endpoint-independent':
        return mapping.protocol !== PROTOCOL_ICMP;
      case 'address-dependent':
        return mapping.protocol !== PROTOCOL_ICMP && mapping.remotes.has(remoteAddress);
      default:
        return false;
    }
  }

  #use(session: Session, outward: boolean, now: number): void {
    const { protocol } = session.mapping;
    const kind = protocol === PROTOCOL_TCP ? follow(session, this.#packet.tcpFlags, outward) : kindOf(protocol);
    // The outside alone does not keep a mapping of UDP alive (RFC 4787, REQ-6).
    if (outward || protocol === PROTOCOL_TCP) this.#table.touch(session, kind, now);
  }

  /** Both ends are inside, and each sees the other by its port outside. */
  #hairpin(mapping: Mapping, session: Session, target: Mapping, now: number): Verdict {
    const packet = this.#packet;
    const flags = packet.protocol === PROTOCOL_TCP ? packet.tcpFlags : 0;
    const verdict = this.#letIn(target, this.#address, mapping.outsidePort, now);
    if (verdict !== FORWARD) return verdict;
    this.#table.touch(
      session,
      packet.protocol === PROTOCOL_TCP ? follow(session, flags, true) : kindOf(packet.protocol),
      now,
    );
    const key = packet.fragmented ? this.#fragmentKey('out') : '';
    packet.setSource(this.#address, mapping.outsidePort);
    packet.setDestination(target.insideAddress, target.insidePort);
    if (packet.fragmented) {
      packet.setIdentification(this.#nextIdentification());
      this.#remember(key, HAIRPIN, now);
    }
    this.#counters.hairpinned++;
    return HAIRPIN;
  }

  /** An error about a packet that we had sent out: to the host inside that it was of (RFC 5508, REQ-4). */
  #errorFromOutside(): Verdict {
    const packet = this.#packet;
    const quote = this.#quote;
    if (!quote.read(packet)) return this.#drop('droppedError');
    if (quote.source !== this.#address) return LOCAL;
    if (!isTranslated(quote.protocol)) return this.#drop('droppedError');
    const mapping = this.#table.ofOutside(quote.protocol, quote.sourcePort);
    if (mapping === undefined) return LOCAL;
    if (this.#table.session(mapping, quote.destination, quote.destinationPort) === undefined)
      return this.#drop('droppedError');
    quote.setSource(mapping.insideAddress, mapping.insidePort);
    packet.setDestination(mapping.insideAddress, -1);
    this.#counters.errorsTranslated++;
    return FORWARD;
  }

  /** An error of a host inside about what it was sent (REQ-5); hairpinned when that came from the inside, too (REQ-7). */
  #errorFromInside(hairpin: boolean): Verdict {
    const packet = this.#packet;
    const quote = this.#quote;
    if (!quote.read(packet) || !isTranslated(quote.protocol)) return this.#drop('droppedError');
    const icmp = quote.protocol === PROTOCOL_ICMP;
    const port = icmp ? quote.sourcePort : quote.destinationPort;
    const mapping = this.#table.ofInside(quote.protocol, quote.destination, port);
    const remotePort = icmp ? 0 : quote.sourcePort;
    // To somebody else than who had sent what is quoted: not of us.
    if (mapping === undefined || packet.destination !== quote.source) return this.#drop('droppedError');
    if (this.#table.session(mapping, quote.source, remotePort) === undefined) return this.#drop('droppedError');
    if (!hairpin) {
      quote.setDestination(this.#address, mapping.outsidePort);
      packet.setSource(this.#address, -1);
      this.#counters.errorsTranslated++;
      return FORWARD;
    }
    const sender = this.#table.ofOutside(quote.protocol, quote.sourcePort);
    if (sender === undefined || icmp) return this.#drop('droppedError');
    quote.setDestination(this.#address, mapping.outsidePort);
    quote.setSource(sender.insideAddress, sender.insidePort);
    packet.setSource(this.#address, -1);
    packet.setDestination(sender.insideAddress, -1);
    this.#counters.errorsTranslated++;
    return HAIRPIN;
  }

  #laterFragment(way: 'in' | 'out', now: number): Verdict {
    const packet = this.#packet;
    const { protocol } = packet;
    this.#counters.fragments++;
    // A fragment that could overwrite the TCP flags of the first (RFC 3128).
    if (protocol === PROTOCOL_TCP && packet.fragmentOffset < 20) return this.#drop('droppedTinyFragment');
    const rule = this.#fragments.find(this.#fragmentKey(way), now);
    if (rule === undefined) return this.#drop('droppedFragment');
    if (packet.source !== rule.source) packet.setSource(rule.source, -1);
    if (packet.destination !== rule.destination) packet.setDestination(rule.destination, -1);
    if (packet.identification !== rule.identification) packet.setIdentification(rule.identification);
    return rule.verdict as Verdict;
  }

  /** Which packet a fragment is of, as it came. */
  #fragmentKey(way: 'in' | 'out'): string {
    const { source, destination, identification, protocol } = this.#packet;
    return `${way} ${source} ${destination} ${identification} ${protocol}`;
  }

  /** The first fragment was translated to what the packet is now: the others are to follow it. */
  #remember(key: string, verdict: Verdict, now: number): void {
    const { source, destination, identification } = this.#packet;
    this.#counters.fragments++;
    this.#fragments.add(key, { verdict, source, destination, identification }, now);
  }

  #nextIdentification(): number {
    this.#identification = (this.#identification + 1) & 0xffff;
    return this.#identification;
  }

  #dropShort(): typeof DROP {
    if (!isTranslated(this.#packet.protocol)) return this.#drop('droppedProtocol');
    return this.#drop('droppedTinyFragment');
  }

  #drop(reason: keyof Omit<NatCounters, keyof TableCounters>): typeof DROP {
    this.#counters[reason]++;
    return DROP;
  }
}

function isTranslated(protocol: number): boolean {
  return protocol === PROTOCOL_TCP || protocol === PROTOCOL_UDP || protocol === PROTOCOL_ICMP;
}

function kindOf(protocol: number): Kind {
  return protocol === PROTOCOL_TCP ? TCP_TRANSITORY : protocol === PROTOCOL_UDP ? UDP : ICMP_QUERY;
}

function numberOf(protocol: 'tcp' | 'udp'): number {
  return protocol === 'tcp' ? PROTOCOL_TCP : PROTOCOL_UDP;
}
