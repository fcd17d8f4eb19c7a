import { CHECKSUM_COMPLETE, type Frame } from '@morgana/network';
import { type IpAddress, pseudoHeaderShare } from '../ip-address.js';
import { sumFrame } from './checksum.js';
import { PROTOCOL_UDP } from './ipv4.js';
import { get16 } from './octets.js';

// UDP (RFC 768)
//
//    0                   1                   2                   3
//    0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
//   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//   |          Source Port          |       Destination Port        |
//   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//   |            Length             |           Checksum            |
//   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+

export const UDP_SOURCE_PORT = 0;
export const UDP_DESTINATION_PORT = 2;
export const UDP_LENGTH = 4;
export const UDP_CHECKSUM = 6;
export const UDP_HEADER = 8;

export const UDP_OK = 0;
export const UDP_TOO_SHORT = 1;
/** Length field below 8 or above what the IP packet holds. */
export const UDP_BAD_LENGTH = 2;
export const UDP_BAD_CHECKSUM = 3;
/** Port 0 as destination: reserved (RFC 768 allows it only as "no source port"). */
export const UDP_BAD_PORT = 4;

export type UdpFault =
  | typeof UDP_OK
  | typeof UDP_TOO_SHORT
  | typeof UDP_BAD_LENGTH
  | typeof UDP_BAD_CHECKSUM
  | typeof UDP_BAD_PORT;

/** `length` is what the IP packet holds; it may be more than the datagram (RFC 768 leaves the rest undefined; ignored). */
export function checkUdp(
  frame: Frame,
  offset: number,
  length: number,
  source: IpAddress,
  destination: IpAddress,
): UdpFault {
  const { bytes } = frame;
  if (length < UDP_HEADER) return UDP_TOO_SHORT;
  const datagramLength = get16(bytes, offset + UDP_LENGTH);
  if (datagramLength < UDP_HEADER || datagramLength > length) return UDP_BAD_LENGTH;
  if (get16(bytes, offset + UDP_DESTINATION_PORT) === 0) return UDP_BAD_PORT;
  if (frame.checksum !== CHECKSUM_COMPLETE) return UDP_OK;
  // Zero is "the sender made none", which IPv4 allows and IPv6 does not (RFC 8200, 8.1); a computed zero is sent as 0xffff.
  if (get16(bytes, offset + UDP_CHECKSUM) === 0) return typeof source === 'number' ? UDP_OK : UDP_BAD_CHECKSUM;
  const pseudoHeader = pseudoHeaderShare(source) + pseudoHeaderShare(destination) + PROTOCOL_UDP + datagramLength;
  return sumFrame(frame, offset, datagramLength, pseudoHeader) === 0xffff ? UDP_OK : UDP_BAD_CHECKSUM;
}

export function udpSourcePort(bytes: Uint8Array, offset: number): number {
  return get16(bytes, offset + UDP_SOURCE_PORT);
}

export function udpDestinationPort(bytes: Uint8Array, offset: number): number {
  return get16(bytes, offset + UDP_DESTINATION_PORT);
}

/** Header and data. */
export function udpLength(bytes: Uint8Array, offset: number): number {
  return get16(bytes, offset + UDP_LENGTH);
}
