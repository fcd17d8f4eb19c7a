import { type Ipv4Prefix, isUnicast, parseIpv4, parseIpv4Prefix } from '../address.js';
import { addNetwork, addRoute, RoutingTable } from './routing.js';

/** Addresses and routes, which may change while the stack runs. */
export interface Ipv4Configuration {
  /** Our address and the length of its network's prefix: "10.0.0.2/24". The first of several is the preferred one. */
  readonly address: string | readonly string[];
  /** Router for everything that is not on the link: "10.0.0.1". */
  readonly gateway?: string;
  /** Other networks behind other routers, or without one on the link: the longest prefix wins. */
  readonly routes?: readonly { readonly to: string; readonly gateway?: string }[];
  /** Largest IP packet to send, in octets, for routes made from then on. Default, and most, is what the device takes. */
  readonly mtu?: number;
  /** Announces the addresses to the link (RFC 5227, 2.3). Default true. */
  readonly announce?: boolean;
}

/** What every link must carry (RFC 791). */
const MINIMUM_MTU = 68;

function readAddresses(texts: string | readonly string[]): readonly Ipv4Prefix[] {
  const list = typeof texts === 'string' ? [texts] : texts;
  return list.map((text) => {
    const prefix = parseIpv4Prefix(text);
    if (prefix === undefined)
      throw new RangeError(`address: "${text}" is no address with its prefix, such as 10.0.0.2/24`);
    if (!isStation(prefix)) throw new RangeError(`address: ${text} cannot be the address of a station`);
    return prefix;
  });
}

function isStation({ address, bits }: Ipv4Prefix): boolean {
  if (!isUnicast(address) || address >>> 24 === 127) return false;
  if (bits >= 31) return true;
  const host = (address & (0xffff_ffff >>> bits)) >>> 0;
  return host !== 0 && host !== 0xffff_ffff >>> bits;
}

/** A configuration that has been read and makes sense as a whole. */
export interface Ipv4Plan {
  readonly prefixes: readonly Ipv4Prefix[];
  /** In an order in which every gateway is on the link by those before. */
  readonly routes: readonly { readonly to: Ipv4Prefix; readonly gateway: number | undefined }[];
  readonly mtu: number | undefined;
  readonly announce: boolean;
}

/** @throws {RangeError} naming the option that makes no sense */
export function readConfiguration(configuration: Ipv4Configuration): Ipv4Plan {
  const { routes: texts = [], gateway, mtu, announce = true } = configuration;
  const prefixes = readAddresses(configuration.address);
  if (mtu !== undefined && !(mtu >= MINIMUM_MTU)) throw new RangeError(`mtu: ${mtu} is less than ${MINIMUM_MTU}`);
  const rehearsal = new RoutingTable();
  for (const prefix of prefixes) addNetwork(rehearsal, prefix);
  const routes: { to: Ipv4Prefix; gateway: number | undefined }[] = [];
  const read = (option: string, to: string, router: string | undefined): void => {
    const prefix = parseIpv4Prefix(to);
    if (prefix === undefined) throw new RangeError(`${option}: "${to}" is no prefix such as 192.0.2.0/24`);
    const address = router === undefined ? undefined : parseIpv4(router);
    if (router !== undefined && address === undefined) {
      throw new RangeError(`${option}: "${router}" is no address such as 10.0.0.1`);
    }
    try {
      addRoute(rehearsal, prefixes, prefix, address);
    } catch (error) {
      throw new RangeError(`${option}: ${router ?? to}: ${(error as Error).message}`, { cause: error });
    }
    routes.push({ to: prefix, gateway: address });
  };
  for (const route of texts) if (route.gateway === undefined) read('routes', route.to, undefined);
  for (const route of texts) if (route.gateway !== undefined) read('routes', route.to, route.gateway);
  if (gateway !== undefined) read('gateway', '0.0.0.0/0', gateway);
  return { prefixes, routes, mtu, announce };
}
