import { parseBase32 } from '../encoding.js';
import { compareNames, equalNames, isWithin, joinNames, labelCount, type Name, parentName } from '../name.js';
import { NSEC, NSEC3 } from '../rdata/types.js';
import { FormatError } from '../wire/reader.js';
import { compareOctets } from './canonical.js';
import { nsec3Hash } from './hashed-names.js';
import type { RecordSet } from './record-set.js';
import { ancestor, type Effort } from './verify.js';

/** Rounds of hashing above which a zone is taken as not signed (RFC 9276, section 3.2). */
export const MOST_ITERATIONS = 100;

const NS = 2;
const CNAME = 5;
const SOA = 6;
const DNAME = 39;
const DS = 43;
const WILDCARD = /* @__PURE__ */ Uint8Array.of(1, 0x2a, 0);

/** secure: it is proven. insecure: by opt-out or too many rounds nobody can prove it. bogus: it is not proven. */
export type Proof = 'secure' | 'insecure' | 'bogus';

interface Interval {
  readonly owner: Name;
  readonly next: Name;
  readonly types: readonly number[];
}

interface HashInterval {
  readonly owner: Uint8Array;
  readonly next: Uint8Array;
  readonly types: readonly number[];
  readonly optOut: boolean;
}

/**
 * Denial of existence (RFC 4035, section 5.4; RFC 5155, section 8; RFC 6840, section 4): what a zone's NSEC and NSEC3
 * sets say, which have been verified before they come here.
 */
export class DenialProofs {
  readonly #zone: Name;
  readonly #effort: Effort;
  readonly #nsec: Interval[];
  readonly #nsec3: HashInterval[];
  #salt: Uint8Array;
  #iterations: number;
  #tooMany: boolean;

  constructor(zone: Name, sets: readonly RecordSet[], effort: Effort) {
    this.#zone = zone;
    this.#effort = effort;
    this.#nsec = [];
    this.#nsec3 = [];
    this.#salt = new Uint8Array(0);
    this.#iterations = -1;
    this.#tooMany = false;
    for (const set of sets) {
      if (!isWithin(set.name, zone)) continue;
      if (set.type === NSEC.type) this.#addNsec(set);
      else if (set.type === NSEC3.type) this.#addNsec3(set);
    }
  }

  #addNsec(set: RecordSet): void {
    for (const rdata of set.rdatas) {
      const value = NSEC.decode(rdata);
      if (!(value instanceof FormatError) && isWithin(value.next, this.#zone)) {
        this.#nsec.push({ owner: set.name, next: value.next, types: value.types });
      }
    }
  }

  #addNsec3(set: RecordSet): void {
    const parent = parentName(set.name);
    if (parent === undefined || !equalNames(parent, this.#zone)) return;
    for (const rdata of set.rdatas) {
      const value = NSEC3.decode(rdata);
      // Unknown algorithms and flags are as if they were not there (RFC 5155, section 8.2).
      if (value instanceof FormatError || value.algorithm !== 1 || value.flags > 1 || value.next.length !== 20)
        continue;
      if (value.iterations > MOST_ITERATIONS) {
        this.#tooMany = true;
        continue;
      }
      if (this.#iterations < 0) {
        this.#iterations = value.iterations;
        this.#salt = value.salt;
      } else if (this.#iterations !== value.iterations || compareOctets(this.#salt, value.salt) !== 0) {
        continue;
      }
      const owner = set.name.subarray(1, set.name[0]! + 1);
      const hash = decodeLabel(owner);
      if (hash !== undefined) {
        this.#nsec3.push({ owner: hash, next: value.next, types: value.types, optOut: (value.flags & 1) !== 0 });
      }
    }
  }

  /** No such name, and no wildcard for it. */
  noName(name: Name): Proof {
    if (this.#nsec.length > 0) {
      const interval = this.#covering(name);
      if (interval !== undefined && !isBelow(interval.next, name)) {
        const wildcard = joinNames(WILDCARD, this.#encloser(interval, name));
        if (this.#covering(wildcard) !== undefined) return 'secure';
      }
    }
    if (this.#nsec3.length > 0) {
      const found = this.#closest(name);
      if (found !== undefined && this.#hashCovering(joinNames(WILDCARD, found.encloser)) !== undefined) {
        return found.optOut ? 'insecure' : 'secure';
      }
    }
    return this.#nothing();
  }

  /** The name, or a wildcard for it, has no such type, and no alias. */
  noData(name: Name, type: number): Proof {
    const lacks = ({ types }: Interval | HashInterval, at: Name) =>
      !types.includes(type) &&
      !types.includes(CNAME) &&
      // Below a cut the parent knows nothing but DS; of the DS only the parent knows (RFC 6840, section 4.1 and 4.4).
      (type === DS ? !types.includes(SOA) || at.length === 1 : !types.includes(NS) || types.includes(SOA));
    if (this.#nsec.length > 0) {
      const own = this.#nsec.find(({ owner }) => equalNames(owner, name));
      if (own !== undefined) {
        if (lacks(own, name)) return 'secure';
      } else {
        const interval = this.#covering(name);
        if (interval !== undefined) {
          // Nothing but names below: an empty non-terminal.
          if (isBelow(interval.next, name)) return 'secure';
          const wildcard = joinNames(WILDCARD, this.#encloser(interval, name));
          const star = this.#nsec.find(({ owner }) => equalNames(owner, wildcard));
          if (star !== undefined && lacks(star, wildcard)) return 'secure';
        }
      }
    }
    if (this.#nsec3.length > 0) {
      const own = this.#matching(name);
      if (own !== undefined) {
        if (lacks(own, name)) return 'secure';
      } else {
        const found = this.#closest(name);
        if (found !== undefined) {
          if (type === DS && found.optOut) return 'insecure';
          const wildcard = joinNames(WILDCARD, found.encloser);
          const star = this.#matching(wildcard);
          if (star !== undefined && lacks(star, wildcard)) return found.optOut ? 'insecure' : 'secure';
          // An empty non-terminal that only leads to unsigned delegations may have none (RFC 5155, section 7.1).
          if (found.optOut) return 'insecure';
        }
      }
    }
    return this.#nothing();
  }

  /** An answer that a wildcard below `encloser` gave: there is no closer name. */
  wildcard(name: Name, encloser: Name): Proof {
    const next = ancestor(name, labelCount(encloser) + 1);
    for (const interval of this.#nsec) {
      if (this.#covers(interval, name) && equalNames(this.#encloser(interval, name), encloser)) return 'secure';
    }
    if (this.#nsec3.length > 0) {
      const covering = this.#hashCovering(next);
      if (covering !== undefined) return covering.optOut ? 'insecure' : 'secure';
    }
    return this.#nothing();
  }

  /** What stands at a name that has no DS: a delegation that is not signed, or nothing that is delegated. */
  noDs(name: Name): 'insecure' | 'no-cut' | 'bogus' {
    const own =
      this.#nsec.find(({ owner }) => equalNames(owner, name)) ??
      (this.#nsec3.length > 0 ? this.#matching(name) : undefined);
    if (own !== undefined) {
      const { types } = own;
      if (types.includes(DS) || (types.includes(SOA) && name.length > 1)) return 'bogus';
      return types.includes(NS) ? 'insecure' : 'no-cut';
    }
    for (const interval of this.#nsec) if (this.#covers(interval, name)) return 'no-cut';
    if (this.#nsec3.length > 0) {
      const found = this.#closest(name);
      if (found !== undefined) return found.optOut ? 'insecure' : 'no-cut';
    }
    return this.#tooMany ? 'insecure' : 'bogus';
  }

  #nothing(): Proof {
    return this.#tooMany ? 'insecure' : 'bogus';
  }

  #covering(name: Name): Interval | undefined {
    return this.#nsec.find((interval) => this.#covers(interval, name));
  }

  #covers({ owner, next, types }: Interval, name: Name): boolean {
    if (compareNames(owner, name) >= 0) return false;
    // The last one's next is the zone itself.
    if (compareNames(name, next) >= 0 && !equalNames(next, this.#zone)) return false;
    // A delegation or DNAME above the name: its NSEC is from the wrong side (RFC 6840, section 4.1).
    const above = isWithin(name, owner);
    return !(above && ((types.includes(NS) && !types.includes(SOA)) || types.includes(DNAME)));
  }

  /** The longest ancestor of a name that an NSEC which covers it shows to be there. */
  #encloser({ owner, next }: Interval, name: Name): Name {
    const a = common(name, owner);
    const b = common(name, next);
    return a.length > b.length ? a : b;
  }

  #hash(name: Name): Uint8Array | undefined {
    if (this.#effort.hashes <= 0) return undefined;
    this.#effort.hashes -= 1 + this.#iterations / 8;
    return nsec3Hash({ salt: this.#salt, iterations: this.#iterations }, name);
  }

  #matching(name: Name): HashInterval | undefined {
    const hash = this.#hash(name);
    return hash === undefined ? undefined : this.#nsec3.find(({ owner }) => compareOctets(owner, hash) === 0);
  }

  #hashCovering(name: Name): HashInterval | undefined {
    const hash = this.#hash(name);
    if (hash === undefined) return undefined;
    return this.#nsec3.find(({ owner, next }) => {
      const after = compareOctets(hash, owner) > 0;
      const before = compareOctets(hash, next) < 0;
      return compareOctets(owner, next) < 0 ? after && before : after || before;
    });
  }

  /** RFC 5155, section 8.3. */
  #closest(name: Name): { readonly encloser: Name; readonly optOut: boolean } | undefined {
    let next: Name | undefined;
    for (let at: Name | undefined = name; at !== undefined && isWithin(at, this.#zone); at = parentName(at)) {
      const found = this.#matching(at);
      if (found === undefined) {
        next = at;
        continue;
      }
      if (next === undefined) return undefined;
      const { types } = found;
      if ((types.includes(NS) && !types.includes(SOA)) || types.includes(DNAME)) return undefined;
      const covering = this.#hashCovering(next);
      return covering === undefined ? undefined : { encloser: at, optOut: covering.optOut };
    }
    return undefined;
  }
}

/** Whether a name is below another one, and not it itself. */
function isBelow(name: Name, above: Name): boolean {
  return name.length > above.length && isWithin(name, above);
}

/** The longest ancestor that two names have in common. */
function common(a: Name, b: Name): Name {
  for (let at: Name | undefined = a; at !== undefined; at = parentName(at)) if (isWithin(b, at)) return at;
  return a.subarray(a.length - 1);
}

/** The hash that a label says in base 32. */
function decodeLabel(label: Uint8Array): Uint8Array | undefined {
  if (label.length !== 32) return undefined;
  const hash = parseBase32(String.fromCharCode(...label));
  return hash;
}
