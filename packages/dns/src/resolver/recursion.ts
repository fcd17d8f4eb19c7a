import type { DnssecAlgorithm } from '../dnssec/algorithms.js';
import { DenialProofs, type Proof } from '../dnssec/proofs.js';
import { findSet, type RecordSet, readSignatures, recordSets } from '../dnssec/record-set.js';
import { ancestor, usableSigners, type Verification, verifyKeys, verifySet } from '../dnssec/verify.js';
import { equalNames, isWithin, joinNames, labelCount, MAXIMUM_NAME, type Name, nameText, parentName } from '../name.js';
import { ExtendedError, Rcode } from '../wire/constants.js';
import type { Message, ResourceRecord } from '../wire/message.js';
import type { Asker } from './ask.js';
import { findReferral } from './ask.js';
import type { BoundedMap } from './bounded-map.js';
import { type Cut, type CutTable, referredServers, type ZoneKeyState } from './cut.js';
import type { Denials } from './denials.js';
import { type Failure, failed, INSECURE, type Outcome, SECURE, type Trust } from './outcome.js';
import { type Budget, join, type Work } from './tasks.js';

const A = 1;
const CNAME = 5;
const SOA = 6;
const DNAME = 39;
const DS = 43;
const NSEC = 47;
const DNSKEY = 48;
const NSEC3 = 50;

/** Referrals on the way to one name. */
const MOST_REFERRALS = 24;
/** Labels that are asked for one by one, and questions in all (RFC 9156, section 2.3). */
const ONE_BY_ONE = 4;
const MINIMISED = 10;
/** Seconds: of answers and referrals at most, of "no" at most, of what is bogus. */
const LONGEST = 86_400;
const LONGEST_NEGATIVE = 10_800;
const BOGUS_TTL = 60;
/** Servers of a zone whose answers are looked at until one validates: the others may be forged, or of a server that is behind. */
const MOST_ANSWERS = 3;

export interface RecursionOptions {
  readonly asker: Asker;
  readonly cuts: CutTable;
  readonly keys: BoundedMap<ZoneKeyState>;
  readonly cuttings: BoundedMap<Cutting>;
  readonly algorithms: readonly DnssecAlgorithm[];
  /** Trust anchors: zone's name in lower case, data of DS. */
  readonly anchors: ReadonlyMap<string, readonly Uint8Array[]>;
  readonly minimise: boolean;
  readonly root: (budget: Budget) => Work<Cut>;
  readonly keep: (name: Name, type: number, outcome: Outcome) => void;
  readonly denials: Denials;
  readonly statistics: { synthesized: number; again: number };
  /** Monotonic milliseconds. */
  readonly now: () => number;
  /** Seconds since 1970. */
  readonly time: () => number;
}

/** What a signed zone says of a name in it: a delegation, signed or not, or none. */
export interface Cutting {
  readonly status: 'no-cut' | 'cut';
  readonly trust: Trust;
  readonly ds: readonly Uint8Array[];
  readonly expires: number;
}

/** Finds what names have by asking from the root down, and whether it is true. */
export class Recursion {
  readonly #options: RecursionOptions;

  constructor(options: RecursionOptions) {
    this.#options = options;
  }

  /** RFC 1034, section 5.3.3, with RFC 9156. */
  *lookup(name: Name, type: number, budget: Budget): Work<Outcome | Failure> {
    const { cuts, asker, now, denials, statistics, keep } = this.#options;
    const denied = denials.answer(name, type, now());
    if (denied !== undefined) {
      statistics.synthesized++;
      keep(name, type, denied);
      return denied;
    }
    let cut = cuts.closest(name, type === DS, now()) ?? (yield* this.#options.root(budget));
    const total = labelCount(name);
    let known = labelCount(cut.name);
    let steps = 0;
    let minimise = this.#options.minimise;
    for (let referrals = 0; referrals < MOST_REFERRALS; ) {
      let labels = total;
      if (minimise && steps < MINIMISED) {
        labels = steps < ONE_BY_ONE ? known + 1 : known + Math.max(1, Math.ceil((total - known) / (MINIMISED - steps)));
        if (labels > total) labels = total;
        steps++;
      }
      const whole = labels >= total;
      const asked = ancestor(name, labels);
      const avoid = new Set<string>();
      const message = yield* asker.askZone(cut, asked, whole ? type : A, budget, avoid);
      if ('kind' in message) return message;
      const child = findReferral(cut.name, asked, message);
      if (child !== undefined && !(whole && type === DS && equalNames(child, name))) {
        cut = yield* this.#descendReferral(cut, child, message, budget);
        known = labelCount(cut.name);
        referrals++;
        continue;
      }
      if (whole) return yield* this.#conclude(cut, name, type, message, avoid, budget);
      // Some servers say that a name is not there when only names below it are: the whole name decides.
      if (message.rcode === Rcode.NXDOMAIN) minimise = false;
      known = labels;
    }
    return failed(ExtendedError.NO_REACHABLE_AUTHORITY, 'too many referrals');
  }

  /** What an answer says; where it does not validate, what other servers of the zone say. */
  *#conclude(
    cut: Cut,
    name: Name,
    type: number,
    message: Message,
    avoid: Set<string>,
    budget: Budget,
  ): Work<Outcome | Failure> {
    const { asker, statistics, keep } = this.#options;
    let outcome = yield* this.#classify(cut, name, type, message, budget);
    for (let i = 1; i < MOST_ANSWERS && outcome.kind !== 'failed' && outcome.trust.status === 'bogus'; i++) {
      statistics.again++;
      const other = yield* asker.askZone(cut, name, type, budget, avoid);
      // A referral is no answer to a question that had one.
      if ('kind' in other || findReferral(cut.name, name, other) !== undefined) break;
      const second = yield* this.#classify(cut, name, type, other, budget);
      if (second.kind !== 'failed') outcome = second;
    }
    if (outcome.kind !== 'failed') keep(name, type, outcome);
    return outcome;
  }

  *#descendReferral(parent: Cut, child: Name, message: Message, budget: Budget): Work<Cut> {
    const { cuts, now } = this.#options;
    const { servers, ttl } = referredServers(parent.name, child, message);
    const seconds = Math.min(ttl, LONGEST);
    const sets = recordSets(message.authorities.filter((record) => isWithin(record.name, parent.name)));
    let trust = parent.trust;
    let ds: readonly Uint8Array[] = [];
    let expires = now() + seconds * 1000;
    if (trust.status === 'secure') {
      let cutting = yield* this.#cuttingOf(parent, child, sets, budget);
      if (cutting.trust.status === 'bogus' || cutting.status === 'no-cut') {
        // Not every referral carries its proof.
        cutting = yield* this.#askCutting(parent, child, budget);
      }
      trust =
        cutting.status === 'no-cut'
          ? {
              status: 'bogus',
              code: ExtendedError.DNSSEC_BOGUS,
              reason: `${nameText(child)} is delegated, but its parent says that it is not`,
            }
          : cutting.trust;
      ds = cutting.ds;
      expires = Math.min(expires, cutting.expires);
    }
    const anchor = this.#options.anchors.get(nameText(child).toLowerCase());
    const cut: Cut =
      anchor === undefined
        ? { name: child, servers, trust, ds, expires }
        : { name: child, servers, trust: SECURE, ds: anchor, expires };
    cuts.set(cut);
    return cut;
  }

  *#classify(cut: Cut, name: Name, type: number, message: Message, budget: Budget): Work<Outcome | Failure> {
    const { now } = this.#options;
    const inside = (record: ResourceRecord) => record.class === 1 && isWithin(record.name, cut.name);
    const answers = recordSets(message.answers.filter(inside));
    const authorities = recordSets(message.authorities.filter(inside));
    const own = findSet(answers, name, type);
    const alias = own === undefined && type !== DS ? findSet(answers, name, CNAME) : undefined;
    const redirection = answers.find(
      (set) => set.type === DNAME && set.name.length < name.length && isWithin(name, set.name),
    );
    // A CNAME that follows from a DNAME has no signature: the DNAME is what counts.
    const redirected = own === undefined && redirection !== undefined && (alias?.signatures.length ?? 0) === 0;
    // An alias whose target is not there comes with NXDOMAIN: the alias itself is good.
    const set = redirected ? redirection : (own ?? alias);
    let outcome: Outcome;
    if (set === undefined) {
      outcome = yield* this.#negative(cut, name, type, message, authorities, budget);
    } else {
      const { trust, ttl, proofs } = yield* this.#verifyPositive(cut, set, name, authorities, budget);
      const seconds = trust.status === 'bogus' ? BOGUS_TTL : Math.min(ttl, LONGEST);
      const target = set === own ? undefined : redirected ? substitute(name, set.name, set.rdatas[0]!) : set.rdatas[0]!;
      if (set !== own && target === undefined) return failed(ExtendedError.OTHER, 'a DNAME makes the name too long');
      const kind = set === own ? 'found' : 'alias';
      outcome = { kind, trust, sets: [set], target, proofs, stored: now(), expires: now() + seconds * 1000 };
    }
    return outcome;
  }

  *#negative(
    cut: Cut,
    name: Name,
    type: number,
    message: Message,
    authorities: readonly RecordSet[],
    budget: Budget,
  ): Work<Outcome> {
    const { now } = this.#options;
    const kind = message.rcode === Rcode.NXDOMAIN ? 'no-name' : 'no-data';
    const soa = authorities.find((set) => set.type === SOA && isWithin(name, set.name) && set.rdatas[0]!.length >= 22);
    const proofs = authorities.filter((set) => set === soa || set.type === NSEC || set.type === NSEC3);
    let ttl = soa === undefined ? 0 : Math.min(soa.ttl, minimumOf(soa.rdatas[0]!), LONGEST_NEGATIVE);
    let trust: Trust = cut.trust;
    if (trust.status === 'secure') {
      const zone = yield* this.#zoneOf(cut, name, proofs, type, budget);
      trust = zone.trust;
      if (trust.status === 'secure') {
        const { verified, fault } = yield* this.#verifyAll(zone, proofs, budget);
        for (const one of verified) ttl = Math.min(ttl, one.ttl);
        const denial = new DenialProofs(zone.name, verified, budget.effort);
        const proof = kind === 'no-name' ? denial.noName(name) : denial.noData(name, type);
        const what = kind === 'no-name' ? 'is not there' : 'has no such type';
        trust = trustOf(proof, `nothing proves that ${nameText(name)} ${what}`, fault);
        if (trust.status === 'secure')
          this.#options.denials.add(zone.name, verified, (seconds) => now() + Math.min(seconds, ttl) * 1000);
      }
    }
    const seconds = trust.status === 'bogus' ? BOGUS_TTL : ttl;
    return { kind, trust, sets: [], target: undefined, proofs, stored: now(), expires: now() + seconds * 1000 };
  }

  /** Checks an answer. `name` is what was asked: a DNAME stands above it. */
  *#verifyPositive(
    cut: Cut,
    set: RecordSet,
    name: Name,
    authorities: readonly RecordSet[],
    budget: Budget,
  ): Work<{ readonly trust: Trust; readonly ttl: number; readonly proofs: readonly RecordSet[] }> {
    const none: readonly RecordSet[] = [];
    if (cut.trust.status !== 'secure') return { trust: cut.trust, ttl: set.ttl, proofs: none };
    const zone = yield* this.#zoneOf(cut, set.name, [set], set.type, budget);
    if (zone.trust.status !== 'secure') return { trust: zone.trust, ttl: set.ttl, proofs: none };
    const verification = yield* this.#verify(zone, set, budget);
    if (verification.status === 'insecure') return { trust: INSECURE, ttl: set.ttl, proofs: none };
    if (verification.status === 'bogus') {
      const { code, reason } = verification;
      return { trust: { status: 'bogus', code, reason: `${nameText(set.name)}: ${reason}` }, ttl: 0, proofs: none };
    }
    const { ttl, encloser } = verification;
    if (encloser === undefined) return { trust: SECURE, ttl, proofs: none };
    const proofs = authorities.filter(({ type }) => type === NSEC || type === NSEC3);
    const { verified, fault } = yield* this.#verifyAll(zone, proofs, budget);
    const proof = new DenialProofs(zone.name, verified, budget.effort).wildcard(name, encloser);
    const reason = `nothing proves that a wildcard answers for ${nameText(name)}`;
    const trust = trustOf(proof, reason, fault);
    if (trust.status === 'secure' && equalNames(set.name, name)) {
      const { now, denials } = this.#options;
      const until = (seconds: number) => now() + Math.min(seconds, ttl, LONGEST_NEGATIVE) * 1000;
      denials.add(zone.name, verified, until);
      denials.addWildcard(zone.name, encloser, set, now() + Math.min(ttl, LONGEST) * 1000);
    }
    return { trust, ttl, proofs };
  }

  /** The zone whose keys sign something at a name, found from `cut` down; its trust where it is not signed. */
  *#zoneOf(cut: Cut, name: Name, sets: readonly RecordSet[], type: number, budget: Budget): Work<Cut> {
    let signer: Name | undefined;
    for (const set of sets) {
      signer = readSignatures(set).find((one) => isWithin(set.name, one.signer))?.signer;
      if (signer !== undefined) break;
    }
    if (signer !== undefined && equalNames(signer, cut.name)) return cut;
    if (signer !== undefined && isWithin(signer, cut.name)) return yield* this.#descend(cut, signer, budget);
    // Nothing is signed, or by a zone above: right only where a delegation that is not signed lies between.
    const target = type === DS ? (parentName(name) ?? name) : name;
    const zone = isWithin(target, cut.name) ? yield* this.#descend(cut, target, budget) : cut;
    if (zone.trust.status !== 'secure') return zone;
    const reason = `${nameText(name)} is of a signed zone and has no signature`;
    return { ...zone, trust: { status: 'bogus', code: ExtendedError.RRSIGS_MISSING, reason } };
  }

  /** The deepest zone that `target` is in, as the signed zones from `cut` down say. */
  *#descend(cut: Cut, target: Name, budget: Budget): Work<Cut> {
    let zone = cut;
    const total = labelCount(target);
    for (let labels = labelCount(cut.name) + 1; labels <= total; labels++) {
      const name = ancestor(target, labels);
      const cutting = yield* this.#askCutting(zone, name, budget);
      if (cutting.trust.status === 'bogus') return { ...zone, name, trust: cutting.trust };
      if (cutting.status === 'no-cut') continue;
      const anchor = this.#options.anchors.get(nameText(name).toLowerCase());
      zone = { ...zone, name, ds: anchor ?? cutting.ds, trust: anchor === undefined ? cutting.trust : SECURE };
      if (zone.trust.status !== 'secure') return zone;
    }
    return zone;
  }

  /** Asks a signed zone for the DS of a name in it. */
  *#askCutting(zone: Cut, name: Name, budget: Budget): Work<Cutting> {
    const { cuttings, now, asker, statistics } = this.#options;
    const key = `${nameText(zone.name)} ${nameText(name)}`.toLowerCase();
    const kept = cuttings.get(key);
    if (kept !== undefined && now() < kept.expires) return kept;
    const avoid = new Set<string>();
    let cutting: Cutting | undefined;
    for (let i = 0; i < MOST_ANSWERS && (cutting === undefined || cutting.trust.status === 'bogus'); i++) {
      const message = yield* asker.askZone(zone, name, DS, budget, avoid);
      if ('kind' in message) {
        if (cutting !== undefined) break;
        const reason = `the DS of ${nameText(name)} cannot be had: ${message.reason}`;
        return { status: 'cut', trust: { status: 'bogus', code: message.code, reason }, ds: [], expires: now() };
      }
      if (i > 0) statistics.again++;
      const sets = recordSets(
        [...message.answers, ...message.authorities].filter((record) => isWithin(record.name, zone.name)),
      );
      cutting = yield* this.#cuttingOf(zone, name, sets, budget);
    }
    cuttings.set(key, cutting!);
    return cutting!;
  }

  /** What sets of a signed zone say of a delegation. */
  *#cuttingOf(zone: Cut, name: Name, sets: readonly RecordSet[], budget: Budget): Work<Cutting> {
    const { now, algorithms } = this.#options;
    const until = (ttl: number) => now() + Math.min(ttl, LONGEST) * 1000;
    const ds = findSet(sets, name, DS);
    if (ds !== undefined) {
      const verification = yield* this.#verify(zone, ds, budget);
      if (verification.status === 'bogus') {
        const { code, reason } = verification;
        return {
          status: 'cut',
          trust: { status: 'bogus', code, reason: `DS of ${nameText(name)}: ${reason}` },
          ds: [],
          expires: until(BOGUS_TTL),
        };
      }
      const usable = verification.status === 'secure' ? usableSigners(ds.rdatas, algorithms) : [];
      const ttl = verification.status === 'secure' ? verification.ttl : ds.ttl;
      return { status: 'cut', trust: usable.length > 0 ? SECURE : INSECURE, ds: usable, expires: until(ttl) };
    }
    const alias = findSet(sets, name, CNAME);
    if (alias !== undefined) {
      const verification = yield* this.#verify(zone, alias, budget);
      if (verification.status === 'secure' && verification.encloser === undefined) {
        return { status: 'no-cut', trust: SECURE, ds: [], expires: until(verification.ttl) };
      }
    }
    const proofs = sets.filter(({ type }) => type === NSEC || type === NSEC3);
    const { verified, fault } = yield* this.#verifyAll(zone, proofs, budget);
    let ttl = LONGEST_NEGATIVE;
    for (const one of verified) ttl = Math.min(ttl, one.ttl);
    const said = new DenialProofs(zone.name, verified, budget.effort).noDs(name);
    if (said === 'no-cut') return { status: 'no-cut', trust: SECURE, ds: [], expires: until(ttl) };
    if (said === 'insecure') return { status: 'cut', trust: INSECURE, ds: [], expires: until(ttl) };
    const trust = trustOf('bogus', `nothing proves that ${nameText(name)} has no DS`, fault);
    return { status: 'cut', trust, ds: [], expires: until(BOGUS_TTL) };
  }

  *#verify(zone: Cut, set: RecordSet, budget: Budget): Work<Verification | { readonly status: 'insecure' }> {
    const { keys, trust } = yield* this.#keysOf(zone, budget);
    if (trust.status === 'secure') return verifySet(set, zone.name, keys, this.#options.time(), budget.effort);
    return trust;
  }

  /** Those of `sets` that are signed by the zone. */
  *#verifyAll(
    zone: Cut,
    sets: readonly RecordSet[],
    budget: Budget,
  ): Work<{ readonly verified: readonly RecordSet[]; readonly fault: Trust | undefined }> {
    const verified: RecordSet[] = [];
    let fault: Trust | undefined;
    for (const set of sets) {
      const verification = yield* this.#verify(zone, set, budget);
      if (verification.status === 'bogus') fault ??= verification;
      // An NSEC that a wildcard made would speak of another name.
      if (verification.status === 'secure' && verification.encloser === undefined) {
        verified.push({ ...set, ttl: verification.ttl });
      }
    }
    return { verified, fault };
  }

  *#keysOf(zone: Cut, budget: Budget): Work<ZoneKeyState> {
    const { keys, now } = this.#options;
    const key = nameText(zone.name).toLowerCase();
    const kept = keys.get(key);
    if (kept !== undefined && now() < kept.expires) return kept;
    const state = yield* join(`keys ${key}`, () => this.#fetchKeys(zone, budget));
    if ('kind' in state)
      return { trust: { status: 'bogus', code: state.code, reason: state.reason }, keys: [], expires: now() };
    keys.set(key, state);
    return state;
  }

  *#fetchKeys(zone: Cut, budget: Budget): Work<ZoneKeyState> {
    const avoid = new Set<string>();
    let state = yield* this.#fetchKeysFrom(zone, avoid, budget);
    for (let i = 1; i < MOST_ANSWERS && state.trust.status === 'bogus' && avoid.size === i; i++) {
      this.#options.statistics.again++;
      const other = yield* this.#fetchKeysFrom(zone, avoid, budget);
      if (avoid.size > i) state = other;
    }
    return state;
  }

  *#fetchKeysFrom(zone: Cut, avoid: Set<string>, budget: Budget): Work<ZoneKeyState> {
    const { now, time, asker, algorithms } = this.#options;
    const bogus = (code: number, reason: string): ZoneKeyState => ({
      trust: { status: 'bogus', code, reason: `keys of ${nameText(zone.name)}: ${reason}` },
      keys: [],
      expires: now() + BOGUS_TTL * 1000,
    });
    const message = yield* asker.askZone(zone, zone.name, DNSKEY, budget, avoid);
    if ('kind' in message) return bogus(message.code, message.reason);
    const set = findSet(recordSets(message.answers), zone.name, DNSKEY);
    if (set === undefined) return bogus(ExtendedError.DNSKEY_MISSING, 'there are none');
    const result = verifyKeys(set, zone.ds, time(), budget.effort, algorithms);
    if (result.status === 'bogus') return bogus(result.code, result.reason);
    if (result.status === 'insecure')
      return { trust: INSECURE, keys: [], expires: now() + Math.min(set.ttl, LONGEST) * 1000 };
    return { trust: SECURE, keys: result.keys, expires: now() + Math.min(result.ttl, LONGEST) * 1000 };
  }
}

/** @param fault why records that might have proven it do not count */
function trustOf(proof: Proof, reason: string, fault: Trust | undefined): Trust {
  if (proof === 'secure') return SECURE;
  if (proof === 'insecure') return INSECURE;
  if (fault?.status === 'bogus') return { ...fault, reason: `${reason}: ${fault.reason}` };
  return { status: 'bogus', code: ExtendedError.NSEC_MISSING, reason };
}

/** RFC 6672, section 2.2; undefined where the name gets too long. */
function substitute(name: Name, owner: Name, target: Name): Name | undefined {
  const prefix = name.length - owner.length;
  if (prefix + target.length > MAXIMUM_NAME) return undefined;
  const front = new Uint8Array(prefix + 1);
  front.set(name.subarray(0, prefix));
  return joinNames(front, target);
}

/** RFC 2308, section 5. */
function minimumOf(soa: Uint8Array): number {
  const at = soa.length - 4;
  return ((soa[at]! << 24) | (soa[at + 1]! << 16) | (soa[at + 2]! << 8) | soa[at + 3]!) >>> 0;
}
