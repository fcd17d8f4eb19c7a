import { parseIpv6, parseIpv6Prefix, putIpv6Address } from '../address6.js';
import { ROUTER_ADVERTISEMENT } from '../wire/icmpv6.js';
import {
  LINK_ADDRESS_OPTION,
  NDP_PREFIX_INFORMATION,
  NDP_RECURSIVE_DNS,
  NDP_SOURCE_LINK_ADDRESS,
  PREFIX_AUTONOMOUS,
  PREFIX_INFORMATION_LENGTH,
  PREFIX_ON_LINK,
  putLinkAddress,
  RA_HOP_LIMIT,
  RA_LIFETIME,
  ROUTER_ADVERTISEMENT_LENGTH,
} from '../wire/ndp.js';
import { put16 } from '../wire/octets.js';

/** What a router tells the hosts of a link. */
export interface RouterAdvertisement {
  /** From which hosts make themselves addresses: "fd00::/64". */
  readonly prefix: string;
  /** Seconds for which the sender is a default router, 0 to 9000; 0: it is none. */
  readonly lifetime: number;
  /** Recursive name servers (RFC 8106). */
  readonly nameServers?: readonly string[];
}

/**
 * The message (RFC 4861, 4.2) of a station with this hardware address, its checksum still lacking.
 * @throws {RangeError} when the prefix or a name server is no text of one
 */
export function routerAdvertisement(
  { prefix: text, lifetime, nameServers = [] }: RouterAdvertisement,
  mac: Uint8Array,
): Uint8Array {
  const prefix = parseIpv6Prefix(text);
  if (prefix === undefined) throw new RangeError(`router advertisement: "${text}" is no prefix such as fd00::/64`);
  const prefixAt = ROUTER_ADVERTISEMENT_LENGTH + LINK_ADDRESS_OPTION;
  const dnsAt = prefixAt + PREFIX_INFORMATION_LENGTH;
  const message = new Uint8Array(dnsAt + (nameServers.length === 0 ? 0 : 8 + 16 * nameServers.length));
  message[0] = ROUTER_ADVERTISEMENT;
  message[RA_HOP_LIMIT] = 64;
  put16(message, RA_LIFETIME, lifetime);
  putLinkAddress(message, ROUTER_ADVERTISEMENT_LENGTH, NDP_SOURCE_LINK_ADDRESS, mac);
  message[prefixAt] = NDP_PREFIX_INFORMATION;
  message[prefixAt + 1] = PREFIX_INFORMATION_LENGTH >>> 3;
  message[prefixAt + 2] = prefix.bits;
  message[prefixAt + 3] = PREFIX_ON_LINK | PREFIX_AUTONOMOUS;
  // Lifetimes without an end.
  message.fill(0xff, prefixAt + 4, prefixAt + 12);
  putIpv6Address(message, prefixAt + 16, prefix.address);
  if (nameServers.length > 0) {
    message[dnsAt] = NDP_RECURSIVE_DNS;
    message[dnsAt + 1] = 1 + 2 * nameServers.length;
    message.fill(0xff, dnsAt + 4, dnsAt + 8);
    for (const [index, server] of nameServers.entries()) {
      const address = parseIpv6(server);
      if (address === undefined) throw new RangeError(`router advertisement: "${server}" is no IPv6 address`);
      putIpv6Address(message, dnsAt + 8 + 16 * index, address);
    }
  }
  return message;
}
