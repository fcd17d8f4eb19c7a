import type { Random } from '@morgana/random';
import {
  ALL_MLDV2_ROUTERS,
  ALL_ROUTERS,
  type Ipv6Address,
  isMulticast6,
  putIpv6Address,
  readIpv6,
} from '../address6.js';
import type { MldCounters } from '../counters.js';
import { CHANGE_TO_INCLUDE, type GroupRecord, Membership } from '../igmp/membership.js';
import { MLD_DONE, MLD_REPORT, MLDV2_REPORT } from '../wire/icmpv6.js';
import { get16, put16 } from '../wire/octets.js';

const VERSION_1 = 1;
const VERSION_2 = 2;
/** RFC 3810, 9.12: how long an MLDv1 querier is remembered: twice the query interval of 125 s, and one response. */
const OLDER_VERSION_TIME = 260_000;
/** Octets of a multicast address record without sources, and of what precedes the records. */
const RECORD = 20;
const REPORT_HEADER = 8;
/** Octets of an MLDv1 message. */
const MLD_V1 = 24;
/** Records in one report: it fits every link. */
const MAXIMUM_RECORDS = 50;

/** MLDv2 for a host (RFC 3810) that takes all sources of a group, with MLDv1 (RFC 2710) for a querier that speaks only that. */
export class Mld extends Membership<Ipv6Address> {
  /** `send` completes a message, checksum included, with hop limit 1 and a router alert. */
  constructor(
    random: Random,
    maxGroups: number,
    counters: MldCounters,
    send: (destination: Ipv6Address, message: Uint8Array) => void,
  ) {
    super(random, VERSION_2, maxGroups, (records, version) => {
      if (version === VERSION_1) {
        for (const { type, group } of records) {
          counters.reportsSent++;
          if (type === CHANGE_TO_INCLUDE) send(ALL_ROUTERS, version1(MLD_DONE, group));
          else send(group, version1(MLD_REPORT, group));
        }
        return;
      }
      for (let at = 0; at < records.length; at += MAXIMUM_RECORDS) {
        counters.reportsSent++;
        send(ALL_MLDV2_ROUTERS, version2(records.slice(at, at + MAXIMUM_RECORDS)));
      }
    });
  }

  /** A query of `length` octets at `offset`. False: it is malformed. */
  input(bytes: Uint8Array, offset: number, length: number, now: number): boolean {
    if (length < MLD_V1 || (length > MLD_V1 && length < MLD_V1 + 4)) return false;
    const group = readIpv6(bytes, offset + 8);
    const general = (group.w0 | group.w1 | group.w2 | group.w3) === 0;
    if (!general && !isMulticast6(group)) return false;
    const code = get16(bytes, offset + 4);
    const version = length === MLD_V1 ? VERSION_1 : VERSION_2;
    const delay = version === VERSION_1 ? code : maximumResponseDelay(code);
    // Of sources we take all: a query about some of them is one about the group.
    this.query(general ? undefined : group, delay, version, OLDER_VERSION_TIME, now);
    return true;
  }
}

/** RFC 3810, 5.1.3: a floating-point number from 32768 on. */
export function maximumResponseDelay(code: number): number {
  return code < 32768 ? code : ((code & 0xfff) | 0x1000) << (((code >>> 12) & 7) + 3);
}

function version1(type: number, group: Ipv6Address): Uint8Array {
  const message = new Uint8Array(MLD_V1);
  message[0] = type;
  putIpv6Address(message, 8, group);
  return message;
}

function version2(records: readonly GroupRecord<Ipv6Address>[]): Uint8Array {
  const message = new Uint8Array(REPORT_HEADER + RECORD * records.length);
  message[0] = MLDV2_REPORT;
  put16(message, 6, records.length);
  for (const [index, { type, group }] of records.entries()) {
    const at = REPORT_HEADER + RECORD * index;
    message[at] = type;
    putIpv6Address(message, at + 4, group);
  }
  return message;
}
