import type { Frame } from '@morgana/network';
import { readIpv6 } from '../address6.js';
import type { ReassemblyCounters } from '../counters.js';
import { FragmentStore, type ReassemblyOptions } from '../ip/fragment-store.js';
import { ETHERNET_HEADER } from '../wire/ethernet.js';
import {
  FRAGMENT_HEADER,
  fragmentIdentification,
  fragmentOffset,
  holdsChain,
  moreFragments,
  PROBLEM_FIELD,
  PROBLEM_FIRST_FRAGMENT,
} from '../wire/extension-headers.js';
import {
  IPV6_DESTINATION,
  IPV6_HEADER,
  IPV6_MAXIMUM_PAYLOAD,
  IPV6_NEXT_HEADER,
  IPV6_PAYLOAD_LENGTH,
  IPV6_SOURCE,
  ipv6PayloadLength,
} from '../wire/ipv6.js';
import { put16 } from '../wire/octets.js';

/** RFC 8200, 4.5. */
const TIMEOUT = 60_000;

/** Puts fragments of IPv6 together (RFC 8200, 4.5); one that overlaps another ends its datagram (RFC 5722). */
export class Reassembly6 {
  readonly store: FragmentStore;
  readonly #counters: ReassemblyCounters;
  readonly #onProblem: (frame: Frame, code: number, pointer: number) => void;

  /**
   * `onTimeout` gets the packet as the first fragment brought it (time exceeded, code 1), `onProblem` a fragment that makes no sense:
   * a parameter problem at `pointer` of the frame's bytes.
   */
  constructor(
    counters: ReassemblyCounters,
    onTimeout: (quoted: Uint8Array) => void,
    onProblem: (frame: Frame, code: number, pointer: number) => void,
    options: ReassemblyOptions = {},
  ) {
    this.#counters = counters;
    this.#onProblem = onProblem;
    this.store = new FragmentStore(counters, onTimeout, { timeout: TIMEOUT, ...options });
  }

  /**
   * Takes a fragment whose fragment header is at `at`. Returns the whole packet without its extension headers so far, in a frame that
   * is good until the next call, when this was what it lacked; else undefined.
   */
  input(frame: Frame, at: number, now: number): Frame | undefined {
    const counters = this.#counters;
    const bytes = frame.bytes;
    counters.received++;
    const end = ETHERNET_HEADER + IPV6_HEADER + ipv6PayloadLength(bytes, ETHERNET_HEADER);
    const dataStart = at + FRAGMENT_HEADER;
    const length = end - dataStart;
    const start = fragmentOffset(bytes, at);
    const more = moreFragments(bytes, at);
    if (length <= 0) {
      counters.drops.malformed++;
      return undefined;
    }
    if (more && (length & 7) !== 0) {
      counters.drops.malformed++;
      this.#onProblem(frame, PROBLEM_FIELD, ETHERNET_HEADER + IPV6_PAYLOAD_LENGTH);
      return undefined;
    }
    if (start + length > IPV6_MAXIMUM_PAYLOAD) {
      counters.drops.malformed++;
      this.#onProblem(frame, PROBLEM_FIELD, at + 2);
      return undefined;
    }
    if (start === 0 && !holdsChain(bytes, bytes[at]!, dataStart, end)) {
      counters.drops.malformed++;
      this.#onProblem(frame, PROBLEM_FIRST_FRAGMENT, ETHERNET_HEADER);
      return undefined;
    }
    const datagram = this.store.insert(
      bytes,
      {
        source: readIpv6(bytes, ETHERNET_HEADER + IPV6_SOURCE),
        destination: readIpv6(bytes, ETHERNET_HEADER + IPV6_DESTINATION),
        identification: fragmentIdentification(bytes, at),
        // Addresses and identification are the key; each fragment but the first may name another next header.
        protocol: 0,
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
    const whole = this.store.takeOut(datagram, IPV6_HEADER);
    whole.bytes.set(header.subarray(0, IPV6_HEADER), ETHERNET_HEADER);
    put16(whole.bytes, ETHERNET_HEADER + IPV6_PAYLOAD_LENGTH, total);
    whole.bytes[ETHERNET_HEADER + IPV6_NEXT_HEADER] = header[header.length - FRAGMENT_HEADER]!;
    return whole;
  }
}
