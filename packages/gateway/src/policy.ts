import type { Endpoint } from '@morgana/flow';

/**
 * Where a connection or datagram of the appliance goes on the host: the endpoint to use, or null to refuse it.
 */
export type OutboundPolicy = (protocol: 'tcp' | 'udp', destination: Endpoint) => Endpoint | null;

export interface OutboundRules {
  /** The gateway's own address, as the appliance sees it. */
  readonly gateway: string;
  /** Lets the appliance reach the host's loopback services at the gateway's address. */
  readonly hostLoopback: boolean;
}

/**
 * The default policy. Addresses that mean "this host" or "this link" are refused (RFC 6890: 0/8, 127/8, 169.254/16, 224/4
 * and above), since behind the gateway they would name the host's, not the appliance's.
 */
export function outboundPolicy(rules: OutboundRules): OutboundPolicy {
  return (_protocol, destination) => {
    if (destination.address === rules.gateway) {
      return rules.hostLoopback ? { address: '127.0.0.1', port: destination.port } : null;
    }
    const octets = destination.address.split('.');
    const first = Number(octets[0]);
    const second = Number(octets[1]);
    if (first === 0 || first === 127 || first >= 224 || (first === 169 && second === 254)) return null;
    return destination;
  };
}
