import { equalNames, isWithin, type Name, nameText } from '../name.js';
import { isValidRdata } from '../rdata/registry.js';
import { Class, Rcode } from '../wire/constants.js';
import type { Message, ResourceRecord } from '../wire/message.js';
import { equalRdata, serialOf, soaOf, withSerial, type ZoneDiff } from '../zone/diff.js';
import { isSerialAfter, nextSerial } from '../zone/serial.js';
import { signatureKey, type Zone } from '../zone/zone.js';

const NS = 2;
const CNAME = 5;
const SOA = 6;
const RRSIG = 46;
const ANY = 255;

export interface UpdateResult {
  readonly rcode: number;
  /** What to change; undefined when nothing is, or the update is refused. */
  readonly diff: ZoneDiff | undefined;
}

interface DraftSet {
  readonly name: Name;
  readonly type: number;
  readonly before: readonly Uint8Array[];
  readonly ttlBefore: number;
  after: Uint8Array[];
  ttl: number;
}

/**
 * What an update (RFC 2136) would change in a zone, which is left as it is: the change has to be durable before anybody
 * sees it. Sections of the message are, by RFC 2136's names: questions the zone, answers the prerequisites, authorities the
 * updates.
 */
export function computeUpdate(zone: Zone, message: Message): UpdateResult {
  if (soaOf(zone) === undefined) return { rcode: Rcode.SERVFAIL, diff: undefined };
  const refused = checkPrerequisites(zone, message.answers) ?? prescan(zone, message.authorities);
  if (refused !== undefined) return { rcode: refused, diff: undefined };
  const draft = new Draft(zone);
  for (const record of message.authorities) draft.apply(record);
  return { rcode: Rcode.NOERROR, diff: draft.diff() };
}

/** RFC 2136, section 3.2. @returns the rcode of the first that does not hold */
function checkPrerequisites(zone: Zone, records: readonly ResourceRecord[]): number | undefined {
  const wanted = new Map<string, ResourceRecord[]>();
  for (const record of records) {
    if (record.ttl !== 0) return Rcode.FORMERR;
    if (!isWithin(record.name, zone.origin)) return Rcode.NOTZONE;
    const node = zone.find(record.name);
    const inUse = node >= 0 && !zone.isEmpty(node);
    if (record.class === Class.ANY) {
      if (record.rdata.length !== 0) return Rcode.FORMERR;
      if (record.type === ANY ? !inUse : !inUse || rdatasOf(zone, node, record.type).length === 0) {
        return record.type === ANY ? Rcode.NXDOMAIN : Rcode.NXRRSET;
      }
    } else if (record.class === Class.NONE) {
      if (record.rdata.length !== 0) return Rcode.FORMERR;
      if (record.type === ANY ? inUse : inUse && rdatasOf(zone, node, record.type).length > 0) {
        return record.type === ANY ? Rcode.YXDOMAIN : Rcode.YXRRSET;
      }
    } else if (record.class === Class.IN) {
      const key = `${nameText(record.name).toLowerCase()} ${record.type}`;
      const list = wanted.get(key);
      if (list === undefined) wanted.set(key, [record]);
      else list.push(record);
    } else {
      return Rcode.FORMERR;
    }
  }
  for (const list of wanted.values()) {
    const { name, type } = list[0]!;
    const node = zone.find(name);
    const present = node < 0 ? [] : rdatasOf(zone, node, type);
    const asked = list.filter((one, i) => list.findIndex((other) => equalRdata(type, other.rdata, one.rdata)) === i);
    const same =
      present.length === asked.length &&
      asked.every(({ rdata }) => present.some((other) => equalRdata(type, other, rdata)));
    if (!same) return Rcode.NXRRSET;
  }
  return undefined;
}

/** All records of a type; signatures over whatever. */
function rdatasOf(zone: Zone, node: number, type: number): Uint8Array[] {
  const list: Uint8Array[] = [];
  zone.forEachRrset(node, (key, block) => {
    if ((key & 0xffff) === type) list.push(...zone.rdatas(block));
  });
  return list;
}

/** RFC 2136, section 3.4.1. */
function prescan(zone: Zone, records: readonly ResourceRecord[]): number | undefined {
  for (const { name, type, class: klass, ttl, rdata } of records) {
    if (!isWithin(name, zone.origin)) return Rcode.NOTZONE;
    const meta = type === 0 || type === 41 || (type >= 249 && type <= 255);
    if (klass === Class.IN) {
      if (meta || !isValidRdata(type, rdata) || ttl > 0x7fff_ffff) return Rcode.FORMERR;
    } else if (klass === Class.ANY) {
      if (ttl !== 0 || rdata.length !== 0 || (meta && type !== ANY)) return Rcode.FORMERR;
    } else if (klass === Class.NONE) {
      if (ttl !== 0 || meta) return Rcode.FORMERR;
    } else {
      return Rcode.FORMERR;
    }
  }
  return undefined;
}

/** The record sets that an update touches, as they will be. */
class Draft {
  readonly #zone: Zone;
  readonly #sets: Map<string, DraftSet>;
  readonly #soa: ResourceRecord;
  #newSoa: ResourceRecord | undefined;

  constructor(zone: Zone) {
    this.#zone = zone;
    this.#sets = new Map();
    this.#soa = soaOf(zone)!;
    this.#newSoa = undefined;
  }

  /** RFC 2136, section 3.4.2. */
  apply(record: ResourceRecord): void {
    const { name, type, class: klass } = record;
    const atApex = equalNames(name, this.#zone.origin);
    if (klass === Class.IN) {
      this.#add(record, atApex);
    } else if (klass === Class.ANY) {
      for (const one of type === ANY ? this.#typesAt(name) : [type]) {
        // SOA and NS of the zone itself stay (section 3.4.2.3).
        if (atApex && (one === SOA || one === NS)) continue;
        this.#set(name, one).after = [];
      }
    } else {
      const set = this.#set(name, type);
      const kept = set.after.filter((rdata) => !equalRdata(type, rdata, record.rdata));
      if (type === SOA || (atApex && type === NS && kept.length === 0)) return;
      set.after = kept;
    }
  }

  #add(record: ResourceRecord, atApex: boolean): void {
    const { name, type, ttl, rdata } = record;
    if (type === SOA) {
      const current = this.#newSoa ?? this.#soa;
      if (atApex && isSerialAfter(serialOf(record), serialOf(current)))
        this.#newSoa = { ...record, name: this.#zone.origin };
      return;
    }
    // A CNAME is alone: it is not added to other data, nor other data to it.
    if (type === CNAME) {
      if (this.#typesAt(name).some((one) => one !== CNAME && one !== RRSIG && one !== 47 && one !== 25)) return;
      if (atApex) return;
    } else if (type !== RRSIG && type !== 47 && type !== 25 && this.#set(name, CNAME).after.length > 0) {
      return;
    }
    const set = this.#set(name, type);
    set.ttl = ttl;
    if (type === CNAME || type === 39) set.after = [rdata];
    else if (!set.after.some((one) => equalRdata(type, one, rdata))) set.after = [...set.after, rdata];
  }

  /** Types that have records at a name, with what the update has done so far. */
  #typesAt(name: Name): number[] {
    const types = new Set<number>();
    const node = this.#zone.find(name);
    if (node >= 0) this.#zone.forEachRrset(node, (key) => types.add(key & 0xffff));
    const prefix = `${nameText(name).toLowerCase()} `;
    for (const [key, set] of this.#sets) if (key.startsWith(prefix)) types.add(set.type);
    return [...types].filter((type) => this.#set(name, type).after.length > 0);
  }

  #set(name: Name, type: number): DraftSet {
    const key = `${nameText(name).toLowerCase()} ${type}`;
    let set = this.#sets.get(key);
    if (set === undefined) {
      const node = this.#zone.find(name);
      const before = node < 0 ? [] : rdatasOf(this.#zone, node, type);
      let ttl = 0;
      if (node >= 0) {
        const block = this.#zone.rrset(
          node,
          type === RRSIG && before.length > 0 ? signatureKey((before[0]![0]! << 8) | before[0]![1]!) : type,
        );
        if (block !== 0) ttl = this.#zone.ttl(block);
      }
      set = { name, type, before, ttlBefore: ttl, after: [...before], ttl };
      this.#sets.set(key, set);
    }
    return set;
  }

  diff(): ZoneDiff | undefined {
    const removed: ResourceRecord[] = [];
    const added: ResourceRecord[] = [];
    for (const { name, type, before, ttlBefore, after, ttl } of this.#sets.values()) {
      const record = (rdata: Uint8Array, seconds: number) => ({ name, type, class: Class.IN, ttl: seconds, rdata });
      // Another TTL is another set (RFC 2181, section 5.2).
      const anew = after.length > 0 && before.length > 0 && ttl !== ttlBefore;
      for (const rdata of before) {
        if (anew || !after.some((one) => equalRdata(type, one, rdata))) removed.push(record(rdata, ttlBefore));
      }
      for (const rdata of after) {
        if (anew || !before.some((one) => equalRdata(type, one, rdata))) added.push(record(rdata, ttl));
      }
    }
    if (removed.length === 0 && added.length === 0 && this.#newSoa === undefined) return undefined;
    // The serial changes with the zone (section 3.6).
    const newSoa = this.#newSoa ?? {
      ...this.#soa,
      rdata: withSerial(this.#soa.rdata, nextSerial(serialOf(this.#soa))),
    };
    return { oldSoa: this.#soa, newSoa, removed, added };
  }
}
