import { type IpAddress, mixAddress } from '../ip-address.js';

const BUCKETS = 256;

/**
 * How many connections there are with each peer: counters by a keyed hash of where it is, an IPv4 address or a network of 64 bits of IPv6.
 * A few peers share a counter, and which ones nobody outside can tell.
 */
export class PeerCounters {
  readonly #counts = new Uint32Array(BUCKETS);
  readonly #seed: number;

  constructor(seed: number) {
    this.#seed = seed;
  }

  of(address: IpAddress): number {
    return this.#counts[this.#bucket(address)]!;
  }

  add(address: IpAddress, change: 1 | -1): void {
    const bucket = this.#bucket(address);
    this.#counts[bucket] = this.#counts[bucket]! + change;
  }

  #bucket(address: IpAddress): number {
    const seed = this.#seed;
    const hash =
      typeof address === 'number'
        ? mixAddress(address, seed)
        : mixAddress(mixAddress(address.w0, seed) ^ address.w1, seed);
    return hash & (BUCKETS - 1);
  }
}
