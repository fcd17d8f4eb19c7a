import { readIpv6 } from '@morgana/tcpip';

// DHCPv6 (RFC 8415, 8 and 21): type, transaction of three octets, options of code, length and data.

const INFORMATION_REQUEST = 11;
export const REPLY = 7;

const OPTION_CLIENTID = 1;
const OPTION_SERVERID = 2;
const OPTION_ORO = 6;
const OPTION_ELAPSED_TIME = 8;
const OPTION_STATUS_CODE = 13;
const OPTION_DNS_SERVERS = 23;
const OPTION_DOMAIN_LIST = 24;
const OPTION_INFORMATION_REFRESH_TIME = 32;
const OPTION_NTP_SERVER = 56;
const OPTION_INF_MAX_RT = 83;
const NTP_SUBOPTION_ADDRESS = 1;

/** What we ask for (RFC 8415, 21.7): RFC 3646, RFC 5908, and what 18.2.6 wants. */
const REQUESTED: readonly number[] = [
  OPTION_DNS_SERVERS,
  OPTION_DOMAIN_LIST,
  OPTION_NTP_SERVER,
  OPTION_INFORMATION_REFRESH_TIME,
  OPTION_INF_MAX_RT,
];

/** Addresses, and domains, of one option. */
const MAXIMUM = 16;

/** What a server says to all of a link. */
export interface Information {
  readonly nameServers: readonly string[];
  readonly searchDomains: readonly string[];
  readonly ntpServers: readonly string[];
  /** Seconds after which it is to be asked for again (RFC 8415, 21.23). */
  readonly refreshTime: number | undefined;
  /** Seconds that bound the time between two questions (21.25). */
  readonly maximumRetry: number | undefined;
}

/** DUID-LL: the hardware address of an Ethernet device (RFC 8415, 11.4). */
export function linkLayerIdentifier(mac: Uint8Array): Uint8Array {
  return Uint8Array.of(0, 3, 0, 1, ...mac);
}

/** `elapsed` in hundredths of a second since the first question (21.9). */
export function informationRequest(transaction: number, identifier: Uint8Array, elapsed: number): Uint8Array {
  const two = (value: number) => [value >>> 8, value & 0xff];
  return Uint8Array.of(
    ...[INFORMATION_REQUEST, transaction >>> 16, (transaction >>> 8) & 0xff, transaction & 0xff],
    ...[...two(OPTION_CLIENTID), ...two(identifier.length), ...identifier],
    ...[...two(OPTION_ELAPSED_TIME), ...two(2), ...two(Math.min(elapsed, 0xffff))],
    ...[...two(OPTION_ORO), ...two(2 * REQUESTED.length), ...REQUESTED.flatMap(two)],
  );
}

/**
 * A reply to our question; undefined when it is none, is another's, is malformed, or says that it did not work (RFC 8415, 16.10, 18.2.10).
 */
export function decodeReply(bytes: Uint8Array, transaction: number, identifier: Uint8Array): Information | undefined {
  if (bytes.length < 4 || bytes[0] !== REPLY || ((bytes[1]! << 16) | get16(bytes, 2)) !== transaction) return undefined;
  const nameServers: string[] = [];
  const searchDomains: string[] = [];
  const ntpServers: string[] = [];
  let refreshTime: number | undefined;
  let maximumRetry: number | undefined;
  let server = false;
  let ours = true;
  let success = true;
  const whole = eachOption(bytes, 4, bytes.length, (code, at, length) => {
    switch (code) {
      case OPTION_SERVERID:
        server = length > 2;
        return;
      case OPTION_CLIENTID:
        ours = length === identifier.length && identifier.every((octet, i) => bytes[at + i] === octet);
        return;
      case OPTION_STATUS_CODE:
        if (length >= 2) success = get16(bytes, at) === 0;
        return;
      case OPTION_DNS_SERVERS:
        addresses(bytes, at, length, nameServers);
        return;
      case OPTION_DOMAIN_LIST:
        domains(bytes, at, at + length, searchDomains);
        return;
      case OPTION_NTP_SERVER:
        eachOption(bytes, at, at + length, (sub, from, octets) => {
          if (sub === NTP_SUBOPTION_ADDRESS && octets === 16) addresses(bytes, from, 16, ntpServers);
        });
        return;
      case OPTION_INFORMATION_REFRESH_TIME:
        if (length === 4) refreshTime = get32(bytes, at);
        return;
      case OPTION_INF_MAX_RT:
        if (length === 4 && get32(bytes, at) >= 60 && get32(bytes, at) <= 86_400) maximumRetry = get32(bytes, at);
    }
  });
  if (!whole || !server || !ours || !success) return undefined;
  return { nameServers, searchDomains, ntpServers, refreshTime, maximumRetry };
}

/** False: an option is cut. */
function eachOption(
  bytes: Uint8Array,
  at: number,
  end: number,
  visit: (code: number, at: number, length: number) => void,
): boolean {
  while (at < end) {
    if (end - at < 4) return false;
    const length = get16(bytes, at + 2);
    if (length > end - at - 4) return false;
    visit(get16(bytes, at), at + 4, length);
    at += 4 + length;
  }
  return true;
}

function addresses(bytes: Uint8Array, at: number, length: number, into: string[]): void {
  if (length % 16 !== 0) return;
  for (let i = at; i < at + length && into.length < MAXIMUM; i += 16) {
    const address = readIpv6(bytes, i);
    if (bytes[i] !== 0xff && (address.w0 | address.w1 | address.w2 | address.w3) !== 0) into.push(address.toString());
  }
}

/** Names of DNS without compression (RFC 8415, 10). Ends at the first that is no host name. */
function domains(bytes: Uint8Array, at: number, end: number, into: string[]): void {
  let labels: string[] = [];
  while (at < end && into.length < MAXIMUM) {
    const length = bytes[at++]!;
    if (length === 0) {
      if (labels.length === 0 || labels.join('.').length > 253) return;
      into.push(labels.join('.'));
      labels = [];
      continue;
    }
    if (length > 63 || length > end - at) return;
    const label = String.fromCharCode(...bytes.subarray(at, at + length));
    if (!/^[0-9A-Za-z_-]+$/.test(label)) return;
    labels.push(label.toLowerCase());
    at += length;
  }
}

function get16(bytes: Uint8Array, at: number): number {
  return (bytes[at]! << 8) | bytes[at + 1]!;
}

function get32(bytes: Uint8Array, at: number): number {
  return get16(bytes, at) * 0x1_0000 + get16(bytes, at + 2);
}
