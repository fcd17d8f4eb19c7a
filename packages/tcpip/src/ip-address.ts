import { formatIpv4 } from './address.js';
import type { Ipv6Address } from './address6.js';

/**
 * An IP address as the stack compares and stores it: IPv4 is a 32-bit integer in host order, unsigned but where somebody says
 * that he keeps it signed; IPv6 is an object. What is common to both families is here, without a use of IPv6's code.
 */
export type IpAddress = number | Ipv6Address;

export function sameAddress(a: IpAddress, b: IpAddress): boolean {
  return a === b || (typeof a === 'object' && typeof b === 'object' && a.equals(b));
}

/** What transports keep: IPv4 as a signed integer, which no engine stores on its heap. */
export function signedAddress(address: IpAddress): IpAddress {
  return typeof address === 'number' ? address | 0 : address;
}

export function unsignedAddress(address: IpAddress): IpAddress {
  return typeof address === 'number' ? address >>> 0 : address;
}

/** The address's halfwords, added: its share of a pseudo header's sum. */
export function pseudoHeaderShare(address: IpAddress): number {
  return typeof address === 'number' ? (address >>> 16) + (address & 0xffff) : address.sum;
}

export function formatAddress(address: IpAddress): string {
  return typeof address === 'number' ? formatIpv4(address >>> 0) : address.toString();
}

/** A hash of the address that `seed`, 32 bits, keeps outsiders from choosing: well mixed in all 32 bits. */
export function mixAddress(address: IpAddress, seed: number): number {
  let hash = seed;
  if (typeof address === 'number') hash ^= address;
  else hash = mix(mix(mix(hash ^ address.w0) ^ address.w1) ^ address.w2) ^ address.w3;
  return mix(hash);
}

/** The finalizer of MurmurHash3. */
function mix(hash: number): number {
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
