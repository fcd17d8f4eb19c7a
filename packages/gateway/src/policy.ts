import type { Endpoint } from '@morgana/flow';
import { type Ipv6Prefix, inPrefix6, parseIpv6, parseIpv6Prefix } from '@morgana/tcpip';

/** Unspecified, loopback, compatible and mapped IPv4; link-local; site-local; multicast. */
const LOCAL: readonly Ipv6Prefix[] = ['::/96', '::ffff:0:0/96', 'fe80::/10', 'fec0::/10', 'ff00::/8'].map(
  (text) => parseIpv6Prefix(text)!,
);

/**
 * Where a connection or datagram of the appliance goes on the host: the endpoint to use, or null to refuse it.
 */
export type OutboundPolicy = (protocol: 'tcp' | 'udp', destination: Endpoint) => Endpoint | null;

export interface OutboundRules {
  /** The gateway's own address, as the appliance sees it. */
  readonly gateway: string;
  /** The same for IPv6, with the bits of its network: addresses there are on the wire, and nobody's. */
  readonly gateway6?: string;
  /** Lets the appliance reach the host's loopback services at the gateway's address. */
  readonly hostLoopback: boolean;
}

/**
 * The default policy. Addresses that mean "this host" or "this link" are refused (RFC 6890: 0/8, 127/8, 169.254/16, 224/4
 * and above; ::, ::1, mapped IPv4, fe80::/10, ff00::/8), since behind the gateway they would name the host's, not the appliance's.
 */
export function outboundPolicy(rules: OutboundRules): OutboundPolicy {
  const wire = rules.gateway6 === undefined ? undefined : parseIpv6Prefix(rules.gateway6);
  const gateway6 = wire?.address.toString();
  return (_protocol, destination) => {
    const isIpv6 = destination.address.includes(':');
    if (destination.address === rules.gateway || destination.address === gateway6) {
      return rules.hostLoopback ? { address: isIpv6 ? '::1' : '127.0.0.1', port: destination.port } : null;
    }
    if (isIpv6) {
      const address = parseIpv6(destination.address);
      if (address === undefined || LOCAL.some((prefix) => inPrefix6(address, prefix))) return null;
      return wire !== undefined && inPrefix6(address, wire) ? null : destination;
    }
    const octets = destination.address.split('.');
    const first = Number(octets[0]);
    const second = Number(octets[1]);
    if (first === 0 || first === 127 || first >= 224 || (first === 169 && second === 254)) return null;
    return destination;
  };
}
