import { type IpAddress, pseudoHeaderShare } from '../ip-address.js';
import { sum } from './checksum.js';
import { PROTOCOL_ICMPV6 } from './ipv6.js';

// ICMPv6 (RFC 4443, 2.1): type, code, checksum, and a word that depends on the type, as in ICMP for IPv4. The checksum
// covers a pseudo header. Errors are the types below 128.

export const ICMPV6_CHECKSUM = 2;
export const ICMPV6_HEADER = 8;

export const ICMPV6_UNREACHABLE = 1;
export const ICMPV6_PACKET_TOO_BIG = 2;
export const ICMPV6_TIME_EXCEEDED = 3;
export const ICMPV6_PARAMETER_PROBLEM = 4;
export const ICMPV6_ECHO_REQUEST = 128;
export const ICMPV6_ECHO_REPLY = 129;
export const MLD_QUERY = 130;
export const MLD_REPORT = 131;
export const MLD_DONE = 132;
export const ROUTER_SOLICITATION = 133;
export const ROUTER_ADVERTISEMENT = 134;
export const NEIGHBOR_SOLICITATION = 135;
export const NEIGHBOR_ADVERTISEMENT = 136;
export const REDIRECT = 137;
export const MLDV2_REPORT = 143;

export const UNREACHABLE6_ADDRESS = 3;
export const UNREACHABLE6_PORT = 4;
export const TIME_EXCEEDED6_REASSEMBLY = 1;

export const ICMPV6_OK = 0;
export const ICMPV6_TOO_SHORT = 1;
export const ICMPV6_BAD_CHECKSUM = 2;
export type Icmpv6Fault = typeof ICMPV6_OK | typeof ICMPV6_TOO_SHORT | typeof ICMPV6_BAD_CHECKSUM;

/** The pseudo header's sum (RFC 8200, 8.1). */
export function icmpv6PseudoHeader(source: IpAddress, destination: IpAddress, length: number): number {
  return pseudoHeaderShare(source) + pseudoHeaderShare(destination) + PROTOCOL_ICMPV6 + length;
}

export function checkIcmpv6(
  bytes: Uint8Array,
  offset: number,
  length: number,
  source: IpAddress,
  destination: IpAddress,
): Icmpv6Fault {
  if (length < ICMPV6_HEADER) return ICMPV6_TOO_SHORT;
  const pseudoHeader = icmpv6PseudoHeader(source, destination, length);
  return sum(bytes, offset, length, pseudoHeader) === 0xffff ? ICMPV6_OK : ICMPV6_BAD_CHECKSUM;
}
