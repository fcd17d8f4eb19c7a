import { formatIpv4, inPrefix, isUnicast, netmask } from '@morgana/tcpip';
import { decodeDomainSearch } from '../wire/domain-search.js';
import type { DhcpMessage } from '../wire/message.js';
import { DhcpFormatError } from '../wire/message-error.js';
import {
  CLASSLESS_ROUTES,
  DOMAIN_NAME,
  DOMAIN_NAME_SERVER,
  DOMAIN_SEARCH,
  INTERFACE_MTU,
  LEASE_TIME,
  NTP_SERVER,
  REBINDING_TIME,
  RENEWAL_TIME,
  ROUTER,
  SERVER_IDENTIFIER,
  SUBNET_MASK,
} from '../wire/option-codes.js';
import {
  type ClasslessRoute,
  decodeRoutes,
  maskBits,
  readAddresses,
  readText,
  readUint16,
  readUint32,
} from '../wire/values.js';

/** What a server offers or has granted. Addresses are unsigned 32-bit integers, times milliseconds. */
export interface Lease {
  readonly address: number;
  /** Length of the network's prefix. */
  readonly bits: number;
  /** The server's identifier: where the lease is renewed. */
  readonly server: number;
  /** 0: none. */
  readonly gateway: number;
  readonly routes: readonly ClasslessRoute[];
  readonly nameServers: readonly number[];
  readonly timeServers: readonly number[];
  readonly domain: string | undefined;
  readonly searchDomains: readonly string[];
  readonly mtu: number | undefined;
  /** Infinity: for ever. The same of the two below, which are T1 and T2. */
  readonly duration: number;
  readonly renewAfter: number;
  readonly rebindAfter: number;
  /** What all this was read from. */
  readonly message: DhcpMessage;
}

/** 0xffffffff seconds (RFC 2131, 3.3). */
const FOREVER = 0xffff_ffff;
/** A shorter lease would have us talk to the server without a pause. */
const SHORTEST_LEASE = 10_000;
/** Least MTU that IPv4 can live with everywhere; less comes from a broken server, or one that wants us slow. */
const SMALLEST_MTU = 576;

/** The lease in an OFFER or ACK; a text is why it is none. */
export function readLease(message: DhcpMessage): Lease | string {
  const { options, yourAddress: address } = message;
  const server = readUint32(options, SERVER_IDENTIFIER);
  if (server === undefined || !isUnicast(server)) return 'it names no server';
  if (!isUnicast(address) || address >>> 24 === 127) return `${formatIpv4(address)} is no address of a station`;
  const seconds = readUint32(options, LEASE_TIME);
  if (seconds === undefined) return 'it has no lease time';
  const duration = seconds === FOREVER ? Number.POSITIVE_INFINITY : seconds * 1000;
  if (duration < SHORTEST_LEASE) return `a lease of ${seconds} s is too short`;
  const mask = readUint32(options, SUBNET_MASK);
  const bits = mask === undefined ? classBits(address) : maskBits(mask);
  if (bits === undefined || bits === 0) return `${formatIpv4(mask ?? 0)} is no mask`;
  if (bits < 31) {
    const host = (address & ~netmask(bits)) >>> 0;
    if (host === 0 || host === ~netmask(bits) >>> 0) return `${formatIpv4(address)}/${bits} is no address of a station`;
  }
  let routes: readonly ClasslessRoute[] = [];
  let searchDomains: readonly string[] = [];
  try {
    const encodedRoutes = options.get(CLASSLESS_ROUTES);
    if (encodedRoutes !== undefined) routes = decodeRoutes(encodedRoutes);
    const encodedDomains = options.get(DOMAIN_SEARCH);
    if (encodedDomains !== undefined) searchDomains = decodeDomainSearch(encodedDomains);
  } catch (error) {
    if (error instanceof DhcpFormatError) return error.message;
    throw error;
  }
  // Who gives classless routes means all of them: the router is then to be ignored (RFC 3442).
  let gateway = routes.length > 0 ? 0 : (readAddresses(options, ROUTER)[0] ?? 0);
  const defaultRoute = routes.find(({ to }) => to.bits === 0);
  if (defaultRoute !== undefined) gateway = defaultRoute.router;
  if (!isUnicast(gateway) || gateway === address) gateway = 0;
  const mtu = readUint16(options, INTERFACE_MTU);
  const [renewAfter, rebindAfter] = renewalTimes(message, duration);
  return {
    address,
    bits,
    server,
    gateway,
    routes: routes.filter(({ to }) => to.bits !== 0),
    nameServers: readAddresses(options, DOMAIN_NAME_SERVER),
    timeServers: readAddresses(options, NTP_SERVER),
    domain: readText(options, DOMAIN_NAME),
    searchDomains,
    mtu: mtu === undefined || mtu < SMALLEST_MTU ? undefined : mtu,
    duration,
    renewAfter,
    rebindAfter,
    message,
  };
}

/** T1 and T2 as the server says, if they are in order; else 0.5 and 0.875 of the lease (RFC 2131, 4.4.5). */
function renewalTimes({ options }: DhcpMessage, duration: number): [renew: number, rebind: number] {
  if (duration === Number.POSITIVE_INFINITY) return [duration, duration];
  const renew = (readUint32(options, RENEWAL_TIME) ?? 0) * 1000 || duration * 0.5;
  const rebind = (readUint32(options, REBINDING_TIME) ?? 0) * 1000 || duration * 0.875;
  return renew <= rebind && rebind <= duration ? [renew, rebind] : [duration * 0.5, duration * 0.875];
}

/** Length of the prefix where no mask came: the class of the address (RFC 950). */
function classBits(address: number): number {
  if (address >>> 31 === 0) return 8;
  return address >>> 30 === 2 ? 16 : 24;
}

/** Routers of the lease that are in no network on the link, so that each needs a route of its own (RFC 3442, "on-link"). */
export function routersOffLink(lease: Lease): number[] {
  const onLink = [{ address: lease.address, bits: lease.bits }];
  for (const { to, router } of lease.routes) if (router === 0) onLink.push(to);
  const routers = new Set([lease.gateway, ...lease.routes.map(({ router }) => router)]);
  return [...routers].filter((router) => router !== 0 && !onLink.some((prefix) => inPrefix(router, prefix)));
}
