import { hashName, type Name, nameText, parentName } from '../name.js';
import { CDNSKEY, CDS, DNSKEY, NSEC3PARAM, SOA } from '../rdata/types.js';
import { Class } from '../wire/constants.js';
import type { ResourceRecord } from '../wire/message.js';
import { FormatError } from '../wire/reader.js';
import { applyDiff, soaOf, withSerial, type ZoneDiff } from '../zone/diff.js';
import { nextSerial } from '../zone/serial.js';
import { signatureKey, type Zone } from '../zone/zone.js';
import { DenialChain, isHashOwner, type Nsec3Options, occludes, signedTypes } from './chain.js';
import { dsOf, KeyFlag, type SigningKey } from './keys.js';
import { signRrset } from './sign.js';
import { setChain } from './zone-chains.js';

/** Which keys a zone has, and what each does. */
export interface ZoneKeys {
  /** In the DNSKEY set. */
  readonly published: readonly SigningKey[];
  /** Sign the DNSKEY, CDS and CDNSKEY sets. */
  readonly keySigners: readonly SigningKey[];
  /** Sign all else. */
  readonly zoneSigners: readonly SigningKey[];
  /**
   * Whose DS the parent shall have, told by CDS and CDNSKEY (RFC 7344): "delete" asks it to remove all (RFC 8078, section
   * 4); undefined says nothing.
   */
  readonly delegated?: readonly SigningKey[] | 'delete';
}

/**
 * The usual use of keys: those with SEP sign the keys, those without it the zone; where there is but one kind, it does both.
 * @throws {RangeError} without keys, or where an algorithm would sign only a part (RFC 4035, section 2.2)
 */
export function zoneKeys(keys: readonly SigningKey[]): ZoneKeys {
  const entries = keys.filter(({ flags }) => (flags & KeyFlag.SEP) !== 0);
  const others = keys.filter(({ flags }) => (flags & KeyFlag.SEP) === 0);
  const use = {
    published: keys,
    keySigners: entries.length === 0 ? others : entries,
    zoneSigners: others.length === 0 ? entries : others,
    ...(entries.length === 0 ? {} : { delegated: entries }),
  };
  checkKeys(use);
  return use;
}

export function checkKeys({ published, keySigners, zoneSigners }: ZoneKeys): void {
  if (keySigners.length === 0 || zoneSigners.length === 0) throw new RangeError('a signed zone needs a key');
  for (const { algorithm } of [...keySigners, ...zoneSigners]) {
    for (const signers of [keySigners, zoneSigners]) {
      if (!signers.some((key) => key.algorithm === algorithm)) {
        throw new RangeError(`${algorithm.mnemonic} has to sign both the keys and the zone (RFC 4035, section 2.2)`);
      }
    }
  }
  for (const key of [...keySigners, ...zoneSigners]) {
    if (!published.includes(key)) throw new RangeError(`key ${key.keyTag} signs, but is not published`);
  }
}

export interface SignerOptions {
  readonly keys: ZoneKeys;
  /** NSEC by default. */
  readonly nsec3?: Nsec3Options;
  /** Seconds since 1970. */
  readonly time: () => number;
  /** Seconds that a signature is good for; 14 days by default. */
  readonly validity?: number;
  /** Seconds before its end at which a signature is made anew; a third of the validity by default. */
  readonly renewBefore?: number;
  /** TTL of the DNSKEY set; that of the SOA by default. */
  readonly keyTtl?: number;
}

/** A zone as it will be, and what leads there. The zone that was given is as it was. */
export interface SignedChange {
  readonly zone: Zone;
  readonly diff: ZoneDiff;
}

const SOA_TYPE = 6;
const RRSIG_TYPE = 46;
const NSEC_TYPE = 47;
const NSEC3_TYPE = 50;
/** Made by the signer at the apex. */
const APEX_TYPES: readonly number[] = [48, 59, 60, 51];

/** Clocks may be behind ours: signatures begin an hour ago. */
export const CLOCK_SKEW = 3600;
export const DAY = 86_400;
/** CDS and CDNSKEY that ask for no DS at all (RFC 8078, section 4). */
const DELETE_CDS = /* @__PURE__ */ Uint8Array.of(0, 0, 0, 0, 0);
const DELETE_CDNSKEY = /* @__PURE__ */ Uint8Array.of(0, 0, 3, 0, 0);

/** A set that signing adds to the apex; without data it is not wanted. */
export type ApexSet = readonly [type: number, ttl: number, rdatas: readonly Uint8Array[]];

/** @param salt of NSEC3, where there is one @param keyTtl that of the SOA by default */
export function apexSets(zone: Zone, keys: ZoneKeys, salt: Uint8Array | undefined, keyTtl?: number): ApexSet[] {
  const { published, delegated } = keys;
  const ttl = keyTtl ?? zone.ttl(zone.rrset(0, SOA_TYPE));
  const list = delegated === undefined || delegated === 'delete' ? [] : delegated;
  const none = delegated === 'delete';
  return [
    [DNSKEY.type, ttl, published.map(({ dnskey }) => dnskey)],
    [CDS.type, ttl, none ? [DELETE_CDS] : list.map(({ dnskey }) => dsOf(zone.origin, dnskey))],
    [CDNSKEY.type, ttl, none ? [DELETE_CDNSKEY] : list.map(({ dnskey }) => dnskey)],
    [
      NSEC3PARAM.type,
      0,
      salt === undefined ? [] : [NSEC3PARAM.encode({ algorithm: 1, flags: 0, iterations: 0, salt })],
    ],
  ];
}

/** Whose signatures a set has. */
export function signersOf(keys: ZoneKeys, owner: Name, type: number, origin: Name): readonly SigningKey[] {
  const isKeySet = owner.length === origin.length && APEX_TYPES.includes(type) && type !== NSEC3PARAM.type;
  return isKeySet ? keys.keySigners : keys.zoneSigners;
}

/**
 * Keeps one zone signed: RRSIG, DNSKEY, NSEC or NSEC3, CDS and CDNSKEY. An update costs signatures for what it changes and
 * for its neighbours in the chain.
 */
export class ZoneSigner {
  readonly #options: SignerOptions;
  readonly #validity: number;
  readonly #renewBefore: number;
  #keys: ZoneKeys;
  #chain: DenialChain | undefined;
  /** The zone that the chain is of, and its revision. */
  #chainOf: Zone | undefined;
  #chainRevision: number;
  /** Signatures made. */
  readonly statistics = { signatures: 0 };

  /** @throws {RangeError} for keys that cannot sign a zone */
  constructor(options: SignerOptions) {
    checkKeys(options.keys);
    this.#options = options;
    this.#validity = options.validity ?? 14 * DAY;
    this.#renewBefore = options.renewBefore ?? Math.floor(this.#validity / 3);
    this.#keys = options.keys;
    this.#chain = undefined;
    this.#chainOf = undefined;
    this.#chainRevision = 0;
  }

  get keys(): ZoneKeys {
    return this.#keys;
  }

  /** From now on these keys; `renew` brings the zone there. @throws {RangeError} */
  setKeys(keys: ZoneKeys): void {
    checkKeys(keys);
    this.#keys = keys;
  }

  /**
   * Signs a zone in place, whole, whatever signatures and proofs it had: for one that was just loaded. It takes as long as it
   * takes, about a millisecond a signature. @throws {RangeError} for a zone without SOA
   */
  sign(zone: Zone): void {
    if (soaOf(zone) === undefined) throw new RangeError(`${nameText(zone.origin)} has no SOA`);
    const leftovers: [Name, number][] = [];
    zone.forEachNode((node) => {
      zone.forEachRrset(node, (key) => {
        const type = key & 0xffff;
        if (type === RRSIG_TYPE || type === NSEC_TYPE || type === NSEC3_TYPE) leftovers.push([zone.nameOf(node), key]);
      });
    });
    for (const [name, key] of leftovers) zone.removeRrset(zone.find(name), key);
    this.#chain = undefined;
    this.#maintain(zone, new Work(zone), 'all', () => true);
    zone.compact();
    this.#remember(zone);
  }

  /** What a change of a signed zone makes of it, with all signatures and proofs. */
  extend(zone: Zone, diff: ZoneDiff): SignedChange {
    this.#prepare(zone);
    const next = zone.clone();
    const fault = applyDiff(next, diff);
    if (fault !== '') throw new Error(`a change that does not fit: ${fault}`);
    const work = new Work(next);
    work.add(zone.origin);
    for (const { name } of [...diff.removed, ...diff.added]) {
      for (let at: Name | undefined = name; at !== undefined && at.length >= zone.origin.length; at = parentName(at)) {
        work.add(at);
      }
      // A delegation that comes or goes changes what all names below it are.
      const before = zone.find(name);
      const after = next.find(name);
      if ((before >= 0 && occludes(zone, before)) !== (after >= 0 && occludes(next, after))) {
        work.addBelow(name);
      }
    }
    const changed = new Set<string>();
    for (const { name, type } of [...diff.removed, ...diff.added]) changed.add(`${keyOf(name)} ${type}`);
    changed.add(`${keyOf(zone.origin)} ${SOA_TYPE}`);
    this.#maintain(next, work, 'touched', (name, type) => changed.has(`${keyOf(name)} ${type}`));
    this.#remember(next);
    return {
      zone: next,
      diff: { ...compareZones(zone, next, work.names()), oldSoa: soaOf(zone)!, newSoa: soaOf(next)! },
    };
  }

  /**
   * Makes signatures anew that end soon, and those that other keys ask for: `limit` record sets at most, so that it does not
   * keep the program too long. @returns undefined where nothing is to be done
   */
  renew(zone: Zone, limit = 64): SignedChange | undefined {
    this.#prepare(zone);
    const due: [Name, number][] = [];
    zone.forEachNode((node) => {
      if (due.length >= limit) return;
      const types = isHashOwner(zone, node) ? [NSEC3_TYPE] : signedTypes(zone, node);
      if (zone.rrset(node, NSEC_TYPE) !== 0) types.push(NSEC_TYPE);
      for (const type of types) {
        if (due.length < limit && this.#isDue(zone, node, type)) due.push([zone.nameOf(node), type]);
      }
    });
    if (due.length === 0 && this.#apexIsRight(zone)) return undefined;
    const next = zone.clone();
    const soa = soaOf(zone)!;
    const newSoa = { ...soa, rdata: withSerial(soa.rdata, nextSerial(zone.serial)) };
    applyDiff(next, { oldSoa: soa, newSoa, removed: [], added: [] });
    const work = new Work(next);
    work.add(zone.origin);
    const changed = new Set<string>([`${keyOf(zone.origin)} ${SOA_TYPE}`]);
    this.#maintain(next, work, 'touched', (name, type) => changed.has(`${keyOf(name)} ${type}`));
    for (const [name, type] of due) {
      work.add(name);
      if (this.#isDue(next, next.find(name), type)) this.#signSet(next, name, type);
    }
    this.#remember(next);
    return { zone: next, diff: { ...compareZones(zone, next, work.names()), oldSoa: soa, newSoa } };
  }

  /** Seconds since 1970 when the first signature has to be made anew. */
  nextRenewal(zone: Zone): number {
    let first = Number.POSITIVE_INFINITY;
    zone.forEachNode((node) => {
      zone.forEachRrset(node, (key, block) => {
        if ((key & 0xffff) !== RRSIG_TYPE) return;
        for (const rdata of zone.rdatas(block)) first = Math.min(first, word(rdata, 8));
      });
    });
    return first - this.#renewBefore;
  }

  #remember(zone: Zone): void {
    this.#chainOf = zone;
    this.#chainRevision = zone.revision;
    setChain(zone, this.#chain!);
  }

  /** The chain of a zone that came from elsewhere is made of its names. */
  #prepare(zone: Zone): void {
    if (this.#chain !== undefined && this.#chainOf === zone && this.#chainRevision === zone.revision) return;
    this.#chain = new DenialChain(zone.origin, this.#options.nsec3);
    this.#chain.fill(zone);
    this.#remember(zone);
  }

  /** Brings what signing makes up to date at the names of `work`. */
  #maintain(zone: Zone, work: Work, scope: 'all' | 'touched', isChanged: (name: Name, type: number) => boolean): void {
    const apex = new Set<number>();
    for (const [type, ttl, rdatas] of this.#apexSets(zone)) {
      if (replaceSet(zone, zone.origin, type, ttl, rdatas)) apex.add(type);
    }
    const dirty = new Map<string, Name>();
    if (this.#chain === undefined || scope === 'all') {
      this.#chain = new DenialChain(zone.origin, this.#options.nsec3);
      this.#chain.fill(zone);
      for (const name of this.#chain.names()) dirty.set(keyOf(name), name);
      zone.forEachNode((node) => work.add(zone.nameOf(node)));
    } else {
      // From the longest names up: what goes may leave empty names above it.
      for (const name of work.names().sort((a, b) => b.length - a.length)) {
        this.#clean(zone, name);
        for (const one of this.#chain.update(zone, name)) dirty.set(keyOf(one), one);
      }
    }
    for (const name of dirty.values()) this.#link(zone, work, name);
    for (const name of work.names()) {
      const node = zone.find(name);
      if (node < 0 || isHashOwner(zone, node)) continue;
      for (const type of signedTypes(zone, node)) {
        const fresh = isChanged(name, type) || (name.length === zone.origin.length && apex.has(type));
        if (fresh || this.#isDue(zone, zone.find(name), type)) this.#signSet(zone, name, type);
      }
    }
  }

  /** Removes signatures over sets that are not there or not signed any more. */
  #clean(zone: Zone, name: Name): void {
    const node = zone.find(name);
    if (node < 0 || isHashOwner(zone, node)) return;
    const signed = new Set(signedTypes(zone, node).map(signatureKey));
    const stale: number[] = [];
    zone.forEachRrset(node, (key) => {
      if ((key & 0xffff) === RRSIG_TYPE && key !== signatureKey(NSEC_TYPE) && !signed.has(key)) stale.push(key);
    });
    for (const key of stale) zone.removeRrset(node, key);
  }

  /** Brings the NSEC or NSEC3 of a name up to date. */
  #link(zone: Zone, work: Work, name: Name): void {
    const chain = this.#chain!;
    const { type } = chain;
    const owner = chain.owner(name);
    const rdata = chain.rdata(zone, name);
    work.add(owner);
    if (rdata === undefined) {
      for (const key of [type, signatureKey(type)]) {
        const node = zone.find(owner);
        if (node >= 0) zone.removeRrset(node, key);
      }
      return;
    }
    if (replaceSet(zone, owner, type, negativeTtl(zone), [rdata]) || this.#isDue(zone, zone.find(owner), type)) {
      this.#signSet(zone, owner, type);
    }
  }

  #apexSets(zone: Zone): ApexSet[] {
    const { nsec3, keyTtl } = this.#options;
    return apexSets(zone, this.#keys, nsec3 === undefined ? undefined : (nsec3.salt ?? new Uint8Array(0)), keyTtl);
  }

  #apexIsRight(zone: Zone): boolean {
    return this.#apexSets(zone).every(([type, , rdatas]) => {
      const block = zone.rrset(0, type);
      const present = block === 0 ? [] : zone.rdatas(block);
      return present.length === rdatas.length && rdatas.every((one) => present.some((other) => sameOctets(one, other)));
    });
  }

  #signers(owner: Name, type: number, origin: Name): readonly SigningKey[] {
    return signersOf(this.#keys, owner, type, origin);
  }

  /** Whether a set lacks a signature of one of its keys, has one of another, or one that ends soon. */
  #isDue(zone: Zone, node: number, type: number): boolean {
    const block = zone.rrset(node, signatureKey(type));
    if (block === 0) return true;
    const owner = node === 0 ? zone.origin : undefined;
    const signers = owner === undefined ? this.#keys.zoneSigners : this.#signers(owner, type, zone.origin);
    const rdatas = zone.rdatas(block);
    if (rdatas.length !== signers.length) return true;
    const limit = this.#options.time() + this.#renewBefore;
    return !signers.every(({ algorithm, keyTag }) =>
      rdatas.some(
        (rdata) =>
          rdata[2] === algorithm.number && ((rdata[16]! << 8) | rdata[17]!) === keyTag && word(rdata, 8) > limit,
      ),
    );
  }

  #signSet(zone: Zone, owner: Name, type: number): void {
    const block = zone.rrset(zone.find(owner), type);
    const ttl = zone.ttl(block);
    const rdatas = zone.rdatas(block);
    const now = this.#options.time();
    // Not all signatures of a zone end at the same time, or they would all be made anew at the same time.
    const spread = (hashName(owner) >>> 0) % Math.max(1, Math.floor(this.#renewBefore / 4));
    const times = { inception: now - CLOCK_SKEW, expiration: now + this.#validity - spread };
    const signatures = this.#signers(owner, type, zone.origin).map((key) =>
      signRrset(key, zone.origin, owner, type, ttl, rdatas, times),
    );
    this.statistics.signatures += signatures.length;
    zone.removeRrset(zone.find(owner), signatureKey(type));
    const node = zone.ensure(owner);
    for (const signature of signatures) zone.addRecord(node, RRSIG_TYPE, ttl, signature);
  }
}

/** Names to be looked at, each once. */
class Work {
  readonly #zone: Zone;
  readonly #names: Map<string, Name>;

  constructor(zone: Zone) {
    this.#zone = zone;
    this.#names = new Map();
  }

  add(name: Name): void {
    const key = keyOf(name);
    if (!this.#names.has(key)) this.#names.set(key, name);
  }

  addBelow(name: Name): void {
    const zone = this.#zone;
    const top = zone.find(name);
    if (top < 0) return;
    zone.forEachNode((node) => {
      for (let at = node; at > 0; at = zone.parent(at)) {
        if (at === top) {
          this.add(zone.nameOf(node));
          return;
        }
      }
    });
  }

  names(): Name[] {
    return [...this.#names.values()];
  }
}

function keyOf(name: Name): string {
  return nameText(name).toLowerCase();
}

/** RFC 9077: no longer than "no such name" is kept. */
export function negativeTtl(zone: Zone): number {
  const block = zone.rrset(0, SOA_TYPE);
  const soa = SOA.decode(zone.rdatas(block)[0]!);
  return Math.min(zone.ttl(block), soa instanceof FormatError ? 0 : soa.minimum);
}

/** Makes a set what it shall be. @returns whether it was something else */
export function replaceSet(zone: Zone, name: Name, type: number, ttl: number, rdatas: readonly Uint8Array[]): boolean {
  const node = zone.find(name);
  const block = node < 0 ? 0 : zone.rrset(node, type);
  const present = block === 0 ? [] : zone.rdatas(block);
  const same =
    present.length === rdatas.length &&
    (block === 0 || zone.ttl(block) === ttl) &&
    rdatas.every((one) => present.some((other) => sameOctets(one, other)));
  if (same) return false;
  // Added before the old ones go, the name would not be pruned; but sets are replaced whole.
  if (block !== 0) zone.removeRrset(node, type);
  if (rdatas.length === 0) {
    const left = zone.find(name);
    if (left >= 0) zone.removeRrset(left, signatureKey(type));
    return true;
  }
  const owner = zone.ensure(name);
  for (const rdata of rdatas) zone.addRecord(owner, type, ttl, rdata);
  return true;
}

function sameOctets(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((octet, i) => octet === b[i]);
}

function word(bytes: Uint8Array, at: number): number {
  return ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) >>> 0;
}

/** What differs between two zones at some names, the SOA left out. */
function compareZones(
  from: Zone,
  to: Zone,
  names: readonly Name[],
): { removed: ResourceRecord[]; added: ResourceRecord[] } {
  const removed: ResourceRecord[] = [];
  const added: ResourceRecord[] = [];
  for (const name of names) {
    const before = setsAt(from, name);
    const after = setsAt(to, name);
    for (const [key, { ttl, rdatas }] of before) {
      const other = after.get(key);
      const gone =
        other === undefined || other.ttl !== ttl
          ? rdatas
          : rdatas.filter((rdata) => !other.rdatas.some((one) => sameOctets(one, rdata)));
      for (const rdata of gone) removed.push({ name, type: key & 0xffff, class: Class.IN, ttl, rdata });
    }
    for (const [key, { ttl, rdatas }] of after) {
      const other = before.get(key);
      const come =
        other === undefined || other.ttl !== ttl
          ? rdatas
          : rdatas.filter((rdata) => !other.rdatas.some((one) => sameOctets(one, rdata)));
      for (const rdata of come) added.push({ name, type: key & 0xffff, class: Class.IN, ttl, rdata });
    }
  }
  return { removed, added };
}

function setsAt(zone: Zone, name: Name): Map<number, { readonly ttl: number; readonly rdatas: Uint8Array[] }> {
  const sets = new Map<number, { ttl: number; rdatas: Uint8Array[] }>();
  const node = zone.find(name);
  if (node < 0) return sets;
  zone.forEachRrset(node, (key, block) => {
    if ((key & 0xffff) !== SOA_TYPE) sets.set(key, { ttl: zone.ttl(block), rdatas: zone.rdatas(block) });
  });
  return sets;
}
