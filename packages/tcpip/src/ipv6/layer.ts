import { ETHERNET_HEADER_LENGTH, type Frame } from '@morgana/network';
import {
  ALL_NODES,
  type Ipv6Address,
  isLinkLocal6,
  isLoopback6,
  isMapped,
  isMulticast6,
  isUnspecified6,
  SCOPE_INTERFACE_LOCAL,
  scopeOf,
} from '../address6.js';
import type { NdpCounters } from '../counters.js';
import type { HostLayer } from '../ip/layer.js';
import type { IcmpErrorKind } from '../ip/transport.js';
import {
  CHAIN_FRAGMENT,
  CHAIN_MALFORMED,
  CHAIN_NONE,
  CHAIN_OPTION_DROP,
  CHAIN_PROBLEM,
  type Chain,
  FRAGMENT_HEADER,
  fragmentOffset,
  moreFragments,
  NEXT_FRAGMENT,
  NEXT_HOP_BY_HOP,
  newChain,
  PROBLEM_NEXT_HEADER,
  walkChain,
} from '../wire/extension-headers.js';
import { UNREACHABLE6_PORT } from '../wire/icmpv6.js';
import { PROTOCOL_TCP } from '../wire/ipv4.js';
import {
  checkIpv6,
  IPV6_BAD_LENGTH,
  IPV6_BAD_VERSION,
  IPV6_DESTINATION,
  IPV6_HEADER,
  IPV6_MINIMUM_MTU,
  IPV6_NEXT_HEADER,
  IPV6_SOURCE,
  IPV6_TOO_SHORT,
  ipv6NextHeader,
  ipv6PayloadLength,
  PROTOCOL_ICMPV6,
} from '../wire/ipv6.js';
import {
  linkAddressAt,
  NDP_TARGET,
  NDP_TARGET_LINK_ADDRESS,
  REDIRECT_DESTINATION,
  REDIRECT_LENGTH,
} from '../wire/ndp.js';
import { get16 } from '../wire/octets.js';
import type { Ipv6Context, Ipv6Options } from './context.js';
import { Ipv6Host } from './host.js';
import { Reassembly6 } from './reassembly.js';

export type { Ipv6Context, Ipv6ErrorReporter, Ipv6Events, Ipv6Options } from './context.js';

/**
 * IPv6 (RFC 8200) for a host (RFC 8504) on one Ethernet link: what comes in is checked and given to a transport, what goes
 * out gets its headers and a neighbour. It never forwards.
 */
export class Ipv6Layer extends Ipv6Host implements HostLayer {
  readonly reassembly: Reassembly6;
  /** Of the packet that is being delivered: for ICMPv6, what its header says no more. */
  readonly chain: Chain;
  deliveringFragments: boolean;
  readonly #acceptRedirects: boolean;
  readonly #ndp: NdpCounters;

  constructor(context: Ipv6Context, options: Ipv6Options = {}) {
    super(context, options);
    this.chain = newChain();
    this.deliveringFragments = false;
    this.#acceptRedirects = options.acceptRedirects ?? true;
    this.#ndp = context.counters.ndp;
    this.reassembly = new Reassembly6(
      context.counters.reassembly6,
      (quoted) => this.reporter?.reassemblyTimeout(quoted, this.clock.monotonic()),
      (frame, code, pointer) => this.reporter?.parameterProblem(code, pointer, frame, false, this.clock.monotonic()),
      options.reassembly,
    );
  }

  portUnreachable(frame: Frame, now: number): void {
    this.reporter?.unreachable(UNREACHABLE6_PORT, frame, now);
  }

  // Reception

  /** An IPv6 packet behind the Ethernet header. `linkGroup`: the frame was sent to a group address. */
  input(frame: Frame, linkGroup: boolean, now: number): void {
    const counters = this.counters;
    const { bytes } = frame;
    const at = ETHERNET_HEADER_LENGTH;
    counters.received++;
    switch (checkIpv6(bytes, at, frame.length - at)) {
      case IPV6_TOO_SHORT:
        counters.drops.tooShort++;
        return;
      case IPV6_BAD_VERSION:
        counters.drops.badVersion++;
        return;
      case IPV6_BAD_LENGTH:
        counters.drops.badLength++;
        return;
    }
    const source = this.readAddress(bytes, at + IPV6_SOURCE);
    const destination = this.readAddress(bytes, at + IPV6_DESTINATION);
    if (!this.#isPlausibleSource(source, bytes)) {
      counters.drops.badSource++;
      return;
    }
    const group = isMulticast6(destination);
    if (group ? !this.#isMember(destination) : !this.#isOurs(destination)) {
      counters.drops.notForUs++;
      return;
    }
    if (linkGroup && !group) {
      counters.drops.linkBroadcast++;
      return;
    }
    this.#walk(frame, source, destination, group, now);
  }

  /** Whether a packet on the link can come from there. Without an address only ICMPv6 is sent (RFC 4861, RFC 3810). */
  #isPlausibleSource(source: Ipv6Address, bytes: Uint8Array): boolean {
    if (isMulticast6(source) || isLoopback6(source) || isMapped(source)) return false;
    if (isUnspecified6(source)) {
      const next = ipv6NextHeader(bytes, ETHERNET_HEADER_LENGTH);
      return next === PROTOCOL_ICMPV6 || next === NEXT_HOP_BY_HOP;
    }
    const own = this.addresses.find(source);
    // Somebody who has our address as well is heard when he says so: duplicate address detection looks at that.
    return own === undefined || ipv6NextHeader(bytes, ETHERNET_HEADER_LENGTH) === PROTOCOL_ICMPV6;
  }

  /** The groups of all nodes, of the interface and of the link, and those that we have joined. */
  #isMember(group: Ipv6Address): boolean {
    if (group.equals(ALL_NODES) || this.mld.has(group)) return true;
    return scopeOf(group) === SCOPE_INTERFACE_LOCAL && (group.w1 | group.w2) === 0 && group.w3 === 1;
  }

  #isOurs(destination: Ipv6Address): boolean {
    return this.addresses.isOwn(destination) || this.addresses.isProxied(destination);
  }

  /** Goes through the extension headers to the transport. */
  #walk(frame: Frame, source: Ipv6Address, destination: Ipv6Address, group: boolean, now: number): void {
    const { bytes } = frame;
    const at = ETHERNET_HEADER_LENGTH;
    const { chain } = this;
    const counters = this.counters;
    let end = at + IPV6_HEADER + ipv6PayloadLength(bytes, at);
    let namedAt = at + IPV6_NEXT_HEADER;
    let offset = at + IPV6_HEADER;
    let packet = frame;
    let first = true;
    this.deliveringFragments = false;
    for (;;) {
      switch (walkChain(chain, packet.bytes, packet.bytes[namedAt]!, offset, end, namedAt, first)) {
        case CHAIN_MALFORMED:
          counters.drops.badExtension++;
          return;
        case CHAIN_NONE:
          counters.drops.noNextHeader++;
          return;
        case CHAIN_OPTION_DROP:
          counters.drops.unknownOption++;
          return;
        case CHAIN_PROBLEM:
          counters.drops.unknownOption++;
          this.reporter?.parameterProblem(chain.code, chain.pointer, packet, chain.evenToGroup, now);
          return;
        case CHAIN_FRAGMENT: {
          first = false;
          const fragment = chain.offset;
          if (this.deliveringFragments) {
            counters.drops.badExtension++;
            return;
          }
          this.deliveringFragments = true;
          if (fragmentOffset(packet.bytes, fragment) === 0 && !moreFragments(packet.bytes, fragment)) {
            // An atomic fragment is a whole packet (RFC 6946).
            namedAt = fragment;
            offset = fragment + FRAGMENT_HEADER;
            continue;
          }
          counters.fragments++;
          const whole = this.reassembly.input(packet, fragment, now);
          if (whole === undefined) return;
          counters.reassembled++;
          packet = whole;
          end = at + IPV6_HEADER + ipv6PayloadLength(whole.bytes, at);
          namedAt = at + IPV6_NEXT_HEADER;
          offset = at + IPV6_HEADER;
          continue;
        }
      }
      break;
    }
    const { protocol } = chain;
    if (group && protocol === PROTOCOL_TCP) {
      counters.drops.groupDestination++;
      return;
    }
    const transport = this.transports[protocol];
    if (transport === undefined) {
      counters.drops.unknownProtocol++;
      this.reporter?.parameterProblem(PROBLEM_NEXT_HEADER, chain.namedAt, packet, false, now);
      return;
    }
    counters.delivered++;
    transport.input(packet, source, destination, chain.offset, end - chain.offset, now);
  }

  // What comes back

  /**
   * An ICMPv6 error about a packet of ours: hands it to its transport, and believes a path MTU if the transport does. `quoted[at ..)`
   * starts with the packet's header, `length` octets of it were quoted. False: it cannot be about a packet of ours.
   */
  icmpError(
    kind: IcmpErrorKind,
    code: number,
    quoted: Uint8Array,
    at: number,
    length: number,
    mtu: number,
    now: number,
  ): boolean {
    const source = this.readAddress(quoted, at + IPV6_SOURCE);
    const destination = this.readAddress(quoted, at + IPV6_DESTINATION);
    let protocol = ipv6NextHeader(quoted, at);
    let offset = IPV6_HEADER;
    // Of extension headers we send only those of fragments.
    if (protocol === NEXT_FRAGMENT) {
      if (length < IPV6_HEADER + FRAGMENT_HEADER || (get16(quoted, at + offset + 2) & 0xfff8) !== 0) return false;
      protocol = quoted[at + offset]!;
      offset += FRAGMENT_HEADER;
    }
    if (!this.addresses.isLocal(source) || length < offset + 8) return false;
    // RFC 8201, 4: less than every link carries is no report that is to be believed.
    if (kind === 'too-big' && mtu < IPV6_MINIMUM_MTU) return false;
    const rest = length - offset;
    return this.errorReported(kind, code, protocol, source, destination, quoted, at + offset, rest, mtu, now);
  }

  /**
   * A redirect (RFC 4861, 8.1 and 8.3): packets to a destination go to another router, or straight to it if it is the target. Believed if it
   * comes from the router that they go to now. It holds until the route is forgotten, or the target does not answer.
   */
  redirected(bytes: Uint8Array, offset: number, end: number, router: Ipv6Address, now: number): boolean {
    if (!this.#acceptRedirects || end - offset < REDIRECT_LENGTH || !isLinkLocal6(router)) return false;
    const target = this.readAddress(bytes, offset + NDP_TARGET);
    const destination = this.readAddress(bytes, offset + REDIRECT_DESTINATION);
    const mac = linkAddressAt(bytes, offset + REDIRECT_LENGTH, end, NDP_TARGET_LINK_ADDRESS);
    const straight = target.equals(destination);
    if (mac === -2 || isMulticast6(destination) || !(straight || isLinkLocal6(target))) return false;
    if (this.addresses.isOwn(target) || !this.routes.redirect(destination, router)) return false;
    if (mac >= 0) this.neighbors.heard(target, bytes, mac, now);
    const neighbor = this.neighbors.neighbor(target);
    if (!straight) neighbor.router = true;
    this.#ndp.redirects++;
    return this.routes.redirect(destination, router, neighbor);
  }

  // Time

  nextDeadline(): number {
    if (this.looping()) return 0;
    return Math.min(
      this.neighbors.nextDeadline(),
      this.discovery.nextDeadline(),
      this.mld.nextDeadline(),
      this.reassembly.store.nextDeadline(),
      this.pathMtus.nextDeadline(),
    );
  }

  runTimers(now: number): void {
    this.neighbors.runTimers(now);
    // Groups are told before the address that they are for is asked about (RFC 4862, 5.4.2).
    this.mld.runTimers(now);
    this.discovery.runTimers(now);
    this.mld.runTimers(now);
    this.reassembly.store.runTimers(now);
    this.expirePaths(now);
  }

  protected receiveLooped(frame: Frame, now: number): void {
    const { bytes } = frame;
    const source = this.readAddress(bytes, ETHERNET_HEADER_LENGTH + IPV6_SOURCE);
    const destination = this.readAddress(bytes, ETHERNET_HEADER_LENGTH + IPV6_DESTINATION);
    this.#walk(frame, source, destination, false, now);
  }

  override close(): void {
    this.neighbors.forget();
    this.reassembly.store.close();
    super.close();
  }
}
