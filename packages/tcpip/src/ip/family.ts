import type { IcmpCounters, IgmpCounters } from '../counters.js';
import { Icmp, type IcmpOptions } from '../icmp/icmp.js';
import { Igmp } from '../igmp/igmp.js';
import { type Ipv4Configuration, type Ipv4Plan, readConfiguration } from './configuration.js';
import { type Ipv4Context, Ipv4Layer, type Ipv4Options } from './ipv4.js';

/** What IPv4 puts into a stack. */
export interface Ipv4Parts {
  readonly layer: Ipv4Layer;
  readonly icmp: Icmp;
  readonly igmp: Igmp;
}

export interface Ipv4FamilyContext extends Ipv4Context {
  readonly counters: Ipv4Context['counters'] & { readonly icmp: IcmpCounters; readonly igmp: IgmpCounters };
}

export interface Ipv4Family {
  create(context: Ipv4FamilyContext, options: Ipv4Options | undefined, icmp: IcmpOptions | undefined): Ipv4Parts;
  /** @throws {RangeError} naming the option that makes no sense */
  readConfiguration(configuration: Ipv4Configuration): Ipv4Plan;
}

/** IPv4 for a stack. What does not name it does not link it. */
export const ipv4Family: Ipv4Family = {
  create(context, options, icmpOptions) {
    const layer = new Ipv4Layer(context, options);
    const icmp = new Icmp(layer, context.random, context.counters.icmp, icmpOptions);
    layer.reportTo(icmp);
    const igmp = new Igmp(layer, context.random, context.counters.igmp);
    layer.joinThrough(igmp);
    return { layer, icmp, igmp };
  },
  readConfiguration,
};
