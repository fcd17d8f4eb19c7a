import { CHECKSUM_COMPLETE, type Frame } from '@morgana/network';
import type { ReassemblyCounters } from '../counters.js';
import { newFrame } from '../frame.js';
import { type IpAddress, sameAddress } from '../ip-address.js';
import { ETHERNET_HEADER } from '../wire/ethernet.js';

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

export interface Fragment {
  /** Octets from the start of the datagram's data. */
  readonly start: number;
  readonly data: Uint8Array;
}

export interface Datagram {
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

/** What a family's reassembly reads out of a fragment. */
export interface FragmentFields {
  source: IpAddress;
  destination: IpAddress;
  identification: number;
  protocol: number;
  /** Octets from the start of the datagram's data. */
  start: number;
  more: boolean;
  /** Where the data is, and its octets. */
  dataStart: number;
  length: number;
  /** What is kept of the first fragment in front of its data: `bytes[headerStart .. headerEnd)`. */
  headerStart: number;
  headerEnd: number;
}

/** The largest IP packet of both families. */
const LARGEST_PACKET = 65535 + 40;

/**
 * Fragments of datagrams until they are whole (RFC 815). Both families share it. Every bound holds against a sender of nothing
 * but fragments.
 */
export class FragmentStore {
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

  /** Takes a fragment whose fields make sense. Returns the datagram when this was what it lacked: `takeOut` must follow. */
  insert(bytes: Uint8Array, fields: FragmentFields, now: number): Datagram | undefined {
    const counters = this.#counters;
    const { source, destination, identification, protocol, start, more, dataStart, length } = fields;
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
    if (start === 0) datagram.header = bytes.slice(fields.headerStart, fields.headerEnd);
    return datagram.present === datagram.total ? datagram : undefined;
  }

  /** Forgets a whole datagram after copying its data to `headerLength` behind the Ethernet header of a frame lent out until the next one. */
  takeOut(datagram: Datagram, headerLength: number): Frame {
    this.#frame ??= newFrame(ETHERNET_HEADER + LARGEST_PACKET);
    const frame = this.#frame;
    const dataStart = ETHERNET_HEADER + headerLength;
    for (const fragment of datagram.fragments) frame.bytes.set(fragment.data, dataStart + fragment.start);
    frame.length = dataStart + datagram.total;
    frame.checksum = CHECKSUM_COMPLETE;
    this.#counters.merged += this.#discard(datagram);
    this.#datagrams.splice(this.#datagrams.indexOf(datagram), 1);
    return frame;
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
        sameAddress(datagram.source, source) &&
        sameAddress(datagram.destination, destination) &&
        datagram.protocol === protocol
      ) {
        return datagram;
      }
    }
    return undefined;
  }

  #memoryOf(source: IpAddress): number {
    let memory = 0;
    for (const datagram of this.#datagrams) if (sameAddress(datagram.source, source)) memory += datagram.memory;
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
