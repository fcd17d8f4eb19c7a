import type { Name } from '../name.js';
import { rdataText } from '../rdata/text.js';
import { DNSKEY } from '../rdata/types.js';
import { FormatError } from '../wire/reader.js';
import { type DnssecAlgorithm, VALIDATION_ALGORITHMS } from './algorithms.js';
import { dsOf, KeyFlag, keyTag, matchesDs, type VerificationKey, verificationKeys } from './keys.js';
import { type RecordSet, readSignatures } from './record-set.js';
import { Effort, verifySet } from './verify.js';

const HOUR = 3600;
const DAY = 86_400;
/** Seconds that a new key has to be seen for before it is believed, and that a revoked one is remembered (RFC 5011, section 2.4). */
const HOLD_DOWN = 30 * DAY;
/** Keys that are remembered. A zone has a handful. */
const MOST_KEYS = 16;

/** Where a key stands (RFC 5011, section 4). What was removed is not remembered. */
export type AnchorState = 'pending' | 'valid' | 'missing' | 'revoked';
const STATES: readonly AnchorState[] = ['pending', 'valid', 'missing', 'revoked'];

export interface AnchorKey {
  /** Data of its DNSKEY, without the bit that revokes it. */
  readonly dnskey: Uint8Array;
  readonly state: AnchorState;
  /** Seconds since 1970 when it came to this state. */
  readonly since: number;
}

export interface Observation {
  /** The set was signed by a key that is believed; otherwise nothing of it counts. */
  readonly believed: boolean;
  /** Keys came to another state, so that the state is to be stored and `ds` to be read again. */
  readonly changed: boolean;
  /** Seconds after which the keys are to be asked for again (RFC 5011, section 2.3). */
  readonly again: number;
}

/**
 * Automated updates of a zone's trust anchors (RFC 5011): keys that the zone announces, signed by one that is believed, are
 * believed themselves after 30 days, and no longer once they revoke themselves. It is told of DNSKEY sets and the time.
 */
export class TrustAnchors {
  readonly zone: Name;
  readonly #algorithms: readonly DnssecAlgorithm[];
  /** What it was set up with, until a set has shown which keys these are. */
  #initial: readonly Uint8Array[];
  #keys: AnchorKey[];

  /** @param initial data of DS @param algorithms what is not known is not believed */
  constructor(zone: Name, initial: readonly Uint8Array[], algorithms = VALIDATION_ALGORITHMS) {
    this.zone = zone;
    this.#algorithms = algorithms;
    this.#initial = initial;
    this.#keys = [];
  }

  get keys(): readonly AnchorKey[] {
    return this.#keys;
  }

  /** Data of the DS of all keys that are believed. None: the zone has revoked them all, and counts as not signed (section 5). */
  get ds(): readonly Uint8Array[] {
    const believed = this.#keys.filter(({ state }) => state === 'valid' || state === 'missing');
    return [...this.#initial, ...believed.map(({ dnskey }) => dsOf(this.zone, dnskey))];
  }

  /** Takes in a DNSKEY set of the zone. @param now seconds since 1970 */
  observe(set: RecordSet, now: number): Observation {
    const signatures = readSignatures(set);
    const expiration = signatures.length === 0 ? DAY : Math.max(0, (signatures[0]!.expiration - now) | 0);
    const retry = Math.max(HOUR, Math.min(DAY, set.ttl / 10, expiration / 10));
    const effort = new Effort(64, 0);
    const all = verificationKeys(set.rdatas, this.#algorithms);
    const { ds } = this;
    const believed = all.filter(({ dnskey }) => ds.some((one) => matchesDs(this.zone, one, dnskey)));
    const revoked = this.#revoked(set, now, effort);
    const isSigned = this.#isSigned(set, believed, now, effort);
    // A set whose last key revokes itself is signed by that key alone: it says that, and nothing else.
    if (!isSigned && !revoked.some((dnskey) => ds.some((one) => matchesDs(this.zone, one, dnskey)))) {
      return { believed: false, changed: false, again: retry };
    }
    const before = this.#keys;
    const initial = this.#initial;
    const announced = isSigned
      ? all.filter(({ flags }) => (flags & KeyFlag.SEP) !== 0).map(({ dnskey }) => dnskey)
      : before.map(({ dnskey }) => dnskey).filter((dnskey) => !contains(revoked, dnskey));
    const next: AnchorKey[] = [];
    for (const key of before) {
      const moved = step(key, contains(announced, key.dnskey), contains(revoked, key.dnskey), now);
      if (moved !== undefined) next.push(moved);
    }
    for (const dnskey of isSigned ? [...believed.map((key) => key.dnskey), ...announced] : []) {
      if (next.length >= MOST_KEYS || contains(revoked, dnskey)) continue;
      if (before.some((key) => equal(key.dnskey, dnskey)) || next.some((key) => equal(key.dnskey, dnskey))) continue;
      const state = initial.some((one) => matchesDs(this.zone, one, dnskey)) ? 'valid' : 'pending';
      next.push({ dnskey, state, since: now });
    }
    // A DS that it was set up with has served once its key was seen.
    const seen = [...next.map(({ dnskey }) => dnskey), ...revoked];
    this.#initial = initial.filter((one) => !seen.some((dnskey) => matchesDs(this.zone, one, dnskey)));
    this.#keys = next;
    const changed =
      this.#initial.length !== initial.length ||
      next.length !== before.length ||
      next.some((key, i) => key !== before[i]);
    return { believed: true, changed, again: Math.max(HOUR, Math.min(15 * DAY, set.ttl / 2, expiration / 2)) };
  }

  /** The state as text, a line a key. */
  toText(): string {
    return this.#keys
      .map(({ state, since, dnskey }) => `${state} ${since} ${rdataText(DNSKEY.type, dnskey)}\n`)
      .join('');
  }

  /** Takes back what `toText` gave. @returns whether it was that; otherwise nothing changes */
  fromText(text: string): boolean {
    const keys: AnchorKey[] = [];
    for (const line of text.split('\n')) {
      if (line === '') continue;
      const [, state, since, data] = /^([a-z]+) (\d{1,15}) (.+)$/.exec(line) ?? [];
      if (state === undefined || !(STATES as readonly string[]).includes(state)) return false;
      try {
        keys.push({ dnskey: DNSKEY.parse(data!), state: state as AnchorState, since: Number(since) });
      } catch {
        return false;
      }
    }
    if (keys.length === 0 || keys.length > MOST_KEYS) return false;
    this.#keys = keys;
    this.#initial = [];
    return true;
  }

  #isSigned(set: RecordSet, keys: readonly VerificationKey[], now: number, effort: Effort): boolean {
    return keys.length > 0 && verifySet(set, this.zone, keys, now, effort).status === 'secure';
  }

  /** Keys that say that they are revoked and have signed it, without that bit (section 2.1). */
  #revoked(set: RecordSet, now: number, effort: Effort): Uint8Array[] {
    const found: Uint8Array[] = [];
    for (const dnskey of set.rdatas) {
      const value = DNSKEY.decode(dnskey);
      if (value instanceof FormatError || value.protocol !== 3 || (value.flags & KeyFlag.REVOKE) === 0) continue;
      const without = dnskey.slice();
      without[1]! &= ~KeyFlag.REVOKE;
      const [key] = verificationKeys([without], this.#algorithms);
      if (key === undefined) continue;
      // The tag is that of the key as it stands in the set.
      if (this.#isSigned(set, [{ ...key, dnskey, keyTag: keyTag(dnskey) }], now, effort)) found.push(without);
    }
    return found;
  }
}

/** Section 4.1; undefined: it is forgotten. */
function step(key: AnchorKey, isThere: boolean, isRevoked: boolean, now: number): AnchorKey | undefined {
  const to = (state: AnchorState): AnchorKey => ({ ...key, state, since: now });
  switch (key.state) {
    case 'pending':
      if (isRevoked || !isThere) return undefined;
      return now - key.since >= HOLD_DOWN ? to('valid') : key;
    case 'valid':
      return isRevoked ? to('revoked') : isThere ? key : to('missing');
    case 'missing':
      return isRevoked ? to('revoked') : isThere ? to('valid') : key;
    case 'revoked':
      return isRevoked || now - key.since < HOLD_DOWN ? key : undefined;
  }
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((octet, i) => octet === b[i]);
}

function contains(list: readonly Uint8Array[], one: Uint8Array): boolean {
  return list.some((other) => equal(one, other));
}
