import type { IpStackCounters } from '../ip-stack.js';

type Received = IpStackCounters & { readonly tcp?: { readonly segmentsReceived: number } };

/** The equations of counters.ts: what each layer received and cannot account for. Empty when nothing is missing. */
export function unaccounted(counters: Received): Record<string, number> {
  const { ethernet, arp, ipv4, reassembly, icmp, igmp, ipv6, reassembly6, icmpv6, udp } = counters;
  const missing = {
    ethernet: ethernet.received - ethernet.arp - ethernet.ipv4 - ethernet.ipv6 - total(ethernet.drops),
    arp: arp.received - arp.accepted - arp.ignored - total(arp.drops),
    arpFromEthernet: ethernet.arp - arp.received,
    ipv4: ipv4.received + ipv4.reassembled - ipv4.delivered - ipv4.fragments - total(ipv4.drops),
    ipv4FromEthernet: ethernet.ipv4 + ipv4.looped - ipv4.received,
    reassembly: reassembly.received - reassembly.merged - reassembly.held - total(reassembly.drops),
    reassemblyFromIpv4: ipv4.fragments - reassembly.received,
    icmp: icmp.received - icmp.echoRequests - icmp.echoReplies - icmp.errors - icmp.redirects - total(icmp.drops),
    igmp: igmp.received - igmp.queries - igmp.ignored - total(igmp.drops),
    ipv6: ipv6.received + ipv6.reassembled - ipv6.delivered - ipv6.fragments - total(ipv6.drops),
    ipv6FromEthernet: ethernet.ipv6 + ipv6.looped - ipv6.received,
    reassembly6: reassembly6.received - reassembly6.merged - reassembly6.held - total(reassembly6.drops),
    reassemblyFromIpv6: ipv6.fragments - reassembly6.received,
    icmpv6:
      icmpv6.received -
      icmpv6.echoRequests -
      icmpv6.echoReplies -
      icmpv6.errors -
      icmpv6.neighborMessages -
      icmpv6.multicastMessages -
      total(icmpv6.drops),
    udp: udp.received - udp.delivered - udp.intercepted - total(udp.drops),
    transports:
      ipv4.delivered +
      ipv6.delivered -
      icmp.received -
      igmp.received -
      icmpv6.received -
      udp.received -
      (counters.tcp?.segmentsReceived ?? 0),
  };
  return Object.fromEntries(Object.entries(missing).filter(([, count]) => count !== 0));
}

function total(drops: Readonly<Record<string, number>>): number {
  return Object.values(drops).reduce((a, b) => a + b, 0);
}
