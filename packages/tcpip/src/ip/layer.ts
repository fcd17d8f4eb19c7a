import type { Frame } from '@morgana/network';
import type { IpAddress } from '../ip-address.js';

export type { IpAddress };

/** ECN codepoints (RFC 3168, 5): this transport understands ECN; a router was congested. */
export const ECN_CAPABLE = 2;
export const CONGESTION_EXPERIENCED = 3;

/**
 * A path to one destination. Transports ask for it once (a connection when it is made), keep it, and build every packet
 * through it: what does not change from packet to packet is computed here and nowhere else.
 */
export interface Route {
  readonly family: 4 | 6;
  readonly source: IpAddress;
  readonly destination: IpAddress;
  /** Offset of the transport header in a frame from `begin`: 14 of Ethernet and the IP header without options or extensions. */
  readonly transportOffset: number;
  /** One's complement sum of the pseudo header's address words; protocol and length are for the transport to add. */
  readonly pseudoHeaderSum: number;
  /** Largest IP packet on the path, in octets; goes down when ICMP says so (RFC 1191, RFC 8201). */
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

/** What datagrams and the shell need besides. */
export interface HostLayer extends IpLayer {
  /** Grows when addresses or routes change: routes asked for before may be wrong then. */
  readonly generation: number;
  /** Reads an address of a family that the stack speaks. */
  parse(text: string): IpAddress | undefined;
  /** Broadcast or multicast: no station's address. */
  isGroup(address: IpAddress): boolean;
  /** Could be a station's address. */
  isStation(address: IpAddress): boolean;
  /** Not ours, but packets to it are taken in as if it were. */
  isProxied(address: IpAddress): boolean;
  /** What stands for "all of ours" where somebody wants to read an address: the preferred one of a family, or of any. */
  preferred(family?: 4 | 6): IpAddress | undefined;
  /** The path of a packet from 0.0.0.0 to 255.255.255.255, which only a search for an address may take (RFC 1122, 3.2.1.3 a). */
  initialRoute(): Route | undefined;
  /**
   * Sends `header` and then `data` as one packet in as many fragments as the path's MTU asks for. False: a frame was lacking,
   * and with it the datagram is lost.
   */
  sendFragmented(route: Route, protocol: number, header: Uint8Array, data: Uint8Array): boolean;
  /** Tells the sender of the packet in `frame` that nobody has its port. */
  portUnreachable(frame: Frame, now: number): void;
  /** From now on packets to a multicast group are taken in; as often as `leave` is called. @throws {FlowError} "invalid", "exhausted" */
  join(group: IpAddress, now: number): void;
  leave(group: IpAddress, now: number): void;
}
