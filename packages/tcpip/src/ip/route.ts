import type { Ipv4Address } from '../address.js';
import { NEIGHBOR_PERMANENT, NEIGHBOR_REMOVED, Neighbor } from '../arp/neighbor.js';
import { ETHERNET_HEADER } from '../wire/ethernet.js';
import { addressSum, IPV4_HEADER, ipv4ConstantSum } from '../wire/ipv4.js';
import type { Route } from './layer.js';

/** A resolved path: what the headers of its packets have in common, and the neighbour that gets them. */
export class Ipv4Route implements Route {
  readonly family: 4;
  readonly source: Ipv4Address;
  readonly destination: Ipv4Address;
  readonly transportOffset: number;
  readonly pseudoHeaderSum: number;
  pathMtu: number;
  readonly ttl: number;
  /** Sum of the header words that do not change. */
  readonly headerSum: number;
  /** Gateway, or the destination itself when it is on the link. Read when the neighbour has to be looked up. */
  nextHop: Ipv4Address;
  /** To one of our own addresses. */
  readonly looped: boolean;
  /** To be looked up again when it is removed from the ARP table. */
  neighbor: Neighbor;
  /** Of the last packet. Counts for the pair of addresses (RFC 6864, RFC 7739), from a random start. */
  identification: number;

  constructor(
    source: Ipv4Address,
    destination: Ipv4Address,
    nextHop: Ipv4Address,
    pathMtu: number,
    ttl: number,
    neighbor: Neighbor,
    looped: boolean,
    identification: number,
  ) {
    this.family = 4;
    this.source = source;
    this.destination = destination;
    this.transportOffset = ETHERNET_HEADER + IPV4_HEADER;
    this.pseudoHeaderSum = addressSum(source) + addressSum(destination);
    this.pathMtu = pathMtu;
    this.ttl = ttl;
    this.headerSum = ipv4ConstantSum(ttl, source, destination);
    this.nextHop = nextHop;
    this.looped = looped;
    this.neighbor = neighbor;
    this.identification = identification;
  }
}

/** The neighbour of routes that have not been used yet: the first packet finds it removed and looks the true one up. */
export function unresolvedNeighbor(): Neighbor {
  return new Neighbor(0, NEIGHBOR_REMOVED);
}

/** Who gets limited and directed broadcasts. */
export function broadcastNeighbor(): Neighbor {
  const neighbor = new Neighbor(0xffff_ffff, NEIGHBOR_PERMANENT);
  neighbor.mac.fill(0xff);
  return neighbor;
}

/** The group address of a multicast address: 01-00-5E and its low 23 bits (RFC 1112, 6.4). */
export function multicastNeighbor(group: Ipv4Address): Neighbor {
  const neighbor = new Neighbor(group, NEIGHBOR_PERMANENT);
  neighbor.mac[0] = 0x01;
  neighbor.mac[1] = 0x00;
  neighbor.mac[2] = 0x5e;
  neighbor.mac[3] = (group >>> 16) & 0x7f;
  neighbor.mac[4] = group >>> 8;
  neighbor.mac[5] = group;
  return neighbor;
}

const SETS = 256;
const WAYS = 4;

/**
 * Routes by source and destination, at most 1024: a set-associative cache, so that its size is what it is and a flood of
 * addresses costs the recomputation of routes and nothing else. `seed` keeps outsiders from choosing who collides.
 */
export class RouteCache {
  readonly #routes: (Ipv4Route | undefined)[];
  readonly #next: Uint8Array;
  readonly #seed: number;

  constructor(seed: number) {
    this.#routes = new Array<Ipv4Route | undefined>(SETS * WAYS).fill(undefined);
    this.#next = new Uint8Array(SETS);
    this.#seed = seed;
  }

  get(source: Ipv4Address, destination: Ipv4Address): Ipv4Route | undefined {
    const first = this.#set(source, destination) * WAYS;
    for (let i = first; i < first + WAYS; i++) {
      const route = this.#routes[i];
      if (route !== undefined && route.destination === destination && route.source === source) return route;
    }
    return undefined;
  }

  /** The route must not be in the cache. The oldest of its set gives way. */
  add(route: Ipv4Route): void {
    const set = this.#set(route.source, route.destination);
    const way = this.#next[set]!;
    this.#next[set] = (way + 1) % WAYS;
    this.#routes[set * WAYS + way] = route;
  }

  /** Sets the path MTU of all routes to `destination`. */
  setPathMtu(destination: Ipv4Address, mtu: number): void {
    for (const route of this.#routes) {
      if (route !== undefined && route.destination === destination) route.pathMtu = mtu;
    }
  }

  clear(): void {
    this.#routes.fill(undefined);
  }

  #set(source: Ipv4Address, destination: Ipv4Address): number {
    let hash = Math.imul(destination ^ this.#seed, 0x9e3779b1) ^ source;
    hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
    return (hash ^ (hash >>> 13)) & (SETS - 1);
  }
}
