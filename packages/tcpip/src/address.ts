import { parseSmall } from './characters.js';

/** An IPv4 address as an unsigned 32-bit integer in host order. */
export type Ipv4Address = number;

/** An IPv4 address and the length of its network's prefix. */
export interface Ipv4Prefix {
  readonly address: number;
  /** 0-32 */
  readonly bits: number;
}

/**
 * The address as an unsigned 32-bit integer, or undefined unless `text` is four decimal numbers of 0-255 with dots between.
 * No other spelling: a leading zero is octal to some readers (RFC 6943, 3.1.1), so it is refused.
 */
export function parseIpv4(text: string): number | undefined {
  let address = 0;
  let octet = -1;
  let octets = 0;
  const length = text.length;
  if (length > 15) return undefined;
  for (let i = 0; i < length; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit >= 0 && digit <= 9) {
      if (octet === 0) return undefined;
      octet = octet < 0 ? digit : octet * 10 + digit;
      if (octet > 255) return undefined;
    } else if (digit === -2 && octet >= 0 && octets < 3) {
      address = (address << 8) | octet;
      octets++;
      octet = -1;
    } else {
      return undefined;
    }
  }
  if (octets !== 3 || octet < 0) return undefined;
  return ((address << 8) | octet) >>> 0;
}

export function formatIpv4(address: number): string {
  return `${address >>> 24}.${(address >>> 16) & 0xff}.${(address >>> 8) & 0xff}.${address & 0xff}`;
}

/** "10.0.0.2/24", or undefined when it is none. The address keeps its host part. */
export function parseIpv4Prefix(text: string): Ipv4Prefix | undefined {
  const slash = text.indexOf('/');
  if (slash < 0) return undefined;
  const address = parseIpv4(text.slice(0, slash));
  const bits = parseSmall(text.slice(slash + 1), 32);
  return address === undefined || bits === undefined ? undefined : { address, bits };
}

export function formatIpv4Prefix(prefix: Ipv4Prefix): string {
  return `${formatIpv4(prefix.address)}/${prefix.bits}`;
}

/** The mask of a prefix of `bits`, 0-32. */
export function netmask(bits: number): number {
  return bits === 0 ? 0 : (0xffff_ffff << (32 - bits)) >>> 0;
}

/** The address of all ones in the host part; undefined for /31 and /32, which have none (RFC 3021). */
export function directedBroadcast(prefix: Ipv4Prefix): number | undefined {
  return prefix.bits >= 31 ? undefined : (prefix.address | ~netmask(prefix.bits)) >>> 0;
}

export function inPrefix(address: number, prefix: Ipv4Prefix): boolean {
  return ((address ^ prefix.address) & netmask(prefix.bits)) === 0;
}

export const UNSPECIFIED = 0;
export const LIMITED_BROADCAST = 0xffff_ffff;
/** 224.0.0.1, the group every host is in (RFC 1112, 4). */
export const ALL_HOSTS = 0xe000_0001;

/** 127.0.0.0/8 (RFC 1122, 3.2.1.3). */
export function isLoopback(address: number): boolean {
  return address >>> 24 === 127;
}

/** 224.0.0.0/4 */
export function isMulticast(address: number): boolean {
  return address >>> 28 === 0xe;
}

/** 240.0.0.0/4, the limited broadcast among them (RFC 1112, 4; RFC 6890). */
export function isReserved(address: number): boolean {
  return address >>> 28 === 0xf;
}

/** 0.0.0.0/8, "this network" (RFC 6890). */
export function isThisNetwork(address: number): boolean {
  return address >>> 24 === 0;
}

/** 169.254.0.0/16: good on this link only (RFC 3927). */
export function isLinkLocal(address: number): boolean {
  return address >>> 16 === 0xa9fe;
}

/** Could be one station's address, whatever network it is in. */
export function isUnicast(address: number): boolean {
  return address >>> 28 < 0xe && !isThisNetwork(address);
}

/** "02:00:00:00:00:01" */
export function formatMac(bytes: Uint8Array, offset = 0): string {
  let text = '';
  for (let i = 0; i < 6; i++) {
    text += (i === 0 ? '' : ':') + bytes[offset + i]!.toString(16).padStart(2, '0');
  }
  return text;
}
