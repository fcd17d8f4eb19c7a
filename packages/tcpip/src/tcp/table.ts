import type { Ipv6Address } from '../address6.js';
import { type IpAddress, sameAddress } from '../ip-address.js';
import type { State } from './state.js';

/** What the table finds by addresses and ports: a connection, or what is left of one in TIME-WAIT. Addresses are signed. */
export interface Entry {
  state: State;
  readonly localAddress: IpAddress;
  readonly remoteAddress: IpAddress;
  readonly localPort: number;
  readonly remotePort: number;
  /** Only the table writes it. */
  nextInBucket: Entry | null;
}

const SMALLEST_TABLE = 64;

/**
 * A hash table with chains through the entries: nothing is allocated to look one up, to add it or to remove it. The hash
 * is keyed, so that nobody outside can choose ports that fall into one chain.
 */
export class ConnectionTable {
  size = 0;
  #buckets: (Entry | null)[] = new Array<Entry | null>(SMALLEST_TABLE).fill(null);
  #mask: number = SMALLEST_TABLE - 1;
  /** The last one found: segments come in trains. */
  #recent: Entry | null = null;
  readonly #key1: number;
  readonly #key2: number;

  constructor(key1: number, key2: number) {
    this.#key1 = key1 | 0;
    this.#key2 = key2 | 1;
  }

  find(localAddress: IpAddress, localPort: number, remoteAddress: IpAddress, remotePort: number): Entry | null {
    const recent = this.#recent;
    if (
      recent !== null &&
      recent.remotePort === remotePort &&
      recent.localPort === localPort &&
      sameAddress(recent.remoteAddress, remoteAddress) &&
      sameAddress(recent.localAddress, localAddress)
    )
      return recent;
    let entry = this.#buckets[this.#hash(localAddress, localPort, remoteAddress, remotePort)]!;
    while (entry !== null) {
      if (
        entry.remotePort === remotePort &&
        entry.localPort === localPort &&
        sameAddress(entry.remoteAddress, remoteAddress) &&
        sameAddress(entry.localAddress, localAddress)
      ) {
        this.#recent = entry;
        return entry;
      }
      entry = entry.nextInBucket!;
    }
    return null;
  }

  /** The caller knows that no entry with these numbers is in it. */
  add(entry: Entry): void {
    if (this.size > this.#mask) this.#resize((this.#mask + 1) << 1);
    this.#link(entry);
    this.size++;
  }

  remove(entry: Entry): void {
    const index = this.#hash(entry.localAddress, entry.localPort, entry.remoteAddress, entry.remotePort);
    let link = this.#buckets[index]!;
    if (link === entry) this.#buckets[index] = entry.nextInBucket;
    else {
      while (link !== null && link.nextInBucket !== entry) link = link.nextInBucket!;
      if (link === null) return;
      link.nextInBucket = entry.nextInBucket;
    }
    entry.nextInBucket = null;
    if (this.#recent === entry) this.#recent = null;
    this.size--;
    if (this.size < this.#mask >> 3 && this.#mask >= SMALLEST_TABLE) this.#resize((this.#mask + 1) >> 1);
  }

  forEach(visit: (entry: Entry) => void): void {
    const entries: Entry[] = [];
    for (let entry of this.#buckets) for (; entry !== null; entry = entry.nextInBucket) entries.push(entry);
    for (const entry of entries) visit(entry);
  }

  #link(entry: Entry): void {
    const index = this.#hash(entry.localAddress, entry.localPort, entry.remoteAddress, entry.remotePort);
    entry.nextInBucket = this.#buckets[index]!;
    this.#buckets[index] = entry;
  }

  #resize(size: number): void {
    const old = this.#buckets;
    this.#buckets = new Array<Entry | null>(size).fill(null);
    this.#mask = size - 1;
    for (let entry of old) {
      while (entry !== null) {
        const next: Entry | null = entry.nextInBucket;
        this.#link(entry);
        entry = next;
      }
    }
  }

  #mix(h: number, address: Ipv6Address): number {
    const key = this.#key2;
    h = Math.imul(h ^ (h >>> 15), 0x85ebca6b) ^ address.w0;
    h = Math.imul(h ^ (h >>> 13), key) ^ address.w1;
    h = Math.imul(h ^ (h >>> 15), 0x85ebca6b) ^ address.w2;
    return Math.imul(h ^ (h >>> 13), key) ^ address.w3;
  }

  /** Multiply and mix with a key (the finalizer is that of MurmurHash3, which is in the public domain). */
  #hash(localAddress: IpAddress, localPort: number, remoteAddress: IpAddress, remotePort: number): number {
    let h = this.#key1 ^ ((remotePort << 16) | localPort);
    if (typeof remoteAddress === 'number' && typeof localAddress === 'number') {
      h = Math.imul(h ^ (h >>> 15), 0x85ebca6b) ^ remoteAddress;
      h = Math.imul(h ^ (h >>> 13), this.#key2) ^ localAddress;
    } else {
      h = this.#mix(this.#mix(h, remoteAddress as Ipv6Address), localAddress as Ipv6Address);
    }
    h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
    return (h ^ (h >>> 16)) & this.#mask;
  }
}
