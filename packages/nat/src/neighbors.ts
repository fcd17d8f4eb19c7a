/** Hardware addresses on one of the router's links (ARP, RFC 826): what a router of two links needs, and no more. */
import type { Frame, Network } from '@morgana/network';
import { get16, get32, put16, put32 } from './packet.js';

export const ETHERNET = 14;
export const ETHERTYPE_IPV4 = 0x0800;
export const ETHERTYPE_ARP = 0x0806;

const ARP_LENGTH = 28;
const REQUEST = 1;
const REPLY = 2;
const MAXIMUM_NEIGHBORS = 1024;
/** Frames that wait for an answer, for one neighbour and in all: they are memory of the device. */
const MAXIMUM_PENDING_EACH = 16;
const MAXIMUM_PENDING = 64;
const RETRY = 1_000;
const ATTEMPTS = 3;
/** After this time an answer is asked for anew while the old one is used on; after the other it is not believed any more. */
const REFRESH = 60_000;
const STALE = 300_000;

interface Neighbor {
  readonly mac: Uint8Array;
  known: boolean;
  confirmedAt: number;
  askedAt: number;
  attempts: number;
  readonly pending: Frame[];
}

export class Neighbors {
  unresolved = 0;
  readonly #network: Network;
  readonly #address: number;
  readonly #entries: Map<number, Neighbor> = new Map();
  #pending = 0;

  constructor(network: Network, address: number) {
    this.#network = network;
    this.#address = address;
  }

  /** Sends an IPv4 frame that lacks its Ethernet header, now or when the neighbour has answered. */
  send(frame: Frame, nextHop: number, now: number): void {
    let neighbor = this.#entries.get(nextHop);
    if (neighbor === undefined) neighbor = this.#make(nextHop, now);
    if (neighbor.known && now - neighbor.confirmedAt < STALE) {
      if (now - neighbor.confirmedAt > REFRESH && now - neighbor.askedAt >= RETRY) this.#ask(neighbor, nextHop, now);
      this.#transmit(frame, neighbor);
      return;
    }
    if (neighbor.pending.length >= MAXIMUM_PENDING_EACH || this.#pending >= MAXIMUM_PENDING) {
      this.unresolved++;
      this.#network.release(frame);
      return;
    }
    neighbor.pending.push(frame);
    this.#pending++;
    if (now - neighbor.askedAt >= RETRY) {
      neighbor.attempts = 0;
      this.#ask(neighbor, nextHop, now);
    }
  }

  /** An ARP packet behind an Ethernet header. */
  input(bytes: Uint8Array, length: number, now: number): void {
    const at = ETHERNET;
    if (length < at + ARP_LENGTH || get32(bytes, at) !== 0x00010800 || get16(bytes, at + 4) !== 0x0604) return;
    const operation = get16(bytes, at + 6);
    const sender = get32(bytes, at + 14);
    const target = get32(bytes, at + 24);
    // A group address is nobody's, and ours is not theirs.
    if ((bytes[at + 8]! & 1) !== 0 || sender === this.#address) return;
    const known = this.#entries.get(sender);
    const forUs = target === this.#address;
    if (known !== undefined || (forUs && operation === REQUEST && sender !== 0)) {
      const neighbor = known ?? this.#make(sender, now);
      neighbor.mac.set(bytes.subarray(at + 8, at + 14));
      neighbor.known = true;
      neighbor.confirmedAt = now;
      neighbor.attempts = 0;
      for (const frame of neighbor.pending) this.#transmit(frame, neighbor);
      this.#pending -= neighbor.pending.length;
      neighbor.pending.length = 0;
    }
    if (forUs && operation === REQUEST) this.#emit(REPLY, bytes.slice(at + 8, at + 14), sender);
  }

  /** Asks again or gives up. Returns whether somebody still waits. */
  retry(now: number): boolean {
    if (this.#pending === 0) return false;
    for (const [address, neighbor] of this.#entries) {
      if (neighbor.pending.length === 0 || now - neighbor.askedAt < RETRY) continue;
      if (neighbor.attempts < ATTEMPTS) this.#ask(neighbor, address, now);
      else this.#giveUp(neighbor);
    }
    return this.#pending > 0;
  }

  close(): void {
    for (const neighbor of this.#entries.values()) this.#giveUp(neighbor);
    this.#entries.clear();
  }

  #make(address: number, now: number): Neighbor {
    if (this.#entries.size >= MAXIMUM_NEIGHBORS) {
      // The one that was learned first; those in use come back with one question.
      const [oldest, neighbor] = this.#entries.entries().next().value!;
      this.#giveUp(neighbor);
      this.#entries.delete(oldest);
    }
    const neighbor: Neighbor = {
      mac: new Uint8Array(6),
      known: false,
      confirmedAt: now,
      askedAt: Number.NEGATIVE_INFINITY,
      attempts: 0,
      pending: [],
    };
    this.#entries.set(address, neighbor);
    return neighbor;
  }

  #giveUp(neighbor: Neighbor): void {
    this.unresolved += neighbor.pending.length;
    this.#pending -= neighbor.pending.length;
    for (const frame of neighbor.pending) this.#network.release(frame);
    neighbor.pending.length = 0;
  }

  #transmit(frame: Frame, neighbor: Neighbor): void {
    putEthernet(frame.bytes, neighbor.mac, this.#network.mac, ETHERTYPE_IPV4);
    this.#network.transmit(frame);
  }

  #ask(neighbor: Neighbor, address: number, now: number): void {
    neighbor.askedAt = now;
    neighbor.attempts++;
    this.#emit(REQUEST, undefined, address);
  }

  #emit(operation: number, mac: Uint8Array | undefined, address: number): void {
    const frame = this.#network.allocate(ETHERNET + ARP_LENGTH);
    if (frame === null) return;
    const { bytes } = frame;
    frame.length = ETHERNET + ARP_LENGTH;
    putEthernet(bytes, mac ?? new Uint8Array(6).fill(255), this.#network.mac, ETHERTYPE_ARP);
    put32(bytes, ETHERNET, 0x00010800);
    put16(bytes, ETHERNET + 4, 0x0604);
    put16(bytes, ETHERNET + 6, operation);
    bytes.set(this.#network.mac, ETHERNET + 8);
    put32(bytes, ETHERNET + 14, this.#address);
    bytes.set(mac ?? new Uint8Array(6), ETHERNET + 18);
    put32(bytes, ETHERNET + 24, address);
    this.#network.transmit(frame);
  }
}

function putEthernet(bytes: Uint8Array, destination: Uint8Array, source: Uint8Array, type: number): void {
  bytes.set(destination, 0);
  bytes.set(source, 6);
  put16(bytes, 12, type);
}
