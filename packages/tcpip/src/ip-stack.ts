import type { Logger } from '@morgana/log';
import type { Frame, Network } from '@morgana/network';
import type { Random } from '@morgana/random';
import type { Clock } from '@morgana/time';
import { formatMac } from './address.js';
import {
  type ArpCounters,
  arpCounters,
  type EthernetCounters,
  ethernetCounters,
  type IcmpCounters,
  type Icmpv6Counters,
  type IgmpCounters,
  type Ipv4Counters,
  type Ipv6Counters,
  icmpCounters,
  icmpv6Counters,
  igmpCounters,
  ipv4Counters,
  ipv6Counters,
  type MldCounters,
  mldCounters,
  type NdpCounters,
  ndpCounters,
  type ReassemblyCounters,
  reassemblyCounters,
  type UdpCounters,
  udpCounters,
} from './counters.js';
import type { Icmp, IcmpOptions } from './icmp/icmp.js';
import type { Icmpv6 } from './icmp/icmpv6.js';
import type { Igmp } from './igmp/igmp.js';
import type { Ipv4Family } from './ip/family.js';
import type { Ipv4Layer, Ipv4Options } from './ip/ipv4.js';
import { IpLayers } from './ip/layers.js';
import type { Transport, TransportContext } from './ip/transport.js';
import { formatAddress, type IpAddress } from './ip-address.js';
import type { Ipv6Family } from './ipv6/family.js';
import type { Ipv6Layer, Ipv6Options } from './ipv6/layer.js';
import { Udp, type UdpOptions } from './udp/udp.js';
import {
  checkEthernet,
  ETHERNET_BAD_SOURCE,
  ETHERNET_DESTINATION,
  ETHERNET_TOO_SHORT,
  ETHERTYPE_ARP,
  ETHERTYPE_IPV4,
  ETHERTYPE_IPV6,
  equalMac,
  etherType,
  isGroupMac,
} from './wire/ethernet.js';

export interface IpStackOptions {
  /** false: no IPv4, though it is linked. */
  readonly ipv4?: Ipv4Options | false;
  /** false: no IPv6, though it is linked. */
  readonly ipv6?: Ipv6Options | false;
  readonly icmp?: IcmpOptions;
  readonly udp?: UdpOptions;
}

/** The families that are linked into a stack: `ipv4Family`, `ipv6Family`. */
export interface Families {
  readonly ipv4?: Ipv4Family;
  readonly ipv6?: Ipv6Family;
}

/** Another station uses an address of ours, or the one that we probe for. */
export interface AddressConflict {
  readonly address: string;
  /** The other's hardware address, "02:00:00:00:00:01". */
  readonly mac: string;
  /** We have just told the link that it is ours: at most every ten seconds (RFC 5227, 2.4), and never for a probed address. */
  readonly defended: boolean;
  /** An IPv6 address that we were verifying (RFC 4862, 5.4.5): it is not ours any more. */
  readonly removed?: boolean;
}

/** Called from within a run: it must not throw, and may not reconfigure the stack before it has returned. */
export type AddressConflictHandler = (conflict: AddressConflict) => void;

export interface IpStackContext {
  readonly network: Network;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
  /** Something is ready to go out, or a deadline came nearer, outside of a run: call `run` soon. At most once until then. */
  schedule(): void;
}

export interface IpStackCounters {
  readonly ethernet: EthernetCounters;
  readonly arp: ArpCounters;
  readonly ipv4: Ipv4Counters;
  readonly reassembly: ReassemblyCounters;
  readonly icmp: IcmpCounters;
  readonly igmp: IgmpCounters;
  readonly ipv6: Ipv6Counters;
  readonly ndp: NdpCounters;
  readonly reassembly6: ReassemblyCounters;
  readonly icmpv6: Icmpv6Counters;
  readonly mld: MldCounters;
  readonly udp: UdpCounters;
}

/** Rounds through the loop in one run: two sockets of ours that answer each other for ever must not hold the appliance. */
const LOOP_ROUNDS = 16;

/**
 * The pure stack on one device: frames and times in, frames out, no timer and no promise. TCP is attached to it.
 *
 * Everything happens in runs: a batch of frames is dispatched, then timers that are due run, then every transport flushes
 * what has become ready, then the device is told once.
 */
export class BareIpStack {
  readonly ip: IpLayers;
  readonly ipv4: Ipv4Layer | undefined;
  readonly icmpv4: Icmp | undefined;
  readonly ipv6: Ipv6Layer | undefined;
  readonly icmpv6: Icmpv6 | undefined;
  readonly udp: Udp;
  /** Hears when addresses of IPv6, or what routers tell, may have changed. Called from within a run. */
  onConfigured: (() => void) | undefined;
  readonly counters: IpStackCounters;
  /** For transports to be attached. */
  readonly transportContext: TransportContext;
  readonly #network: Network;
  readonly #log: Logger;
  readonly #schedule: () => void;
  readonly #igmp: Igmp | undefined;
  /** Those that were attached: of the stack's own ones it is known what they need. */
  readonly #transports: Transport[];
  #onConflict: AddressConflictHandler | undefined;
  #running: boolean;
  #scheduled: boolean;

  constructor(context: IpStackContext, options: IpStackOptions, families: Families) {
    const { network, clock, random, log } = context;
    this.#network = network;
    this.#log = log;
    this.#schedule = () => context.schedule();
    this.#onConflict = undefined;
    this.onConfigured = undefined;
    this.#running = false;
    this.#scheduled = false;
    const counters = {
      ethernet: ethernetCounters(),
      arp: arpCounters(),
      ipv4: ipv4Counters(),
      reassembly: reassemblyCounters(),
      icmp: icmpCounters(),
      igmp: igmpCounters(),
      ipv6: ipv6Counters(),
      ndp: ndpCounters(),
      reassembly6: reassemblyCounters(),
      icmpv6: icmpv6Counters(),
      mld: mldCounters(),
      udp: udpCounters(),
    };
    this.counters = counters;
    const events = {
      addressConflict: (address: IpAddress, bytes: Uint8Array, offset: number, defended: boolean) =>
        this.#addressConflict(address, formatMac(bytes, offset), defended, false),
      addressConflict6: (address: IpAddress, mac: Uint8Array | undefined, removed: boolean) =>
        this.#addressConflict(address, mac === undefined ? 'another station' : formatMac(mac), false, removed),
      configured6: () => this.onConfigured?.(),
    };
    const parts = { network, clock, random, events, counters };
    const ipv4 = options.ipv4 === false ? undefined : families.ipv4?.create(parts, options.ipv4, options.icmp);
    const ipv6 = options.ipv6 === false ? undefined : families.ipv6?.create(parts, options.ipv6, options.icmp);
    if (ipv4 === undefined && ipv6 === undefined) throw new RangeError('ipv4, ipv6: a stack needs one of them');
    this.ipv4 = ipv4?.layer;
    this.icmpv4 = ipv4?.icmp;
    this.ipv6 = ipv6?.layer;
    this.icmpv6 = ipv6?.icmp;
    this.ip = new IpLayers(this.ipv4, this.ipv6);
    this.transportContext = {
      ip: this.ip,
      clock,
      random,
      log,
      capabilities: network.capabilities,
      requestFlush: () => this.requestFlush(),
    };
    this.udp = new Udp(this.ip, this.transportContext, counters.udp, options.udp);
    this.#igmp = ipv4?.igmp;
    this.#transports = [];
    ipv4?.layer.attach(ipv4.icmp);
    ipv4?.layer.attach(ipv4.igmp);
    ipv6?.layer.attach(ipv6.icmp);
    this.ipv4?.attach(this.udp);
    this.ipv6?.attach(this.udp);
  }

  /** A transport of both families. */
  attach(transport: Transport): void {
    this.ipv4?.attach(transport);
    this.ipv6?.attach(transport);
    this.#transports.push(transport);
  }

  /** One run over a batch of the device. Never throws. */
  input(frames: readonly Frame[], count: number, now: number): void {
    this.#running = true;
    for (let i = 0; i < count; i++) this.#receive(frames[i]!, now);
    this.#finish(now);
  }

  /** One run without frames: for deadlines, and for what the application has made ready. */
  run(now: number): void {
    this.#running = true;
    this.#finish(now);
  }

  requestFlush(): void {
    if (this.#running || this.#scheduled) return;
    this.#scheduled = true;
    this.#schedule();
  }

  /** When `run` has to be called next, in monotonic milliseconds; Infinity: not before something happens. */
  nextDeadline(): number {
    let deadline = Number.POSITIVE_INFINITY;
    // Asked for twice in every run: each call knows whom it calls.
    if (this.ipv4 !== undefined)
      deadline = Math.min(this.ipv4.nextDeadline(), this.icmpv4!.nextDeadline(), this.#igmp!.nextDeadline());
    if (this.ipv6 !== undefined) deadline = Math.min(deadline, this.ipv6.nextDeadline(), this.icmpv6!.nextDeadline());
    for (let i = 0; i < this.#transports.length; i++) {
      const other = this.#transports[i]!.nextDeadline();
      if (other < deadline) deadline = other;
    }
    return deadline;
  }

  /** Whether a run is under way: a handler of the application is being called. */
  get running(): boolean {
    return this.#running;
  }

  /** Closes sockets, fails pings, frees frames; not from within a run. The device is left alone. */
  close(): void {
    this.udp.close();
    this.icmpv4?.close();
    this.icmpv6?.close();
    this.ipv4?.close();
    this.ipv6?.close();
  }

  #finish(now: number): void {
    this.#scheduled = false;
    if (this.nextDeadline() <= now) {
      this.ipv4?.runTimers(now);
      this.icmpv4?.runTimers(now);
      this.#igmp?.runTimers(now);
      this.ipv6?.runTimers(now);
      this.icmpv6?.runTimers(now);
      for (let i = 0; i < this.#transports.length; i++) this.#transports[i]!.runTimers(now);
    }
    // Ends with a flush: what is then in the loop makes a deadline, what is in the transports would not.
    for (let round = 0; ; round++) {
      for (let i = 0; i < this.#transports.length; i++) this.#transports[i]!.flush(now);
      const looped = this.ipv4?.runLoop(now);
      if (round === LOOP_ROUNDS || !(this.ipv6?.runLoop(now) || looped)) break;
    }
    this.#running = false;
    this.#network.flush();
  }

  #receive(frame: Frame, now: number): void {
    const counters = this.counters.ethernet;
    const bytes = frame.bytes;
    counters.received++;
    switch (checkEthernet(bytes, frame.length)) {
      case ETHERNET_TOO_SHORT:
        counters.drops.tooShort++;
        return;
      case ETHERNET_BAD_SOURCE:
        counters.drops.badSource++;
        return;
    }
    const group = isGroupMac(bytes, ETHERNET_DESTINATION);
    if (!group && !equalMac(bytes, ETHERNET_DESTINATION, this.#network.mac, 0)) {
      counters.drops.notForUs++;
      return;
    }
    switch (etherType(bytes)) {
      case ETHERTYPE_IPV4:
        if (this.ipv4 === undefined) break;
        counters.ipv4++;
        this.ipv4.input(frame, group, now);
        return;
      case ETHERTYPE_IPV6:
        if (this.ipv6 === undefined) break;
        counters.ipv6++;
        this.ipv6.input(frame, group, now);
        return;
      case ETHERTYPE_ARP:
        if (this.ipv4 === undefined) break;
        counters.arp++;
        this.ipv4.arp.input(frame, now);
        return;
    }
    counters.drops.unknownType++;
  }

  /** Who hears of address conflicts and decides about them. Without one they are logged, and our addresses kept. */
  watchConflicts(onConflict: AddressConflictHandler | undefined): void {
    this.#onConflict = onConflict;
  }

  #addressConflict(address: IpAddress, station: string, defended: boolean, removed: boolean): void {
    const text = formatAddress(address);
    if (this.#onConflict !== undefined) {
      this.#onConflict({ address: text, mac: station, defended, ...(removed ? { removed } : {}) });
      return;
    }
    if (!defended && typeof address === 'number') return;
    const what = removed ? 'is used by' : 'is also used by';
    this.#log.error(`address conflict: ${text} ${what} ${station}; give one of us another`, {
      address: text,
      mac: station,
      ownMac: formatMac(this.#network.mac),
    });
  }
}
