import { type Ipv6Address, putIpv6Address } from '../address6.js';
import { get16 } from './octets.js';

// IPv6 (RFC 8200, 3)
//
//    0                   1                   2                   3
//    0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
//   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//   |Version| Traffic Class |           Flow Label                  |
//   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//   |         Payload Length        |  Next Header  |   Hop Limit   |
//   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//   |                        Source Address, 16                     |
//   |                     Destination Address, 16                   |
//   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+

export const IPV6_PAYLOAD_LENGTH = 4;
export const IPV6_NEXT_HEADER = 6;
export const IPV6_HOP_LIMIT = 7;
export const IPV6_SOURCE = 8;
export const IPV6_DESTINATION = 24;
/** Octets of the header without extensions. */
export const IPV6_HEADER = 40;
/** Largest payload; we know no jumbograms (RFC 2675). */
export const IPV6_MAXIMUM_PAYLOAD = 65535;
/** What every link carries (RFC 8200, 5). */
export const IPV6_MINIMUM_MTU = 1280;

export const PROTOCOL_ICMPV6 = 58;

export const IPV6_OK = 0;
export const IPV6_TOO_SHORT = 1;
export const IPV6_BAD_VERSION = 2;
/** Payload length above what the frame holds, or that of a jumbogram. */
export const IPV6_BAD_LENGTH = 3;

export type Ipv6Fault = typeof IPV6_OK | typeof IPV6_TOO_SHORT | typeof IPV6_BAD_VERSION | typeof IPV6_BAD_LENGTH;

/** Checks the header of a packet of which `available` octets are there. */
export function checkIpv6(bytes: Uint8Array, offset: number, available: number): Ipv6Fault {
  if (available < IPV6_HEADER) return IPV6_TOO_SHORT;
  if (bytes[offset]! >>> 4 !== 6) return IPV6_BAD_VERSION;
  const payload = ipv6PayloadLength(bytes, offset);
  if (payload > available - IPV6_HEADER) return IPV6_BAD_LENGTH;
  // RFC 2675, 3: zero with a hop-by-hop header means a jumbo payload.
  if (payload === 0 && ipv6NextHeader(bytes, offset) === 0) return IPV6_BAD_LENGTH;
  return IPV6_OK;
}

/** Octets behind the header, extensions included. */
export function ipv6PayloadLength(bytes: Uint8Array, offset: number): number {
  return get16(bytes, offset + IPV6_PAYLOAD_LENGTH);
}

export function ipv6NextHeader(bytes: Uint8Array, offset: number): number {
  return bytes[offset + IPV6_NEXT_HEADER]!;
}

export function ipv6HopLimit(bytes: Uint8Array, offset: number): number {
  return bytes[offset + IPV6_HOP_LIMIT]!;
}

/** The ECN codepoint: the low two bits of the traffic class. */
export function ipv6Ecn(bytes: Uint8Array, offset: number): number {
  return (bytes[offset + 1]! >>> 4) & 3;
}

/** Writes a header. `flowLabel` has 20 bits (RFC 6437). */
export function putIpv6(
  bytes: Uint8Array,
  offset: number,
  payloadLength: number,
  nextHeader: number,
  hopLimit: number,
  source: Ipv6Address,
  destination: Ipv6Address,
  flowLabel: number,
  ecn = 0,
): void {
  bytes[offset] = 0x60;
  bytes[offset + 1] = (ecn << 4) | (flowLabel >>> 16);
  bytes[offset + 2] = flowLabel >>> 8;
  bytes[offset + 3] = flowLabel;
  bytes[offset + 4] = payloadLength >>> 8;
  bytes[offset + 5] = payloadLength;
  bytes[offset + 6] = nextHeader;
  bytes[offset + 7] = hopLimit;
  putIpv6Address(bytes, offset + IPV6_SOURCE, source);
  putIpv6Address(bytes, offset + IPV6_DESTINATION, destination);
}
