import { compareOctets } from '../dnssec/canonical.js';
import { nsec3Hash, nsec3Owner } from '../dnssec/hashed-names.js';
import { DenialProofs } from '../dnssec/proofs.js';
import type { RecordSet } from '../dnssec/record-set.js';
import { Effort } from '../dnssec/verify.js';
import { compareNames, isWithin, joinNames, type Name, nameText, parentName } from '../name.js';
import { NSEC3 as NSEC3_DATA } from '../rdata/types.js';
import { FormatError } from '../wire/reader.js';
import { BoundedMap } from './bounded-map.js';
import { keyOf, type Outcome, SECURE } from './outcome.js';

/** Zones, and NSEC or NSEC3 and wildcards of one zone, that are remembered: some ten megabytes at most. */
const MOST_ZONES = 100;
const MOST_LINKS = 250;
const MOST_WILDCARDS = 50;
/** Labels below a zone, and rounds, up to which names are hashed to look for an NSEC3: the work that a question may cause. */
const MOST_LABELS = 6;
const MOST_ROUNDS = 10;
const NSEC = 47;
const NSEC3 = 50;
const DS = 43;
const SOA = 6;
const WILDCARD = /* @__PURE__ */ Uint8Array.of(1, 0x2a, 0);

interface Link {
  readonly set: RecordSet;
  /** Monotonic milliseconds. */
  readonly expires: number;
}

interface ZoneDenials {
  readonly zone: Name;
  soa: RecordSet | undefined;
  soaExpires: number;
  /** NSEC, in the order of their owners. */
  links: Link[];
  /** NSEC3, in the order of their hashes, and how these are made. */
  hashed: Link[];
  salt: Uint8Array;
  iterations: number;
  /** What "*" has below a name, by that name and type. */
  readonly wildcards: BoundedMap<Link>;
}

/**
 * Answers from proofs that were given for other names (RFC 8198, sections 5.1 to 5.3): one NSEC denies all names between two, an
 * NSEC3 without opt-out all hashes, and those who ask for names that are not there are no burden to the zone's servers. What a
 * wildcard gave is the answer for all names that a proof says not to be there.
 */
export class Denials {
  readonly #zones: BoundedMap<ZoneDenials>;

  constructor() {
    this.#zones = new BoundedMap(MOST_ZONES);
  }

  clear(): void {
    this.#zones.clear();
  }

  /** Remembers what proved an answer: sets of a signed zone that were verified, its SOA among them. @param until monotonic milliseconds */
  add(zone: Name, verified: readonly RecordSet[], until: (ttl: number) => number): void {
    const known = this.#of(zone);
    for (const set of verified) {
      const link = { set, expires: until(set.ttl) };
      if (set.type === SOA) {
        known.soa = set;
        known.soaExpires = link.expires;
      } else if (set.type === NSEC) known.links = insert(known.links, link);
      else if (set.type === NSEC3 && takesHashes(known, set)) known.hashed = insert(known.hashed, link);
    }
  }

  /** Remembers what the wildcard below `encloser` has: a set of a signed zone that was verified, under whatever name it came. */
  addWildcard(zone: Name, encloser: Name, set: RecordSet, expires: number): void {
    this.#of(zone).wildcards.set(keyOf(encloser, set.type), { set, expires });
  }

  #of(zone: Name): ZoneDenials {
    const key = nameText(zone).toLowerCase();
    let known = this.#zones.get(key);
    if (known === undefined) {
      known = {
        zone,
        ...{ soa: undefined, soaExpires: 0, links: [], hashed: [], salt: new Uint8Array(0), iterations: 0 },
        wildcards: new BoundedMap(MOST_WILDCARDS),
      };
      this.#zones.set(key, known);
    }
    return known;
  }

  /** What follows from what is remembered: "no such name", "no such type", what a wildcard has. @param now monotonic milliseconds */
  answer(name: Name, type: number, now: number): Outcome | undefined {
    for (let zone = type === DS ? parentName(name) : name; zone !== undefined; zone = parentName(zone)) {
      const known = this.#zones.get(nameText(zone).toLowerCase());
      if (known === undefined) continue;
      return (
        this.#denied(known, known.links, name, type, now) ??
        this.#denied(known, known.hashed, name, type, now) ??
        this.#fromWildcard(known, name, type, now)
      );
    }
    return undefined;
  }

  #denied(known: ZoneDenials, links: Link[], name: Name, type: number, now: number): Outcome | undefined {
    const { soa, zone } = known;
    if (soa === undefined || now >= known.soaExpires || links.length === 0) return undefined;
    const used = around(known, links, name, now);
    const proven = (some: readonly Link[]): 'no-name' | 'no-data' | undefined => {
      const proofs = proofsOf(zone, some);
      if (proofs.noName(name) === 'secure') return 'no-name';
      return proofs.noData(name, type) === 'secure' ? 'no-data' : undefined;
    };
    const kind = proven(used);
    if (kind === undefined) return undefined;
    const needed = fewest(used, (some) => proven(some) === kind);
    const expires = Math.min(known.soaExpires, ...needed.map((link) => link.expires));
    const proofs = [soa, ...needed.map(({ set }) => set)];
    return { kind, trust: SECURE, sets: [], target: undefined, proofs, stored: now, expires };
  }

  #fromWildcard(known: ZoneDenials, name: Name, type: number, now: number): Outcome | undefined {
    if (known.wildcards.size === 0) return undefined;
    for (let above = parentName(name); above !== undefined && isWithin(above, known.zone); above = parentName(above)) {
      const star = known.wildcards.get(keyOf(above, type));
      if (star === undefined || now >= star.expires) continue;
      const encloser = above;
      for (const links of [known.links, known.hashed]) {
        if (links.length === 0) continue;
        const proven = (some: readonly Link[]) => proofsOf(known.zone, some).wildcard(name, encloser) === 'secure';
        const used = around(known, links, name, now);
        if (!proven(used)) continue;
        const needed = fewest(used, proven);
        const expires = Math.min(star.expires, ...needed.map((link) => link.expires));
        const proofs = needed.map(({ set }) => set);
        const sets = [{ ...star.set, name }];
        return { kind: 'found', trust: SECURE, sets, target: undefined, proofs, stored: now, expires };
      }
    }
    return undefined;
  }
}

/** What says something of a name, of the names above it, or of the wildcards that may stand for it. */
function around(known: ZoneDenials, links: readonly Link[], name: Name, now: number): Link[] {
  const used: Link[] = [];
  const { zone, hashed } = known;
  const take = (at: Name): void => {
    const owner = links === hashed ? nsec3Owner(nsec3Hash(known, at), zone) : at;
    const index = search(links, owner);
    const isThere = index < links.length && compareNames(links[index]!.set.name, owner) === 0;
    // The last hash's next is the first one.
    const link = isThere ? links[index] : links[index > 0 || links !== hashed ? index - 1 : links.length - 1];
    if (link !== undefined && now < link.expires && !used.includes(link)) used.push(link);
  };
  take(name);
  let labels = 0;
  for (let above = parentName(name); above !== undefined && isWithin(above, zone); above = parentName(above)) {
    if (links === hashed) take(above);
    // One of the wildcards completes a proof that there is no such name.
    take(joinNames(WILDCARD, above));
    if (++labels === MOST_LABELS) break;
  }
  return used;
}

const proofsOf = (zone: Name, links: readonly Link[]): DenialProofs =>
  new DenialProofs(
    zone,
    links.map(({ set }) => set),
    new Effort(0, 4 * MOST_LABELS * (1 + MOST_ROUNDS / 8)),
  );

/** No more of them than what is needed. */
function fewest(used: readonly Link[], proves: (some: readonly Link[]) => boolean): readonly Link[] {
  let needed = used;
  for (const link of used) {
    const fewer = needed.filter((one) => one !== link);
    if (fewer.length > 0 && proves(fewer)) needed = fewer;
  }
  return needed;
}

/** Whether an NSEC3 is one to remember: by opt-out nothing is proven, and too many rounds are work. Others than before end these. */
function takesHashes(known: ZoneDenials, set: RecordSet): boolean {
  const value = NSEC3_DATA.decode(set.rdatas[0]!);
  if (value instanceof FormatError || value.algorithm !== 1 || value.flags !== 0 || value.iterations > MOST_ROUNDS)
    return false;
  const { salt, iterations } = value;
  if (iterations !== known.iterations || compareOctets(salt, known.salt) !== 0) known.hashed = [];
  known.salt = salt;
  known.iterations = iterations;
  return true;
}

/** The same with one more, or one in the place of an old one; every second is forgotten when they are too many. */
function insert(links: Link[], link: Link): Link[] {
  const at = search(links, link.set.name);
  if (at < links.length && compareNames(links[at]!.set.name, link.set.name) === 0) {
    links[at] = link;
    return links;
  }
  const kept = links.length >= MOST_LINKS ? links.filter((_, i) => i % 2 === 0) : links;
  kept.splice(search(kept, link.set.name), 0, link);
  return kept;
}

/** Where the NSEC of a name is, or would be. */
function search(links: readonly Link[], name: Name): number {
  let low = 0;
  let high = links.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareNames(links[middle]!.set.name, name) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
