import { DenialProofs } from '../dnssec/proofs.js';
import type { RecordSet } from '../dnssec/record-set.js';
import { Effort } from '../dnssec/verify.js';
import { compareNames, isWithin, joinNames, type Name, nameText, parentName } from '../name.js';
import { BoundedMap } from './bounded-map.js';
import { type Outcome, SECURE } from './outcome.js';

/** Zones, and NSEC of one zone, that are remembered: some ten megabytes at most. */
const MOST_ZONES = 100;
const MOST_LINKS = 250;
const NSEC = 47;
const DS = 43;
const WILDCARD = /* @__PURE__ */ Uint8Array.of(1, 0x2a, 0);

interface Link {
  readonly set: RecordSet;
  /** Monotonic milliseconds. */
  readonly expires: number;
}

interface ZoneDenials {
  readonly zone: Name;
  soa: RecordSet;
  soaExpires: number;
  /** In the order of their owners. */
  links: Link[];
}

/**
 * Answers "no" from proofs that were given for other names (RFC 8198, sections 5.1 and 5.3): one NSEC denies all names between
 * two, and those who ask for names that are not there are no burden to the zone's servers. NSEC3 is not used so, nor are
 * answers made from wildcards.
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
    const soa = verified.find(({ type }) => type === 6);
    if (soa === undefined) return;
    const key = nameText(zone).toLowerCase();
    let known = this.#zones.get(key);
    if (known === undefined) {
      known = { zone, soa, soaExpires: 0, links: [] };
      this.#zones.set(key, known);
    }
    known.soa = soa;
    known.soaExpires = until(soa.ttl);
    for (const set of verified) {
      // White lies deny one name and no other (RFC 4470): not worth their place.
      if (set.type !== NSEC) continue;
      const { links } = known;
      const at = search(links, set.name);
      const isThere = at < links.length && compareNames(links[at]!.set.name, set.name) === 0;
      const link = { set, expires: until(set.ttl) };
      if (isThere) links[at] = link;
      else {
        if (links.length >= MOST_LINKS) known.links = links.filter((_, i) => i % 2 === 0);
        known.links.splice(search(known.links, set.name), 0, link);
      }
    }
  }

  /** "No such name" or "no such type", where it follows from what is remembered. @param now monotonic milliseconds */
  answer(name: Name, type: number, now: number): Outcome | undefined {
    for (let zone = type === DS ? parentName(name) : name; zone !== undefined; zone = parentName(zone)) {
      const known = this.#zones.get(nameText(zone).toLowerCase());
      if (known === undefined) continue;
      if (now >= known.soaExpires) return undefined;
      return this.#from(known, name, type, now);
    }
    return undefined;
  }

  #from(known: ZoneDenials, name: Name, type: number, now: number): Outcome | undefined {
    const used: Link[] = [];
    const take = (at: Name): Link | undefined => {
      const index = search(known.links, at);
      const link =
        index < known.links.length && compareNames(known.links[index]!.set.name, at) === 0
          ? known.links[index]
          : known.links[index - 1];
      if (link === undefined || now >= link.expires) return undefined;
      if (!used.includes(link)) used.push(link);
      return link;
    };
    if (take(name) === undefined) return undefined;
    // The wildcard below each name that may be the closest encloser: the NSEC of one of them completes the proof.
    for (let above = parentName(name); above !== undefined && isWithin(above, known.zone); above = parentName(above)) {
      if (used.length < 6) take(joinNames(WILDCARD, above));
    }
    const kind = this.#proven(known, used, name, type);
    if (kind === undefined) return undefined;
    // No more than what is needed goes into the answer.
    let needed = used;
    for (const link of used) {
      const fewer = needed.filter((one) => one !== link);
      if (fewer.length > 0 && this.#proven(known, fewer, name, type) === kind) needed = fewer;
    }
    let expires = known.soaExpires;
    for (const link of needed) expires = Math.min(expires, link.expires);
    const proofs = [known.soa, ...needed.map(({ set }) => set)];
    return { kind, trust: SECURE, sets: [], target: undefined, proofs, stored: now, expires };
  }

  #proven({ zone }: ZoneDenials, links: readonly Link[], name: Name, type: number): 'no-name' | 'no-data' | undefined {
    const proofs = new DenialProofs(
      zone,
      links.map(({ set }) => set),
      new Effort(0, 0),
    );
    if (proofs.noName(name) === 'secure') return 'no-name';
    return proofs.noData(name, type) === 'secure' ? 'no-data' : undefined;
  }
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
