import { putMac } from './ethernet.js';

/** Neighbour discovery (RFC 4861, 4): fixed parts by offset, options behind them. */

/** Octets up to the options, the ICMPv6 header's first four included. */
export const SOLICITATION_LENGTH = 24;
export const ADVERTISEMENT_LENGTH = 24;
export const ROUTER_SOLICITATION_LENGTH = 8;
export const ROUTER_ADVERTISEMENT_LENGTH = 16;
/** Up to the options: target at 8, destination at 24. */
export const REDIRECT_LENGTH = 40;
export const REDIRECT_DESTINATION = 24;
/** Of the target's address in both neighbour messages, and in redirects. */
export const NDP_TARGET = 8;

/** Flags of a neighbour advertisement, the octet at 4. */
export const ADVERTISEMENT_ROUTER = 0x80;
export const ADVERTISEMENT_SOLICITED = 0x40;
export const ADVERTISEMENT_OVERRIDE = 0x20;

// A router advertisement: hop limit at 4, flags at 5, router lifetime (s) at 6, reachable time (ms) at 8, retransmission
// timer (ms) at 12.
export const RA_HOP_LIMIT = 4;
export const RA_FLAGS = 5;
export const RA_LIFETIME = 6;
export const RA_REACHABLE_TIME = 8;
export const RA_RETRANS_TIMER = 12;
/** Addresses by DHCPv6; other settings by it (RFC 4861, 4.2). */
export const RA_MANAGED = 0x80;
export const RA_OTHER = 0x40;

export const NDP_SOURCE_LINK_ADDRESS = 1;
export const NDP_TARGET_LINK_ADDRESS = 2;
export const NDP_PREFIX_INFORMATION = 3;
export const NDP_MTU = 5;
export const NDP_RECURSIVE_DNS = 25;
export const NDP_DNS_SEARCH = 31;

/** Octets of a link-layer address option on Ethernet. */
export const LINK_ADDRESS_OPTION = 8;

/** A prefix information option, at its start: length at 2, flags at 3, lifetimes (s) at 4 and 8, prefix at 16. */
export const PREFIX_INFORMATION_LENGTH = 32;
export const PREFIX_ON_LINK = 0x80;
export const PREFIX_AUTONOMOUS = 0x40;

/**
 * Calls `visit` with type, start and octets of each option between `at` and `end`. False: they are malformed, and the message is
 * to be dropped whole (RFC 4861, 6.1 and 7.1: an option of length zero).
 */
export function eachNdpOption(
  bytes: Uint8Array,
  at: number,
  end: number,
  visit: (type: number, at: number, length: number) => void,
): boolean {
  if (!optionsFit(bytes, at, end)) return false;
  while (at < end) {
    const length = bytes[at + 1]! << 3;
    visit(bytes[at]!, at, length);
    at += length;
  }
  return true;
}

function optionsFit(bytes: Uint8Array, at: number, end: number): boolean {
  while (at < end) {
    if (end - at < 8) return false;
    const length = bytes[at + 1]! << 3;
    if (length === 0 || length > end - at) return false;
    at += length;
  }
  return true;
}

/** Where the link-layer address of an option of `type` is; -1: there is none; -2: the options are malformed. */
export function linkAddressAt(bytes: Uint8Array, at: number, end: number, type: number): number {
  let found = -1;
  const whole = eachNdpOption(bytes, at, end, (kind, start, length) => {
    if (kind === type && length === LINK_ADDRESS_OPTION) found = start + 2;
  });
  return whole ? found : -2;
}

export function putLinkAddress(bytes: Uint8Array, at: number, type: number, mac: Uint8Array): void {
  bytes[at] = type;
  bytes[at + 1] = 1;
  putMac(bytes, at + 2, mac);
}
