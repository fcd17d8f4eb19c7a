import { equalNames, type Name } from '../name.js';
import { CDNSKEY, CDS } from '../rdata/types.js';
import { FormatError } from '../wire/reader.js';
import { VALIDATION_ALGORITHMS } from './algorithms.js';
import { compareOctets } from './canonical.js';
import { dsOf, KeyFlag, matchesDs, type SigningKey, verificationKeys } from './keys.js';
import type { RecordSet } from './record-set.js';
import type { ZoneKeys } from './signer.js';
import { Effort, verifyKeys, verifySet } from './verify.js';

/**
 * published: in the DNSKEY set, so that caches learn it; one with SEP signs the keys already. submitted (SEP): CDS and CDNSKEY
 * ask the parent for its DS. active: it signs. retired: what it signed, or the DS for it, may still be in caches.
 */
export type KeyState = 'published' | 'submitted' | 'active' | 'retired';

export interface RingKey {
  readonly key: SigningKey;
  readonly state: KeyState;
  /** Seconds since 1970 when it came into this state. */
  readonly since: number;
}

export interface KeyRingOptions {
  readonly keys: readonly RingKey[];
  /** Seconds: TTL of the DNSKEY set. */
  readonly keyTtl: number;
  /** Seconds: the longest TTL in the zone. */
  readonly zoneTtl: number;
  /** Seconds until every server of the zone has a change; 3600 by default. */
  readonly propagation?: number;
  /** Seconds until all signatures are made anew after other keys sign; 3600 by default. */
  readonly resigning?: number;
}

/**
 * The keys of a zone through their roll-overs (RFC 6781, section 4.1; RFC 7583): pre-publication for those that sign the zone, two
 * keys at a time for those that the parent has a DS for, which is told of the new one by CDS and CDNSKEY (RFC 7344). It
 * is told what time it is and what the parent has; `zoneKeys` is what a `ZoneSigner` is to sign with.
 */
export class KeyRing {
  readonly #options: KeyRingOptions;
  readonly #propagation: number;
  #keys: RingKey[];
  /** When the parent was first seen to have the new DS alone, and the TTL that the old one may be cached for. */
  #confirmed: { readonly at: number; readonly ttl: number } | undefined;

  constructor(options: KeyRingOptions) {
    this.#options = options;
    this.#propagation = options.propagation ?? 3600;
    this.#keys = [...options.keys];
    this.#confirmed = undefined;
  }

  /** To be kept, and given to the constructor again. */
  get keys(): readonly RingKey[] {
    return this.#keys;
  }

  get zoneKeys(): ZoneKeys {
    const list = this.#keys;
    const entries = list.filter(({ key }) => isEntry(key));
    const others = list.filter(({ key }) => !isEntry(key));
    // Until the new one is known, the DS of the old one is right; afterwards that of the new one.
    const submitted = entries.filter(({ state }) => state === 'submitted');
    const delegated = submitted.length > 0 ? submitted : entries.filter(({ state }) => state === 'active');
    const keySigners = entries.map(({ key }) => key);
    const zoneSigners = others.filter(({ state }) => state === 'active').map(({ key }) => key);
    return {
      published: list.map(({ key }) => key),
      keySigners: keySigners.length > 0 ? keySigners : zoneSigners,
      zoneSigners: zoneSigners.length > 0 ? zoneSigners : delegated.map(({ key }) => key),
      ...(entries.length === 0 ? {} : { delegated: delegated.map(({ key }) => key) }),
    };
  }

  /** Whether the parent has to act before it goes on. */
  get waitsForParent(): boolean {
    return this.#confirmed === undefined && this.#keys.some(({ state }) => state === 'submitted');
  }

  /**
   * Begins to roll over to a new key, in the place of the active one of its kind.
   * @throws {RangeError} during another roll-over of that kind, for another algorithm, and for a zone with but one kind of key
   */
  roll(key: SigningKey, now: number): void {
    const kin = this.#keys.filter((one) => isEntry(one.key) === isEntry(key));
    if (kin.length !== 1 || kin[0]!.state !== 'active')
      throw new RangeError('one roll-over at a time, of an active key');
    if (kin.length === this.#keys.length)
      throw new RangeError('a key that does both is not rolled over: have one of each');
    if (kin[0]!.key.algorithm !== key.algorithm)
      throw new RangeError('another algorithm takes more than a new key (RFC 6781, section 4.1.4)');
    if (kin[0]!.key.keyTag === key.keyTag) throw new RangeError('the new key has the tag of the old one: make another');
    this.#keys.push({ key, state: 'published', since: now });
  }

  /** What the parent has now, validated. @param ttl of the DS set @returns whether the keys have changed */
  observeDs(origin: Name, ds: readonly Uint8Array[], ttl: number, now: number): boolean {
    const submitted = this.#keys.find(({ state }) => state === 'submitted');
    if (submitted === undefined || this.#confirmed !== undefined) return false;
    const old = this.#keys.find(({ key, state }) => isEntry(key) && state === 'active');
    const has = ({ key }: RingKey) => ds.some((one) => matchesDs(origin, one, key.dnskey));
    if (has(submitted) && (old === undefined || !has(old))) this.#confirmed = { at: now, ttl };
    return this.step(now);
  }

  /** When `step` may have something to do; Infinity while it is the parent's turn. */
  get nextStep(): number {
    let next = Number.POSITIVE_INFINITY;
    for (const one of this.#keys) next = Math.min(next, this.#due(one));
    return next;
  }

  /** Goes on where it is time. @returns whether the keys have changed: the signer has to be told */
  step(now: number): boolean {
    const due = this.#keys.filter((one) => now >= this.#due(one));
    if (due.length === 0) return false;
    for (const one of due) {
      const { key } = one;
      if (one.state === 'published') {
        this.#move(one, isEntry(key) ? 'submitted' : 'active', now);
        if (!isEntry(key)) this.#retire(false, key, now);
      } else if (one.state === 'submitted') {
        this.#move(one, 'active', now);
        this.#confirmed = undefined;
        // The DS of the old one is in no cache any more: it goes at once.
        this.#keys = this.#keys.filter((other) => other.key === key || !isEntry(other.key));
      } else if (one.state === 'retired') {
        this.#keys = this.#keys.filter((other) => other !== one);
      }
    }
    return true;
  }

  #due({ state, since }: RingKey): number {
    const { keyTtl, zoneTtl, resigning = 3600 } = this.#options;
    if (state === 'published') return since + keyTtl + this.#propagation;
    if (state === 'retired') return since + zoneTtl + resigning + this.#propagation;
    if (state === 'submitted' && this.#confirmed !== undefined)
      return this.#confirmed.at + this.#confirmed.ttl + this.#propagation;
    return Number.POSITIVE_INFINITY;
  }

  #move(one: RingKey, state: KeyState, now: number): void {
    this.#keys = this.#keys.map((other) => (other === one ? { ...one, state, since: now } : other));
  }

  #retire(entry: boolean, except: SigningKey, now: number): void {
    for (const one of this.#keys) {
      if (isEntry(one.key) === entry && one.key !== except && one.state === 'active') this.#move(one, 'retired', now);
    }
  }
}

function isEntry({ flags }: SigningKey): boolean {
  return (flags & KeyFlag.SEP) !== 0;
}

export interface ChildSets {
  readonly dnskey: RecordSet;
  readonly cds: RecordSet | undefined;
  readonly cdnskey: RecordSet | undefined;
}

export type NewDelegation =
  /** The DS that the delegation shall have; none asks for an unsigned one (RFC 8078, section 4). */
  | { readonly status: 'accepted'; readonly ds: readonly Uint8Array[] }
  | { readonly status: 'unchanged' }
  | { readonly status: 'refused'; readonly reason: string };

/**
 * A parent's side of CDS and CDNSKEY: whether what a child asks for may be done (RFC 7344, section 4.1; RFC 8078).
 * @param current data of the DS that it has @param now seconds since 1970
 */
export function acceptDelegation(
  child: Name,
  current: readonly Uint8Array[],
  sets: ChildSets,
  now: number,
): NewDelegation {
  const refuse = (reason: string): NewDelegation => ({ status: 'refused', reason });
  const effort = new Effort();
  const { dnskey, cds, cdnskey } = sets;
  if (cds === undefined && cdnskey === undefined) return { status: 'unchanged' };
  for (const set of [dnskey, cds, cdnskey]) {
    if (set !== undefined && !equalNames(set.name, child))
      return refuse('the records are not at the name of the delegation');
  }
  if (verifyKeys(dnskey, current, now, effort).status !== 'secure')
    return refuse('the keys of the child are not those of the present DS');
  // Signed by a key that the parent has a DS for: who holds but a key of the zone may not change the delegation.
  const anchored = verificationKeys(dnskey.rdatas, VALIDATION_ALGORITHMS).filter((key) =>
    current.some((ds) => matchesDs(child, ds, key.dnskey)),
  );
  for (const set of [cds, cdnskey]) {
    if (set === undefined) continue;
    const result = verifySet(set, child, anchored, now, effort);
    if (result.status !== 'secure' || result.encloser !== undefined)
      return refuse('it is not signed by a key that has a DS');
  }
  const wanted = wantedSigners(child, cds, cdnskey);
  if (typeof wanted === 'string') return refuse(wanted);
  if (wanted.length > 0 && verifyKeys(dnskey, wanted, now, effort).status !== 'secure') {
    return refuse('with the new DS the child would be bogus (RFC 7344, section 4.1)');
  }
  const same =
    wanted.length === current.length && wanted.every((one) => current.some((other) => compareOctets(one, other) === 0));
  return same ? { status: 'unchanged' } : { status: 'accepted', ds: wanted };
}

/** @returns the DS, or what is wrong */
function wantedSigners(
  child: Name,
  cds: RecordSet | undefined,
  cdnskey: RecordSet | undefined,
): readonly Uint8Array[] | string {
  const deletes = (rdatas: readonly Uint8Array[]) =>
    rdatas.some((rdata) => rdata[cds !== undefined && rdatas === cds.rdatas ? 2 : 3] === 0);
  for (const set of [cds, cdnskey]) {
    if (set === undefined || !deletes(set.rdatas)) continue;
    const other = set === cds ? cdnskey : cds;
    if (set.rdatas.length > 1 || (other !== undefined && !deletes(other.rdatas)))
      return 'it asks for no DS and for some at the same time';
    return [];
  }
  const keys = (cdnskey?.rdatas ?? []).filter((rdata) => !(CDNSKEY.decode(rdata) instanceof FormatError));
  const signers = (cds?.rdatas ?? []).filter((rdata) => !(CDS.decode(rdata) instanceof FormatError));
  if (cds === undefined) return keys.map((key) => dsOf(child, key));
  // Both have to say the same, where both are there (RFC 7344, section 4).
  const agree =
    cdnskey === undefined ||
    (signers.every((one) => keys.some((key) => matchesDs(child, one, key))) &&
      keys.every((key) => signers.some((one) => matchesDs(child, one, key))));
  return agree ? signers : 'CDS and CDNSKEY do not say the same';
}
