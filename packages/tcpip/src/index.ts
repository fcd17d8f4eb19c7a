export {
  directedBroadcast,
  formatIpv4,
  formatIpv4Prefix,
  formatMac,
  type Ipv4Prefix,
  inPrefix,
  isLinkLocal,
  isUnicast,
  netmask,
  parseIpv4,
  parseIpv4Prefix,
} from './address.js';
export type { ArpOptions } from './arp/table.js';
export type {
  ArpCounters,
  EthernetCounters,
  IcmpCounters,
  Ipv4Counters,
  ReassemblyCounters,
  UdpCounters,
} from './counters.js';
export type { IcmpOptions } from './icmp/icmp.js';
export type { Ipv4Options } from './ip/ipv4.js';
export type { IpAddress, IpLayer, Route } from './ip/layer.js';
export type { PathMtuOptions } from './ip/path-mtu.js';
export type { ReassemblyOptions } from './ip/reassembly.js';
export type { IcmpErrorKind, Transport, TransportContext } from './ip/transport.js';
export {
  type AddressConflict,
  type AddressConflictHandler,
  IpStack,
  type IpStackContext,
  type IpStackCounters,
  type IpStackOptions,
} from './ip-stack.js';
export {
  createStack,
  type Ipv4Configuration,
  type PingOptions,
  type PingReply,
  type StackCounters,
  type StackOptions,
  type TcpIpStack,
} from './stack.js';
export type { TcpCounters } from './tcp/counters.js';
export type { InterceptRequest } from './tcp/flow.js';
export type { TcpConfiguration } from './tcp/settings.js';
export { Tcp } from './tcp/tcp.js';
export { Ipv4Endpoint } from './udp/endpoint.js';
export { type DatagramInterceptor, MAXIMUM_DATAGRAM, type UdpOptions } from './udp/udp.js';
