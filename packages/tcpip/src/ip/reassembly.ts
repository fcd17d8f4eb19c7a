import { CHECKSUM_COMPLETE, type Frame } from '@morgana/network';
import type { ReassemblyCounters } from '../counters.js';
import { newFrame } from '../frame.js';
import { ETHERNET_HEADER } from '../wire/ethernet.js';
import {
  IPV4_FRAGMENT,
  IPV4_HEADER,
  IPV4_MAXIMUM,
  IPV4_MORE_FRAGMENTS,
  IPV4_OFFSET_MASK,
  ipv4Destination,
  ipv4Fragment,
  ipv4HeaderLength,
  ipv4Identification,
  ipv4Protocol,
  ipv4Source,
  ipv4TotalLength,
  PROTOCOL_TCP,
} from '../wire/ipv4.js';
import { put16 } from '../wire/octets.js';
import type { IpAddress } from './layer.js';

export interface ReassemblyOptions {
  /** Octets held by incomplete datagrams altogether, with 64 of overhead for each fragment. Default 1 MiB. */
  readonly maxMemory?: number;
  /** Octets held for one source. Default a quarter of all. */
  readonly maxMemoryPerSource?: number;
  /** Incomplete datagrams. Default 64. */
  readonly maxDatagrams?: number;
  /** Fragments of one datagram; 119 make the largest at an MTU of 576. Default 128. */
  readonly maxFragments?: number;
  /** Milliseconds from a datagram's first fragment to its end. Default 30 000 (RFC 1122, 3.3.2 asks for 60-120 s; RFC 791 for 15; 30 is what systems use). */
  readonly timeout?: number;
}

const FRAGMENT_OVERHEAD = 64;
/** What an ICMP error quotes at least. */
const QUOTED_DATA = 8;

interface Fragment {
  /** Octets from the start of the datagram's data. */
  readonly start: number;
  readonly data: Uint8Array;
}

interface Datagram {
  readonly source: IpAddress;
  readonly destination: IpAddress;
  readonly identification: number;
  readonly protocol: number;
  readonly deadline: number;
  /** Sorted by start, without overlap. Empty from the moment that the datagram is given up. */
  readonly fragments: Fragment[];
  /** Octets of data present. */
  present: number;
  /** Octets of data in all; -1 until the last fragment has come. */
  total: number;
  memory: number;
  /** Header of the first fragment and the start of its data; what comes out has this header. */
  header: Uint8Array | undefined;
  /** Given up: whatever else comes of it is dropped until its time is over (RFC 5722, 4). */
  poisoned: boolean;
}

/** Puts fragments together (RFC 791, 3.2; RFC 815). Every bound holds against a sender of nothing but fragments. */
export class Reassembly {
  readonly #counters: ReassemblyCounters;
  readonly #onTimeout: (quoted: Uint8Array) => void;
  readonly #maxMemory: number;
  readonly #maxMemoryPerSource: number;
  readonly #maxDatagrams: number;
  readonly #maxFragments: number;
  readonly #timeout: number;
  /** In order of their deadlines, which is that of their coming. */
  readonly #datagrams: Datagram[];
  #memory: number;
  /** Where datagrams are put together: one at a time, lent out until the next. */
  #frame: Frame | undefined;

  /** `onTimeout` gets IP header and data of a datagram of which the first fragment was there (RFC 792: time exceeded, code 1). */
  constructor(counters: ReassemblyCounters, onTimeout: (quoted: Uint8Array) => void, options: ReassemblyOptions = {}) {
    this.#counters = counters;
    this.#onTimeout = onTimeout;
    this.#maxMemory = options.maxMemory ?? 1 << 20;
    this.#maxMemoryPerSource = options.maxMemoryPerSource ?? this.#maxMemory >>> 2;
    this.#maxDatagrams = options.maxDatagrams ?? 64;
    this.#maxFragments = options.maxFragments ?? 128;
    this.#timeout = options.timeout ?? 30_000;
    this.#datagrams = [];
    this.#memory = 0;
    this.#frame = undefined;
  }

  /** Octets held, overhead included. */
  get memory(): number {
    return this.#memory;
  }

  /** Incomplete datagrams. */
  get size(): number {
    return this.#datagrams.length;
  }

  /**
   * Takes a fragment: a checked IPv4 packet behind the Ethernet header. Returns the whole datagram, in a frame that is
   * good until the next call, when this was what it lacked; else undefined.
   */
  input(frame: Frame, now: number): Frame | undefined {
    const counters = this.#counters;
    const bytes = frame.bytes;
    counters.received++;
    const headerLength = ipv4HeaderLength(bytes, ETHERNET_HEADER);
    const length = ipv4TotalLength(bytes, ETHERNET_HEADER) - headerLength;
    const fragmentWord = ipv4Fragment(bytes, ETHERNET_HEADER);
    const more = (fragmentWord & IPV4_MORE_FRAGMENTS) !== 0;
    const start = (fragmentWord & IPV4_OFFSET_MASK) << 3;
    const protocol = ipv4Protocol(bytes, ETHERNET_HEADER);
    if (
      length === 0 ||
      (more && (length & 7) !== 0) ||
      start + length > IPV4_MAXIMUM - IPV4_HEADER ||
      // A TCP header cut in two is made to slip past filters (RFC 1858, 4.2; RFC 3128).
      (protocol === PROTOCOL_TCP && (start === 8 || (start === 0 && length < 20)))
    ) {
      counters.drops.malformed++;
      return undefined;
    }

    const source = ipv4Source(bytes, ETHERNET_HEADER);
    const destination = ipv4Destination(bytes, ETHERNET_HEADER);
    const identification = ipv4Identification(bytes, ETHERNET_HEADER);
    let datagram = this.#find(source, destination, identification, protocol);
    if (datagram?.poisoned) {
      counters.drops.overlap++;
      return undefined;
    }
    const cost = length + FRAGMENT_OVERHEAD;
    if (this.#memoryOf(source) + cost > this.#maxMemoryPerSource) {
      counters.drops.sourceBound++;
      return undefined;
    }
    if (datagram === undefined) {
      if (this.#datagrams.length >= this.#maxDatagrams) this.#evictOldest(undefined);
      datagram = {
        source,
        destination,
        identification,
        protocol,
        deadline: now + this.#timeout,
        fragments: [],
        present: 0,
        total: -1,
        memory: 0,
        header: undefined,
        poisoned: false,
      };
      this.#datagrams.push(datagram);
    }

    const at = position(datagram.fragments, start);
    const dataStart = ETHERNET_HEADER + headerLength;
    if (isDuplicate(datagram.fragments[at - 1], start, bytes, dataStart, length)) {
      counters.drops.duplicate++;
      return undefined;
    }
    const end = start + length;
    const previous = datagram.fragments[at - 1];
    const next = datagram.fragments[at];
    const last = datagram.fragments[datagram.fragments.length - 1];
    if (
      (previous !== undefined && previous.start + previous.data.length > start) ||
      (next !== undefined && next.start < end) ||
      (datagram.total >= 0 && (!more || end > datagram.total)) ||
      (!more && last !== undefined && last.start + last.data.length > end)
    ) {
      counters.drops.overlap += 1 + this.#discard(datagram);
      datagram.poisoned = true;
      return undefined;
    }
    if (datagram.fragments.length >= this.#maxFragments) {
      counters.drops.tooMany += 1 + this.#discard(datagram);
      datagram.poisoned = true;
      return undefined;
    }

    while (this.#memory + cost > this.#maxMemory && this.#evictOldest(datagram));
    datagram.fragments.splice(at, 0, { start, data: bytes.slice(dataStart, dataStart + length) });
    datagram.present += length;
    datagram.memory += cost;
    this.#memory += cost;
    counters.held++;
    if (!more) datagram.total = end;
    if (start === 0) datagram.header = bytes.slice(ETHERNET_HEADER, dataStart);
    return datagram.present === datagram.total ? this.#assemble(datagram) : undefined;
  }

  nextDeadline(): number {
    return this.#datagrams.length === 0 ? Number.POSITIVE_INFINITY : this.#datagrams[0]!.deadline;
  }

  runTimers(now: number): void {
    while (this.#datagrams.length > 0 && this.#datagrams[0]!.deadline <= now) {
      const datagram = this.#datagrams.shift()!;
      const first = datagram.fragments[0];
      if (datagram.header !== undefined && first !== undefined) {
        const data = first.data.subarray(0, QUOTED_DATA);
        const quoted = new Uint8Array(datagram.header.length + data.length);
        quoted.set(datagram.header);
        quoted.set(data, datagram.header.length);
        this.#onTimeout(quoted);
      }
      this.#counters.drops.timeout += this.#discard(datagram);
    }
  }

  close(): void {
    for (const datagram of this.#datagrams) this.#counters.drops.closed += this.#discard(datagram);
    this.#datagrams.length = 0;
  }

  #find(source: IpAddress, destination: IpAddress, identification: number, protocol: number): Datagram | undefined {
    for (const datagram of this.#datagrams) {
      if (
        datagram.identification === identification &&
        datagram.source === source &&
        datagram.destination === destination &&
        datagram.protocol === protocol
      ) {
        return datagram;
      }
    }
    return undefined;
  }

  #memoryOf(source: IpAddress): number {
    let memory = 0;
    for (const datagram of this.#datagrams) if (datagram.source === source) memory += datagram.memory;
    return memory;
  }

  /** False when there is nothing to evict but `kept`. */
  #evictOldest(kept: Datagram | undefined): boolean {
    const at = this.#datagrams.findIndex((datagram) => datagram !== kept);
    if (at < 0) return false;
    this.#counters.drops.evicted += this.#discard(this.#datagrams[at]!);
    this.#datagrams.splice(at, 1);
    return true;
  }

  /** Gives up the datagram's memory; returns how many fragments that were. */
  #discard(datagram: Datagram): number {
    const count = datagram.fragments.length;
    this.#counters.held -= count;
    this.#memory -= datagram.memory;
    datagram.memory = 0;
    datagram.present = 0;
    datagram.header = undefined;
    datagram.fragments.length = 0;
    return count;
  }

  #assemble(datagram: Datagram): Frame {
    this.#frame ??= newFrame(ETHERNET_HEADER + IPV4_MAXIMUM);
    const frame = this.#frame;
    const bytes = frame.bytes;
    // Without options: their work is done (RFC 791 gives the datagram those of the first fragment), and transports skip them.
    bytes.set(datagram.header!.subarray(0, IPV4_HEADER), ETHERNET_HEADER);
    bytes[ETHERNET_HEADER] = 0x45;
    put16(bytes, ETHERNET_HEADER + 2, IPV4_HEADER + datagram.total);
    put16(bytes, ETHERNET_HEADER + IPV4_FRAGMENT, 0);
    const dataStart = ETHERNET_HEADER + IPV4_HEADER;
    for (const fragment of datagram.fragments) bytes.set(fragment.data, dataStart + fragment.start);
    frame.length = dataStart + datagram.total;
    frame.checksum = CHECKSUM_COMPLETE;
    this.#counters.merged += this.#discard(datagram);
    this.#datagrams.splice(this.#datagrams.indexOf(datagram), 1);
    return frame;
  }
}

/** Index of the first fragment that starts behind `start`. */
function position(fragments: readonly Fragment[], start: number): number {
  // Fragments mostly come in order: from the end.
  let at = fragments.length;
  while (at > 0 && fragments[at - 1]!.start > start) at--;
  return at;
}

function isDuplicate(
  fragment: Fragment | undefined,
  start: number,
  bytes: Uint8Array,
  offset: number,
  length: number,
): boolean {
  if (fragment === undefined || fragment.start !== start || fragment.data.length !== length) return false;
  for (let i = 0; i < length; i++) if (fragment.data[i] !== bytes[offset + i]) return false;
  return true;
}
