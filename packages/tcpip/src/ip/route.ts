import type { Ipv4Address } from '../address.js';
import { NEIGHBOR_PERMANENT, NEIGHBOR_REMOVED, Neighbor } from '../arp/neighbor.js';
import { type IpAddress, mixAddress, pseudoHeaderShare, sameAddress } from '../ip-address.js';
import type { PacketSender } from './layer.js';

/**
 * A path to one destination. Transports ask for it once (a connection when it is made), keep it, and build every packet
 * through it: what does not change from packet to packet is computed here and nowhere else. One class for both families, so that
 * code above them meets objects of one shape.
 */
export class Route<A extends IpAddress = IpAddress> {
  /** Builds and sends the packets. */
  readonly layer: PacketSender;
  readonly source: A;
  readonly destination: A;
  /** Offset of the transport header in a frame from `begin`: 14 of Ethernet and the IP header without options or extensions. */
  readonly transportOffset: number;
  /** One's complement sum of the pseudo header's address words; protocol and length are for the transport to add. */
  readonly pseudoHeaderSum: number;
  /** Largest IP packet on the path, in octets; goes down when ICMP says so (RFC 1191, RFC 8201). */
  pathMtu: number;
  /** TTL or hop limit. */
  readonly hopLimit: number;
  /** What the headers have in common: the sum of an IPv4 header's words that do not change, the flow label of IPv6 (RFC 6437). */
  readonly constant: number;
  /** To one of our own addresses. */
  readonly looped: boolean;
  /** False once addresses or routes have changed, or another one took its place: who sends seldom asks again. */
  valid: boolean;
  /** The next hop. To be looked up again when it is removed from its table, or is a router that does not answer. */
  neighbor: Neighbor<A>;
  /** Of the last packet: counts for the pair of addresses (RFC 6864, RFC 7739), from a random start. Signed 32 bits. */
  identification: number;

  constructor(
    layer: PacketSender,
    source: A,
    destination: A,
    transportOffset: number,
    pathMtu: number,
    hopLimit: number,
    constant: number,
    looped: boolean,
    neighbor: Neighbor<A>,
    identification: number,
  ) {
    this.layer = layer;
    this.source = source;
    this.destination = destination;
    this.transportOffset = transportOffset;
    this.pseudoHeaderSum = pseudoHeaderShare(source) + pseudoHeaderShare(destination);
    this.pathMtu = pathMtu;
    this.hopLimit = hopLimit;
    this.constant = constant;
    this.looped = looped;
    this.valid = true;
    this.neighbor = neighbor;
    this.identification = identification | 0;
  }
}

/** The neighbour of routes that have not been used yet: the first packet finds it removed and looks the true one up. */
export function unresolvedNeighbor<A extends IpAddress>(address: A): Neighbor<A> {
  return new Neighbor(address, NEIGHBOR_REMOVED);
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
  neighbor.mac.set([0x01, 0x00, 0x5e, (group >>> 16) & 0x7f, group >>> 8, group]);
  return neighbor;
}

const SETS = 256;
const WAYS = 4;

/**
 * Routes by source and destination, at most 1024: a set-associative cache, so that its size is what it is and a flood of
 * addresses costs the recomputation of routes and nothing else. `seed` keeps outsiders from choosing who collides.
 */
export class RouteCache<A extends IpAddress> {
  /** Empty until there is one. */
  #routes: (Route<A> | undefined)[];
  readonly #next: Uint8Array;
  readonly #seed: number;

  constructor(seed: number) {
    this.#routes = [];
    this.#next = new Uint8Array(SETS);
    this.#seed = seed;
  }

  get(source: A, destination: A): Route<A> | undefined {
    const first = this.#set(source, destination) * WAYS;
    for (let i = first; i < first + WAYS; i++) {
      const route = this.#routes[i];
      if (route !== undefined && sameAddress(route.destination, destination) && sameAddress(route.source, source))
        return route;
    }
    return undefined;
  }

  /** The route must not be in the cache. The oldest of its set gives way. */
  add(route: Route<A>): void {
    if (this.#routes.length === 0) this.#routes = new Array<Route<A> | undefined>(SETS * WAYS).fill(undefined);
    const set = this.#set(route.source, route.destination);
    const way = this.#next[set]!;
    this.#next[set] = (way + 1) % WAYS;
    const old = this.#routes[set * WAYS + way];
    if (old !== undefined) old.valid = false;
    this.#routes[set * WAYS + way] = route;
  }

  /** Sets the path MTU of all routes to `destination`. */
  setPathMtu(destination: A, mtu: number): void {
    for (const route of this.#routes)
      if (route !== undefined && sameAddress(route.destination, destination)) route.pathMtu = mtu;
  }

  /** What goes to `destination` by way of `from` goes to `neighbor` from now on. Without `neighbor` it is only asked whether there is any. */
  redirect(destination: A, from: A, neighbor?: Neighbor<A>): boolean {
    let found = false;
    for (const route of this.#routes) {
      if (route === undefined || !sameAddress(route.destination, destination)) continue;
      if (!sameAddress(route.neighbor.address, from)) continue;
      if (neighbor !== undefined) route.neighbor = neighbor;
      found = true;
    }
    return found;
  }

  clear(): void {
    for (const route of this.#routes) if (route !== undefined) route.valid = false;
    this.#routes = [];
  }

  #set(source: A, destination: A): number {
    return mixAddress(source, mixAddress(destination, this.#seed)) & (SETS - 1);
  }
}
