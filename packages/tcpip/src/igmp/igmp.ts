import type { Frame } from '@morgana/network';
import type { Random } from '@morgana/random';
import { ALL_HOSTS, type Ipv4Address, isMulticast } from '../address.js';
import type { IgmpCounters } from '../counters.js';
import type { Ipv4Layer } from '../ip/ipv4.js';
import type { Transport } from '../ip/transport.js';
import { checksum, sum } from '../wire/checksum.js';
import { PROTOCOL_IGMP } from '../wire/ipv4.js';
import { get32, put16, put32 } from '../wire/octets.js';
import { CHANGE_TO_INCLUDE, type GroupRecord, Membership } from './membership.js';

// IGMP (RFC 3376, 4): type, maximum response time (100 ms), checksum, group; a version 3 query goes on with flags and sources.

const QUERY = 0x11;
const V1_REPORT = 0x12;
const V2_REPORT = 0x16;
const V2_LEAVE = 0x17;
const V3_REPORT = 0x22;

const IGMP_LENGTH = 8;
const V3_QUERY_LENGTH = 12;
const RECORD = 8;
/** Records in one report: it fits every link. */
const MAXIMUM_RECORDS = 60;
/** 224.0.0.2, all routers, and 224.0.0.22, those that speak version 3. */
const ALL_ROUTERS_V4 = 0xe000_0002;
const ALL_V3_ROUTERS = 0xe000_0016;
/** RFC 3376, 8.12: how long an older querier is remembered: twice the query interval of 125 s, and one response. */
const OLDER_VERSION_TIME = 260_000;
/** RFC 2236, 4: a version 1 query means ten seconds. */
const V1_RESPONSE_TIME = 10_000;
/** The router alert option (RFC 2113), which IGMP's packets carry. */
const ROUTER_ALERT: readonly number[] = [0x94, 4, 0, 0];

/** IGMPv3 for a host (RFC 3376) that takes all sources of a group, with versions 2 and 1 for a querier that speaks only those. */
export class Igmp extends Membership<Ipv4Address> implements Transport {
  readonly protocol: number;
  readonly #counters: IgmpCounters;

  constructor(ip: Ipv4Layer, random: Random, counters: IgmpCounters, maxGroups = 64) {
    super(random, 3, maxGroups, (records, version) => report(ip, counters, records, version));
    this.protocol = PROTOCOL_IGMP;
    this.#counters = counters;
  }

  input(
    frame: Frame,
    _source: Ipv4Address,
    destination: Ipv4Address,
    offset: number,
    length: number,
    now: number,
  ): void {
    const counters = this.#counters;
    const { bytes } = frame;
    counters.received++;
    if (length < IGMP_LENGTH) {
      counters.drops.malformed++;
      return;
    }
    if (sum(bytes, offset, length) !== 0xffff) {
      counters.drops.badChecksum++;
      return;
    }
    if (bytes[offset] !== QUERY) {
      counters.ignored++;
      return;
    }
    const group = get32(bytes, offset + 4);
    // A general query goes to all hosts; one about a group, to the group (RFC 3376, 4.1.12). Longer ones are version 3.
    if (
      (group !== 0 && !isMulticast(group)) ||
      (destination !== ALL_HOSTS && destination !== group) ||
      (length > IGMP_LENGTH && length < V3_QUERY_LENGTH)
    ) {
      counters.drops.malformed++;
      return;
    }
    counters.queries++;
    const code = bytes[offset + 1]!;
    const version = length >= V3_QUERY_LENGTH ? 3 : code === 0 ? 1 : 2;
    const delay = version === 1 ? V1_RESPONSE_TIME : version === 2 ? code * 100 : responseTime(code) * 100;
    this.query(group === 0 ? undefined : group, delay, version, OLDER_VERSION_TIME, now);
  }

  icmpError(): boolean {
    return false;
  }

  flush(): void {}
}

/** RFC 3376, 4.1.1: a floating-point number from 128 on. */
function responseTime(code: number): number {
  return code < 128 ? code : ((code & 0x0f) | 0x10) << (((code >>> 4) & 7) + 3);
}

function report(
  ip: Ipv4Layer,
  counters: IgmpCounters,
  records: readonly GroupRecord<Ipv4Address>[],
  version: number,
): void {
  if (version === 3) {
    for (let at = 0; at < records.length; at += MAXIMUM_RECORDS) {
      const part = records.slice(at, at + MAXIMUM_RECORDS);
      const message = new Uint8Array(IGMP_LENGTH + RECORD * part.length);
      message[0] = V3_REPORT;
      put16(message, 6, part.length);
      for (const [index, { type, group }] of part.entries()) {
        message[IGMP_LENGTH + RECORD * index] = type;
        put32(message, IGMP_LENGTH + RECORD * index + 4, group);
      }
      emit(ip, counters, ALL_V3_ROUTERS, message);
    }
    return;
  }
  for (const { type, group } of records) {
    const message = new Uint8Array(IGMP_LENGTH);
    const leave = type === CHANGE_TO_INCLUDE;
    // Version 1 knows no leaving.
    if (leave && version === 1) continue;
    message[0] = version === 1 ? V1_REPORT : leave ? V2_LEAVE : V2_REPORT;
    put32(message, 4, group);
    emit(ip, counters, leave ? ALL_ROUTERS_V4 : group, message);
  }
}

function emit(ip: Ipv4Layer, counters: IgmpCounters, destination: Ipv4Address, message: Uint8Array): void {
  put16(message, 2, checksum(message, 0, message.length));
  if (ip.sendControl(destination, PROTOCOL_IGMP, ROUTER_ALERT, message)) counters.reportsSent++;
}
