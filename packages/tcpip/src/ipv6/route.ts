import type { Ipv6Address } from '../address6.js';
import { NEIGHBOR_PERMANENT, NEIGHBOR_REMOVED, Neighbor } from '../arp/neighbor.js';
import type { Route } from '../ip/layer.js';
import { ETHERNET_HEADER } from '../wire/ethernet.js';
import { IPV6_HEADER } from '../wire/ipv6.js';

export type Neighbor6 = Neighbor<Ipv6Address>;

/** A resolved path: what the headers of its packets have in common, and the neighbour that gets them. */
export class Ipv6Route implements Route {
  readonly family: 6;
  readonly source: Ipv6Address;
  readonly destination: Ipv6Address;
  readonly transportOffset: number;
  readonly pseudoHeaderSum: number;
  pathMtu: number;
  readonly hopLimit: number;
  /** One for each pair of addresses, from a keyed hash (RFC 6437). */
  readonly flowLabel: number;
  /** To one of our own addresses. */
  readonly looped: boolean;
  /** The next hop. To be looked up again when it is removed from the table, or is a router that does not answer. */
  neighbor: Neighbor6;
  /** Of the last packet in fragments. Counts for the pair of addresses, from a random start (RFC 7739). */
  identification: number;

  constructor(
    source: Ipv6Address,
    destination: Ipv6Address,
    pathMtu: number,
    hopLimit: number,
    neighbor: Neighbor6,
    looped: boolean,
    flowLabel: number,
    identification: number,
  ) {
    this.family = 6;
    this.source = source;
    this.destination = destination;
    this.transportOffset = ETHERNET_HEADER + IPV6_HEADER;
    this.pseudoHeaderSum = source.sum + destination.sum;
    this.pathMtu = pathMtu;
    this.hopLimit = hopLimit;
    this.flowLabel = flowLabel;
    this.looped = looped;
    this.neighbor = neighbor;
    this.identification = identification;
  }
}

/** The neighbour of routes that have not been used yet: the first packet finds it removed and looks the true one up. */
export function unresolvedNeighbor6(address: Ipv6Address): Neighbor6 {
  return new Neighbor(address, NEIGHBOR_REMOVED);
}

/** The group address of a multicast address: 33-33 and its low 32 bits (RFC 2464, 7). */
export function multicastNeighbor6(group: Ipv6Address): Neighbor6 {
  const neighbor = new Neighbor(group, NEIGHBOR_PERMANENT);
  const { mac } = neighbor;
  mac[0] = mac[1] = 0x33;
  mac[2] = group.w3 >>> 24;
  mac[3] = group.w3 >>> 16;
  mac[4] = group.w3 >>> 8;
  mac[5] = group.w3;
  return neighbor;
}

const SETS = 256;
const WAYS = 4;

/**
 * Routes by source and destination, at most 1024: a set-associative cache, so that its size is what it is and a flood of
 * addresses costs the recomputation of routes and nothing else. `seed` keeps outsiders from choosing who collides.
 */
export class RouteCache6 {
  readonly #routes: (Ipv6Route | undefined)[];
  readonly #next: Uint8Array;
  readonly #seed: number;

  constructor(seed: number) {
    this.#routes = new Array<Ipv6Route | undefined>(SETS * WAYS).fill(undefined);
    this.#next = new Uint8Array(SETS);
    this.#seed = seed;
  }

  get(source: Ipv6Address, destination: Ipv6Address): Ipv6Route | undefined {
    const first = this.#set(source, destination) * WAYS;
    for (let i = first; i < first + WAYS; i++) {
      const route = this.#routes[i];
      if (route?.destination.equals(destination) && route.source.equals(source)) return route;
    }
    return undefined;
  }

  /** The route must not be in the cache. The oldest of its set gives way. */
  add(route: Ipv6Route): void {
    const set = this.#set(route.source, route.destination);
    const way = this.#next[set]!;
    this.#next[set] = (way + 1) % WAYS;
    this.#routes[set * WAYS + way] = route;
  }

  /** Sets the path MTU of all routes to `destination`. */
  setPathMtu(destination: Ipv6Address, mtu: number): void {
    for (const route of this.#routes) if (route?.destination.equals(destination)) route.pathMtu = mtu;
  }

  clear(): void {
    this.#routes.fill(undefined);
  }

  #set(source: Ipv6Address, destination: Ipv6Address): number {
    return hashPair(source, destination, this.#seed) & (SETS - 1);
  }
}

/** A seeded mix of two addresses. */
export function hashPair(source: Ipv6Address, destination: Ipv6Address, seed: number): number {
  let hash = Math.imul(destination.w0 ^ seed, 0x9e3779b1) ^ destination.w1;
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b) ^ destination.w2;
  hash = Math.imul(hash ^ (hash >>> 13), 0x9e3779b1) ^ destination.w3;
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b) ^ source.w2;
  hash = Math.imul(hash ^ (hash >>> 13), 0x9e3779b1) ^ source.w3;
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  return hash ^ (hash >>> 13);
}
