import type { Frame, Network } from '@morgana/network';
import type { Ipv4Address } from '../address.js';
import { type Ipv4Prefix, inPrefix, isLinkLocal, isUnicast, netmask, UNSPECIFIED } from '../address.js';
import type { ArpCounters } from '../counters.js';
import { TokenBucket } from '../token-bucket.js';
import {
  ARP_BAD_SENDER,
  ARP_LENGTH,
  ARP_REPLY,
  ARP_REQUEST,
  ARP_SENDER_MAC,
  ARP_TOO_SHORT,
  ARP_UNSUPPORTED,
  arpOperation,
  arpSenderAddress,
  arpTargetAddress,
  checkArp,
  putArp,
} from '../wire/arp.js';
import { ETHERNET_HEADER, ETHERTYPE_ARP, equalMac, putEthernet, putMac } from '../wire/ethernet.js';
import {
  NEIGHBOR_FAILED,
  NEIGHBOR_INCOMPLETE,
  NEIGHBOR_PROBING,
  NEIGHBOR_REACHABLE,
  NEIGHBOR_STALE,
  Neighbor,
} from './neighbor.js';
import { NeighborTable, type NeighborTableOptions } from './neighbor-table.js';

export interface ArpOptions extends NeighborTableOptions {
  /** Milliseconds after which a neighbour must be confirmed anew (RFC 1122, 2.3.2.1: "of the order of a minute"). Default 60 000. */
  readonly reachableTime?: number;
  /** Milliseconds after which an unconfirmed, unused neighbour is forgotten. Default 600 000. */
  readonly staleTime?: number;
  /** Requests before a neighbour counts as absent. Default 3. */
  readonly maxAttempts?: number;
  /** Milliseconds between them (RFC 1122, 2.3.2.1: at most one per second and destination). Default 1000. */
  readonly retryInterval?: number;
  /** Requests per second to all destinations together. Default 100. */
  readonly requestRate?: number;
}

/** What the table asks about addresses. */
export interface ArpAddresses {
  /** Our own address. */
  isOwn(address: Ipv4Address): boolean;
  /** An address of others that we answer for (proxy ARP, RFC 1027). */
  isProxied(address: Ipv4Address): boolean;
  /** Our addresses with their networks. */
  readonly prefixes: readonly Ipv4Prefix[];
  /** Our address to ask `target` with. */
  sourceFor(target: Ipv4Address): Ipv4Address;
}

/** What the table tells. */
export interface ArpEvents {
  /** A packet to a neighbour that does not answer. The frame is released after the call. */
  unresolved(frame: Frame): void;
  /**
   * Another station, whose hardware address is at `offset` of `bytes`, uses our address or the one that we probe for.
   * `defended`: ours, and we have told the link so, which happens at most every ten seconds (RFC 5227, 2.4).
   */
  conflict(address: Ipv4Address, bytes: Uint8Array, offset: number, defended: boolean): void;
}

const BROADCAST_MAC: Uint8Array = /* @__PURE__ */ new Uint8Array([255, 255, 255, 255, 255, 255]);
const ZERO_MAC: Uint8Array = /* @__PURE__ */ new Uint8Array(6);

/** RFC 5227, 1.1: ANNOUNCE_NUM, ANNOUNCE_INTERVAL, DEFEND_INTERVAL. */
const ANNOUNCE_NUM = 2;
const ANNOUNCE_INTERVAL = 2000;
const DEFEND_INTERVAL = 10_000;
/** A fresh confirmation is not overwritten by the claim of another station for so long: two stations cannot make it flap. */
const LOCK_TIME = 1000;
/** A neighbour that did not answer is not asked for again for so long. */
const FAILED_TIME = 1000;

interface Announcement {
  readonly address: Ipv4Address;
  remaining: number;
  deadline: number;
}

/** ARP (RFC 826) with the duties of RFC 1122 2.3.2 and RFC 5227. Pure: time comes in as `now`, frames leave through the device. */
export class ArpTable extends NeighborTable<Ipv4Address> {
  readonly #addresses: ArpAddresses;
  readonly #events: ArpEvents;
  readonly #counters: ArpCounters;
  readonly #reachableTime: number;
  readonly #staleTime: number;
  readonly #maxAttempts: number;
  readonly #retryInterval: number;
  readonly #requests: TokenBucket;
  readonly #announcements: Announcement[];
  readonly #defendedAt: Map<Ipv4Address, number>;
  /** The address that we would like to have (RFC 5227, 2.1); 0: none. */
  #tentative: Ipv4Address;

  constructor(
    network: Network,
    addresses: ArpAddresses,
    events: ArpEvents,
    counters: ArpCounters,
    options: ArpOptions = {},
  ) {
    super(network, counters, options);
    this.#addresses = addresses;
    this.#events = events;
    this.#counters = counters;
    this.#reachableTime = options.reachableTime ?? 60_000;
    this.#staleTime = options.staleTime ?? 600_000;
    this.#maxAttempts = options.maxAttempts ?? 3;
    this.#retryInterval = options.retryInterval ?? 1000;
    const rate = options.requestRate ?? 100;
    this.#requests = new TokenBucket(rate, Math.max(1, rate));
    this.#announcements = [];
    this.#defendedAt = new Map();
    this.#tentative = UNSPECIFIED;
  }

  /** The neighbour at `address`, made INCOMPLETE if it is new: nothing is asked before a packet is sent to it. */
  neighbor(address: Ipv4Address): Neighbor {
    const known = this.neighbors.get(address);
    if (known !== undefined) return known;
    const neighbor = new Neighbor(address, NEIGHBOR_INCOMPLETE);
    this.insert(neighbor.address, neighbor);
    return neighbor;
  }

  /** The entry without making one. */
  lookup(address: Ipv4Address): Neighbor | undefined {
    return this.neighbors.get(address);
  }

  /**
   * Sends a frame that lacks the destination's hardware address only, to a neighbour that is not PROBING or better
   * (those need no help): at once when it is STALE, else when it has answered.
   */
  send(neighbor: Neighbor, frame: Frame, now: number): void {
    if (neighbor.state >= NEIGHBOR_PROBING) {
      this.transmit(neighbor, frame);
      return;
    }
    if (neighbor.state === NEIGHBOR_STALE) {
      neighbor.state = NEIGHBOR_PROBING;
      neighbor.attempts = 0;
      this.#attempt(neighbor, now);
      this.transmit(neighbor, frame);
      return;
    }
    if (neighbor.state !== NEIGHBOR_INCOMPLETE) {
      this.discardFrame(frame);
      return;
    }
    this.enqueue(neighbor, frame);
    if (neighbor.attempts === 0) this.#attempt(neighbor, now);
  }

  /** An ARP packet behind the Ethernet header. */
  input(frame: Frame, now: number): void {
    const counters = this.#counters;
    const bytes = frame.bytes;
    counters.received++;
    switch (checkArp(bytes, ETHERNET_HEADER, frame.length - ETHERNET_HEADER)) {
      case ARP_TOO_SHORT:
        counters.drops.tooShort++;
        return;
      case ARP_UNSUPPORTED:
        counters.drops.unsupported++;
        return;
      case ARP_BAD_SENDER:
        counters.drops.badSender++;
        return;
    }
    const macOffset = ETHERNET_HEADER + ARP_SENDER_MAC;
    if (equalMac(bytes, macOffset, this.network.mac, 0)) {
      counters.drops.ownFrame++;
      return;
    }
    const sender = arpSenderAddress(bytes, ETHERNET_HEADER);
    // Sender 0.0.0.0 is a probe (RFC 5227, 2.1.1): to be answered, nothing to be learned.
    if (sender !== UNSPECIFIED && !this.#isStation(sender)) {
      counters.drops.badSender++;
      return;
    }
    if (this.#addresses.isOwn(sender)) {
      counters.drops.conflict++;
      this.#defend(sender, bytes, macOffset, now);
      return;
    }
    const target = arpTargetAddress(bytes, ETHERNET_HEADER);
    const isRequest = arpOperation(bytes, ETHERNET_HEADER) === ARP_REQUEST;
    // Somebody has what we probe for, or probes for it at the same time (RFC 5227, 2.1.1).
    if (
      this.#tentative !== UNSPECIFIED &&
      (sender === this.#tentative || (sender === UNSPECIFIED && isRequest && target === this.#tentative))
    ) {
      this.#events.conflict(this.#tentative, bytes, macOffset, false);
    }
    const answers = isRequest && this.#answers(sender, target, bytes, macOffset);

    const neighbor = this.neighbors.get(sender);
    let used = answers;
    if (neighbor !== undefined) {
      if (!this.#update(neighbor, bytes, macOffset, !isRequest && this.#addresses.isOwn(target), now)) {
        counters.drops.tooFresh++;
        return;
      }
      used = true;
    } else if (answers && sender !== UNSPECIFIED && this.#isOnLink(sender)) {
      // Who asks for us will be talked to next (RFC 826): the only case in which somebody unknown is learned.
      this.#learn(sender, bytes, macOffset, now);
    }
    if (answers) this.#reply(sender, target, bytes, macOffset);
    if (used) counters.accepted++;
    else counters.ignored++;
  }

  /** Tells the link that `address` is ours (RFC 5227, 2.3): now, and once again two seconds later. */
  announce(address: Ipv4Address, now: number): void {
    this.#sendAnnouncement(address);
    this.#announcements.push({ address, remaining: ANNOUNCE_NUM - 1, deadline: now + ANNOUNCE_INTERVAL });
    this.wakeAt(now + ANNOUNCE_INTERVAL);
  }

  /**
   * Asks whether somebody has `address`, as one who has not got it (RFC 5227, 2.1.1). From now on a station that has it, or
   * probes for it too, is told as a conflict; until another is probed for or `forget`.
   */
  probe(address: Ipv4Address): void {
    this.#tentative = address;
    if (this.#emit(ARP_REQUEST, BROADCAST_MAC, UNSPECIFIED, ZERO_MAC, address)) this.#counters.requestsSent++;
  }

  /** Takes a neighbour's hardware address, at `offset` of `bytes`, from another source than ARP; believed for as long. */
  introduce(address: Ipv4Address, bytes: Uint8Array, offset: number, now: number): void {
    const known = this.neighbors.get(address);
    if (known === undefined) {
      this.#learn(address, bytes, offset, now);
      return;
    }
    putMac(known.mac, 0, bytes, offset);
    this.#confirm(known, now);
  }

  /** Drops all that was learned and all that is under way: the addresses that it rests on have changed. */
  forget(): void {
    this.removeAll();
    this.#announcements.length = 0;
    this.#defendedAt.clear();
    this.#tentative = UNSPECIFIED;
  }

  override runTimers(now: number): void {
    if (now < this.nextDeadline()) return;
    super.runTimers(now);
    for (let i = this.#announcements.length - 1; i >= 0; i--) {
      const announcement = this.#announcements[i]!;
      if (announcement.deadline <= now) {
        this.#sendAnnouncement(announcement.address);
        announcement.deadline = now + ANNOUNCE_INTERVAL;
        if (--announcement.remaining === 0) {
          this.#announcements.splice(i, 1);
          continue;
        }
      }
      this.wakeAt(announcement.deadline);
    }
  }

  #isStation(address: Ipv4Address): boolean {
    if (!isUnicast(address)) return false;
    for (const prefix of this.#addresses.prefixes) {
      if (prefix.bits < 31 && inPrefix(address, prefix)) {
        const hostMask = ~netmask(prefix.bits) >>> 0;
        const hostPart = (address & hostMask) >>> 0;
        if (hostPart === 0 || hostPart === hostMask) return false;
      }
    }
    return true;
  }

  #isOnLink(address: Ipv4Address): boolean {
    for (const prefix of this.#addresses.prefixes) if (inPrefix(address, prefix)) return true;
    return false;
  }

  #answers(sender: Ipv4Address, target: Ipv4Address, bytes: Uint8Array, macOffset: number): boolean {
    if (this.#addresses.isOwn(target)) return true;
    // As a proxy never for a station that asks whether it may have an address, nor for one that lives on this link.
    if (sender === UNSPECIFIED || sender === target || !this.#addresses.isProxied(target)) return false;
    const neighbor = this.neighbors.get(target);
    return neighbor === undefined || neighbor.state < NEIGHBOR_STALE || equalMac(neighbor.mac, 0, bytes, macOffset);
  }

  /** False: the claim is refused. */
  #update(neighbor: Neighbor, bytes: Uint8Array, macOffset: number, solicited: boolean, now: number): boolean {
    const hadMac = neighbor.state >= NEIGHBOR_STALE;
    const changed = hadMac && !equalMac(neighbor.mac, 0, bytes, macOffset);
    if (changed) {
      if (now - neighbor.confirmedAt < LOCK_TIME) return false;
      putMac(neighbor.mac, 0, bytes, macOffset);
      if (!solicited) {
        // Believed, as RFC 826 wants, but confirmed by unicast with the first packet that goes there.
        neighbor.state = NEIGHBOR_STALE;
        neighbor.confirmedAt = now;
        this.schedule(neighbor, now + this.#staleTime);
        return true;
      }
    } else if (!hadMac) {
      putMac(neighbor.mac, 0, bytes, macOffset);
    }
    this.#confirm(neighbor, now);
    return true;
  }

  #confirm(neighbor: Neighbor, now: number): void {
    neighbor.state = NEIGHBOR_REACHABLE;
    neighbor.confirmedAt = now;
    neighbor.attempts = 0;
    this.schedule(neighbor, now + this.#reachableTime);
    this.transmitPending(neighbor);
  }

  #learn(address: Ipv4Address, bytes: Uint8Array, macOffset: number, now: number): void {
    const neighbor = new Neighbor(address, NEIGHBOR_REACHABLE);
    putMac(neighbor.mac, 0, bytes, macOffset);
    neighbor.confirmedAt = now;
    neighbor.deadline = now + this.#reachableTime;
    this.insert(neighbor.address, neighbor);
    this.wakeAt(neighbor.deadline);
  }

  protected expire(neighbor: Neighbor, now: number): void {
    switch (neighbor.state) {
      case NEIGHBOR_REACHABLE:
        neighbor.state = NEIGHBOR_STALE;
        this.schedule(neighbor, now + this.#staleTime);
        return;
      case NEIGHBOR_INCOMPLETE:
      case NEIGHBOR_PROBING:
        if (neighbor.attempts < this.#maxAttempts) {
          this.#attempt(neighbor, now);
          return;
        }
        this.#counters.unresolved++;
        for (let i = 0; i < neighbor.pending.length; i++) this.#events.unresolved(neighbor.pending[i]!);
        this.dropPending(neighbor);
        neighbor.state = NEIGHBOR_FAILED;
        this.schedule(neighbor, now + FAILED_TIME);
        return;
      default:
        this.removeKey(neighbor.address, neighbor);
    }
  }

  #attempt(neighbor: Neighbor, now: number): void {
    neighbor.attempts++;
    this.schedule(neighbor, now + this.#retryInterval);
    if (!this.#requests.take(now)) {
      this.#counters.requestsSuppressed++;
      return;
    }
    const target = neighbor.state === NEIGHBOR_PROBING ? neighbor.mac : BROADCAST_MAC;
    const source = this.#addresses.sourceFor(neighbor.address);
    if (this.#emit(ARP_REQUEST, target, source, ZERO_MAC, neighbor.address)) this.#counters.requestsSent++;
  }

  #reply(sender: Ipv4Address, target: Ipv4Address, bytes: Uint8Array, macOffset: number): void {
    const mac = bytes.slice(macOffset, macOffset + 6);
    if (this.#emit(ARP_REPLY, mac, target, mac, sender)) this.#counters.repliesSent++;
  }

  #defend(address: Ipv4Address, bytes: Uint8Array, macOffset: number, now: number): void {
    // RFC 5227, 2.4: defended at most once in ten seconds. Who hears of the conflict decides whether the address is given up.
    const last = this.#defendedAt.get(address);
    const defended = last === undefined || now - last >= DEFEND_INTERVAL;
    if (defended) {
      this.#defendedAt.set(address, now);
      this.#sendAnnouncement(address);
    }
    this.#events.conflict(address, bytes, macOffset, defended);
  }

  #sendAnnouncement(address: Ipv4Address): void {
    if (this.#emit(ARP_REQUEST, BROADCAST_MAC, address, ZERO_MAC, address)) this.#counters.announcementsSent++;
  }

  #emit(
    operation: number,
    destination: Uint8Array,
    source: Ipv4Address,
    targetMac: Uint8Array,
    target: Ipv4Address,
  ): boolean {
    const frame = this.#allocate();
    if (frame === null) return false;
    // RFC 3927, 2.5: from a link-local address even replies are broadcast, so that a second owner of it is found out.
    putEthernet(frame.bytes, isLinkLocal(source) ? BROADCAST_MAC : destination, this.network.mac, ETHERTYPE_ARP);
    putArp(frame.bytes, ETHERNET_HEADER, operation, this.network.mac, source, targetMac, target);
    this.network.transmit(frame);
    return true;
  }

  #allocate(): Frame | null {
    const frame = this.network.allocate(ETHERNET_HEADER + ARP_LENGTH);
    if (frame !== null) frame.length = ETHERNET_HEADER + ARP_LENGTH;
    return frame;
  }
}
