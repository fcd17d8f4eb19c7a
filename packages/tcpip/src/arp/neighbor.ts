import type { Frame } from '@morgana/network';
import type { Ipv4Address } from '../address.js';
import type { IpAddress } from '../ip-address.js';

/*
 * The life of a neighbour: the states of RFC 4861 (7.3.2), which serve ARP as well. They let an address that has not been
 * confirmed for a while be used without a pause while it is confirmed anew by unicast (RFC 1122, 2.3.2.1, method 2).
 *
 *   packet to send -> INCOMPLETE --answer--> REACHABLE --60 s--> STALE --packet to send--> PROBING --answer--> REACHABLE
 *                          |                                       |                          |
 *                      no answer                              unused 10 min               no answer
 *                          v                                       v                          v
 *                       FAILED --1 s--> REMOVED                 REMOVED                    FAILED
 *
 * The numbers are in order: from STALE on there is a hardware address; from PROBING on it may be used without a thought.
 */
export const NEIGHBOR_REMOVED = 0;
export const NEIGHBOR_FAILED = 1;
export const NEIGHBOR_INCOMPLETE = 2;
export const NEIGHBOR_STALE = 3;
export const NEIGHBOR_PROBING = 4;
export const NEIGHBOR_REACHABLE = 5;
/** Broadcast, multicast: no resolution, no expiry. */
export const NEIGHBOR_PERMANENT = 6;

export type NeighborState = 0 | 1 | 2 | 3 | 4 | 5 | 6;

/** A station on the link. Routes hold on to it and read its state and hardware address for every packet. */
export class Neighbor<A extends IpAddress = Ipv4Address> {
  readonly address: A;
  /** Six octets, changed in place. */
  readonly mac: Uint8Array;
  state: NeighborState;
  /** When the state is to be left, by its meaning; Infinity: never. */
  deadline: number;
  /** Last time that the neighbour itself was heard of. */
  confirmedAt: number;
  /** It said so in neighbour discovery. */
  router: boolean;
  /** Requests sent in INCOMPLETE and PROBING. */
  attempts: number;
  /** Complete frames but for the destination's hardware address, oldest first. */
  readonly pending: Frame[];

  constructor(address: A, state: NeighborState) {
    this.address = address;
    this.mac = new Uint8Array(6);
    this.state = state;
    this.deadline = Number.POSITIVE_INFINITY;
    this.confirmedAt = Number.NEGATIVE_INFINITY;
    this.router = false;
    this.attempts = 0;
    this.pending = [];
  }
}
