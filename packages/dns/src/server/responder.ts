import { LOWER, MAXIMUM_LABEL, MAXIMUM_NAME } from '../name.js';
import { ExtendedError, HEADER, Opcode, PLAIN_UDP, Rcode, SAFE_UDP } from '../wire/constants.js';
import { hashLabel } from '../zone/name-tree.js';
import { HAS_CNAME, HAS_DNAME, HAS_WILDCARD, IS_CUT, LENGTH, RECORD, signatureKey, type Zone } from '../zone/zone.js';
import type { CookieJar } from './cookies.js';
import type { Denial, Situation } from './denial.js';
import type { RateLimiter } from './rate-limit.js';
import { isOfZone, nameFrom, nameSize, readLabels, sameName } from './reply-names.js';
import { LAST_POINTER, ReplySections } from './reply-sections.js';
import { ServerEdns } from './server-edns.js';
import type { ZoneSet } from './zone-set.js';

export interface ResponderOptions {
  readonly zones: ZoneSet;
  /** Octets of UDP payload to send at most, and to ask for; 1232 by default. */
  readonly udpSize?: number;
  /** This server's identifier (RFC 5001), where it should tell it. */
  readonly nsid?: Uint8Array;
  readonly cookies?: CookieJar;
  readonly rateLimiter?: RateLimiter;
  /** Proofs that names and types are not there, from signed zones (`createDenial`). */
  readonly denial?: Denial;
  /**
   * Leave what is not a plain query - other opcodes, transfers, TSIG - to the caller, by returning NOT_PLAIN.
   * Without it such messages are answered NOTIMP, REFUSED, or NOTAUTH with BADKEY.
   */
  readonly defer?: boolean;
}

/** Who asks, and when. One object may be used for all queries. */
export interface QueryContext {
  /** The address of the client; "" where it does not matter. */
  address: string;
  /** Over a stream: no truncation, no rate limit, transfers. */
  stream: boolean;
  /** Milliseconds of the monotonic clock, for the rate limit. */
  now: number;
  /** Seconds since 1970, for cookies. */
  time: number;
}

/** `answer` returns it for messages that it leaves to its caller. */
export const NOT_PLAIN = -1;

const NS = 2;
const CNAME = 5;
const SOA = 6;
const MX = 15;
const SRV = 33;
const DNAME = 39;
const OPT = 41;
const DS = 43;
const RRSIG = 46;
const NSEC = 47;
const NSEC3 = 50;
const TSIG = 250;
const IXFR = 251;
const AXFR = 252;
const ANY = 255;

/** Aliases that one answer follows. */
const MAXIMUM_CHAIN = 16;
const WILDCARD = /* @__PURE__ */ Uint8Array.of(1, 0x2a);

/**
 * The core of an authoritative server: a query in, an answer out, written straight into the caller's buffer. Nothing is
 * allocated for a plain query. It never throws, whatever the octets are.
 *
 * RFC 1034, section 4.3.2, with 2181, 2308 (negative answers), 4592 (wildcards), 6604 (rcode after aliases), 6672 (DNAME),
 * 6891 (EDNS), 7873 (cookies), 8482 (ANY), 9471 (glue).
 */
export class Responder extends ReplySections {
  readonly zones: ZoneSet;
  readonly udpSize: number;
  readonly #rateLimiter: RateLimiter | undefined;
  readonly #denial: Denial | undefined;
  readonly #defer: boolean;

  // The state of the query at hand.
  readonly #edns: ServerEdns;
  #questionEnd: number;
  #rcode: number;
  #authoritative: boolean;
  /** Offsets in the reply of the labels of the name that is looked up. */
  readonly #labels: Int32Array;
  #labelCount: number;
  /** Where the names stand that the chain of aliases has looked up. */
  readonly #visited: Int32Array;
  #hasTsig: boolean;
  /** Nodes whose NSEC or NSEC3 belong to the authority section, which comes after all answers. */
  #proofs: number[];

  /** Queries taken, by what became of them. */
  readonly statistics = { answered: 0, dropped: 0, limited: 0, truncated: 0 };

  constructor(options: ResponderOptions) {
    super();
    this.zones = options.zones;
    this.udpSize = Math.max(PLAIN_UDP, Math.min(65_535, options.udpSize ?? SAFE_UDP));
    this.#rateLimiter = options.rateLimiter;
    this.#denial = options.denial;
    this.#defer = options.defer ?? false;
    this.#edns = new ServerEdns(this.udpSize, options.nsid, options.cookies);
    this.#questionEnd = 0;
    this.#rcode = 0;
    this.#authoritative = false;
    this.#labels = new Int32Array(128);
    this.#labelCount = 0;
    this.#visited = new Int32Array(MAXIMUM_CHAIN);
    this.#hasTsig = false;
    this.#proofs = [];
  }

  /**
   * Answers one message.
   * @param query the octets `[0, length)` @param reply room for 65535 octets, or for `udpSize` over UDP
   * @returns octets of the answer; 0 for none (what came is no query, or the rate limit drops it), or NOT_PLAIN
   */
  answer(query: Uint8Array, queryLength: number, reply: Uint8Array, context: QueryContext): number {
    const length = queryLength | 0;
    if (length < HEADER || (query[2]! & 0x80) !== 0) {
      this.statistics.dropped++;
      return 0;
    }
    this.reply = reply;
    this.truncated = false;
    this.answers = 0;
    this.authorities = 0;
    this.additionals = 0;
    this.#rcode = Rcode.NOERROR;
    this.#authoritative = false;
    this.dnssec = false;
    this.#hasTsig = false;
    this.#edns.reset();
    if (((query[2]! >>> 3) & 15) !== Opcode.QUERY) {
      if (this.#defer) return NOT_PLAIN;
      return this.#refuse(query, Rcode.NOTIMP);
    }

    // The question, to the reply as it is read.
    const questions = (query[4]! << 8) | query[5]!;
    let at = HEADER;
    const labels = this.#labels;
    let labelCount = 0;
    if (questions === 1) {
      for (;;) {
        if (at >= length) return this.#refuse(query, Rcode.FORMERR);
        const octet = query[at]!;
        reply[at] = octet;
        if (octet === 0) break;
        const end = at + octet + 1;
        if (octet > MAXIMUM_LABEL || end >= length || end - HEADER >= MAXIMUM_NAME)
          return this.#refuse(query, Rcode.FORMERR);
        labels[labelCount++] = at;
        for (at++; at < end; at++) reply[at] = query[at]!;
      }
      at++;
      if (at + 4 > length) return this.#refuse(query, Rcode.FORMERR);
      reply[at] = query[at]!;
      reply[at + 1] = query[at + 1]!;
      reply[at + 2] = query[at + 2]!;
      reply[at + 3] = query[at + 3]!;
      at += 4;
    } else if (questions > 1) {
      return this.#refuse(query, Rcode.FORMERR);
    }
    this.#labelCount = labelCount;
    this.nameAt = HEADER;
    const questionEnd = at;
    this.#questionEnd = at;
    const type = questions === 1 ? (query[at - 4]! << 8) | query[at - 3]! : 0;
    const klass = questions === 1 ? (query[at - 2]! << 8) | query[at - 1]! : 0;

    // What is known of the name by now is enough to begin with; the records that follow are read meanwhile.
    const zone = questions === 1 ? this.zones.lookup(reply, labels, labelCount, type === DS) : undefined;
    let hash = 0;
    if (zone !== undefined && labelCount > zone.depth) {
      hash = hashLabel(0, reply, labels[labelCount - zone.depth - 1]!);
      zone.touch(hash);
    }

    // The other records: OPT and TSIG in the additional section; an IXFR has the client's SOA in the authority section.
    const before = ((query[6]! << 8) | query[7]!) + ((query[8]! << 8) | query[9]!);
    const additionals = (query[10]! << 8) | query[11]!;
    if (before !== 0 && type !== IXFR) return this.#refuse(query, Rcode.FORMERR);
    if (before + additionals !== 0) at = this.#readRecords(query, at, length, before, additionals);
    if (at !== length) return this.#refuse(query, Rcode.FORMERR);
    if (this.#hasTsig || type === AXFR || type === IXFR) {
      if (this.#defer) return NOT_PLAIN;
      if (this.#hasTsig) return this.#refuse(query, Rcode.NOTAUTH);
    }

    const edns = this.#edns;
    this.out = questionEnd;
    const most = context.stream
      ? 65_535
      : edns.present
        ? Math.min(this.udpSize, Math.max(PLAIN_UDP, edns.size))
        : PLAIN_UDP;
    this.limit = Math.min(most, reply.length) - edns.room;

    if (edns.version !== 0) {
      this.#rcode = Rcode.BADVERS;
    } else if (questions === 0) {
      // To fetch a cookie without asking anything (RFC 7873, section 5.4).
      if (!edns.hasCookie) this.#rcode = Rcode.FORMERR;
    } else if (klass !== 1 || type === AXFR || type === IXFR || type === OPT) {
      this.#rcode = type === OPT ? Rcode.FORMERR : Rcode.REFUSED;
    } else {
      this.#resolve(zone, hash, type);
    }

    if (this.#rateLimiter !== undefined && !context.stream && !edns.isTrustworthy(query, context)) {
      const verdict = this.#rateLimiter.check(context.address, this.#kind(type), context.now);
      if (verdict !== 'send') {
        this.statistics.limited++;
        if (verdict === 'drop') return 0;
        this.truncated = true;
        this.out = questionEnd;
        this.answers = 0;
        this.authorities = 0;
        this.additionals = 0;
      }
    }
    // Sets that are whole stay in (RFC 2181, section 9); those that are not were taken out again.
    if (this.truncated) this.statistics.truncated++;
    if (edns.present) {
      this.out = edns.write(query, context, reply, this.out, this.#rcode);
      this.additionals++;
    }
    this.#writeHeader(query, questions);
    this.statistics.answered++;
    return this.out;
  }

  /** A header and nothing else: what came was not understood well enough for more. */
  #refuse(query: Uint8Array, rcode: number): number {
    this.#rcode = rcode;
    this.#authoritative = false;
    this.out = HEADER;
    this.answers = 0;
    this.authorities = 0;
    this.additionals = 0;
    this.#writeHeader(query, 0);
    this.statistics.answered++;
    return HEADER;
  }

  #writeHeader(query: Uint8Array, questions: number): void {
    const reply = this.reply;
    reply[0] = query[0]!;
    reply[1] = query[1]!;
    // QR; OPCODE and RD as they came; AA, TC.
    reply[2] = 0x80 | (query[2]! & 0x79) | (this.#authoritative ? 4 : 0) | (this.truncated ? 2 : 0);
    // CD as it came (RFC 4035, section 3.1.6).
    reply[3] = (query[3]! & 0x10) | (this.#rcode & 15);
    reply[4] = 0;
    reply[5] = questions;
    for (let i = 0; i < 3; i++) {
      const count = (i === 0 ? this.answers : i === 1 ? this.authorities : this.additionals) | 0;
      reply[6 + 2 * i] = count >>> 8;
      reply[7 + 2 * i] = count;
    }
  }

  /** @returns where the records end; -1 when they are malformed */
  #readRecords(query: Uint8Array, from: number, queryLength: number, before: number, additionals: number): number {
    const length = queryLength | 0;
    const count = (before + additionals) | 0;
    let at = from | 0;
    for (let i = 0; i < count; i++) {
      const nameAt = at;
      for (;;) {
        if (at >= length) return -1;
        const octet = query[at]!;
        if (octet === 0) {
          at++;
          break;
        }
        if (octet >= 0xc0) {
          at += 2;
          break;
        }
        if (octet > MAXIMUM_LABEL) return -1;
        at += octet + 1;
      }
      if (at + 10 > length) return -1;
      const type = (query[at]! << 8) | query[at + 1]!;
      const size = (query[at + 8]! << 8) | query[at + 9]!;
      const data = at + 10;
      const end = data + size;
      if (end > length) return -1;
      if (type === OPT) {
        if (i < before || this.#edns.present || query[nameAt] !== 0) return -1;
        if (!this.#edns.read(query, at + 2, data, end)) return -1;
        this.dnssec = this.#edns.dnssecOk;
      } else if (type === TSIG) {
        if (i !== count - 1) return -1;
        this.#hasTsig = true;
      }
      at = end;
    }
    return at;
  }

  /** RFC 1034, section 4.3.2, for the name in #labels. `hash`: of its label right below the zone's name. */
  #resolve(zone: Zone | undefined, hash: number, type: number): void {
    if (zone === undefined) {
      this.#rcode = Rcode.REFUSED;
      this.#edns.extendedError = ExtendedError.NOT_AUTHORITATIVE;
      return;
    }
    const soa = zone.rrset(0, SOA);
    if (soa === 0) {
      // Not loaded, or expired.
      this.#rcode = Rcode.SERVFAIL;
      this.#edns.extendedError = ExtendedError.NOT_READY;
      return;
    }
    this.#authoritative = true;
    const { depth } = zone;
    // The root's label ends the question's name; any other zone's name begins at a label.
    this.originAt =
      depth === 0
        ? this.#questionEnd - 5
        : this.#labelCount === depth
          ? HEADER
          : this.#labels[this.#labelCount - depth]!;
    this.targetCount = 0;
    this.#follow(zone, hash, soa, type);
    if (this.#proofs.length > 0) this.#putProofs(zone);
  }

  #follow(zone: Zone, hash: number, soa: number, type: number): void {
    const reply = this.reply;
    const { depth } = zone;
    this.#visited[0] = this.nameAt;
    for (let chain = 0; ; chain++) {
      let node = 0;
      let next = this.#labelCount - depth - 1;
      let isWildcard = false;
      let info = zone.info(0);
      for (;;) {
        if ((info & IS_CUT) !== 0 && !(type === DS && next < 0)) {
          this.#refer(zone, node, next);
          return;
        }
        if (next < 0) break;
        if ((info & HAS_DNAME) !== 0) {
          if (!this.#redirect(zone, node, next) || type === CNAME || type === ANY) return;
          node = -1;
          break;
        }
        const label = this.#labels[next]!;
        const first = chain === 0 && node === 0;
        const child = zone.hashed(first ? hash : hashLabel(node, reply, label), node, reply, label);
        if (child < 0) {
          if ((info & HAS_WILDCARD) === 0) {
            this.#rcode = Rcode.NXDOMAIN;
            if (this.dnssec) this.#prove(zone, 'no-name', next, -1);
            this.deny(zone, soa);
            return;
          }
          isWildcard = true;
          node = zone.child(node, WILDCARD, 0);
          info = zone.info(node);
          break;
        }
        node = child;
        info = zone.info(node);
        next--;
      }
      if (node >= 0) {
        const block = type === ANY ? this.any(zone, node) : zone.rrset(node, type);
        if (block !== 0) {
          const at = this.out;
          if (!this.put(zone, node, block, this.nameAt)) return;
          this.answers += this.written;
          if (isWildcard && this.dnssec) this.#prove(zone, 'wildcard', next, node);
          if (this.#proofs.length > 0) this.#putProofs(zone);
          if (type === NS || type === MX || type === SRV) {
            this.addAddresses(zone, at, block, type === NS ? 0 : type === MX ? 2 : 6, false, 0);
          }
          return;
        }
        if (type === RRSIG) {
          this.allSignatures(zone, node);
          if (this.answers > 0 || this.truncated) return;
        }
        if ((info & HAS_CNAME) === 0) {
          if (this.dnssec) this.#prove(zone, isWildcard ? 'wildcard-no-data' : 'no-data', next, node);
          this.deny(zone, soa);
          return;
        }
        const at = this.out;
        if (!this.put(zone, node, zone.rrset(node, CNAME), this.nameAt)) return;
        this.answers += this.written;
        if (isWildcard && this.dnssec) this.#prove(zone, 'wildcard', next, node);
        this.nameAt = at + RECORD;
      }
      // An alias: look its target up, as long as it is in this zone and no name that was looked up before.
      if (chain === MAXIMUM_CHAIN - 1 || this.nameAt > LAST_POINTER) return;
      for (let i = 0; i <= chain; i++) if (sameName(reply, this.#visited[i]!, this.nameAt)) return;
      this.#visited[chain + 1] = this.nameAt;
      this.#labelCount = readLabels(reply, this.nameAt, this.#labels);
      if (!isOfZone(reply, zone, this.#labels, this.#labelCount, this.originAt)) return;
    }
  }

  /** Where the name begins whose labels from `next` on, the ones nearer to the front, are cut off. */
  #startOf(next: number, depth: number): number {
    return next + 1 < this.#labelCount - depth ? this.#labels[next + 1]! : this.originAt;
  }

  /** Notes what proves that something is not there. `next` is the label that no name has; of a cut, the one below it. */
  #prove(zone: Zone, situation: Situation, next: number, node: number): void {
    if (this.#denial === undefined) return;
    const whole = situation === 'no-data' || situation === 'no-ds';
    const of = (first: number) => nameFrom(this.reply, this.#labels, this.#labelCount, first);
    const closest = of(next + 1);
    const question = {
      situation,
      name: whole ? closest : of(0),
      closest,
      nextCloser: whole ? undefined : of(next),
      node,
    };
    for (const one of this.#denial(zone, question)) if (!this.#proofs.includes(one)) this.#proofs.push(one);
  }

  /** Appends the proofs to the authority section, each with its signatures. */
  #putProofs(zone: Zone): void {
    const proofs = this.#proofs;
    this.#proofs = [];
    if (this.truncated) return;
    const reply = this.reply;
    for (const node of proofs) {
      const type = zone.rrset(node, NSEC) !== 0 ? NSEC : NSEC3;
      const block = zone.rrset(node, type);
      const signatures = zone.rrset(node, signatureKey(type));
      const start = this.out;
      const name = zone.nameOf(node);
      // Its owner is written in full up to the zone's name; the set follows without the two octets of its own owner.
      const prefix = name.length - zone.origin.length;
      if (start + prefix + zone.words[(block >> 2) + LENGTH]! > this.limit || start > LAST_POINTER) {
        this.truncated = true;
        return;
      }
      reply.set(name.subarray(0, prefix), start);
      this.out = start + prefix;
      this.written = 0;
      if (
        !this.copy(zone, block, this.originAt) ||
        (signatures !== 0 && !this.copy(zone, signatures, prefix === 0 ? this.originAt : start))
      ) {
        this.truncated = true;
        this.out = start;
        return;
      }
      this.authorities += this.written;
    }
  }

  /** A referral to the servers of a delegation, with the addresses that only this zone has. */
  #refer(zone: Zone, node: number, next: number): void {
    const owner = this.#startOf(next, zone.depth);
    if (this.answers === 0) this.#authoritative = false;
    const at = this.out;
    const block = zone.rrset(node, NS);
    this.written = 0;
    if (!this.copy(zone, block, owner)) {
      this.truncated = true;
      return;
    }
    if (this.dnssec) {
      const signers = zone.rrset(node, DS);
      const signatures = zone.rrset(node, signatureKey(DS));
      if (
        (signers !== 0 && !this.copy(zone, signers, owner)) ||
        (signatures !== 0 && !this.copy(zone, signatures, owner))
      ) {
        this.truncated = true;
        this.out = at;
        return;
      }
    }
    this.authorities = this.written;
    if (this.dnssec && zone.rrset(node, DS) === 0) this.#prove(zone, 'no-ds', next, node);
    if (this.#proofs.length > 0) this.#putProofs(zone);
    this.addAddresses(zone, at, block, 0, true, node);
  }

  /** DNAME (RFC 6672, section 3.2): the set, and the CNAME that follows from it. @returns whether to go on with its target */
  #redirect(zone: Zone, node: number, next: number): boolean {
    const reply = this.reply;
    const block = zone.rrset(node, DNAME);
    const owner = this.#startOf(next, zone.depth);
    const at = this.out;
    if (!this.put(zone, node, block, owner)) return false;
    this.answers += this.written;
    const target = at + RECORD;
    // The labels in front of the owner, then the target.
    let prefix = 0;
    for (let i = 0; i <= next; i++) prefix += reply[this.#labels[i]!]! + 1;
    const targetLabels = readLabels(reply, target, this.targetLabels);
    if (prefix + nameSize(reply, this.targetLabels, targetLabels) > MAXIMUM_NAME) {
      this.#rcode = Rcode.YXDOMAIN;
      return false;
    }
    const length = prefix + 2;
    if (this.out + RECORD + length > this.limit || target > LAST_POINTER) {
      this.truncated = true;
      return false;
    }
    let out = this.out;
    const synthesised = out;
    reply[out] = 0xc0 | (this.nameAt >>> 8);
    reply[out + 1] = this.nameAt;
    reply[out + 2] = 0;
    reply[out + 3] = CNAME;
    reply[out + 4] = 0;
    reply[out + 5] = 1;
    for (let i = 6; i < 10; i++) reply[out + i] = reply[at + i]!;
    reply[out + 10] = length >>> 8;
    reply[out + 11] = length;
    out += RECORD;
    for (let i = 0; i <= next; i++) {
      const label = this.#labels[i]!;
      const end = label + reply[label]! + 1;
      for (let from = label; from < end; from++) reply[out++] = reply[from]!;
    }
    reply[out++] = 0xc0 | (target >>> 8);
    reply[out++] = target;
    this.out = out;
    this.answers++;
    this.nameAt = synthesised + RECORD;
    return true;
  }

  /** What the rate limit tells responses apart by: the name for answers, the zone for "no such name", the rcode for errors. */
  #kind(type: number): number {
    if (this.#rcode !== Rcode.NOERROR && this.#rcode !== Rcode.NXDOMAIN) return this.#rcode;
    const reply = this.reply;
    let hash = this.#rcode + (this.answers > 0 ? type << 8 : 0);
    for (let at = this.answers > 0 ? HEADER : this.originAt; reply[at] !== 0; at++) {
      hash = Math.imul(hash ^ LOWER[reply[at]!]!, 0x01000193);
    }
    return hash;
  }
}
