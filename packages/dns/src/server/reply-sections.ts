import { HEADER } from '../wire/constants.js';
import { COUNTS, HEAD, IS_CUT, LENGTH, RECORD, signatureKey, type Zone } from '../zone/zone.js';
import { isOfZone, readLabels } from './reply-names.js';

const A = 1;
const AAAA = 28;
const RRSIG = 46;
const NSEC = 47;

/** Different names whose addresses one answer adds. */
const MAXIMUM_TARGETS = 64;
/** Octets above which the engine's copy is faster than a loop. */
const LONG_COPY = 160;
export const LAST_POINTER = 0x3fff;

/**
 * The reply that an answer is written to: sets of records as a zone keeps them, copied behind each other, with the pointers of
 * compressed names made to fit. Base of `Responder`, which decides what goes where.
 */
export class ReplySections {
  protected reply: Uint8Array;
  protected out: number;
  /** Where records have to end. */
  protected limit: number;
  protected truncated: boolean;
  protected answers: number;
  protected authorities: number;
  protected additionals: number;
  /** Records that the last appending wrote. */
  protected written: number;
  protected dnssec: boolean;
  /** Where the name that is looked up stands. */
  protected nameAt: number;
  /** Where the zone's name stands: within the question's. */
  protected originAt: number;
  protected readonly targetLabels: Int32Array;
  readonly #targets: Int32Array;
  protected targetCount: number;

  constructor() {
    this.reply = new Uint8Array(0);
    this.out = 0;
    this.limit = 0;
    this.truncated = false;
    this.answers = 0;
    this.authorities = 0;
    this.additionals = 0;
    this.written = 0;
    this.dnssec = false;
    this.nameAt = HEADER;
    this.originAt = HEADER;
    this.targetLabels = new Int32Array(128);
    this.#targets = new Int32Array(MAXIMUM_TARGETS);
    this.targetCount = 0;
  }

  /**
   * Appends a record set, and its signatures where they are asked for.
   * @param owner where the owner's name stands in the reply @returns false when it does not fit: the reply is truncated
   */
  protected put(zone: Zone, node: number, block: number, owner: number): boolean {
    this.written = 0;
    const start = this.out;
    if (!this.copy(zone, block, owner)) {
      this.truncated = true;
      return false;
    }
    if (this.dnssec) {
      const key = zone.words[(block >> 2) + 1]!;
      const signatures = (key & 0xffff) === RRSIG ? 0 : zone.rrset(node, signatureKey(key));
      if (signatures !== 0 && !this.copy(zone, signatures, owner)) {
        this.truncated = true;
        this.out = start;
        return false;
      }
    }
    return true;
  }

  /** Appends the records of a set as they are, and adds their number to `written`. @returns false when they do not fit */
  protected copy(zone: Zone, block: number, owner: number): boolean {
    const { words, arena } = zone;
    const reply = this.reply;
    const head = block >> 2;
    const counts = words[head + COUNTS]! | 0;
    const length = words[head + LENGTH]! | 0;
    const out = this.out | 0;
    const end = out + length;
    if (end > this.limit) return false;
    const from = (block + HEAD) | 0;
    if (length > LONG_COPY) reply.set(arena.subarray(from, from + length), out);
    else for (let i = 0; i < length; i++) reply[out + i] = arena[from + i]!;
    if (owner !== HEADER) {
      const high = 0xc0 | (owner >>> 8);
      for (let at = out; at < end; at += RECORD + ((reply[at + 10]! << 8) | reply[at + 11]!)) {
        reply[at] = high;
        reply[at + 1] = owner;
      }
    }
    const pointers = counts >>> 16;
    if (pointers !== 0) {
      const high = 0xc0 | (this.originAt >>> 8);
      let list = from + length;
      for (let i = 0; i < pointers; i++, list += 2) {
        const at = out + ((arena[list]! << 8) | arena[list + 1]!);
        reply[at] = high;
        reply[at + 1] = this.originAt;
      }
    }
    this.out = end;
    this.written += counts & 0xffff;
    return true;
  }

  /** RFC 8482, section 4.1: one set stands for all. */
  protected any(zone: Zone, node: number): number {
    let chosen = 0;
    for (let block = zone.first(node); block !== 0; block = zone.words[block >> 2]!) {
      const type = zone.words[(block >> 2) + 1]! & 0xffff;
      if (type !== RRSIG && type !== NSEC) chosen = block;
    }
    return chosen;
  }

  /** What is asked for by the type RRSIG: the signatures over all sets. */
  protected allSignatures(zone: Zone, node: number): void {
    this.written = 0;
    const start = this.out;
    for (let block = zone.first(node); block !== 0; block = zone.words[block >> 2]!) {
      if ((zone.words[(block >> 2) + 1]! & 0xffff) !== RRSIG) continue;
      if (!this.copy(zone, block, this.nameAt)) {
        this.truncated = true;
        this.out = start;
        return;
      }
    }
    this.answers += this.written;
  }

  /** The SOA, for as long as "no" may be kept (RFC 2308, section 3). */
  protected deny(zone: Zone, soa: number): void {
    const at = this.out;
    if (!this.put(zone, 0, soa, this.originAt)) return;
    this.authorities += this.written;
    const reply = this.reply;
    const end = at + RECORD + ((reply[at + 10]! << 8) | reply[at + 11]!);
    const ttl = zone.ttl(soa);
    const minimum =
      ((reply[end - 4]! << 24) | (reply[end - 3]! << 16) | (reply[end - 2]! << 8) | reply[end - 1]!) >>> 0;
    if (minimum >= ttl) return;
    for (let record = at; record < this.out; record += RECORD + ((reply[record + 10]! << 8) | reply[record + 11]!)) {
      for (let i = 0; i < 4; i++) reply[record + 6 + i] = reply[end - 4 + i]!;
    }
  }

  /**
   * Adds the addresses of the names in the data of a set that was copied to `at`. For a referral glue belongs to the answer:
   * without the addresses of servers below the very cut it is truncated (RFC 9471). Others are left out when they do not fit.
   */
  protected addAddresses(zone: Zone, at: number, block: number, offset: number, referral: boolean, cut: number): void {
    const reply = this.reply;
    const labels = this.targetLabels;
    const end = at + zone.words[(block >> 2) + LENGTH]!;
    for (; at < end; at += RECORD + ((reply[at + 10]! << 8) | reply[at + 11]!)) {
      const name = at + RECORD + offset;
      if (name > LAST_POINTER) return;
      const count = readLabels(reply, name, labels);
      if (count === 0 || !isOfZone(reply, zone, labels, count, this.originAt)) continue;
      let node = 0;
      let belowCut = false;
      let occluded = false;
      for (let i = count - zone.depth - 1; i >= 0 && node >= 0; i--) {
        node = zone.child(node, reply, labels[i]!);
        if (node < 0) break;
        if (node === cut && referral) belowCut = true;
        if ((zone.info(node) & IS_CUT) !== 0) occluded = true;
      }
      // Glue is for referrals; elsewhere only data of the zone itself is given.
      if (node < 0 || (occluded && !referral) || this.wasAdded(node)) continue;
      this.written = 0;
      let fits = true;
      for (let family = 0; family < 2; family++) {
        const addresses = zone.rrset(node, family === 0 ? A : AAAA);
        if (addresses === 0) continue;
        fits = this.copy(zone, addresses, name) && fits;
        if (this.dnssec && !occluded) {
          const signatures = zone.rrset(node, signatureKey(family === 0 ? A : AAAA));
          if (signatures !== 0) this.copy(zone, signatures, name);
        }
      }
      this.additionals += this.written;
      if (!fits && belowCut) {
        this.truncated = true;
        return;
      }
    }
  }

  protected wasAdded(node: number): boolean {
    for (let i = 0; i < this.targetCount; i++) if (this.#targets[i] === node) return true;
    if (this.targetCount < MAXIMUM_TARGETS) this.#targets[this.targetCount++] = node;
    return false;
  }
}
