import type { IpStackCounters } from '../ip-stack.js';

type Received = IpStackCounters & { readonly tcp?: { readonly segmentsReceived: number } };

/** The equations of counters.ts: what each layer received and cannot account for. Empty when nothing is missing. */
export function unaccounted(counters: Received): Record<string, number> {
  const { ethernet, arp, ipv4, reassembly, icmp, udp } = counters;
  const missing = {
    ethernet: ethernet.received - ethernet.arp - ethernet.ipv4 - total(ethernet.drops),
    arp: arp.received - arp.accepted - arp.ignored - total(arp.drops),
    arpFromEthernet: ethernet.arp - arp.received,
    ipv4: ipv4.received + ipv4.reassembled - ipv4.delivered - ipv4.fragments - total(ipv4.drops),
    ipv4FromEthernet: ethernet.ipv4 + ipv4.looped - ipv4.received,
    reassembly: reassembly.received - reassembly.merged - reassembly.held - total(reassembly.drops),
    reassemblyFromIpv4: ipv4.fragments - reassembly.received,
    icmp: icmp.received - icmp.echoRequests - icmp.echoReplies - icmp.errors - total(icmp.drops),
    udp: udp.received - udp.delivered - udp.intercepted - total(udp.drops),
    transports: ipv4.delivered - icmp.received - udp.received - (counters.tcp?.segmentsReceived ?? 0),
  };
  return Object.fromEntries(Object.entries(missing).filter(([, count]) => count !== 0));
}

function total(drops: Readonly<Record<string, number>>): number {
  return Object.values(drops).reduce((a, b) => a + b, 0);
}
