import { type Ipv6Address, isUnicast6, readIpv6 } from '../address6.js';
import { ALPHANUMERIC, consistsOf } from '../characters.js';
import { get32 } from '../wire/octets.js';

/** What routers advertise besides addresses and routes. */
export interface Ipv6Settings {
  /** Recursive name servers (RFC 8106, 5.1). */
  readonly nameServers: readonly string[];
  /** Domains to search (5.2). */
  readonly searchDomains: readonly string[];
  /** Addresses are to be had by DHCPv6; other settings are (RFC 4861, 4.2). */
  readonly managed: boolean;
  readonly other: boolean;
}

interface Expiring<T> {
  readonly value: T;
  until: number;
}

/** Entries of each kind. */
const MAXIMUM = 8;

/** Name servers and search domains with the lifetimes that routers gave them. */
export class DnsSettings {
  #servers: Expiring<Ipv6Address>[] = [];
  #domains: Expiring<string>[] = [];
  #managed = false;
  #other = false;

  flags(managed: boolean, other: boolean): void {
    this.#managed = managed;
    this.#other = other;
  }

  /** An option of `length` octets at `at` (RFC 8106, 5.1). */
  nameServers(bytes: Uint8Array, at: number, length: number, now: number): void {
    if (length < 24 || length % 16 !== 8) return;
    const until = lifetime(bytes, at, now);
    for (let i = at + 8; i < at + length; i += 16) {
      const server = readIpv6(bytes, i);
      if (!isUnicast6(server)) continue;
      this.#servers = this.#servers.filter(({ value }) => !value.equals(server));
      if (until > now && this.#servers.length < MAXIMUM) this.#servers.push({ value: server, until });
    }
  }

  /** The same for domains (5.2). */
  searchList(bytes: Uint8Array, at: number, length: number, now: number): void {
    if (length < 16) return;
    const until = lifetime(bytes, at, now);
    for (const domain of readDomains(bytes, at + 8, at + length)) {
      this.#domains = this.#domains.filter(({ value }) => value !== domain);
      if (until > now && this.#domains.length < MAXIMUM) this.#domains.push({ value: domain, until });
    }
  }

  nextDeadline(): number {
    let deadline = Number.POSITIVE_INFINITY;
    for (const { until } of this.#servers) deadline = Math.min(deadline, until);
    for (const { until } of this.#domains) deadline = Math.min(deadline, until);
    return deadline;
  }

  /** Whether something ran out. */
  expire(now: number): boolean {
    const before = this.#servers.length + this.#domains.length;
    this.#servers = this.#servers.filter(({ until }) => until > now);
    this.#domains = this.#domains.filter(({ until }) => until > now);
    return this.#servers.length + this.#domains.length !== before;
  }

  clear(): void {
    this.#servers = [];
    this.#domains = [];
    this.#managed = false;
    this.#other = false;
  }

  current(): Ipv6Settings {
    return {
      nameServers: this.#servers.map(({ value }) => value.toString()),
      searchDomains: this.#domains.map(({ value }) => value),
      managed: this.#managed,
      other: this.#other,
    };
  }
}

function lifetime(bytes: Uint8Array, at: number, now: number): number {
  const seconds = get32(bytes, at + 4);
  return seconds === 0xffff_ffff ? Number.POSITIVE_INFINITY : now + seconds * 1000;
}

/** Names of DNS (RFC 1035, 3.1) one after the other, without compression, padded with zeros. Ends at the first that is none. */
export function readDomains(bytes: Uint8Array, at: number, end: number): string[] {
  const domains: string[] = [];
  let labels: string[] = [];
  let octets = 0;
  while (at < end && domains.length < MAXIMUM) {
    const length = bytes[at]!;
    if (length === 0) {
      if (labels.length === 0) break;
      domains.push(labels.join('.'));
      labels = [];
      octets = 0;
      at++;
      continue;
    }
    octets += length + 1;
    if (length > 63 || octets > 254 || at + 1 + length > end) break;
    let label = '';
    for (let i = at + 1; i <= at + length; i++) {
      const octet = bytes[i]!;
      label += String.fromCharCode(octet >= 65 && octet <= 90 ? octet + 32 : octet);
    }
    // What is no host name is not worth a search (and a dot in a label would make another name of it).
    if (!consistsOf(label, `${ALPHANUMERIC}_-`)) break;
    labels.push(label);
    at += 1 + length;
  }
  return domains;
}
