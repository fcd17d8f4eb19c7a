import type { Frame } from '@morgana/network';

/**
 * An IP address as the stack compares, hashes and stores it. IPv4 is one unsigned 32-bit integer in host order.
 * IPv6 will enter here as a second member of this union with its own `family`.
 */
export type IpAddress = number;

/** ECN codepoints (RFC 3168, 5): this transport understands ECN; a router was congested. */
export const ECN_CAPABLE = 2;
export const CONGESTION_EXPERIENCED = 3;

/**
 * A path to one destination. Transports ask for it once (a connection when it is made), keep it, and build every packet
 * through it: what does not change from packet to packet is computed here and nowhere else.
 */
export interface Route {
  readonly family: 4;
  readonly source: IpAddress;
  readonly destination: IpAddress;
  /** Offset of the transport header in a frame from `begin`: 14 of Ethernet and the IP header without options. */
  readonly transportOffset: number;
  /** One's complement sum of the pseudo header's address words; protocol and length are for the transport to add. */
  readonly pseudoHeaderSum: number;
  /** Largest IP packet on the path, in octets; goes down when ICMP says so (RFC 1191). */
  pathMtu: number;
}

/** What transports see of the network layer. */
export interface IpLayer {
  /** undefined: no route. `source` binds to one of our own addresses. */
  route(destination: IpAddress, source?: IpAddress): Route | undefined;
  /** Whether packets may be sent from `address` and are taken in for it: ours, loopback, or any when the layer accepts any. */
  isLocal(address: IpAddress): boolean;
  /**
   * A frame whose transport header is to be written at `route.transportOffset`; null: the device has no room, drop.
   * `length` is the octets from there on that will be written, by default what fits the device's MTU; larger than that only
   * for a super-segment to a device with `segmentation`.
   */
  begin(route: Route, length?: number): Frame | null;
  /**
   * Completes the Ethernet and IP headers and transmits (or parks it while the next hop is being resolved). The transport
   * has written `length` octets, checksum included. `protocol` is the IANA number. Goes out with the stack's next flush.
   * `ecn` is the codepoint of RFC 3168, 5, by default Not-ECT.
   */
  send(frame: Frame, route: Route, protocol: number, length: number, ecn?: number): void;
  /** The ECN codepoint of a packet that is being delivered (RFC 3168, 5). */
  ecn(frame: Frame): number;
  /** Gives back a frame from `begin` that is not to be sent. */
  abandon(frame: Frame, route: Route): void;
}
