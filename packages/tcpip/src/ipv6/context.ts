import type { Frame, Network } from '@morgana/network';
import type { Random } from '@morgana/random';
import type { Clock } from '@morgana/time';
import type { Ipv6Address } from '../address6.js';
import type { Icmpv6Counters, Ipv6Counters, MldCounters, NdpCounters, ReassemblyCounters } from '../counters.js';
import type { ReassemblyOptions } from '../ip/fragment-store.js';
import type { PathMtuOptions } from '../ip/path-mtu.js';
import type { DiscoveryOptions } from './discovery.js';
import type { NeighborCacheOptions } from './neighbor-cache.js';

export interface Ipv6Options extends DiscoveryOptions, Omit<PathMtuOptions, 'minimumPathMtu'> {
  readonly neighbors?: NeighborCacheOptions;
  readonly reassembly?: ReassemblyOptions;
  /** Hop limit of what we send, until a router says otherwise. Default 64. */
  readonly hopLimit?: number;
  /**
   * Takes packets to every unicast address beyond the link, lets packets go out from every address, and answers solicitations for
   * every address but those of stations on the link: the near side of a user-mode gateway. Default false.
   */
  readonly acceptAnyAddress?: boolean;
  /** Believes a router that names a better way for a destination (RFC 4861, 8). Default true. */
  readonly acceptRedirects?: boolean;
  /**
   * 16 octets from which the addresses that we make ourselves follow (RFC 7217): with the same secret, a station has the same address in a
   * network at every start. By default random ones.
   */
  readonly secret?: Uint8Array;
  /** Addresses of our own. Default 16. */
  readonly maxAddresses?: number;
  /** Multicast groups that we are in, those of our own addresses among them. Default 64. */
  readonly maxGroups?: number;
}

/** What the layer reports to: ICMPv6. */
export interface Ipv6ErrorReporter {
  unreachable(code: number, frame: Frame, now: number): void;
  /** A parameter problem at `pointer` of the frame's bytes. */
  parameterProblem(code: number, pointer: number, frame: Frame, evenToGroup: boolean, now: number): void;
  reassemblyTimeout(quoted: Uint8Array, now: number): void;
}

/** What the layer tells the shell. */
export interface Ipv6Events {
  /** Another station has our address. `removed`: it was being verified, and is not ours any more. */
  addressConflict6(address: Ipv6Address, mac: Uint8Array | undefined, removed: boolean): void;
  /** Addresses or what routers tell may have changed. */
  configured6(): void;
}

export interface Ipv6Context {
  readonly network: Network;
  readonly clock: Clock;
  readonly random: Random;
  readonly events: Ipv6Events;
  readonly counters: {
    readonly ipv6: Ipv6Counters;
    readonly ndp: NdpCounters;
    readonly mld: MldCounters;
    readonly reassembly6: ReassemblyCounters;
    readonly icmpv6: Icmpv6Counters;
  };
}
