import { equalNames, LOWER, type Name } from '../name.js';
import type { ResourceRecord } from '../wire/message.js';
import { signatureKey, type Zone } from './zone.js';

/** A change from one serial to another: what IXFR sends and the journal keeps. The SOAs are in neither list. */
export interface ZoneDiff {
  readonly oldSoa: ResourceRecord;
  readonly newSoa: ResourceRecord;
  readonly removed: readonly ResourceRecord[];
  readonly added: readonly ResourceRecord[];
}

const SOA = 6;

/** The serial in an SOA's data. */
export function serialOf(soa: ResourceRecord | undefined): number {
  if (soa === undefined || soa.type !== SOA || soa.rdata.length < 22) return 0;
  const { rdata } = soa;
  const at = rdata.length - 20;
  return ((rdata[at]! << 24) | (rdata[at + 1]! << 16) | (rdata[at + 2]! << 8) | rdata[at + 3]!) >>> 0;
}

/** SOA data with another serial. */
export function withSerial(rdata: Uint8Array, serial: number): Uint8Array {
  const changed = rdata.slice();
  const at = changed.length - 20;
  changed[at] = serial >>> 24;
  changed[at + 1] = serial >>> 16;
  changed[at + 2] = serial >>> 8;
  changed[at + 3] = serial;
  return changed;
}

/** The SOA of a zone; undefined where it has none. */
export function soaOf(zone: Zone): ResourceRecord | undefined {
  const block = zone.rrset(0, SOA);
  if (block === 0) return undefined;
  return { name: zone.origin, type: SOA, class: 1, ttl: zone.ttl(block), rdata: zone.rdatas(block)[0]! };
}

/**
 * Applies a change. @returns what does not fit - a record to remove that is not there, one to add that is -, "" where all
 * did; the zone is then as it was.
 */
export function applyDiff(zone: Zone, diff: ZoneDiff): string {
  const fault = checkDiff(zone, diff);
  if (fault !== '') return fault;
  for (const record of diff.removed) removeFrom(zone, record);
  for (const record of diff.added) addTo(zone, record);
  replaceSoa(zone, diff.newSoa);
  // Half of the memory unused: time to tidy up.
  if (zone.garbage > 4096 && zone.garbage * 2 > zone.arenaEnd) zone.compact();
  return '';
}

function checkDiff(zone: Zone, diff: ZoneDiff): string {
  if (zone.serial !== serialOf(diff.oldSoa))
    return `the zone has serial ${zone.serial}, the change is from ${serialOf(diff.oldSoa)}`;
  for (const record of diff.removed) if (!holds(zone, record)) return 'a record to remove is not there';
  for (const record of diff.added) if (zoneHolds(zone, record.name) < 0) return 'a record to add is of another zone';
  return '';
}

function zoneHolds(zone: Zone, name: Name): number {
  const start = name.length - zone.origin.length;
  return start >= 0 && equalNames(name.subarray(start), zone.origin) ? 0 : -1;
}

/** Whether the zone has this record; its TTL does not count. */
export function holds(zone: Zone, record: ResourceRecord): boolean {
  const node = zone.find(record.name);
  if (node < 0) return false;
  const key = record.type === 46 ? signatureKey((record.rdata[0]! << 8) | record.rdata[1]!) : record.type;
  const block = zone.rrset(node, key);
  return block !== 0 && zone.rdatas(block).some((rdata) => equalRdata(record.type, rdata, record.rdata));
}

/** Whether data is the same; names that RFC 1035 compresses compare without case. */
export function equalRdata(type: number, a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  const exact = type === 15 ? 2 : isNameOnly(type) ? 0 : a.length;
  for (let i = 0; i < a.length; i++) {
    if (i < exact ? a[i] !== b[i] : LOWER[a[i]!] !== LOWER[b[i]!]) return false;
  }
  return true;
}

function isNameOnly(type: number): boolean {
  return type === 2 || type === 5 || type === 12 || (type >= 3 && type <= 9 && type !== SOA);
}

export function addTo(zone: Zone, record: ResourceRecord): boolean {
  const node = zone.ensure(record.name);
  return node >= 0 && zone.addRecord(node, record.type, record.ttl, record.rdata) !== 'too-large';
}

function removeFrom(zone: Zone, record: ResourceRecord): void {
  const node = zone.find(record.name);
  if (node >= 0) zone.removeRecord(node, record.type, record.rdata);
}

function replaceSoa(zone: Zone, soa: ResourceRecord): void {
  zone.removeRrset(0, SOA);
  zone.addRecord(0, SOA, soa.ttl, soa.rdata);
}

/** All records of a zone, the SOA first; the others in no order. */
export function* zoneRecords(zone: Zone): Generator<ResourceRecord, void, void> {
  const soa = soaOf(zone);
  if (soa !== undefined) yield soa;
  for (let node = 0; node >= 0; node = zone.next(node)) {
    if (zone.isEmpty(node)) continue;
    const name = zone.nameOf(node);
    const records: ResourceRecord[] = [];
    // Read before anything is given away: others may look at the zone meanwhile.
    zone.forEachRrset(node, (key, block) => {
      const type = key & 0xffff;
      if (type === SOA && node === 0) return;
      const ttl = zone.ttl(block);
      for (const rdata of zone.rdatas(block)) records.push({ name, type, class: 1, ttl, rdata });
    });
    yield* records;
  }
}
