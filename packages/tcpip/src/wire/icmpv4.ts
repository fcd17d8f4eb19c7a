import { sum } from './checksum.js';
import { get16 } from './octets.js';

// ICMP (RFC 792); the second word depends on the type
//
//    0                   1                   2                   3
//    0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
//   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//   |     Type      |     Code      |          Checksum             |
//   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//   |  echo: Identifier             |  echo: Sequence Number        |
//   |  type 3, code 4: unused       |  Next-Hop MTU (RFC 1191, 4)   |
//   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//   |  echo: data; errors: IP header and at least 64 bits of data   |
//   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+

export const ICMP_CHECKSUM = 2;
export const ICMP_IDENTIFIER = 4;
export const ICMP_SEQUENCE = 6;
export const ICMP_NEXT_HOP_MTU = 6;
export const ICMP_HEADER = 8;

export const ICMP_ECHO_REPLY = 0;
export const ICMP_UNREACHABLE = 3;
export const ICMP_SOURCE_QUENCH = 4;
export const ICMP_REDIRECT = 5;
export const ICMP_ECHO_REQUEST = 8;
export const ICMP_TIME_EXCEEDED = 11;
export const ICMP_PARAMETER_PROBLEM = 12;

export const UNREACHABLE_NETWORK = 0;
export const UNREACHABLE_HOST = 1;
export const UNREACHABLE_PROTOCOL = 2;
export const UNREACHABLE_PORT = 3;
export const UNREACHABLE_TOO_BIG = 4;
export const TIME_EXCEEDED_REASSEMBLY = 1;

export const ICMP_OK = 0;
export const ICMP_TOO_SHORT = 1;
export const ICMP_BAD_CHECKSUM = 2;

export type IcmpFault = typeof ICMP_OK | typeof ICMP_TOO_SHORT | typeof ICMP_BAD_CHECKSUM;

export function checkIcmp(bytes: Uint8Array, offset: number, length: number): IcmpFault {
  if (length < ICMP_HEADER) return ICMP_TOO_SHORT;
  return sum(bytes, offset, length) === 0xffff ? ICMP_OK : ICMP_BAD_CHECKSUM;
}

export function icmpType(bytes: Uint8Array, offset: number): number {
  return bytes[offset]!;
}

export function icmpCode(bytes: Uint8Array, offset: number): number {
  return bytes[offset + 1]!;
}

export function icmpIdentifier(bytes: Uint8Array, offset: number): number {
  return get16(bytes, offset + ICMP_IDENTIFIER);
}

export function icmpSequence(bytes: Uint8Array, offset: number): number {
  return get16(bytes, offset + ICMP_SEQUENCE);
}

/** Errors, about which no error may be sent (RFC 1122, 3.2.2); a type nobody knows might be one. */
export function isIcmpError(type: number): boolean {
  switch (type) {
    case ICMP_ECHO_REPLY:
    case ICMP_ECHO_REQUEST:
    case 13: // timestamp
    case 14:
    case 15: // information
    case 16:
    case 17: // address mask
    case 18:
      return false;
    default:
      return true;
  }
}
