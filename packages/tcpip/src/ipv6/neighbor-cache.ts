import type { Frame, Network } from '@morgana/network';
import type { Ipv6Address } from '../address6.js';
import {
  NEIGHBOR_FAILED,
  NEIGHBOR_INCOMPLETE,
  NEIGHBOR_PROBING,
  NEIGHBOR_REACHABLE,
  NEIGHBOR_STALE,
  Neighbor,
} from '../arp/neighbor.js';
import { NeighborTable, type NeighborTableOptions } from '../arp/neighbor-table.js';
import type { NdpCounters } from '../counters.js';
import { equalMac, putMac } from '../wire/ethernet.js';
import type { Neighbor6 } from './neighbor.js';

export interface NeighborCacheOptions extends NeighborTableOptions {
  /** Milliseconds that a neighbour is taken for reachable, until a router says otherwise (RFC 4861, 10). Default 30 000. */
  readonly reachableTime?: number;
  /** Milliseconds between solicitations, until a router says otherwise. Default 1000. */
  readonly retransTimer?: number;
  /** Milliseconds after which an unconfirmed, unused neighbour is forgotten. Default 600 000. */
  readonly staleTime?: number;
}

/** RFC 4861, 10: MAX_MULTICAST_SOLICIT and MAX_UNICAST_SOLICIT, DELAY_FIRST_PROBE_TIME. */
const MAXIMUM_SOLICITATIONS = 3;
const DELAY_FIRST_PROBE_TIME = 5000;
/** A neighbour that did not answer is not asked for again for so long. */
const FAILED_TIME = 1000;

export interface NeighborCacheEvents {
  /** Asks for the neighbour: at its hardware address if `unicast`, else at its solicited-node group. */
  solicit(neighbor: Neighbor6, unicast: boolean, now: number): void;
  /** A packet to a neighbour that does not answer. The frame is released after the call. */
  unresolved(frame: Frame): void;
  /** The neighbour does not answer: what goes through it needs another way. */
  lost(neighbor: Neighbor6): void;
  /** It says that it is no router any more. */
  noRouter(neighbor: Neighbor6): void;
}

/** The neighbour cache and neighbour unreachability detection (RFC 4861, 7.2 and 7.3). */
export class NeighborCache extends NeighborTable<Ipv6Address> {
  reachableTime: number;
  retransTimer: number;
  readonly #events: NeighborCacheEvents;
  readonly #counters: NdpCounters;
  readonly #staleTime: number;

  constructor(
    network: Network,
    events: NeighborCacheEvents,
    counters: NdpCounters,
    options: NeighborCacheOptions = {},
  ) {
    super(network, counters, options);
    this.#events = events;
    this.#counters = counters;
    this.reachableTime = options.reachableTime ?? 30_000;
    this.retransTimer = options.retransTimer ?? 1000;
    this.#staleTime = options.staleTime ?? 600_000;
  }

  /** The neighbour at `address`, made INCOMPLETE if it is new: nothing is asked before a packet is sent to it. */
  neighbor(address: Ipv6Address): Neighbor6 {
    const { key } = address;
    const known = this.neighbors.get(key);
    if (known !== undefined) return known;
    const neighbor = new Neighbor(address, NEIGHBOR_INCOMPLETE);
    this.insert(key, neighbor);
    return neighbor;
  }

  /** The entry without making one. */
  lookup(address: Ipv6Address): Neighbor6 | undefined {
    return this.neighbors.get(address.key);
  }

  /** Sends a frame that lacks the destination's hardware address only, to a neighbour that is not PROBING or better. */
  send(neighbor: Neighbor6, frame: Frame, now: number): void {
    if (neighbor.state >= NEIGHBOR_PROBING) {
      this.transmit(neighbor, frame);
    } else if (neighbor.state === NEIGHBOR_STALE) {
      // DELAY: an answer from above may come before we ask (7.3.3).
      neighbor.state = NEIGHBOR_PROBING;
      neighbor.attempts = 0;
      this.schedule(neighbor, now + DELAY_FIRST_PROBE_TIME);
      this.transmit(neighbor, frame);
    } else if (neighbor.state === NEIGHBOR_INCOMPLETE) {
      this.enqueue(neighbor, frame);
      if (neighbor.attempts === 0) this.#attempt(neighbor, now);
    } else {
      this.discardFrame(frame);
    }
  }

  /**
   * Somebody who is not asked tells his hardware address, at `offset` of `bytes`: in a solicitation or a router's message (7.2.3, 6.3.4).
   * The address is on our link.
   */
  heard(address: Ipv6Address, bytes: Uint8Array, offset: number, now: number): void {
    const neighbor = this.neighbor(address);
    if (neighbor.state >= NEIGHBOR_STALE && equalMac(neighbor.mac, 0, bytes, offset)) return;
    putMac(neighbor.mac, 0, bytes, offset);
    neighbor.state = NEIGHBOR_STALE;
    neighbor.confirmedAt = now;
    neighbor.attempts = 0;
    this.schedule(neighbor, now + this.#staleTime);
    this.#sendPending(neighbor, now);
  }

  /**
   * A neighbour advertisement (7.2.5); `offset` of the target's hardware address in `bytes` is -1 when there is none. False: we do not
   * care for the neighbour.
   */
  advertised(
    address: Ipv6Address,
    bytes: Uint8Array,
    offset: number,
    solicited: boolean,
    override: boolean,
    router: boolean,
    now: number,
  ): boolean {
    const neighbor = this.lookup(address);
    if (neighbor === undefined || neighbor.state === NEIGHBOR_FAILED) return false;
    if (neighbor.state === NEIGHBOR_INCOMPLETE) {
      if (offset < 0) return false;
      putMac(neighbor.mac, 0, bytes, offset);
      neighbor.router = router;
      this.#settle(neighbor, solicited, now);
      return true;
    }
    const changed = offset >= 0 && !equalMac(neighbor.mac, 0, bytes, offset);
    if (changed && !override) {
      if (neighbor.state === NEIGHBOR_REACHABLE) {
        neighbor.state = NEIGHBOR_STALE;
        this.schedule(neighbor, now + this.#staleTime);
      }
      return true;
    }
    if (changed) putMac(neighbor.mac, 0, bytes, offset);
    const lost = neighbor.router && !router;
    neighbor.router = router;
    if (solicited || changed) this.#settle(neighbor, solicited, now);
    if (lost) this.#events.noRouter(neighbor);
    return true;
  }

  #settle(neighbor: Neighbor6, reachable: boolean, now: number): void {
    neighbor.state = reachable ? NEIGHBOR_REACHABLE : NEIGHBOR_STALE;
    neighbor.confirmedAt = now;
    neighbor.attempts = 0;
    this.schedule(neighbor, now + (reachable ? this.reachableTime : this.#staleTime));
    this.#sendPending(neighbor, now);
  }

  #sendPending(neighbor: Neighbor6, now: number): void {
    if (neighbor.pending.length === 0) return;
    if (neighbor.state === NEIGHBOR_STALE) {
      neighbor.state = NEIGHBOR_PROBING;
      this.schedule(neighbor, now + DELAY_FIRST_PROBE_TIME);
    }
    this.transmitPending(neighbor);
  }

  /** Drops all that was learned: the addresses that it rests on have changed. */
  forget(): void {
    this.removeAll();
  }

  protected expire(neighbor: Neighbor6, now: number): void {
    switch (neighbor.state) {
      case NEIGHBOR_REACHABLE:
        neighbor.state = NEIGHBOR_STALE;
        this.schedule(neighbor, now + this.#staleTime);
        return;
      case NEIGHBOR_INCOMPLETE:
      case NEIGHBOR_PROBING:
        if (neighbor.attempts < MAXIMUM_SOLICITATIONS) {
          this.#attempt(neighbor, now);
          return;
        }
        this.#counters.unresolved++;
        for (let i = 0; i < neighbor.pending.length; i++) this.#events.unresolved(neighbor.pending[i]!);
        this.dropPending(neighbor);
        neighbor.state = NEIGHBOR_FAILED;
        this.schedule(neighbor, now + FAILED_TIME);
        this.#events.lost(neighbor);
        return;
      default:
        this.removeKey(neighbor.address.key, neighbor);
    }
  }

  #attempt(neighbor: Neighbor6, now: number): void {
    neighbor.attempts++;
    this.schedule(neighbor, now + this.retransTimer);
    this.#events.solicit(neighbor, neighbor.state === NEIGHBOR_PROBING, now);
  }
}
