import type { Logger } from '@morgana/log';
import type { Frame, Network } from '@morgana/network';
import type { Random } from '@morgana/random';
import type { Clock } from '@morgana/time';
import { formatIpv4, formatMac } from './address.js';
import {
  type ArpCounters,
  arpCounters,
  type EthernetCounters,
  ethernetCounters,
  type IcmpCounters,
  type Ipv4Counters,
  icmpCounters,
  ipv4Counters,
  type ReassemblyCounters,
  reassemblyCounters,
  type UdpCounters,
  udpCounters,
} from './counters.js';
import { Icmp, type IcmpOptions } from './icmp/icmp.js';
import { Ipv4Layer, type Ipv4Options } from './ip/ipv4.js';
import type { IpAddress } from './ip/layer.js';
import type { Transport, TransportContext } from './ip/transport.js';
import { Udp, type UdpOptions } from './udp/udp.js';
import {
  checkEthernet,
  ETHERNET_BAD_SOURCE,
  ETHERNET_DESTINATION,
  ETHERNET_TOO_SHORT,
  ETHERTYPE_ARP,
  ETHERTYPE_IPV4,
  equalMac,
  etherType,
  isGroupMac,
} from './wire/ethernet.js';

export interface IpStackOptions {
  readonly ipv4?: Ipv4Options;
  readonly icmp?: IcmpOptions;
  readonly udp?: UdpOptions;
}

/** Another station uses an address of ours, or the one that we probe for. */
export interface AddressConflict {
  readonly address: string;
  /** The other's hardware address, "02:00:00:00:00:01". */
  readonly mac: string;
  /** We have just told the link that it is ours: at most every ten seconds (RFC 5227, 2.4), and never for a probed address. */
  readonly defended: boolean;
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
export class IpStack {
  readonly ip: Ipv4Layer;
  readonly icmp: Icmp;
  readonly udp: Udp;
  readonly counters: IpStackCounters;
  /** For transports to be attached. */
  readonly transportContext: TransportContext;
  readonly #network: Network;
  readonly #log: Logger;
  readonly #schedule: () => void;
  readonly #transports: Transport[];
  #onConflict: AddressConflictHandler | undefined;
  #running: boolean;
  #scheduled: boolean;

  constructor(context: IpStackContext, options: IpStackOptions = {}) {
    this.#network = context.network;
    this.#log = context.log;
    this.#schedule = () => context.schedule();
    this.#onConflict = undefined;
    this.#running = false;
    this.#scheduled = false;
    this.counters = {
      ethernet: ethernetCounters(),
      arp: arpCounters(),
      ipv4: ipv4Counters(),
      reassembly: reassemblyCounters(),
      icmp: icmpCounters(),
      udp: udpCounters(),
    };
    this.ip = new Ipv4Layer(
      {
        network: context.network,
        clock: context.clock,
        random: context.random,
        events: {
          addressConflict: (address, bytes, offset, defended) =>
            this.#addressConflict(address, bytes, offset, defended),
        },
        counters: this.counters,
      },
      options.ipv4,
    );
    this.icmp = new Icmp(this.ip, context.random, this.counters.icmp, options.icmp);
    this.ip.reportTo(this.icmp);
    this.transportContext = {
      ip: this.ip,
      clock: context.clock,
      random: context.random,
      log: context.log,
      capabilities: context.network.capabilities,
      requestFlush: () => this.requestFlush(),
    };
    this.udp = new Udp(this.ip, this.icmp, this.transportContext, this.counters.udp, options.udp);
    this.#transports = [];
    this.attach(this.icmp);
    this.attach(this.udp);
  }

  attach(transport: Transport): void {
    this.ip.attach(transport);
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
    let deadline = this.ip.nextDeadline();
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
    this.icmp.close();
    this.ip.close();
  }

  #finish(now: number): void {
    this.#scheduled = false;
    if (this.nextDeadline() <= now) {
      this.ip.runTimers(now);
      for (let i = 0; i < this.#transports.length; i++) this.#transports[i]!.runTimers(now);
    }
    // Ends with a flush: what is then in the loop makes a deadline, what is in the transports would not.
    for (let round = 0; ; round++) {
      for (let i = 0; i < this.#transports.length; i++) this.#transports[i]!.flush(now);
      if (round === LOOP_ROUNDS || !this.ip.runLoop(now)) break;
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
        counters.ipv4++;
        this.ip.input(frame, group, now);
        return;
      case ETHERTYPE_ARP:
        counters.arp++;
        this.ip.arp.input(frame, now);
        return;
      default:
        counters.drops.unknownType++;
    }
  }

  /** Who hears of address conflicts and decides about them. Without one they are logged, and our addresses kept. */
  watchConflicts(onConflict: AddressConflictHandler | undefined): void {
    this.#onConflict = onConflict;
  }

  #addressConflict(address: IpAddress, bytes: Uint8Array, offset: number, defended: boolean): void {
    const station = formatMac(bytes, offset);
    if (this.#onConflict !== undefined) {
      this.#onConflict({ address: formatIpv4(address), mac: station, defended });
      return;
    }
    if (!defended) return;
    this.#log.error(`address conflict: ${formatIpv4(address)} is also used by ${station}; give one of us another`, {
      address: formatIpv4(address),
      mac: station,
      ownMac: formatMac(this.#network.mac),
    });
  }
}
