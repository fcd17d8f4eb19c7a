import { ipv6Family } from './ipv6/family.js';
import { NetworkStack, type StackOptions, type TcpIpStack } from './network-stack.js';

/** `createStack` with IPv6 only: IPv4 is not linked. */
export function createIpv6Stack(
  options: Pick<StackOptions, 'network' | 'clock' | 'random' | 'log' | 'icmp' | 'udp' | 'tcp'> & {
    readonly ipv6?: Exclude<StackOptions['ipv6'], false>;
  },
): TcpIpStack {
  return new NetworkStack(options, { ipv6: ipv6Family });
}
