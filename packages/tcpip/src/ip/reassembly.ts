import type { Frame } from '@morgana/network';
import type { ReassemblyCounters } from '../counters.js';
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
import { FragmentStore, type ReassemblyOptions } from './fragment-store.js';

/** Puts fragments of IPv4 together (RFC 791, 3.2). */
export class Reassembly {
  readonly store: FragmentStore;
  readonly #counters: ReassemblyCounters;

  /** `onTimeout` gets IP header and data of a datagram of which the first fragment was there (RFC 792: time exceeded, code 1). */
  constructor(counters: ReassemblyCounters, onTimeout: (quoted: Uint8Array) => void, options: ReassemblyOptions = {}) {
    this.#counters = counters;
    this.store = new FragmentStore(counters, onTimeout, options);
  }

  /** Octets held, overhead included. */
  get memory(): number {
    return this.store.memory;
  }

  /** Incomplete datagrams. */
  get size(): number {
    return this.store.size;
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
    const dataStart = ETHERNET_HEADER + headerLength;
    const datagram = this.store.insert(
      bytes,
      {
        source: ipv4Source(bytes, ETHERNET_HEADER),
        destination: ipv4Destination(bytes, ETHERNET_HEADER),
        identification: ipv4Identification(bytes, ETHERNET_HEADER),
        protocol,
        start,
        more,
        dataStart,
        length,
        headerStart: ETHERNET_HEADER,
        headerEnd: dataStart,
      },
      now,
    );
    if (datagram === undefined) return undefined;
    const header = datagram.header!;
    const { total } = datagram;
    const whole = this.store.takeOut(datagram, IPV4_HEADER);
    // Without options: their work is done (RFC 791 gives the datagram those of the first fragment), and transports skip them.
    whole.bytes.set(header.subarray(0, IPV4_HEADER), ETHERNET_HEADER);
    whole.bytes[ETHERNET_HEADER] = 0x45;
    put16(whole.bytes, ETHERNET_HEADER + 2, IPV4_HEADER + total);
    put16(whole.bytes, ETHERNET_HEADER + IPV4_FRAGMENT, 0);
    return whole;
  }

  nextDeadline(): number {
    return this.store.nextDeadline();
  }

  runTimers(now: number): void {
    this.store.runTimers(now);
  }

  close(): void {
    this.store.close();
  }
}
