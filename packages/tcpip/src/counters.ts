/**
 * What happened to every packet. Each layer obeys one equation, so that no packet vanishes without a reason:
 * what it received is what it handed on plus the sum of its `drops`. The equations stand with the interfaces.
 */

/** received = arp + ipv4 + ipv6 + sum of drops */
export interface EthernetCounters {
  received: number;
  arp: number;
  ipv4: number;
  ipv6: number;
  readonly drops: {
    /** Shorter than a header. */
    tooShort: number;
    /** A group address as the source. */
    badSource: number;
    /** Unicast to another station (a flooding switch, a promiscuous device). */
    notForUs: number;
    /** An EtherType that we do not speak: VLAN tags, LLDP, LLC, or a family that is not linked. */
    unknownType: number;
  };
}

/** received = accepted + ignored + sum of drops */
export interface ArpCounters {
  received: number;
  /** Answered, learned from, or both. */
  accepted: number;
  /** About others: neither asks for us nor tells of a neighbour that we care for. */
  ignored: number;
  readonly drops: {
    tooShort: number;
    /** Not IPv4 over Ethernet, or neither request nor reply. */
    unsupported: number;
    /** The sender's hardware or protocol address cannot be a station's. */
    badSender: number;
    /** Our own packet come back. */
    ownFrame: number;
    /** Somebody else uses our address (RFC 5227, 2.4). */
    conflict: number;
    /** A neighbour confirmed within the last second is claimed by another station. */
    tooFresh: number;
  };
  requestsSent: number;
  repliesSent: number;
  /** Announcements, those in defence of an address included. */
  announcementsSent: number;
  /** Requests not sent because too many were, to all addresses together. */
  requestsSuppressed: number;
  /** Neighbours that never answered. */
  unresolved: number;
  /** Neighbours that gave place to others in the full table. */
  evicted: number;
  /** Packets dropped while they waited for a neighbour's hardware address. */
  pendingDropped: number;
}

/** received + reassembled = delivered + fragments + sum of drops; received = ethernet.ipv4 + looped */
export interface Ipv4Counters {
  received: number;
  /** Datagrams that came complete out of reassembly; they are looked at as if they had just been received. */
  reassembled: number;
  /** To ICMP, UDP, TCP. */
  delivered: number;
  /** To reassembly. */
  fragments: number;
  readonly drops: {
    tooShort: number;
    badVersion: number;
    badHeaderLength: number;
    badTotalLength: number;
    badChecksum: number;
    badOptions: number;
    /** Loose or strict source route (RFC 7126). */
    sourceRouted: number;
    /** A source address that no sender can have here: broadcast, multicast, loopback, reserved, our own. */
    badSource: number;
    /** To an address that is not ours; we do not forward. */
    notForUs: number;
    /** Unicast in a link-layer broadcast (RFC 1122, 3.3.6). */
    linkBroadcast: number;
    /** TCP to broadcast or multicast (RFC 9293, MUST-57). */
    groupDestination: number;
    unknownProtocol: number;
  };
  sent: number;
  fragmentsSent: number;
  /** Through the loop to our own addresses. */
  looped: number;
  readonly sendDrops: {
    /** The device had no frame, or the loop was full. */
    noRoom: number;
    /** Larger than the device's MTU. */
    tooBig: number;
  };
  /** Path MTUs lowered (RFC 1191). */
  pathMtuLowered: number;
}

/** received + reassembled = delivered + fragments + sum of drops; received = ethernet.ipv6 + looped */
export interface Ipv6Counters {
  received: number;
  /** Packets that came complete out of reassembly; they are looked at as if they had just been received. */
  reassembled: number;
  /** To ICMPv6, UDP, TCP. */
  delivered: number;
  /** To reassembly. */
  fragments: number;
  readonly drops: {
    tooShort: number;
    badVersion: number;
    /** More payload than the frame holds, or a jumbogram. */
    badLength: number;
    /** A source address that no sender can have here: multicast, loopback, mapped, our own; none at all but in ICMPv6. */
    badSource: number;
    /** To an address that is not ours; we do not forward. */
    notForUs: number;
    /** Unicast in a link-layer multicast. */
    linkBroadcast: number;
    /** TCP to multicast (RFC 9293, MUST-57). */
    groupDestination: number;
    /** Extension headers that do not fit, or too many. */
    badExtension: number;
    /** An option that asks to be known, a routing header with segments left, a header out of place (RFC 8200, 4). */
    unknownOption: number;
    noNextHeader: number;
    unknownProtocol: number;
  };
  sent: number;
  fragmentsSent: number;
  /** Through the loop to our own addresses. */
  looped: number;
  readonly sendDrops: {
    noRoom: number;
    tooBig: number;
  };
  /** Path MTUs lowered (RFC 8201). */
  pathMtuLowered: number;
}

/** received = echoRequests + echoReplies + errors + neighborMessages + multicastMessages + sum of drops */
export interface Icmpv6Counters {
  received: number;
  echoRequests: number;
  echoReplies: number;
  errors: number;
  /** Of neighbour discovery, that meant something to us. */
  neighborMessages: number;
  /** Of multicast listener discovery. */
  multicastMessages: number;
  readonly drops: {
    tooShort: number;
    badChecksum: number;
    unhandledType: number;
    /** An echo request to a group. */
    groupDestination: number;
    echoLimited: number;
    unexpectedReply: number;
    badQuote: number;
    /** Neighbour or listener discovery that is malformed, comes from beyond the link (RFC 4861, 6.1, 7.1), or is not about us. */
    badNeighborMessage: number;
  };
  echoRequestsSent: number;
  unreachableSent: number;
  timeExceededSent: number;
  parameterProblemsSent: number;
  /** Errors not sent because of the rate limit (RFC 4443, 2.4 f). */
  errorsSuppressed: number;
}

export interface NdpCounters {
  solicitationsSent: number;
  advertisementsSent: number;
  routerSolicitationsSent: number;
  /** Solicitations not sent because too many were. */
  suppressed: number;
  /** Neighbours that never answered. */
  unresolved: number;
  evicted: number;
  pendingDropped: number;
  /** Addresses of ours that somebody else had. */
  duplicates: number;
  /** Of routers, that were believed. */
  redirects: number;
}

export interface MldCounters {
  reportsSent: number;
}

/** received = queries + ignored + sum of drops */
export interface IgmpCounters {
  received: number;
  queries: number;
  /** Reports of others. */
  ignored: number;
  readonly drops: {
    malformed: number;
    badChecksum: number;
  };
  reportsSent: number;
}

/** received = merged + held + sum of drops; all in fragments */
export interface ReassemblyCounters {
  received: number;
  /** Fragments that are part of a datagram that was completed. */
  merged: number;
  /** Fragments in memory now. */
  held: number;
  readonly drops: {
    /** Empty, not a multiple of 8 though more follow, or beyond the largest datagram. */
    malformed: number;
    /** The same fragment again. */
    duplicate: number;
    /** Of datagrams with fragments that overlap, or that disagree on the end: the attack of RFC 5722. */
    overlap: number;
    /** Of datagrams in more fragments than an honest path makes. */
    tooMany: number;
    /** The source holds its share already. */
    sourceBound: number;
    /** Made room for newer datagrams. */
    evicted: number;
    timeout: number;
    /** The stack was closed. */
    closed: number;
  };
}

/** received = echoRequests + echoReplies + errors + redirects + sum of drops */
export interface IcmpCounters {
  received: number;
  /** Answered. */
  echoRequests: number;
  /** That belong to a ping of ours. */
  echoReplies: number;
  /** That were handed to the transport whose packet they quote. */
  errors: number;
  /** That were believed. */
  redirects: number;
  readonly drops: {
    tooShort: number;
    badChecksum: number;
    /** A type or code that asks nothing of a host: timestamps, source quench. */
    unhandledType: number;
    /** To broadcast or multicast (RFC 1122, 3.2.2.6 allows silence). */
    groupDestination: number;
    /** Echo requests above the rate limit, or without a frame to answer in. */
    echoLimited: number;
    /** A reply to nothing that we asked. */
    unexpectedReply: number;
    /** An error whose quoted packet is cut, or cannot be one that we sent. */
    badQuote: number;
    /** From who is not the gateway that we use, to who is not on the link, or malformed. */
    badRedirect: number;
  };
  echoRequestsSent: number;
  unreachableSent: number;
  timeExceededSent: number;
  /** Errors not sent because of the rate limit (RFC 1812, 4.3.2.8). */
  errorsSuppressed: number;
}

/** received = delivered + intercepted + sum of drops */
export interface UdpCounters {
  received: number;
  delivered: number;
  intercepted: number;
  readonly drops: {
    tooShort: number;
    badLength: number;
    badPort: number;
    badChecksum: number;
    noSocket: number;
  };
  sent: number;
  readonly sendDrops: {
    noRoute: number;
    noRoom: number;
  };
  /** Handlers that threw. */
  handlerErrors: number;
}

export function ethernetCounters(): EthernetCounters {
  return { received: 0, arp: 0, ipv4: 0, ipv6: 0, drops: { tooShort: 0, badSource: 0, notForUs: 0, unknownType: 0 } };
}

export function arpCounters(): ArpCounters {
  return {
    received: 0,
    accepted: 0,
    ignored: 0,
    drops: { tooShort: 0, unsupported: 0, badSender: 0, ownFrame: 0, conflict: 0, tooFresh: 0 },
    requestsSent: 0,
    repliesSent: 0,
    announcementsSent: 0,
    requestsSuppressed: 0,
    unresolved: 0,
    evicted: 0,
    pendingDropped: 0,
  };
}

export function ipv4Counters(): Ipv4Counters {
  return {
    received: 0,
    reassembled: 0,
    delivered: 0,
    fragments: 0,
    drops: {
      tooShort: 0,
      badVersion: 0,
      badHeaderLength: 0,
      badTotalLength: 0,
      badChecksum: 0,
      badOptions: 0,
      sourceRouted: 0,
      badSource: 0,
      notForUs: 0,
      linkBroadcast: 0,
      groupDestination: 0,
      unknownProtocol: 0,
    },
    sent: 0,
    fragmentsSent: 0,
    looped: 0,
    sendDrops: { noRoom: 0, tooBig: 0 },
    pathMtuLowered: 0,
  };
}

export function reassemblyCounters(): ReassemblyCounters {
  return {
    received: 0,
    merged: 0,
    held: 0,
    drops: {
      malformed: 0,
      duplicate: 0,
      overlap: 0,
      tooMany: 0,
      sourceBound: 0,
      evicted: 0,
      timeout: 0,
      closed: 0,
    },
  };
}

export function icmpCounters(): IcmpCounters {
  return {
    received: 0,
    echoRequests: 0,
    echoReplies: 0,
    errors: 0,
    redirects: 0,
    drops: {
      tooShort: 0,
      badChecksum: 0,
      unhandledType: 0,
      groupDestination: 0,
      echoLimited: 0,
      unexpectedReply: 0,
      badQuote: 0,
      badRedirect: 0,
    },
    echoRequestsSent: 0,
    unreachableSent: 0,
    timeExceededSent: 0,
    errorsSuppressed: 0,
  };
}

export function udpCounters(): UdpCounters {
  return {
    received: 0,
    delivered: 0,
    intercepted: 0,
    drops: { tooShort: 0, badLength: 0, badPort: 0, badChecksum: 0, noSocket: 0 },
    sent: 0,
    sendDrops: { noRoute: 0, noRoom: 0 },
    handlerErrors: 0,
  };
}

export function ipv6Counters(): Ipv6Counters {
  return {
    received: 0,
    reassembled: 0,
    delivered: 0,
    fragments: 0,
    drops: {
      tooShort: 0,
      badVersion: 0,
      badLength: 0,
      badSource: 0,
      notForUs: 0,
      linkBroadcast: 0,
      groupDestination: 0,
      badExtension: 0,
      unknownOption: 0,
      noNextHeader: 0,
      unknownProtocol: 0,
    },
    sent: 0,
    fragmentsSent: 0,
    looped: 0,
    sendDrops: { noRoom: 0, tooBig: 0 },
    pathMtuLowered: 0,
  };
}

export function icmpv6Counters(): Icmpv6Counters {
  return {
    received: 0,
    echoRequests: 0,
    echoReplies: 0,
    errors: 0,
    neighborMessages: 0,
    multicastMessages: 0,
    drops: {
      tooShort: 0,
      badChecksum: 0,
      unhandledType: 0,
      groupDestination: 0,
      echoLimited: 0,
      unexpectedReply: 0,
      badQuote: 0,
      badNeighborMessage: 0,
    },
    echoRequestsSent: 0,
    unreachableSent: 0,
    timeExceededSent: 0,
    parameterProblemsSent: 0,
    errorsSuppressed: 0,
  };
}

export function ndpCounters(): NdpCounters {
  return {
    solicitationsSent: 0,
    advertisementsSent: 0,
    routerSolicitationsSent: 0,
    suppressed: 0,
    unresolved: 0,
    evicted: 0,
    pendingDropped: 0,
    duplicates: 0,
    redirects: 0,
  };
}

export function mldCounters(): MldCounters {
  return { reportsSent: 0 };
}

export function igmpCounters(): IgmpCounters {
  return { received: 0, queries: 0, ignored: 0, drops: { malformed: 0, badChecksum: 0 }, reportsSent: 0 };
}
