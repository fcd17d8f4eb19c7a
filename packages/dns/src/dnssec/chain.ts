import { compareNames, type Name } from '../name.js';
import { NSEC, NSEC3 } from '../rdata/types.js';
import { HAS_DNAME, IS_CUT, type Zone } from '../zone/zone.js';
import { compareOctets } from './canonical.js';
import { type HashParameters, nsec3Hash, nsec3Owner } from './hashed-names.js';

export interface Nsec3Options {
  /** None by default, as RFC 9276 asks for. */
  readonly salt?: Uint8Array;
  /** Leave delegations that are not signed out of the chain (RFC 5155, section 6). */
  readonly optOut?: boolean;
}

const NS_TYPE = 2;
const DS_TYPE = 43;
const RRSIG_TYPE = 46;
const NSEC_TYPE = 47;
const NSEC3_TYPE = 50;

/** Types at a node that are not made by signing. */
export function ownTypes(zone: Zone, node: number): number[] {
  const types: number[] = [];
  zone.forEachRrset(node, (key) => {
    const type = key & 0xffff;
    if (type !== RRSIG_TYPE && type !== NSEC_TYPE && type !== NSEC3_TYPE) types.push(type);
  });
  return types;
}

/** Whether a node stands for nothing but an NSEC3. */
export function isHashOwner(zone: Zone, node: number): boolean {
  return zone.rrset(node, NSEC3_TYPE) !== 0 && ownTypes(zone, node).length === 0;
}

/** Whether the zone answers with authority for a node: it is neither below a delegation nor below a DNAME. */
export function isAuthoritative(zone: Zone, node: number): boolean {
  return !zone.isOccluded(node);
}

/** Types at a node that are signed: at a delegation the DS alone (RFC 4035, section 2.2). */
export function signedTypes(zone: Zone, node: number): number[] {
  if (!isAuthoritative(zone, node)) return [];
  const types = ownTypes(zone, node);
  return (zone.info(node) & IS_CUT) === 0 ? types : types.filter((type) => type === DS_TYPE);
}

interface Link {
  /** What the chain is sorted by: the name itself, or its hash. */
  readonly key: Uint8Array;
  readonly name: Name;
}

/** The NSEC or NSEC3 records of a zone as a sorted ring (RFC 4034, section 4; RFC 5155, section 7.1). */
export class DenialChain {
  readonly type: typeof NSEC_TYPE | typeof NSEC3_TYPE;
  readonly #origin: Name;
  readonly #hash: HashParameters | undefined;
  readonly #optOut: boolean;
  #links: Link[];

  /** @param nsec3 undefined for NSEC */
  constructor(origin: Name, nsec3: Nsec3Options | undefined) {
    this.type = nsec3 === undefined ? NSEC_TYPE : NSEC3_TYPE;
    this.#origin = origin;
    this.#hash = nsec3 === undefined ? undefined : { salt: nsec3.salt ?? new Uint8Array(0), iterations: 0 };
    this.#optOut = nsec3?.optOut ?? false;
    this.#links = [];
  }

  get length(): number {
    return this.#links.length;
  }

  /** Takes the names of a zone as they are. */
  fill(zone: Zone): void {
    this.#links = [];
    zone.forEachNode((node) => {
      if (!this.#belongs(zone, node)) return;
      const name = zone.nameOf(node);
      this.#links.push({ key: this.#key(name), name });
    });
    this.#links.sort((a, b) => this.#compare(a.key, b.key));
  }

  /** Takes note that a name may have come, gone or changed. @returns names whose records may have to change */
  update(zone: Zone, name: Name): Name[] {
    const node = zone.find(name);
    const belongs = node >= 0 && this.#belongs(zone, node);
    const key = this.#key(name);
    const at = this.#search(key);
    const isIn = at < this.#links.length && this.#compare(this.#links[at]!.key, key) === 0;
    if (belongs && !isIn) this.#links.splice(at, 0, { key, name });
    else if (!belongs && isIn) this.#links.splice(at, 1);
    else return belongs ? [name] : [];
    if (this.#links.length === 0) return [name];
    return [name, this.#links[(at + this.#links.length - 1) % this.#links.length]!.name];
  }

  /** Where the record of a name stands. */
  owner(name: Name): Name {
    return this.#hash === undefined ? name : nsec3Owner(this.#key(name), this.#origin);
  }

  /** Data of the record of a name; undefined where it has none. */
  rdata(zone: Zone, name: Name): Uint8Array | undefined {
    const key = this.#key(name);
    const at = this.#search(key);
    const link = this.#links[at];
    if (link === undefined || this.#compare(link.key, key) !== 0) return undefined;
    const next = this.#links[(at + 1) % this.#links.length]!.key;
    const node = zone.find(name);
    const isCut = (zone.info(node) & IS_CUT) !== 0;
    let types = ownTypes(zone, node);
    if (isCut) types = types.filter((type) => type === NS_TYPE || type === DS_TYPE);
    if (this.#hash === undefined) {
      types.push(RRSIG_TYPE, NSEC_TYPE);
      return NSEC.encode({ next, types: types.sort((a, b) => a - b) });
    }
    if (isCut ? types.includes(DS_TYPE) : types.length > 0) types.push(RRSIG_TYPE);
    const flags = this.#optOut ? 1 : 0;
    return NSEC3.encode({ algorithm: 1, flags, ...this.#hash, next, types: types.sort((a, b) => a - b) });
  }

  /** How names are hashed; undefined for NSEC. */
  get hash(): HashParameters | undefined {
    return this.#hash;
  }

  /** The owner of the record that matches a name or covers it; undefined for an empty chain. */
  before(name: Name): Name | undefined {
    const key = this.#key(name);
    const at = this.#search(key);
    const links = this.#links;
    const matches = at < links.length && this.#compare(links[at]!.key, key) === 0;
    const link = matches ? links[at] : links[at === 0 ? links.length - 1 : at - 1];
    if (link === undefined) return undefined;
    return this.#hash === undefined ? link.name : nsec3Owner(link.key, this.#origin);
  }

  /** Every name that has a record. */
  *names(): Generator<Name, void, void> {
    for (const { name } of this.#links) yield name;
  }

  #belongs(zone: Zone, node: number): boolean {
    if (!isAuthoritative(zone, node)) return false;
    const types = ownTypes(zone, node);
    if (this.#hash === undefined) return types.length > 0;
    if (types.length === 0) return node === 0 || (zone.hasChildren(node) && !isHashOwner(zone, node));
    return !(this.#optOut && (zone.info(node) & IS_CUT) !== 0 && !types.includes(DS_TYPE));
  }

  #key(name: Name): Uint8Array {
    return this.#hash === undefined ? name : nsec3Hash(this.#hash, name);
  }

  #compare(a: Uint8Array, b: Uint8Array): number {
    return this.#hash === undefined ? compareNames(a, b) : compareOctets(a, b);
  }

  /** Where a key is, or would be. */
  #search(key: Uint8Array): number {
    let low = 0;
    let high = this.#links.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#compare(this.#links[middle]!.key, key) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Whether names below a node are not the zone's own. */
export function occludes(zone: Zone, node: number): boolean {
  return (zone.info(node) & (IS_CUT | HAS_DNAME)) !== 0;
}
