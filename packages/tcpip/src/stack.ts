import { ipv4Family } from './ip/family.js';
import { ipv6Family } from './ipv6/family.js';
import { NetworkStack, type StackOptions, type TcpIpStack } from './network-stack.js';

/**
 * A TCP/IP stack on an Ethernet device, with IPv4 and IPv6.
 * @throws {RangeError} naming the option that makes no sense
 */
export function createStack(options: StackOptions): TcpIpStack {
  return new NetworkStack(options, { ipv4: ipv4Family, ipv6: ipv6Family });
}
