import { ipv4Family } from './ip/family.js';
import { NetworkStack, type StackOptions, type TcpIpStack } from './network-stack.js';

/** `createStack` with IPv4 only: IPv6 is not linked. */
export function createIpv4Stack(options: StackOptions): TcpIpStack {
  return new NetworkStack(options, { ipv4: ipv4Family });
}
