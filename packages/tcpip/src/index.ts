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
export {
  formatIpv6,
  formatIpv6Prefix,
  Ipv6Address,
  type Ipv6Prefix,
  inPrefix6,
  networkOf6,
  parseIpv6,
  parseIpv6Prefix,
  readIpv6,
} from './address6.js';
export type { ArpOptions } from './arp/table.js';
export type {
  ArpCounters,
  EthernetCounters,
  IcmpCounters,
  Icmpv6Counters,
  IgmpCounters,
  Ipv4Counters,
  Ipv6Counters,
  MldCounters,
  NdpCounters,
  ReassemblyCounters,
  UdpCounters,
} from './counters.js';
export { IpStack } from './dual-stack.js';
export type { IcmpOptions } from './icmp/icmp.js';
export type { Ipv4Configuration } from './ip/configuration.js';
export { ipv4Family } from './ip/family.js';
export type { ReassemblyOptions } from './ip/fragment-store.js';
export type { Ipv4Options } from './ip/ipv4.js';
export type { IpAddress, IpLayer, Route } from './ip/layer.js';
export type { PathMtuOptions } from './ip/path-mtu.js';
export type { IcmpErrorKind, Transport, TransportContext } from './ip/transport.js';
export {
  type AddressConflict,
  type AddressConflictHandler,
  BareIpStack,
  type Families,
  type IpStackContext,
  type IpStackCounters,
  type IpStackOptions,
} from './ip-stack.js';
export { createIpv4Stack } from './ipv4-stack.js';
export type { Ipv6Configuration } from './ipv6/configuration.js';
export type { Ipv6Settings } from './ipv6/dns-settings.js';
export { ipv6Family } from './ipv6/family.js';
export type { Ipv6Options } from './ipv6/layer.js';
export { type RouterAdvertisement, routerAdvertisement } from './ipv6/router-advertisement.js';
export { createIpv6Stack } from './ipv6-stack.js';
export type {
  Ipv6State,
  PingOptions,
  PingReply,
  StackCounters,
  StackOptions,
  TcpIpStack,
} from './network-stack.js';
export { createStack } from './stack.js';
export type { TcpCounters } from './tcp/counters.js';
export type { InterceptRequest } from './tcp/flow.js';
export type { TcpConfiguration } from './tcp/settings.js';
export { Tcp } from './tcp/tcp.js';
export { IpEndpoint } from './udp/endpoint.js';
export { type DatagramInterceptor, MAXIMUM_DATAGRAM, type UdpOptions } from './udp/udp.js';
