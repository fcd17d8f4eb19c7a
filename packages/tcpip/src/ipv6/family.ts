import { type Ipv6Address, mapped } from '../address6.js';
import type { IcmpOptions } from '../icmp/icmp.js';
import { Icmpv6 } from '../icmp/icmpv6.js';
import type { HostLayer, IpLayer } from '../ip/layer.js';
import type { IpAddress } from '../ip-address.js';
import { type Ipv6Configuration, type Ipv6Plan, readConfiguration6 } from './configuration.js';
import { type Ipv6Context, Ipv6Layer, type Ipv6Options } from './layer.js';
import { DEPRECATED } from './local-addresses.js';
import { compareDestinations } from './selection.js';

/** What IPv6 puts into a stack. */
export interface Ipv6Parts {
  readonly layer: Ipv6Layer;
  readonly icmp: Icmpv6;
}

export interface Ipv6Family {
  create(context: Ipv6Context, options: Ipv6Options | undefined, icmp: IcmpOptions | undefined): Ipv6Parts;
  /** @throws {RangeError} naming the option that makes no sense */
  readConfiguration(configuration: Ipv6Configuration): Ipv6Plan;
  /** RFC 6724, 6, over both families; what is no address comes last. */
  orderDestinations(
    ip: IpLayer & Pick<HostLayer, 'parse'>,
    layer: Ipv6Layer | undefined,
    addresses: readonly string[],
  ): readonly string[];
}

/** IPv6 for a stack. What does not name it does not link it. */
export const ipv6Family: Ipv6Family = {
  create(context, options, icmpOptions) {
    const layer = new Ipv6Layer(context, options);
    const icmp = new Icmpv6(layer, context.random, context.counters.icmpv6, icmpOptions);
    layer.reportTo(icmp);
    return { layer, icmp };
  },
  readConfiguration: readConfiguration6,
  orderDestinations(ip, layer, addresses) {
    return addresses
      .map((text) => {
        const address = ip.parse(text);
        const source = address === undefined ? undefined : ip.route(address)?.source;
        const deprecated = typeof source === 'object' && layer?.addresses.find(source)?.state === DEPRECATED;
        return {
          text,
          destination: asIpv6(address ?? 0),
          source: source === undefined ? undefined : asIpv6(source),
          deprecated,
        };
      })
      .sort(compareDestinations)
      .map(({ text }) => text);
  },
};

function asIpv6(address: IpAddress): Ipv6Address {
  return typeof address === 'number' ? mapped(address) : address;
}
