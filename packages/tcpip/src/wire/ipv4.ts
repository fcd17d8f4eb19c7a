import type { Frame } from '@morgana/network';
import { isHeaderSumRight } from './checksum.js';
import { get16, get32 } from './octets.js';

// IPv4 (RFC 791, 3.1)
//
//    0                   1                   2                   3
//    0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
//   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//   |Version|  IHL  |Type of Service|          Total Length         |
//   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//   |         Identification        |Flags|      Fragment Offset    |
//   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//   |  Time to Live |    Protocol   |         Header Checksum       |
//   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//   |                       Source Address                          |
//   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//   |                    Destination Address                        |
//   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//   |                    Options                    |    Padding    |
//   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+

const TOTAL_LENGTH = 2;
export const IPV4_IDENTIFICATION = 4;
export const IPV4_FRAGMENT = 6;
const TTL = 8;
const PROTOCOL = 9;
export const IPV4_CHECKSUM = 10;
const SOURCE = 12;
const DESTINATION = 16;
/** Octets of a header without options. */
export const IPV4_HEADER = 20;
/** Largest packet, header included. */
export const IPV4_MAXIMUM = 65535;

/** Flags within the 16-bit word of flags and fragment offset. */
export const IPV4_DONT_FRAGMENT = 0x4000;
export const IPV4_MORE_FRAGMENTS = 0x2000;
/** The offset in the same word, in units of 8 octets. */
export const IPV4_OFFSET_MASK = 0x1fff;

export const PROTOCOL_ICMP = 1;
export const PROTOCOL_IGMP = 2;
export const PROTOCOL_TCP = 6;
export const PROTOCOL_UDP = 17;

export const IPV4_OK = 0;
export const IPV4_TOO_SHORT = 1;
export const IPV4_BAD_VERSION = 2;
/** IHL below 5 or header longer than the packet. */
export const IPV4_BAD_HEADER_LENGTH = 3;
/** Total length below the header's or above what the frame holds. */
export const IPV4_BAD_TOTAL_LENGTH = 4;
export const IPV4_BAD_CHECKSUM = 5;

export type Ipv4Fault =
  | typeof IPV4_OK
  | typeof IPV4_TOO_SHORT
  | typeof IPV4_BAD_VERSION
  | typeof IPV4_BAD_HEADER_LENGTH
  | typeof IPV4_BAD_TOTAL_LENGTH
  | typeof IPV4_BAD_CHECKSUM;

/** Of what is in the frame behind the Ethernet header, `length` octets, padding perhaps included. */
export function checkIpv4(frame: Frame, offset: number, length: number): Ipv4Fault {
  const { bytes } = frame;
  if (length < IPV4_HEADER) return IPV4_TOO_SHORT;
  const first = bytes[offset]!;
  if (first >>> 4 !== 4) return IPV4_BAD_VERSION;
  const headerLength = (first & 0xf) << 2;
  if (headerLength < IPV4_HEADER || headerLength > length) return IPV4_BAD_HEADER_LENGTH;
  const totalLength = get16(bytes, offset + TOTAL_LENGTH);
  if (totalLength < headerLength || totalLength > length) return IPV4_BAD_TOTAL_LENGTH;
  return isHeaderSumRight(frame, offset, headerLength) ? IPV4_OK : IPV4_BAD_CHECKSUM;
}

export function ipv4HeaderLength(bytes: Uint8Array, offset: number): number {
  return (bytes[offset]! & 0xf) << 2;
}

export function ipv4TotalLength(bytes: Uint8Array, offset: number): number {
  return get16(bytes, offset + TOTAL_LENGTH);
}

/** The ECN field (RFC 3168, 5). */
export function ipv4Ecn(bytes: Uint8Array, offset: number): number {
  return bytes[offset + 1]! & 3;
}

export function ipv4Identification(bytes: Uint8Array, offset: number): number {
  return get16(bytes, offset + IPV4_IDENTIFICATION);
}

/** Flags and fragment offset as they stand. */
export function ipv4Fragment(bytes: Uint8Array, offset: number): number {
  return get16(bytes, offset + IPV4_FRAGMENT);
}

export function ipv4Ttl(bytes: Uint8Array, offset: number): number {
  return bytes[offset + TTL]!;
}

export function ipv4Protocol(bytes: Uint8Array, offset: number): number {
  return bytes[offset + PROTOCOL]!;
}

export function ipv4Source(bytes: Uint8Array, offset: number): number {
  return get32(bytes, offset + SOURCE);
}

export function ipv4Destination(bytes: Uint8Array, offset: number): number {
  return get32(bytes, offset + DESTINATION);
}

/**
 * Writes a header without options. `constantSum` is what `ipv4ConstantSum` gave for the same source, destination and ttl:
 * the checksum then needs no walk over the header.
 */
export function putIpv4(
  bytes: Uint8Array,
  offset: number,
  totalLength: number,
  identification: number,
  fragment: number,
  ttl: number,
  protocol: number,
  source: number,
  destination: number,
  constantSum: number,
  ecn = 0,
): void {
  let total = constantSum + ecn + totalLength + identification + fragment + protocol;
  total = (total >>> 16) + (total & 0xffff);
  total = ~((total >>> 16) + total);
  bytes[offset] = 0x45;
  bytes[offset + 1] = ecn;
  bytes[offset + 2] = totalLength >>> 8;
  bytes[offset + 3] = totalLength;
  bytes[offset + 4] = identification >>> 8;
  bytes[offset + 5] = identification;
  bytes[offset + 6] = fragment >>> 8;
  bytes[offset + 7] = fragment;
  bytes[offset + 8] = ttl;
  bytes[offset + 9] = protocol;
  bytes[offset + 10] = total >>> 8;
  bytes[offset + 11] = total;
  bytes[offset + 12] = source >>> 24;
  bytes[offset + 13] = source >>> 16;
  bytes[offset + 14] = source >>> 8;
  bytes[offset + 15] = source;
  bytes[offset + 16] = destination >>> 24;
  bytes[offset + 17] = destination >>> 16;
  bytes[offset + 18] = destination >>> 8;
  bytes[offset + 19] = destination;
}

/** The part of the header's sum that is the same for every packet of a route. */
export function ipv4ConstantSum(ttl: number, source: number, destination: number): number {
  return 0x4500 + (ttl << 8) + addressSum(source) + addressSum(destination);
}

/** The two halfwords of an address, added: its share of a header or pseudo header sum. */
export function addressSum(address: number): number {
  return (address >>> 16) + (address & 0xffff);
}

// Options (RFC 791, 3.1): single octets 0 (end) and 1 (no operation), else type, length, data.
const OPTION_END = 0;
const OPTION_NO_OPERATION = 1;
const OPTION_LOOSE_SOURCE_ROUTE = 131;
const OPTION_STRICT_SOURCE_ROUTE = 137;

export const OPTIONS_OK = 0;
export const OPTIONS_MALFORMED = 1;
export const OPTIONS_SOURCE_ROUTE = 2;

/** All options are tolerated and ignored but source routes, which are for attackers only (RFC 7126, 4.3 and 4.4). */
export function checkIpv4Options(
  bytes: Uint8Array,
  offset: number,
): typeof OPTIONS_OK | typeof OPTIONS_MALFORMED | typeof OPTIONS_SOURCE_ROUTE {
  const end = offset + ipv4HeaderLength(bytes, offset);
  let at = offset + IPV4_HEADER;
  while (at < end) {
    const type = bytes[at]!;
    if (type === OPTION_END) return OPTIONS_OK;
    if (type === OPTION_NO_OPERATION) {
      at++;
      continue;
    }
    const length = at + 1 < end ? bytes[at + 1]! : 0;
    if (length < 2 || at + length > end) return OPTIONS_MALFORMED;
    if (type === OPTION_LOOSE_SOURCE_ROUTE || type === OPTION_STRICT_SOURCE_ROUTE) return OPTIONS_SOURCE_ROUTE;
    at += length;
  }
  return OPTIONS_OK;
}
