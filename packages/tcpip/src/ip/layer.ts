import type { Frame } from '@morgana/network';
import type { IpAddress } from '../ip-address.js';
import type { Route } from './route.js';

export type { IpAddress, Route };

/** ECN codepoints (RFC 3168, 5): this transport understands ECN; a router was congested. */
export const ECN_CAPABLE = 2;
export const CONGESTION_EXPERIENCED = 3;

/** Builds packets of one family: what a route leads to. */
export interface PacketSender {
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
  /**
   * Sends `header` and then `data` as one packet in as many fragments as the path's MTU asks for. False: a frame was lacking,
   * and with it the datagram is lost.
   */
  sendFragmented(route: Route, protocol: number, header: Uint8Array, data: Uint8Array): boolean;
  /** Gives back a frame from `begin` that is not to be sent. */
  abandon(frame: Frame, route: Route): void;
}

/** What transports see of the network layer. */
export interface IpLayer {
  /** undefined: no route. `source` binds to one of our own addresses. */
  route(destination: IpAddress, source?: IpAddress): Route | undefined;
  /** Whether packets may be sent from `address` and are taken in for it: ours, loopback, or any when the layer accepts any. */
  isLocal(address: IpAddress): boolean;
  /** The ECN codepoint of a packet that is being delivered (RFC 3168, 5). */
  ecn(frame: Frame): number;
}

/** What datagrams and the shell need besides. */
export interface HostLayer extends IpLayer {
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
  /** Tells the sender of the packet in `frame` that nobody has its port. */
  portUnreachable(frame: Frame, now: number): void;
  /** From now on packets to a multicast group are taken in; as often as `leave` is called. @throws {FlowError} "invalid", "exhausted" */
  join(group: IpAddress, now: number): void;
  leave(group: IpAddress, now: number): void;
}
