import { get16, put16 } from './octets.js';

// Ethernet II (IEEE 802.3-2022, 3.2.6), without preamble and frame check sequence
//
//    0                   1                   2                   3
//    0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
//   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//   |                      Destination address                      |
//   +                               +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//   |                               |                               |
//   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+                               +
//   |                         Source address                        |
//   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//   |           EtherType           |
//   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+

export const ETHERNET_DESTINATION = 0;
export const ETHERNET_SOURCE = 6;
export const ETHERNET_TYPE = 12;
export const ETHERNET_HEADER = 14;

export const ETHERTYPE_IPV4 = 0x0800;
export const ETHERTYPE_ARP = 0x0806;
export const ETHERTYPE_IPV6 = 0x86dd;

/** Values below are lengths of IEEE 802.3 frames with an LLC header. */
export const ETHERTYPE_MINIMUM = 0x0600;

export const ETHERNET_OK = 0;
/** Shorter than its header. */
export const ETHERNET_TOO_SHORT = 1;
/** A group address as the source, which no station has. */
export const ETHERNET_BAD_SOURCE = 2;

export type EthernetFault = typeof ETHERNET_OK | typeof ETHERNET_TOO_SHORT | typeof ETHERNET_BAD_SOURCE;

export function checkEthernet(bytes: Uint8Array, length: number): EthernetFault {
  if (length < ETHERNET_HEADER) return ETHERNET_TOO_SHORT;
  if ((bytes[ETHERNET_SOURCE]! & 1) !== 0) return ETHERNET_BAD_SOURCE;
  return ETHERNET_OK;
}

export function etherType(bytes: Uint8Array): number {
  return get16(bytes, ETHERNET_TYPE);
}

/** Broadcast is the group address of all ones. */
export function isGroupMac(bytes: Uint8Array, offset: number): boolean {
  return (bytes[offset]! & 1) !== 0;
}

export function isBroadcastMac(bytes: Uint8Array, offset: number): boolean {
  return (
    (bytes[offset]! &
      bytes[offset + 1]! &
      bytes[offset + 2]! &
      bytes[offset + 3]! &
      bytes[offset + 4]! &
      bytes[offset + 5]!) ===
    0xff
  );
}

export function isZeroMac(bytes: Uint8Array, offset: number): boolean {
  return (
    (bytes[offset]! |
      bytes[offset + 1]! |
      bytes[offset + 2]! |
      bytes[offset + 3]! |
      bytes[offset + 4]! |
      bytes[offset + 5]!) ===
    0
  );
}

export function equalMac(a: Uint8Array, aOffset: number, b: Uint8Array, bOffset: number): boolean {
  return (
    a[aOffset + 5] === b[bOffset + 5] &&
    a[aOffset + 4] === b[bOffset + 4] &&
    a[aOffset + 3] === b[bOffset + 3] &&
    a[aOffset + 2] === b[bOffset + 2] &&
    a[aOffset + 1] === b[bOffset + 1] &&
    a[aOffset] === b[bOffset]
  );
}

export function putMac(bytes: Uint8Array, offset: number, mac: Uint8Array, macOffset = 0): void {
  bytes[offset] = mac[macOffset]!;
  bytes[offset + 1] = mac[macOffset + 1]!;
  bytes[offset + 2] = mac[macOffset + 2]!;
  bytes[offset + 3] = mac[macOffset + 3]!;
  bytes[offset + 4] = mac[macOffset + 4]!;
  bytes[offset + 5] = mac[macOffset + 5]!;
}

export function putEthernet(bytes: Uint8Array, destination: Uint8Array, source: Uint8Array, type: number): void {
  putMac(bytes, ETHERNET_DESTINATION, destination);
  putMac(bytes, ETHERNET_SOURCE, source);
  put16(bytes, ETHERNET_TYPE, type);
}
