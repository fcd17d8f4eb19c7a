import { equalNames, type Name, nameText } from '../name.js';
import { RRSIG, type Signature } from '../rdata/types.js';
import type { ResourceRecord } from '../wire/message.js';
import { FormatError } from '../wire/reader.js';

/** Records of one name, type and class, and the signatures over them. */
export interface RecordSet {
  readonly name: Name;
  readonly type: number;
  readonly class: number;
  /** Seconds: the least of its records' (RFC 2181, section 5.2). */
  readonly ttl: number;
  readonly rdatas: readonly Uint8Array[];
  /** The RRSIG records as they came. */
  readonly signatures: readonly ResourceRecord[];
}

const RRSIG_TYPE = 46;

/** Puts records together into sets, in the order of their first records; a signature without its set is left out. */
export function recordSets(records: readonly ResourceRecord[]): RecordSet[] {
  const sets = new Map<string, { -readonly [K in keyof RecordSet]: RecordSet[K] }>();
  const keyOf = (name: Name, type: number, klass: number) => `${type} ${klass} ${nameText(name).toLowerCase()}`;
  for (const { name, type, class: klass, ttl, rdata } of records) {
    if (type === RRSIG_TYPE) continue;
    // Above 2^31 a TTL is 0 (RFC 2181, section 8).
    const seconds = ttl > 0x7fff_ffff ? 0 : ttl;
    const key = keyOf(name, type, klass);
    const set = sets.get(key);
    if (set === undefined) {
      sets.set(key, { name, type, class: klass, ttl: seconds, rdatas: [rdata], signatures: [] });
    } else {
      set.ttl = Math.min(set.ttl, seconds);
      (set.rdatas as Uint8Array[]).push(rdata);
    }
  }
  for (const record of records) {
    if (record.type !== RRSIG_TYPE || record.rdata.length < 18) continue;
    const covered = (record.rdata[0]! << 8) | record.rdata[1]!;
    const set = sets.get(keyOf(record.name, covered, record.class));
    if (set !== undefined) (set.signatures as ResourceRecord[]).push(record);
  }
  return [...sets.values()];
}

/** The set of a name and type among sets. */
export function findSet(sets: readonly RecordSet[], name: Name, type: number): RecordSet | undefined {
  return sets.find((set) => set.type === type && equalNames(set.name, name));
}

/** Signatures that can be read. */
export function readSignatures(set: RecordSet): Signature[] {
  return set.signatures.flatMap(({ rdata }) => {
    const value = RRSIG.decode(rdata);
    return value instanceof FormatError ? [] : [value];
  });
}

/** All records of a set, with `ttl` and, where they are wanted, with its signatures. */
export function recordsOf(set: RecordSet, ttl: number, signatures: boolean): ResourceRecord[] {
  const { name, type, class: klass } = set;
  const records: ResourceRecord[] = set.rdatas.map((rdata) => ({ name, type, class: klass, ttl, rdata }));
  if (signatures)
    for (const { rdata } of set.signatures) records.push({ name, type: RRSIG_TYPE, class: klass, ttl, rdata });
  return records;
}
