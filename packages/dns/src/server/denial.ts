import { type HashParameters, nsec3Hash, nsec3Owner } from '../dnssec/hashed-names.js';
import { compareNames, joinNames, type Name, parentName } from '../name.js';
import { NSEC3PARAM } from '../rdata/types.js';
import { FormatError } from '../wire/reader.js';
import type { Zone } from '../zone/zone.js';

/** What is to be proven. */
export type Situation =
  /** The name is there, the type is not. */
  | 'no-data'
  | 'no-name'
  /** The answer came from a wildcard: no closer name is there. */
  | 'wildcard'
  /** The wildcard that the name matches has no such type. */
  | 'wildcard-no-data'
  /** A delegation without DS. */
  | 'no-ds';

export interface Question {
  readonly situation: Situation;
  readonly name: Name;
  /** The longest ancestor of `name` that is there; `name` itself where it is there. */
  readonly closest: Name;
  /** `closest` with one label more of `name`; undefined where `name` is there. */
  readonly nextCloser: Name | undefined;
  /** The node that was found: of the name, the wildcard or the cut; -1 where there is none. */
  readonly node: number;
}

/** Finds the nodes whose NSEC or NSEC3 sets prove it; none for a zone that is not signed. */
export type Denial = (zone: Zone, question: Question) => number[];

const NSEC = 47;
const NSEC3 = 50;
const WILDCARD = /* @__PURE__ */ Uint8Array.of(1, 0x2a, 0);
/** Rounds of hashing above which a zone's NSEC3 is not computed: RFC 9276 says 0; validators give up above 100 or so. */
const MAXIMUM_ITERATIONS = 500;

/** The signed names of a zone in order, made anew when it has changed. */
interface Index {
  readonly revision: number;
  /** Nodes with NSEC in canonical order, or those with NSEC3 in the order of their hashes. */
  readonly order: readonly number[];
  readonly names: readonly Name[];
  readonly nsec3: { readonly salt: Uint8Array; readonly iterations: number } | undefined;
}

/**
 * Authenticated denial of existence from a signed zone's own records: RFC 4035, section 3.1.3, with NSEC; RFC 5155, section
 * 7.2, with NSEC3. It keeps an index for each zone, made at the first question after a change.
 */
export function createDenial(): Denial {
  const indexes = new WeakMap<Zone, Index>();
  return (zone, question) => {
    let index = indexes.get(zone);
    if (index === undefined || index.revision !== zone.revision) {
      index = buildIndex(zone);
      indexes.set(zone, index);
    }
    if (index.order.length === 0) return [];
    const nodes =
      index.nsec3 === undefined ? proveNsec(zone, index, question) : proveNsec3(zone, index, index.nsec3, question);
    return nodes.filter((node, i) => node >= 0 && nodes.indexOf(node) === i);
  };
}

function buildIndex(zone: Zone): Index {
  const { revision } = zone;
  const param = zone.apexRdata(NSEC3PARAM.type);
  const value = param === undefined ? undefined : NSEC3PARAM.decode(param);
  const nsec3 =
    value === undefined || value instanceof FormatError || value.iterations > MAXIMUM_ITERATIONS ? undefined : value;
  const type = nsec3 === undefined ? NSEC : NSEC3;
  const order = [...zone.sorted()].filter((node) => zone.rrset(node, type) !== 0);
  return { revision, order, names: order.map((node) => zone.nameOf(node)), nsec3 };
}

/** The node of the last name that is not after `name`, around the end. */
function before(index: Index, name: Name): number {
  let low = 0;
  let high = index.names.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareNames(index.names[middle]!, name) <= 0) low = middle + 1;
    else high = middle;
  }
  return index.order[low === 0 ? index.order.length - 1 : low - 1]!;
}

function proveNsec(zone: Zone, index: Index, question: Question): number[] {
  const { situation, name, closest, node } = question;
  switch (situation) {
    case 'no-data':
    case 'no-ds':
      // An empty non-terminal has no NSEC: the one over it shows that there are names below only.
      return [zone.rrset(node, NSEC) !== 0 ? node : before(index, name)];
    case 'no-name':
      return [before(index, name), before(index, joinNames(WILDCARD, closest))];
    case 'wildcard':
      return [before(index, name)];
    case 'wildcard-no-data':
      return [zone.rrset(node, NSEC) !== 0 ? node : before(index, joinNames(WILDCARD, closest)), before(index, name)];
  }
}

function proveNsec3(zone: Zone, index: Index, parameters: HashParameters, question: Question): number[] {
  const { situation, name, closest, nextCloser } = question;
  const hashed = (one: Name) => nsec3Owner(nsec3Hash(parameters, one), zone.origin);
  const match = (one: Name): number => {
    const node = zone.find(hashed(one));
    return node >= 0 && zone.rrset(node, NSEC3) !== 0 ? node : -1;
  };
  const cover = (one: Name): number => before(index, hashed(one));
  /** RFC 5155, section 7.2.1. With opt-out the closest name that has an NSEC3 may be further up. */
  const closestProof = (from: Name, next: Name): number[] => {
    let encloser = from;
    let closer = next;
    for (let found = match(encloser); ; found = match(encloser)) {
      if (found >= 0) return [found, cover(closer)];
      const above = parentName(encloser);
      if (above === undefined || encloser.length <= zone.origin.length) return [];
      closer = encloser;
      encloser = above;
    }
  };
  switch (situation) {
    case 'no-data':
    case 'no-ds': {
      const found = match(name);
      if (found >= 0) return [found];
      const above = parentName(name);
      return above === undefined ? [] : closestProof(above, name);
    }
    case 'no-name':
      return [...closestProof(closest, nextCloser!), cover(joinNames(WILDCARD, closest))];
    case 'wildcard':
      return [cover(nextCloser!)];
    case 'wildcard-no-data':
      return [...closestProof(closest, nextCloser!), match(joinNames(WILDCARD, closest))];
  }
}
