import { isGroupMac, isZeroMac, putMac } from './ethernet.js';
import { get16, get32, put16, put32 } from './octets.js';

// ARP for IPv4 over Ethernet (RFC 826)
//
//    0                   1                   2                   3
//    0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
//   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//   |     Hardware type (1)         |    Protocol type (0x0800)     |
//   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//   |  HLEN (6)     |  PLEN (4)     |           Operation           |
//   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//   |                    Sender hardware address                    |
//   +                               +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//   |                               |  Sender protocol address ...  |
//   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//   | ... sender protocol address   |   Target hardware address ... |
//   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//   |                  ... target hardware address                  |
//   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//   |                    Target protocol address                    |
//   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+

const HARDWARE_TYPE = 0;
const PROTOCOL_TYPE = 2;
const HARDWARE_LENGTH = 4;
const PROTOCOL_LENGTH = 5;
const OPERATION = 6;
export const ARP_SENDER_MAC = 8;
const SENDER_ADDRESS = 14;
export const ARP_TARGET_MAC = 18;
const TARGET_ADDRESS = 24;
export const ARP_LENGTH = 28;

export const ARP_REQUEST = 1;
export const ARP_REPLY = 2;

export const ARP_OK = 0;
/** Shorter than a packet for IPv4 over Ethernet. */
export const ARP_TOO_SHORT = 1;
/** Not IPv4 over Ethernet, or neither request nor reply. */
export const ARP_UNSUPPORTED = 2;
/** The sender claims a group address, or none, as its own: no station has it. */
export const ARP_BAD_SENDER = 3;

export type ArpFault = typeof ARP_OK | typeof ARP_TOO_SHORT | typeof ARP_UNSUPPORTED | typeof ARP_BAD_SENDER;

export function checkArp(bytes: Uint8Array, offset: number, length: number): ArpFault {
  if (length < ARP_LENGTH) return ARP_TOO_SHORT;
  const operation = arpOperation(bytes, offset);
  if (
    get16(bytes, offset + HARDWARE_TYPE) !== 1 ||
    get16(bytes, offset + PROTOCOL_TYPE) !== 0x0800 ||
    bytes[offset + HARDWARE_LENGTH] !== 6 ||
    bytes[offset + PROTOCOL_LENGTH] !== 4 ||
    (operation !== ARP_REQUEST && operation !== ARP_REPLY)
  ) {
    return ARP_UNSUPPORTED;
  }
  if (isGroupMac(bytes, offset + ARP_SENDER_MAC) || isZeroMac(bytes, offset + ARP_SENDER_MAC)) return ARP_BAD_SENDER;
  return ARP_OK;
}

export function arpOperation(bytes: Uint8Array, offset: number): number {
  return get16(bytes, offset + OPERATION);
}

export function arpSenderAddress(bytes: Uint8Array, offset: number): number {
  return get32(bytes, offset + SENDER_ADDRESS);
}

export function arpTargetAddress(bytes: Uint8Array, offset: number): number {
  return get32(bytes, offset + TARGET_ADDRESS);
}

export function putArp(
  bytes: Uint8Array,
  offset: number,
  operation: number,
  senderMac: Uint8Array,
  senderAddress: number,
  targetMac: Uint8Array,
  targetAddress: number,
): void {
  put16(bytes, offset + HARDWARE_TYPE, 1);
  put16(bytes, offset + PROTOCOL_TYPE, 0x0800);
  bytes[offset + HARDWARE_LENGTH] = 6;
  bytes[offset + PROTOCOL_LENGTH] = 4;
  put16(bytes, offset + OPERATION, operation);
  putMac(bytes, offset + ARP_SENDER_MAC, senderMac);
  put32(bytes, offset + SENDER_ADDRESS, senderAddress);
  putMac(bytes, offset + ARP_TARGET_MAC, targetMac);
  put32(bytes, offset + TARGET_ADDRESS, targetAddress);
}
