/** Mappings and sessions: who inside has which port outside, and whom it talks to. Bounded; everything but a forward expires. */
import type { Random } from '@morgana/random';
import { PROTOCOL_ICMP, PROTOCOL_TCP, PROTOCOL_UDP } from './packet.js';

/** A session is in the list of its kind, in the order in which it was last used, which is that of its expiry. */
export const ICMP_QUERY = 0;
export const UDP = 1;
/** TCP that is not yet or no more open (RFC 5382, REQ-5: transitory; RFC 7857). */
export const TCP_TRANSITORY = 2;
export const TCP_ESTABLISHED = 3;
export type Kind = 0 | 1 | 2 | 3;

/** An endpoint inside and the port (or the identifier of ICMP queries) that stands for it outside (RFC 4787, REQ-1). */
export interface Mapping {
  readonly protocol: number;
  readonly insideAddress: number;
  readonly insidePort: number;
  readonly outsidePort: number;
  /** A forward that somebody configured: stays without sessions, and lets everybody in. */
  readonly permanent: boolean;
  /** By remote endpoint. */
  readonly sessions: Map<number, Session>;
  /** Sessions by remote address, for address-dependent filtering. */
  readonly remotes: Map<number, number>;
}

export interface Session {
  readonly mapping: Mapping;
  readonly remoteAddress: number;
  readonly remotePort: number;
  kind: Kind;
  expiresAt: number;
  /** What of TCP was seen: bits of tcp-state.ts. */
  seen: number;
  older: Session | null;
  newer: Session | null;
}

export interface Timeouts {
  /** Milliseconds. */
  readonly icmp: number;
  readonly udp: number;
  readonly tcpTransitory: number;
  readonly tcpEstablished: number;
}

export interface TableOptions {
  /** Sessions in all, and for one address inside. */
  readonly maximumSessions: number;
  readonly maximumSessionsPerHost: number;
  readonly timeouts: Timeouts;
  /** Ports outside that are not to be given away: the router's own. */
  readonly reserved: (protocol: number, port: number) => boolean;
}

export interface TableCounters {
  mappingsCreated: number;
  mappingsExpired: number;
  sessionsCreated: number;
  sessionsExpired: number;
  /** Made room for a new one before their time. */
  sessionsEvicted: number;
  portsPreserved: number;
}

/** Endpoint as one number: 48 bits are exact in a double. */
function endpoint(address: number, port: number): number {
  return address * 65536 + port;
}

/** Ports that are looked at before it is said that none is free. */
const ATTEMPTS = 4096;
const FIRST_UNPRIVILEGED = 1024;

class SessionList {
  oldest: Session | null = null;
  #newest: Session | null = null;

  add(session: Session): void {
    session.older = this.#newest;
    session.newer = null;
    if (this.#newest === null) this.oldest = session;
    else this.#newest.newer = session;
    this.#newest = session;
  }

  remove(session: Session): void {
    const { older, newer } = session;
    if (older === null) this.oldest = newer;
    else older.newer = newer;
    if (newer === null) this.#newest = older;
    else newer.older = older;
    session.older = session.newer = null;
  }
}

export class Table {
  readonly counters: TableCounters = {
    mappingsCreated: 0,
    mappingsExpired: 0,
    sessionsCreated: 0,
    sessionsExpired: 0,
    sessionsEvicted: 0,
    portsPreserved: 0,
  };
  sessions = 0;
  readonly #options: TableOptions;
  readonly #random: Random;
  readonly #randomBytes: Uint8Array = new Uint8Array(2);
  readonly #lifetimes: readonly number[];
  readonly #lists: readonly SessionList[] = [
    new SessionList(),
    new SessionList(),
    new SessionList(),
    new SessionList(),
  ];
  readonly #inside: ReadonlyMap<number, Map<number, Mapping>> = byProtocol();
  readonly #outside: ReadonlyMap<number, Map<number, Mapping>> = byProtocol();
  readonly #sessionsOf: Map<number, number> = new Map();

  constructor(options: TableOptions, random: Random) {
    this.#options = options;
    this.#random = random;
    const { icmp, udp, tcpTransitory, tcpEstablished } = options.timeouts;
    this.#lifetimes = [icmp, udp, tcpTransitory, tcpEstablished];
  }

  get mappings(): number {
    let count = 0;
    for (const map of this.#outside.values()) count += map.size;
    return count;
  }

  ofInside(protocol: number, address: number, port: number): Mapping | undefined {
    return this.#inside.get(protocol)!.get(endpoint(address, port));
  }

  ofOutside(protocol: number, port: number): Mapping | undefined {
    return this.#outside.get(protocol)!.get(port);
  }

  session(mapping: Mapping, remoteAddress: number, remotePort: number): Session | undefined {
    return mapping.sessions.get(endpoint(remoteAddress, remotePort));
  }

  /** A new mapping with a port of its own outside: the same number when it is free. undefined: every port is taken. */
  map(protocol: number, insideAddress: number, insidePort: number): Mapping | undefined {
    const port = this.#choosePort(protocol, insidePort);
    if (port < 0) return undefined;
    return this.#enter(protocol, insideAddress, insidePort, port, false);
  }

  /** A mapping that does not expire. undefined: one of both ends has a mapping already. */
  forward(protocol: number, outsidePort: number, insideAddress: number, insidePort: number): Mapping | undefined {
    if (this.ofOutside(protocol, outsidePort) !== undefined) return undefined;
    if (this.ofInside(protocol, insideAddress, insidePort) !== undefined) return undefined;
    return this.#enter(protocol, insideAddress, insidePort, outsidePort, true);
  }

  /** Opens a session; `evict`: another may have to go for it. undefined: there is no room. */
  open(
    mapping: Mapping,
    remoteAddress: number,
    remotePort: number,
    kind: Kind,
    evict: boolean,
    now: number,
  ): Session | undefined {
    const { insideAddress } = mapping;
    const ofHost = this.#sessionsOf.get(insideAddress) ?? 0;
    const { maximumSessions, maximumSessionsPerHost } = this.#options;
    if (ofHost >= maximumSessionsPerHost || (this.sessions >= maximumSessions && !(evict && this.#evict(mapping)))) {
      this.#dropIfUnused(mapping);
      return undefined;
    }
    const session: Session = {
      mapping,
      remoteAddress,
      remotePort,
      kind,
      expiresAt: now + this.#lifetimes[kind]!,
      seen: 0,
      older: null,
      newer: null,
    };
    mapping.sessions.set(endpoint(remoteAddress, remotePort), session);
    mapping.remotes.set(remoteAddress, (mapping.remotes.get(remoteAddress) ?? 0) + 1);
    this.#sessionsOf.set(insideAddress, (this.#sessionsOf.get(insideAddress) ?? 0) + 1);
    this.#lists[kind]!.add(session);
    this.sessions++;
    this.counters.sessionsCreated++;
    return session;
  }

  /** It is used, and perhaps of another kind from now on: its time begins anew. */
  touch(session: Session, kind: Kind, now: number): void {
    this.#lists[session.kind]!.remove(session);
    session.kind = kind;
    session.expiresAt = now + this.#lifetimes[kind]!;
    this.#lists[kind]!.add(session);
  }

  /** Forgets what is over. Returns when to call again, Infinity when there is nothing. */
  expire(now: number): number {
    let next = Number.POSITIVE_INFINITY;
    for (const list of this.#lists) {
      while (list.oldest !== null && list.oldest.expiresAt <= now) {
        this.counters.sessionsExpired++;
        this.#close(list.oldest);
      }
      if (list.oldest !== null && list.oldest.expiresAt < next) next = list.oldest.expiresAt;
    }
    return next;
  }

  /** Forgets everything but the forwards: the address outside is another. */
  clear(): void {
    for (const list of this.#lists) while (list.oldest !== null) this.#close(list.oldest);
  }

  removeForward(protocol: number, outsidePort: number): boolean {
    const mapping = this.ofOutside(protocol, outsidePort);
    if (mapping === undefined || !mapping.permanent) return false;
    for (const session of [...mapping.sessions.values()]) this.#close(session);
    this.#remove(mapping);
    return true;
  }

  *all(): IterableIterator<Mapping> {
    for (const map of this.#outside.values()) yield* map.values();
  }

  #enter(
    protocol: number,
    insideAddress: number,
    insidePort: number,
    outsidePort: number,
    permanent: boolean,
  ): Mapping {
    const mapping: Mapping = {
      protocol,
      insideAddress,
      insidePort,
      outsidePort,
      permanent,
      sessions: new Map(),
      remotes: new Map(),
    };
    this.#inside.get(protocol)!.set(endpoint(insideAddress, insidePort), mapping);
    this.#outside.get(protocol)!.set(outsidePort, mapping);
    this.counters.mappingsCreated++;
    return mapping;
  }

  #remove(mapping: Mapping): void {
    this.#inside.get(mapping.protocol)!.delete(endpoint(mapping.insideAddress, mapping.insidePort));
    this.#outside.get(mapping.protocol)!.delete(mapping.outsidePort);
    this.counters.mappingsExpired++;
  }

  #dropIfUnused(mapping: Mapping): void {
    if (!mapping.permanent && mapping.sessions.size === 0) this.#remove(mapping);
  }

  #close(session: Session): void {
    const { mapping, remoteAddress, remotePort, kind } = session;
    this.#lists[kind]!.remove(session);
    mapping.sessions.delete(endpoint(remoteAddress, remotePort));
    decrement(mapping.remotes, remoteAddress);
    decrement(this.#sessionsOf, mapping.insideAddress);
    this.sessions--;
    this.#dropIfUnused(mapping);
  }

  /** The session that has been idle longest goes, the cheapest kind to lose first; an open TCP connection never does. */
  #evict(keep: Mapping): boolean {
    for (const kind of [ICMP_QUERY, UDP, TCP_TRANSITORY]) {
      let session = this.#lists[kind]!.oldest;
      if (session !== null && session.mapping === keep) session = session.newer;
      if (session === null) continue;
      this.counters.sessionsEvicted++;
      this.#close(session);
      return true;
    }
    return false;
  }

  /**
   * The port of the inside when nobody has it (RFC 4787, 4.2.1); else a random one (RFC 6056) from the same range (REQ-3 a) and
   * of the same parity (REQ-4), and at last of any. -1: none is free. There is no overloading (REQ-3).
   */
  #choosePort(protocol: number, wanted: number): number {
    const taken = this.#outside.get(protocol)!;
    const free = (port: number) => !taken.has(port) && !this.#options.reserved(protocol, port);
    if (free(wanted)) {
      this.counters.portsPreserved++;
      return wanted;
    }
    const query = protocol === PROTOCOL_ICMP;
    const first = query ? 0 : wanted < FIRST_UNPRIVILEGED ? 1 : FIRST_UNPRIVILEGED;
    const last = !query && wanted < FIRST_UNPRIVILEGED ? FIRST_UNPRIVILEGED - 1 : 65535;
    const count = last - first + 1;
    this.#random.fill(this.#randomBytes);
    const start = ((this.#randomBytes[0]! << 8) | this.#randomBytes[1]!) % count;
    for (const step of query ? [1] : [2, 1]) {
      const aligned = step === 2 ? start - ((first + start - wanted) & 1) : start;
      for (let i = 0; i < Math.min(count, ATTEMPTS); i++) {
        const port = first + ((((aligned + i * step) % count) + count) % count);
        if ((step === 1 || ((port - wanted) & 1) === 0) && free(port)) return port;
      }
    }
    return -1;
  }
}

function byProtocol(): Map<number, Map<number, Mapping>> {
  return new Map([PROTOCOL_ICMP, PROTOCOL_TCP, PROTOCOL_UDP].map((protocol) => [protocol, new Map()]));
}

function decrement(counts: Map<number, number>, key: number): void {
  const count = counts.get(key)! - 1;
  if (count === 0) counts.delete(key);
  else counts.set(key, count);
}
