import { get16, get32 } from './octets.js';

/** IPv6 extension headers (RFC 8200, 4) as a receiver walks them. */

export const NEXT_HOP_BY_HOP = 0;
export const NEXT_ROUTING = 43;
export const NEXT_FRAGMENT = 44;
export const NEXT_NONE = 59;
export const NEXT_DESTINATION_OPTIONS = 60;

/** RFC 8504, 5.3 lets a host bound what it walks: headers of one packet, and options of one header. */
const MAXIMUM_HEADERS = 8;
const MAXIMUM_OPTIONS = 16;

/** A header of an upper layer, or one that we do not know: `protocol` says which, `offset` where. */
export const CHAIN_UPPER = 0;
/** A fragment header, at `offset`. */
export const CHAIN_FRAGMENT = 1;
/** "No next header": nothing to deliver. */
export const CHAIN_NONE = 2;
/** The chain or an option does not fit into the packet, or is longer than a sane sender makes it. */
export const CHAIN_MALFORMED = 3;
/** An option whose type says: drop, without a word. */
export const CHAIN_OPTION_DROP = 4;
/** A parameter problem with `code`, about the octet at `pointer`; `evenToGroup`: also when the packet was sent to a group. */
export const CHAIN_PROBLEM = 5;

export type ChainEnd =
  | typeof CHAIN_UPPER
  | typeof CHAIN_FRAGMENT
  | typeof CHAIN_NONE
  | typeof CHAIN_MALFORMED
  | typeof CHAIN_OPTION_DROP
  | typeof CHAIN_PROBLEM;

/** RFC 4443, 3.4 and RFC 7112, 5. */
export const PROBLEM_FIELD = 0;
export const PROBLEM_NEXT_HEADER = 1;
export const PROBLEM_OPTION = 2;
export const PROBLEM_FIRST_FRAGMENT = 3;

/** Where a walk ended: one object, overwritten by each walk. */
export interface Chain {
  protocol: number;
  offset: number;
  code: number;
  pointer: number;
  evenToGroup: boolean;
  /** Of MLD's messages (RFC 2711, RFC 3810, 5): a router alert option was there. */
  routerAlert: boolean;
  /** Where the next-header field that names `protocol` is. */
  namedAt: number;
}

export function newChain(): Chain {
  return { protocol: 0, offset: 0, code: 0, pointer: 0, evenToGroup: false, routerAlert: false, namedAt: 0 };
}

/**
 * Walks from the header of kind `next` at `offset` to the upper layer or a fragment header; `end` is where the packet ends and
 * `namedAt` where `next` was read. `first`: hop-by-hop options may come, which is directly behind the IPv6 header only.
 */
export function walkChain(
  chain: Chain,
  bytes: Uint8Array,
  next: number,
  offset: number,
  end: number,
  namedAt: number,
  first: boolean,
): ChainEnd {
  chain.routerAlert = false;
  chain.namedAt = namedAt;
  for (let headers = 0; ; headers++) {
    chain.protocol = next;
    chain.offset = offset;
    switch (next) {
      case NEXT_HOP_BY_HOP:
        if (!first || headers > 0) return problem(chain, PROBLEM_NEXT_HEADER, chain.namedAt);
        break;
      case NEXT_DESTINATION_OPTIONS:
      case NEXT_ROUTING:
        break;
      case NEXT_FRAGMENT:
        return end - offset < 8 ? CHAIN_MALFORMED : CHAIN_FRAGMENT;
      case NEXT_NONE:
        return CHAIN_NONE;
      default:
        return CHAIN_UPPER;
    }
    if (headers >= MAXIMUM_HEADERS || end - offset < 8) return CHAIN_MALFORMED;
    const length = (bytes[offset + 1]! + 1) << 3;
    if (length > end - offset) return CHAIN_MALFORMED;
    if (next === NEXT_ROUTING) {
      // We are nobody's waypoint. Type 0 in particular is treated as unknown (RFC 5095).
      if (bytes[offset + 3]! !== 0) return problem(chain, PROBLEM_FIELD, offset + 2);
    } else {
      const fault = walkOptions(chain, bytes, offset + 2, offset + length);
      if (fault !== CHAIN_UPPER) return fault;
    }
    next = bytes[offset]!;
    chain.namedAt = offset;
    offset += length;
  }
}

function problem(chain: Chain, code: number, pointer: number): typeof CHAIN_PROBLEM {
  chain.code = code;
  chain.pointer = pointer;
  chain.evenToGroup = false;
  return CHAIN_PROBLEM;
}

const OPTION_PAD1 = 0;
const OPTION_ROUTER_ALERT = 5;

/** CHAIN_UPPER when the options allow the packet to go on. */
function walkOptions(chain: Chain, bytes: Uint8Array, at: number, end: number): ChainEnd {
  for (let options = 0; at < end; options++) {
    const type = bytes[at]!;
    if (type === OPTION_PAD1) {
      at++;
      continue;
    }
    if (options >= MAXIMUM_OPTIONS || end - at < 2) return CHAIN_MALFORMED;
    const length = bytes[at + 1]!;
    if (length > end - at - 2) return CHAIN_MALFORMED;
    if (type === OPTION_ROUTER_ALERT && length === 2 && get16(bytes, at + 2) === 0) chain.routerAlert = true;
    // 4.2: the high bits say what becomes of a packet with an option that is not known.
    switch (type >>> 6) {
      case 1:
        return CHAIN_OPTION_DROP;
      case 2:
      case 3:
        problem(chain, PROBLEM_OPTION, at);
        chain.evenToGroup = type >>> 6 === 2;
        return CHAIN_PROBLEM;
    }
    at += 2 + length;
  }
  return CHAIN_UPPER;
}

// Fragment (RFC 8200, 4.5)
//
//   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//   |  Next Header  |   Reserved    |      Fragment Offset    |Res|M|
//   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//   |                         Identification                        |
//   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+

export const FRAGMENT_HEADER = 8;

/** Octets from the start of the fragmentable part. */
export function fragmentOffset(bytes: Uint8Array, at: number): number {
  return get16(bytes, at + 2) & 0xfff8;
}

export function moreFragments(bytes: Uint8Array, at: number): boolean {
  return (bytes[at + 3]! & 1) !== 0;
}

export function fragmentIdentification(bytes: Uint8Array, at: number): number {
  return get32(bytes, at + 4);
}

export function putFragmentHeader(
  bytes: Uint8Array,
  at: number,
  next: number,
  offset: number,
  more: boolean,
  identification: number,
): void {
  bytes[at] = next;
  bytes[at + 1] = 0;
  bytes[at + 2] = offset >>> 8;
  bytes[at + 3] = offset | (more ? 1 : 0);
  bytes[at + 4] = identification >>> 24;
  bytes[at + 5] = identification >>> 16;
  bytes[at + 6] = identification >>> 8;
  bytes[at + 7] = identification;
}

/**
 * Whether the chain from `next` at `offset` to the end of the upper-layer header, as far as we know it, is within `end`: a first
 * fragment must hold all of it (RFC 7112, 5).
 */
export function holdsChain(bytes: Uint8Array, next: number, offset: number, end: number): boolean {
  for (let headers = 0; headers <= MAXIMUM_HEADERS; headers++) {
    switch (next) {
      case NEXT_DESTINATION_OPTIONS:
      case NEXT_ROUTING:
      case NEXT_HOP_BY_HOP: {
        if (end - offset < 8) return false;
        const length = (bytes[offset + 1]! + 1) << 3;
        next = bytes[offset]!;
        offset += length;
        if (offset > end) return false;
        continue;
      }
      case 6:
        return end - offset >= 20;
      case 17:
      case 58:
        return end - offset >= 8;
      default:
        return end >= offset;
    }
  }
  return false;
}
