import { type Ipv6Address, type Ipv6Prefix, isLoopback6, isUnicast6, parseIpv6, parseIpv6Prefix } from '../address6.js';
import { IPV6_MINIMUM_MTU } from '../wire/ipv6.js';
import { Routing6 } from './routing.js';

/** Addresses and routes of IPv6 that somebody gives, besides those that the stack makes itself; they may change while it runs. */
export interface Ipv6Configuration {
  /** Our address and the length of its network's prefix: "2001:db8::2/64". A link-local one is always there. */
  readonly address?: string | readonly string[];
  /** Router for everything that is not on the link: "fe80::1". Those that advertise themselves come on top. */
  readonly gateway?: string;
  /** Other networks behind other routers, or without one on the link: the longest prefix wins. */
  readonly routes?: readonly { readonly to: string; readonly gateway?: string }[];
  /** Largest IP packet to send, in octets, 1280 or more. Default, and most, is what the device takes. */
  readonly mtu?: number;
}

/** A configuration that has been read and makes sense as a whole. */
export interface Ipv6Plan {
  readonly prefixes: readonly Ipv6Prefix[];
  readonly routes: readonly { readonly to: Ipv6Prefix; readonly gateway: Ipv6Address | undefined }[];
  readonly gateway: Ipv6Address | undefined;
  readonly mtu: number | undefined;
}

/** @throws {RangeError} naming the option that makes no sense */
export function readConfiguration6(configuration: Ipv6Configuration): Ipv6Plan {
  const { address = [], gateway, routes: texts = [], mtu } = configuration;
  if (mtu !== undefined && !(mtu >= IPV6_MINIMUM_MTU))
    throw new RangeError(`ipv6.mtu: ${mtu} is less than ${IPV6_MINIMUM_MTU}`);
  const rehearsal = new Routing6();
  const prefixes = (typeof address === 'string' ? [address] : address).map((text) => {
    const prefix = parseIpv6Prefix(text);
    if (prefix === undefined)
      throw new RangeError(`ipv6.address: "${text}" is no address with its prefix, such as 2001:db8::2/64`);
    if (!isUnicast6(prefix.address) || isLoopback6(prefix.address))
      throw new RangeError(`ipv6.address: ${text} cannot be the address of a station`);
    rehearsal.addOnLink(prefix, Number.POSITIVE_INFINITY);
    return prefix;
  });
  const read = (option: string, text: string): Ipv6Address => {
    const router = parseIpv6(text);
    if (router === undefined) throw new RangeError(`${option}: "${text}" is no address such as fe80::1`);
    return router;
  };
  const attempt = (option: string, text: string, action: () => void): void => {
    try {
      action();
    } catch (error) {
      throw new RangeError(`${option}: ${text}: ${(error as Error).message}`, { cause: error });
    }
  };
  const routes = texts.map(({ to, gateway: via }) => {
    const prefix = parseIpv6Prefix(to);
    if (prefix === undefined) throw new RangeError(`ipv6.routes: "${to}" is no prefix such as 2001:db8::/32`);
    const router = via === undefined ? undefined : read('ipv6.routes', via);
    attempt('ipv6.routes', via ?? to, () => rehearsal.addRoute(prefix, router));
    return { to: prefix, gateway: router };
  });
  const router = gateway === undefined ? undefined : read('ipv6.gateway', gateway);
  if (router !== undefined) attempt('ipv6.gateway', gateway!, () => rehearsal.addGateway(router));
  return { prefixes, routes, gateway: router, mtu };
}
