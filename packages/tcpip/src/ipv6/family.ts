import type { IcmpOptions } from '../icmp/icmp.js';
import { Icmpv6 } from '../icmp/icmpv6.js';
import { type Ipv6Configuration, type Ipv6Plan, readConfiguration6 } from './configuration.js';
import { type Ipv6Context, Ipv6Layer, type Ipv6Options } from './layer.js';

/** What IPv6 puts into a stack. */
export interface Ipv6Parts {
  readonly layer: Ipv6Layer;
  readonly icmp: Icmpv6;
}

export interface Ipv6Family {
  create(context: Ipv6Context, options: Ipv6Options | undefined, icmp: IcmpOptions | undefined): Ipv6Parts;
  /** @throws {RangeError} naming the option that makes no sense */
  readConfiguration(configuration: Ipv6Configuration): Ipv6Plan;
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
};
