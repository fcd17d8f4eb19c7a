import {
  formatIpv4,
  formatIpv4Prefix,
  type Ipv4Prefix,
  inPrefix,
  isUnicast,
  netmask,
  parseIpv4,
  parseIpv4Prefix,
} from '@morgana/tcpip';
import { encodeDomainSearch } from '../wire/domain-search.js';
import {
  BROADCAST_ADDRESS,
  CLASSLESS_ROUTES,
  checkOption,
  DOMAIN_NAME,
  DOMAIN_NAME_SERVER,
  DOMAIN_SEARCH,
  INTERFACE_MTU,
  NTP_SERVER,
  ROUTER,
  SUBNET_MASK,
} from '../wire/option-codes.js';
import { addresses, encodeRoutes, text, uint16, uint32 } from '../wire/values.js';

/** An address that one client always gets. It may lie in a pool or outside of it. */
export interface Reservation {
  readonly address: string;
  /** "02:00:00:00:00:01"; this or the identifier. */
  readonly mac?: string;
  /** Option 61, in hexadecimal: "01020000000001". */
  readonly clientIdentifier?: string;
}

/** One network that addresses are given in, and what its clients are told. */
export interface DhcpNetwork {
  /** "192.0.2.0/24" */
  readonly network: string;
  /** Ranges that addresses are taken from, both ends included. */
  readonly pools?: readonly { readonly first: string; readonly last: string }[];
  readonly reservations?: readonly Reservation[];
  readonly router?: string;
  readonly nameServers?: readonly string[];
  readonly timeServers?: readonly string[];
  readonly domain?: string;
  readonly searchDomains?: readonly string[];
  readonly mtu?: number;
  /** Told as option 121, the default route with them: a client that takes it ignores the router (RFC 3442). */
  readonly routes?: readonly { readonly to: string; readonly router: string }[];
  /** Any other option, by code. */
  readonly options?: Readonly<Record<number, Uint8Array>>;
  /** Milliseconds of a lease. Default 3 600 000, an hour. */
  readonly leaseTime?: number;
  /** The longest that a client gets that asks for more. Default: `leaseTime`. */
  readonly maximumLeaseTime?: number;
}

/** A network as the server works with it. */
export interface ServedNetwork {
  readonly prefix: Ipv4Prefix;
  /** First and last address of each pool, in order. */
  readonly pools: readonly (readonly [first: number, last: number])[];
  /** Addresses in the pools. */
  readonly size: number;
  /** Reserved addresses by client (see `clientKeys`), and the other way round. */
  readonly reservedFor: ReadonlyMap<string, number>;
  readonly reservations: ReadonlyMap<number, string>;
  /** In pools, but not to be given: the router's and our own. */
  readonly excluded: ReadonlySet<number>;
  /** Options for clients by code, in the order in which they are written. */
  readonly options: ReadonlyMap<number, Uint8Array>;
  readonly leaseTime: number;
  readonly maximumLeaseTime: number;
}

/** Most addresses in all pools together: the bound of the table of leases. */
export const MAXIMUM_ADDRESSES = 65_536;

/** @throws {RangeError} naming what makes no sense; {DhcpFormatError} for a value that cannot be written */
export function readNetworks(networks: readonly DhcpNetwork[], ownAddress: number): ServedNetwork[] {
  const served = networks.map((network) => readNetwork(network, ownAddress));
  const total = served.reduce((sum, { size, reservations }) => sum + size + reservations.size, 0);
  if (total > MAXIMUM_ADDRESSES)
    throw new RangeError(`${total} addresses in all networks; at most ${MAXIMUM_ADDRESSES}`);
  served.forEach((one, i) => {
    const other = served
      .slice(0, i)
      .find(({ prefix }) => inPrefix(prefix.address, one.prefix) || inPrefix(one.prefix.address, prefix));
    if (other !== undefined) {
      throw new RangeError(`networks ${formatIpv4Prefix(other.prefix)} and ${formatIpv4Prefix(one.prefix)} overlap`);
    }
  });
  return served;
}

function readNetwork(network: DhcpNetwork, ownAddress: number): ServedNetwork {
  const name = `network ${network.network}`;
  const prefix = parseIpv4Prefix(network.network);
  if (prefix === undefined || (prefix.address & ~netmask(prefix.bits)) !== 0 || prefix.bits > 30 || prefix.bits < 8) {
    throw new RangeError(`${name}: it is no network such as 192.0.2.0/24, of 8 to 30 bits`);
  }
  const station = (value: string, what: string): number => {
    const address = parseIpv4(value);
    const host = address === undefined ? 0 : (address & ~netmask(prefix.bits)) >>> 0;
    if (address === undefined || !inPrefix(address, prefix) || host === 0 || host === ~netmask(prefix.bits) >>> 0) {
      throw new RangeError(`${name}: ${what} ${value} is not the address of a station in it`);
    }
    return address;
  };
  const pools = (network.pools ?? [])
    .map(({ first, last }) => [station(first, 'pool'), station(last, 'pool')] as const)
    .sort((a, b) => a[0] - b[0]);
  pools.forEach(([first, last], i) => {
    if (first > last)
      throw new RangeError(`${name}: the pool ${formatIpv4(first)} ends at ${formatIpv4(last)}, before it`);
    if (i > 0 && pools[i - 1]![1] >= first) throw new RangeError(`${name}: pools overlap at ${formatIpv4(first)}`);
  });
  const router = network.router === undefined ? undefined : station(network.router, 'router');
  const reservedFor = new Map<string, number>();
  const reservations = new Map<number, string>();
  for (const reservation of network.reservations ?? []) {
    const address = station(reservation.address, 'reservation');
    const client = reservationKey(name, reservation);
    if (reservations.has(address)) throw new RangeError(`${name}: ${reservation.address} is reserved twice`);
    if (reservedFor.has(client)) throw new RangeError(`${name}: ${client} has two reservations`);
    reservedFor.set(client, address);
    reservations.set(address, client);
  }
  const { leaseTime = 3_600_000, maximumLeaseTime = leaseTime } = network;
  if (!(leaseTime >= 60_000 && maximumLeaseTime >= leaseTime)) {
    throw new RangeError(`${name}: a leaseTime of ${leaseTime} ms; at least 60000, and at most maximumLeaseTime`);
  }
  return {
    prefix,
    pools,
    size: pools.reduce((sum, [first, last]) => sum + last - first + 1, 0),
    reservedFor,
    reservations,
    excluded: new Set(router === undefined ? [ownAddress] : [ownAddress, router]),
    options: networkOptions(name, network, prefix, router),
    leaseTime,
    maximumLeaseTime,
  };
}

function networkOptions(
  name: string,
  network: DhcpNetwork,
  prefix: Ipv4Prefix,
  router: number | undefined,
): Map<number, Uint8Array> {
  const list = (values: readonly string[], what: string): Uint8Array =>
    addresses(
      values.map((value) => {
        const address = parseIpv4(value);
        if (address === undefined || !isUnicast(address))
          throw new RangeError(`${name}: ${what} ${value} is no address`);
        return address;
      }),
    );
  // The mask comes before the router (RFC 2132, 3.3).
  const options = new Map<number, Uint8Array>([[SUBNET_MASK, uint32(netmask(prefix.bits))]]);
  const { routes = [], nameServers = [], timeServers = [], searchDomains = [], domain, mtu } = network;
  if (routes.length > 0) {
    const classless = routes.map(({ to, router: via }) => {
      const target = parseIpv4Prefix(to);
      const address = parseIpv4(via);
      if (target === undefined || address === undefined)
        throw new RangeError(`${name}: route ${to} via ${via} is none`);
      return { to: target, router: address };
    });
    if (router !== undefined && !classless.some(({ to }) => to.bits === 0)) {
      classless.push({ to: { address: 0, bits: 0 }, router });
    }
    options.set(CLASSLESS_ROUTES, encodeRoutes(classless));
  }
  if (router !== undefined) options.set(ROUTER, uint32(router));
  if (nameServers.length > 0) options.set(DOMAIN_NAME_SERVER, list(nameServers, 'name server'));
  if (domain !== undefined) options.set(DOMAIN_NAME, text(domain));
  if (searchDomains.length > 0) options.set(DOMAIN_SEARCH, encodeDomainSearch(searchDomains));
  if (mtu !== undefined) {
    if (!(Number.isInteger(mtu) && mtu >= 68 && mtu <= 65_535)) throw new RangeError(`${name}: an mtu of ${mtu}`);
    options.set(INTERFACE_MTU, uint16(mtu));
  }
  options.set(BROADCAST_ADDRESS, uint32((prefix.address | ~netmask(prefix.bits)) >>> 0));
  if (timeServers.length > 0) options.set(NTP_SERVER, list(timeServers, 'time server'));
  for (const [code, value] of Object.entries(network.options ?? {})) {
    checkOption(Number(code), value);
    options.set(Number(code), value);
  }
  return options;
}

function reservationKey(name: string, { address, mac, clientIdentifier }: Reservation): string {
  if (clientIdentifier !== undefined && /^(?:[0-9a-f]{2}){2,255}$/i.test(clientIdentifier)) {
    return `id:${clientIdentifier.toLowerCase()}`;
  }
  if (mac !== undefined && /^(?:[0-9a-f]{2}:){5}[0-9a-f]{2}$/i.test(mac))
    return `mac:${mac.toLowerCase().replaceAll(':', '')}`;
  throw new RangeError(
    `${name}: the reservation of ${address} needs a mac "02:00:00:00:00:01" or a clientIdentifier in hex`,
  );
}
