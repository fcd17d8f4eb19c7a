import type { Logger } from '@morgana/log';
import type { Capabilities, Frame } from '@morgana/network';
import type { Random } from '@morgana/random';
import type { Clock } from '@morgana/time';
import type { IpAddress, IpLayer } from './layer.js';

/**
 * What an ICMP error, or the local network layer, says of a packet that was sent:
 * - unreachable: ICMP type 3 but code 4. `code` is ICMP's; code 1 also comes from ourselves when ARP found nobody
 * - time-exceeded: ICMP type 11
 * - too-big: ICMP type 3 code 4 (RFC 1191); `mtu` is what fits, already held above the floor
 */
export type IcmpErrorKind = 'unreachable' | 'time-exceeded' | 'too-big';

/**
 * A protocol above IP, driven by the stack: `input` for every packet of a batch, then `runTimers` if a deadline has
 * passed, then `flush` once. Nothing here may throw, and nothing may call back into these methods.
 */
export interface Transport {
  /** The IANA protocol number: 6 TCP, 17 UDP. */
  readonly protocol: number;
  /**
   * One packet: the transport header starts at `frame.bytes[offset]`, header and data are `length` octets (Ethernet padding
   * and IP header are out of it, and `length` may be 0). `destination` is one of our addresses, or any when the layer accepts
   * any; UDP also gets broadcast and multicast, TCP does not. Verifying the checksum is the transport's
   * task unless `frame.checksum` says that the device has. The frame is borrowed until the call returns; a reassembled
   * datagram comes in a frame of the stack's own.
   */
  input(frame: Frame, source: IpAddress, destination: IpAddress, offset: number, length: number, now: number): void;
  /**
   * A packet that we sent from `source` to `destination` did not arrive. `quoted[offset .. offset + length)` is what the
   * report quotes of its transport header, at least 8 octets (RFC 792).
   *
   * Returns whether the quote can be of a packet that was really sent (the connection exists and the sequence number is in
   * flight: RFC 5927; the socket exists): only then does the layer believe a path MTU. A transport that keeps routes
   * lowers the `pathMtu` of the one concerned to `mtu` itself, because the layer only knows those in its cache.
   */
  icmpError(
    kind: IcmpErrorKind,
    code: number,
    source: IpAddress,
    destination: IpAddress,
    quoted: Uint8Array,
    offset: number,
    length: number,
    mtu: number,
  ): boolean;
  /** Monotonic milliseconds of the next call of `runTimers` that is needed; Infinity when none is. Cheap: asked after every batch. */
  nextDeadline(): number;
  runTimers(now: number): void;
  /** Emits what input, timers and the application have made ready. */
  flush(now: number): void;
}

/** What a transport is built with. */
export interface TransportContext {
  readonly ip: IpLayer;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
  /** What the device below can do, so that a transport can leave CHECKSUM_PARTIAL or a super-segment to it. */
  readonly capabilities: Capabilities;
  /**
   * For what happens outside the stack's own run (an application writes, reads, connects): asks for one call of `flush`,
   * followed by a look at `nextDeadline`, in a promise job. Any number of calls make one; inside the run it costs nothing.
   */
  requestFlush(): void;
}
