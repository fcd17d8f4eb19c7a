import type { Ipv6Address } from '../address6.js';
import { NEIGHBOR_PERMANENT, Neighbor } from '../arp/neighbor.js';

export type Neighbor6 = Neighbor<Ipv6Address>;

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
