import type { Frame, Network } from '@morgana/network';
import type { IpAddress } from '../ip-address.js';
import { putMac } from '../wire/ethernet.js';
import { NEIGHBOR_REMOVED, type Neighbor } from './neighbor.js';

export interface NeighborTableOptions {
  /** Neighbours remembered. Default 512. */
  readonly maxNeighbors?: number;
  /** Packets that wait for one neighbour's hardware address; the oldest gives way (RFC 1122, 2.3.2.2). Default 64, enough for a largest datagram. */
  readonly maxPendingPerNeighbor?: number;
  /** Packets that wait altogether. They occupy frames of the device. Default 128. */
  readonly maxPending?: number;
}

export interface NeighborTableCounters {
  /** Neighbours that gave place to others in the full table. */
  evicted: number;
  /** Packets dropped while they waited for a neighbour's hardware address. */
  pendingDropped: number;
}

/** What ARP and neighbour discovery have in common: a bounded table of neighbours, and frames that wait for them. */
export abstract class NeighborTable<A extends IpAddress> {
  protected readonly network: Network;
  protected readonly neighbors: Map<number | string, Neighbor<A>>;
  readonly #counters: NeighborTableCounters;
  readonly #maxNeighbors: number;
  readonly #maxPendingPerNeighbor: number;
  readonly #maxPending: number;
  #pending: number;
  #deadline: number;

  constructor(network: Network, counters: NeighborTableCounters, options: NeighborTableOptions) {
    this.network = network;
    this.neighbors = new Map();
    this.#counters = counters;
    this.#maxNeighbors = options.maxNeighbors ?? 512;
    this.#maxPendingPerNeighbor = options.maxPendingPerNeighbor ?? 64;
    this.#maxPending = options.maxPending ?? 128;
    this.#pending = 0;
    this.#deadline = Number.POSITIVE_INFINITY;
  }

  /** Neighbours in the table. */
  get size(): number {
    return this.neighbors.size;
  }

  /** Frames that wait. */
  get pending(): number {
    return this.#pending;
  }

  nextDeadline(): number {
    return this.#deadline;
  }

  runTimers(now: number): void {
    if (now < this.#deadline) return;
    // Found anew below: by the walk over all neighbours, of which there are few, and by what it sets off.
    this.#deadline = Number.POSITIVE_INFINITY;
    for (const neighbor of this.neighbors.values()) {
      if (neighbor.deadline <= now) this.expire(neighbor, now);
      this.wakeAt(neighbor.deadline);
    }
  }

  /** A neighbour's deadline has come. */
  protected abstract expire(neighbor: Neighbor<A>, now: number): void;

  protected insert(key: number | string, neighbor: Neighbor<A>): void {
    if (this.neighbors.size >= this.#maxNeighbors) {
      this.#counters.evicted++;
      this.removeKey(...this.#victim());
    }
    this.neighbors.set(key, neighbor);
  }

  /** Who gives way: nobody's address first, then one that nobody needed to confirm, then the one heard of least recently. */
  #victim(): [number | string, Neighbor<A>] {
    let victim: [number | string, Neighbor<A>] | undefined;
    for (const entry of this.neighbors) {
      const neighbor = entry[1];
      if (
        victim === undefined ||
        neighbor.state < victim[1].state ||
        (neighbor.state === victim[1].state && neighbor.confirmedAt < victim[1].confirmedAt)
      ) {
        victim = entry;
      }
    }
    return victim!;
  }

  protected removeKey(key: number | string, neighbor: Neighbor<A>): void {
    this.dropPending(neighbor);
    neighbor.state = NEIGHBOR_REMOVED;
    neighbor.deadline = Number.POSITIVE_INFINITY;
    this.neighbors.delete(key);
  }

  protected removeAll(): void {
    for (const [key, neighbor] of this.neighbors) this.removeKey(key, neighbor);
    this.#deadline = Number.POSITIVE_INFINITY;
  }

  protected schedule(neighbor: Neighbor<A>, deadline: number): void {
    neighbor.deadline = deadline;
    this.wakeAt(deadline);
  }

  protected wakeAt(deadline: number): void {
    if (deadline < this.#deadline) this.#deadline = deadline;
  }

  // Frames

  protected transmit(neighbor: Neighbor<A>, frame: Frame): void {
    putMac(frame.bytes, 0, neighbor.mac);
    this.network.transmit(frame);
  }

  /** Keeps a frame until the neighbour is found. */
  protected enqueue(neighbor: Neighbor<A>, frame: Frame): void {
    if (neighbor.pending.length >= this.#maxPendingPerNeighbor) this.#dropOldest(neighbor);
    if (this.#pending >= this.#maxPending) {
      this.discardFrame(frame);
    } else {
      neighbor.pending.push(frame);
      this.#pending++;
    }
  }

  protected discardFrame(frame: Frame): void {
    this.#counters.pendingDropped++;
    this.network.release(frame);
  }

  protected transmitPending(neighbor: Neighbor<A>): void {
    const pending = neighbor.pending;
    if (pending.length === 0) return;
    this.#pending -= pending.length;
    for (let i = 0; i < pending.length; i++) this.transmit(neighbor, pending[i]!);
    pending.length = 0;
  }

  protected dropPending(neighbor: Neighbor<A>): void {
    while (neighbor.pending.length > 0) this.#dropOldest(neighbor);
  }

  #dropOldest(neighbor: Neighbor<A>): void {
    this.discardFrame(neighbor.pending.shift()!);
    this.#pending--;
  }
}
