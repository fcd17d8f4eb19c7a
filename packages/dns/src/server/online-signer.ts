import { nsec3Hash, nsec3Owner } from '../dnssec/hashed-names.js';
import { findSet, type RecordSet, recordSets, recordsOf } from '../dnssec/record-set.js';
import { signRrset } from '../dnssec/sign.js';
import {
  apexSets,
  CLOCK_SKEW,
  checkKeys,
  DAY,
  negativeTtl,
  replaceSet,
  signersOf,
  type ZoneKeys,
} from '../dnssec/signer.js';
import { canonicalName, equalNames, isWithin, joinNames, type Name, nameText, parentName } from '../name.js';
import { NSEC, NSEC3 } from '../rdata/types.js';
import { BoundedMap } from '../resolver/bounded-map.js';
import { Flag, HEADER, MAXIMUM_MESSAGE, PLAIN_UDP, Rcode, SAFE_UDP } from '../wire/constants.js';
import { extendedErrorOption } from '../wire/edns.js';
import { decodeMessage, encodeMessage, type Message, type ResourceRecord } from '../wire/message.js';
import { FormatError } from '../wire/reader.js';
import { HAS_DNAME, HAS_WILDCARD, IS_CUT, type Zone } from '../zone/zone.js';
import type { QueryContext, Responder } from './responder.js';
import type { ZoneSet } from './zone-set.js';

export interface OnlineSignerOptions {
  readonly zones: ZoneSet;
  /** Answers from the same zones, without signatures. */
  readonly responder: Pick<Responder, 'answer'>;
  /** Seconds since 1970. */
  readonly time: () => number;
  /**
   * How it is shown that something is not there. "compact" (RFC 9824): the name is there, and has nothing of the kind; one
   * NSEC, and "no such name" is NOERROR for who does not ask for more. "nsec3": records that cover hardly more than the name
   * (RFC 7129, appendix B), up to three of them. Neither tells the zone's other names.
   */
  readonly denial?: 'compact' | 'nsec3';
  /** Seconds that a signature is good for; 2 days by default. It is made anew when half of them are over. */
  readonly validity?: number;
  /** Sets whose signatures are kept; 10,000 by default, some 3 MB. */
  readonly cached?: number;
  /**
   * Signatures a second at most; 1000 by default. Beyond, who asks over UDP is told to come over TCP, where addresses are not
   * forged, and over TCP that the server failed.
   */
  readonly rate?: number;
  /** Octets of UDP payload to send at most; 1232 by default. */
  readonly udpSize?: number;
}

interface Signed {
  readonly rdatas: readonly Uint8Array[];
  readonly keys: ZoneKeys;
  /** Seconds since 1970 until which they are used. */
  readonly until: number;
  readonly signatures: readonly Uint8Array[];
}

/** What there is at a name: `types` in no order; of a name that is not there none. */
interface Found {
  readonly isThere: boolean;
  readonly types: readonly number[];
  /** The longest ancestor that is there, and itself with one label more; of a name that is there itself, both. */
  readonly closest: Name;
  readonly nextCloser: Name;
}

const NS = 2;
const CNAME = 5;
const SOA = 6;
const DNAME = 39;
const DS = 43;
const RRSIG_TYPE = 46;
/** In the bitmap of a name that is not there (RFC 9824, section 3.2). */
const NXNAME = 128;
/** The client takes NXDOMAIN with a proof that the name is there (RFC 9824, section 5.1). */
const COMPACT_ANSWERS_OK = 0x4000;
/** "Invalid Query Type" (RFC 9824, section 3.5). */
const INVALID_QUERY_TYPE = 30;
const STAR = /* @__PURE__ */ Uint8Array.of(1, 0x2a, 0);
const ZERO = /* @__PURE__ */ Uint8Array.of(1, 0, 0);
const NO_SALT = { salt: new Uint8Array(0), iterations: 0 };

/**
 * Signs answers when they are given (RFC 4470's idea, RFC 9824), for who asks with DO: the zone itself has no signatures, and
 * so may be changed at will. In the place of a `Responder`; what is not from a zone with keys passes unchanged.
 */
export class OnlineSigner implements Pick<Responder, 'answer'> {
  readonly #options: OnlineSignerOptions;
  readonly #nsec3: boolean;
  readonly #validity: number;
  readonly #rate: number;
  /** By the name of the zone. */
  readonly #keys = new Map<string, ZoneKeys>();
  readonly #cache: BoundedMap<Signed>;
  /** Signatures that may be made now. */
  #allowance: number;
  #filledAt: number;
  readonly statistics = { signed: 0, signatures: 0, refused: 0 };

  constructor(options: OnlineSignerOptions) {
    this.#options = options;
    this.#nsec3 = options.denial === 'nsec3';
    this.#validity = options.validity ?? 2 * DAY;
    this.#rate = options.rate ?? 1000;
    this.#cache = new BoundedMap(options.cached ?? 10_000);
    this.#allowance = this.#rate;
    this.#filledAt = 0;
  }

  /**
   * Signs a zone from now on, with these keys: its DNSKEY, CDS and CDNSKEY sets (RFC 7344) become those of the keys. For each
   * step of a roll-over (`KeyRing.zoneKeys`) again, and for a zone that has taken the place of another.
   * @throws {RangeError} for keys that cannot sign a zone
   */
  setKeys(zone: Zone, keys: ZoneKeys): void {
    checkKeys(keys);
    for (const [type, ttl, rdatas] of apexSets(zone, keys, this.#nsec3 ? NO_SALT.salt : undefined))
      replaceSet(zone, zone.origin, type, ttl, rdatas);
    this.#keys.set(keyOf(zone.origin), keys);
  }

  /** Ends the signing of a zone. The parent has to have no DS any more. */
  removeKeys(zone: Zone): void {
    this.#keys.delete(keyOf(zone.origin));
    const none = { published: [], keySigners: [], zoneSigners: [] };
    for (const [type, ttl] of apexSets(zone, none, undefined)) replaceSet(zone, zone.origin, type, ttl, []);
  }

  /** As `Responder.answer`. */
  answer(query: Uint8Array, length: number, reply: Uint8Array, context: QueryContext): number {
    const plain = this.#options.responder.answer(query, length, reply, context);
    if (plain <= HEADER || (reply[2]! & 2) !== 0 || !asksForSignatures(query, length)) return plain;
    const asked = decodeMessage(query.subarray(0, length));
    const message = decodeMessage(reply.subarray(0, plain));
    if (asked instanceof FormatError || message instanceof FormatError) return plain;
    const question = message.questions[0];
    if (question === undefined || asked.edns?.dnssecOk !== true || message.edns === undefined) return plain;
    if (message.rcode !== Rcode.NOERROR && message.rcode !== Rcode.NXDOMAIN) return plain;
    const zone = this.#zoneOf(question.name, question.type);
    const keys = zone === undefined ? undefined : this.#keys.get(keyOf(zone.origin));
    if (zone === undefined || keys === undefined) return plain;

    const compactOk = (asked.edns.flags & COMPACT_ANSWERS_OK) !== 0;
    this.#fill(context.now);
    const signed = question.type === NXNAME ? invalidType(message) : this.#sign(zone, keys, message, compactOk);
    if (signed === undefined) {
      this.statistics.refused++;
      return this.#without(message, reply, context.stream ? Rcode.SERVFAIL : Rcode.NOERROR, !context.stream);
    }
    this.statistics.signed++;
    const limit = context.stream
      ? MAXIMUM_MESSAGE
      : Math.min(this.#options.udpSize ?? SAFE_UDP, Math.max(PLAIN_UDP, asked.edns.udpSize));
    // Additional records are the first to go.
    for (const one of [signed, { ...signed, additionals: [] }]) {
      const bytes = encodeMessage(one);
      if (bytes.length > Math.min(limit, reply.length)) continue;
      reply.set(bytes);
      return bytes.length;
    }
    return this.#without(message, reply, Rcode.NOERROR, true);
  }

  #without(message: Message, reply: Uint8Array, rcode: number, truncated: boolean): number {
    const flags = truncated ? message.flags | Flag.TC : message.flags;
    const bytes = encodeMessage({ ...message, flags, rcode, answers: [], authorities: [], additionals: [] });
    reply.set(bytes);
    return bytes.length;
  }

  #zoneOf(name: Name, type: number): Zone | undefined {
    const { zones } = this.#options;
    let found: Zone | undefined;
    for (let at: Name | undefined = name; at !== undefined && found === undefined; at = parentName(at)) {
      if (type === DS && at === name && name.length > 1) continue; // it stands above the cut
      found = zones.get(at);
    }
    return found ?? zones.get(name);
  }

  /** @returns undefined where there are too many signatures to be made */
  #sign(zone: Zone, keys: ZoneKeys, message: Message, compactOk: boolean): Message | undefined {
    const question = message.questions[0]!;
    const answers = recordSets(message.answers);
    const authorities = recordSets(message.authorities);
    // Where the aliases end.
    let last = question.name;
    for (let i = 0; i <= answers.length; i++) {
      const alias = question.type === CNAME ? undefined : findSet(answers, last, CNAME);
      if (alias === undefined) break;
      last = alias.rdatas[0]!;
    }
    const proofs: RecordSet[] = [];
    let { rcode } = message;
    let flags = 0;
    const referral = authorities.find(({ type }) => type === NS);
    if (findSet(authorities, zone.origin, SOA) !== undefined) {
      const found = lookUp(zone, last);
      proofs.push(...this.#deny(zone, last, found));
      if (!found.isThere && !this.#nsec3) {
        rcode = compactOk ? Rcode.NXDOMAIN : Rcode.NOERROR;
        flags = compactOk ? COMPACT_ANSWERS_OK : 0;
      }
    } else if (referral !== undefined && !equalNames(referral.name, zone.origin)) {
      if (findSet(authorities, referral.name, DS) === undefined)
        proofs.push(...this.#deny(zone, referral.name, lookUp(zone, referral.name)));
    }
    // Who asks for the NSEC of a name gets the one that would prove something else (RFC 9824, section 3.1).
    const wanted = !this.#nsec3 && question.type === NSEC.type ? findSet(proofs, last, NSEC.type) : undefined;
    if (wanted !== undefined) {
      answers.push(wanted);
      proofs.length = 0;
      authorities.length = 0;
    }

    const complete = (set: RecordSet): ResourceRecord[] | undefined => {
      const plain = recordsOf(set, set.ttl, false);
      // Not what another zone answers for: the servers of a delegation. Nor a CNAME made of a DNAME (RFC 6672, section 5.3.1).
      const foreign = set.type === NS && !equalNames(set.name, zone.origin);
      const made = set.type === CNAME && answers.some((one) => one.type === DNAME && isBelow(set.name, one.name));
      if (foreign || made || !isWithin(set.name, zone.origin)) return plain;
      const signatures = this.#signaturesOf(zone, keys, set);
      if (signatures === undefined) return undefined;
      for (const rdata of signatures)
        plain.push({ name: set.name, type: RRSIG_TYPE, class: set.class, ttl: set.ttl, rdata });
      return plain;
    };
    const sections: ResourceRecord[][] = [];
    for (const sets of [answers, [...authorities, ...proofs]]) {
      const records: ResourceRecord[] = [];
      for (const set of sets) {
        const some = complete(set);
        if (some === undefined) return undefined;
        records.push(...some);
      }
      sections.push(records);
    }
    const edns = { ...message.edns!, flags: message.edns!.flags | flags };
    return { ...message, rcode, answers: sections[0]!, authorities: sections[1]!, edns };
  }

  #signaturesOf(zone: Zone, keys: ZoneKeys, set: RecordSet): readonly Uint8Array[] | undefined {
    const { name, type, ttl, rdatas } = set;
    const key = `${type} ${ttl} ${keyOf(zone.origin)} ${keyOf(name)}`;
    const now = this.#options.time();
    const kept = this.#cache.get(key);
    if (kept !== undefined && kept.keys === keys && now < kept.until && sameData(kept.rdatas, rdatas))
      return kept.signatures;
    const signers = signersOf(keys, name, type, zone.origin);
    if (this.#allowance < signers.length) return undefined;
    this.#allowance -= signers.length;
    this.statistics.signatures += signers.length;
    const times = { inception: now - CLOCK_SKEW, expiration: now + this.#validity };
    const signatures = signers.map((one) => signRrset(one, zone.origin, name, type, ttl, rdatas, times));
    this.#cache.set(key, { rdatas, keys, until: now + Math.floor(this.#validity / 2), signatures });
    return signatures;
  }

  #fill(now: number): void {
    const passed = Math.max(0, now - this.#filledAt);
    this.#filledAt = now;
    this.#allowance = Math.min(this.#rate, this.#allowance + (passed * this.#rate) / 1000);
  }

  #deny(zone: Zone, name: Name, found: Found): RecordSet[] {
    const ttl = negativeTtl(zone);
    const make = (owner: Name, type: number, rdata: Uint8Array): RecordSet => ({
      name: owner,
      type,
      class: 1,
      ttl,
      rdatas: [rdata],
      signatures: [],
    });
    if (!this.#nsec3) {
      const types = [...found.types, RRSIG_TYPE, NSEC.type, ...(found.isThere ? [] : [NXNAME])];
      return [make(name, NSEC.type, NSEC.encode({ next: successor(name), types }))];
    }
    const head = { algorithm: 1, flags: 0, iterations: 0, salt: NO_SALT.salt };
    const record = (one: Name, types: readonly number[] | undefined): RecordSet => {
      const hash = nsec3Hash(NO_SALT, one);
      // Matching one begins at the hash, covering one just before it; both end just behind it.
      const owner = types === undefined ? step(hash, -1) : hash;
      const rdata = NSEC3.encode({ ...head, next: step(hash, 1), types: types ?? [] });
      return make(nsec3Owner(owner, zone.origin), NSEC3.type, rdata);
    };
    const signedTypes = (types: readonly number[]): number[] =>
      types.some((type) => type !== NS) ? [...types, RRSIG_TYPE] : [...types];
    if (found.isThere) return [record(name, signedTypes(found.types))];
    return [
      record(found.closest, signedTypes(lookUp(zone, found.closest).types)),
      record(found.nextCloser, undefined),
      record(joinNames(STAR, found.closest), undefined),
    ];
  }
}

function keyOf(name: Name): string {
  return nameText(canonicalName(name));
}

/** Whether there may be a DO in it, without taking it apart: the additional section is not empty. */
function asksForSignatures(query: Uint8Array, length: number): boolean {
  return length > HEADER && (query[10] !== 0 || query[11] !== 0);
}

function invalidType(message: Message): Message {
  const edns = message.edns!;
  const error = extendedErrorOption({ code: INVALID_QUERY_TYPE, text: new Uint8Array(0) });
  const empty = { answers: [], authorities: [], additionals: [] };
  return { ...message, ...empty, rcode: Rcode.FORMERR, edns: { ...edns, options: [...edns.options, error] } };
}

/** What a zone has at a name, a wildcard's if that stands for it; at a delegation only what belongs to the zone above. */
function lookUp(zone: Zone, name: Name): Found {
  const labels: number[] = [];
  for (let at = 0; at < name.length - zone.origin.length; at += name[at]! + 1) labels.push(at);
  let node = 0;
  for (let i = labels.length - 1; i >= 0; i--) {
    const at = labels[i]!;
    const child =
      (zone.info(node) & (node === 0 ? HAS_DNAME : IS_CUT | HAS_DNAME)) === 0 ? zone.child(node, name, at) : -1;
    if (child >= 0) {
      node = child;
      continue;
    }
    const closest = name.subarray(at + name[at]! + 1);
    if ((zone.info(node) & HAS_WILDCARD) === 0) {
      return { isThere: false, types: [], closest, nextCloser: name.subarray(at) };
    }
    node = zone.child(node, STAR, 0);
    break;
  }
  const types: number[] = [];
  const isCut = node !== 0 && (zone.info(node) & IS_CUT) !== 0;
  zone.forEachRrset(node, (key) => {
    const type = key & 0xffff;
    if (type === RRSIG_TYPE || type === NSEC.type || type === NSEC3.type) return;
    if (!isCut || type === NS || type === DS) types.push(type);
  });
  return { isThere: true, types, closest: name, nextCloser: name };
}

/** The first name after this one in canonical order: with a label of one zero octet in front; of one without room for it, close to it. */
function successor(name: Name): Name {
  if (name.length + 2 <= 255) return joinNames(ZERO, name);
  const next = canonicalName(name);
  for (let at = next[0]!; at > 0; at--) {
    if (next[at] === 255) continue;
    next[at]!++;
    return next;
  }
  return next.subarray(next[0]! + 1);
}

/** A hash plus or minus one, around the end. */
function step(hash: Uint8Array, by: 1 | -1): Uint8Array {
  const next = hash.slice();
  for (let i = next.length - 1; i >= 0; i--) {
    next[i]! += by;
    if (next[i] !== (by === 1 ? 0 : 255)) break;
  }
  return next;
}

function isBelow(name: Name, other: Name): boolean {
  return name.length > other.length && isWithin(name, other);
}

function sameData(a: readonly Uint8Array[], b: readonly Uint8Array[]): boolean {
  return a.length === b.length && a.every((one, i) => equalOctets(one, b[i]!));
}

function equalOctets(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((octet, i) => octet === b[i]);
}
