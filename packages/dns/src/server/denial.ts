import type { DenialChain } from '../dnssec/chain.js';
import { type HashParameters, nsec3Hash, nsec3Owner } from '../dnssec/hashed-names.js';
import { chainOf } from '../dnssec/zone-chains.js';
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

/** The signed names of a zone in order. */
interface Index {
  readonly revision: number;
  /** The signer's, where it comes from there. */
  readonly chain: DenialChain | undefined;
  readonly nsec3: HashParameters | undefined;
  /** The zone is not signed. */
  readonly isEmpty: boolean;
  /** The node of the last name (with NSEC3: hash) that is not after this one (its hash), around the end. */
  before(name: Name): number;
}

/**
 * Authenticated denial of existence from a signed zone's own records: RFC 4035, section 3.1.3, with NSEC; RFC 5155, section
 * 7.2, with NSEC3. A zone that a `ZoneSigner` keeps has an index; for others one is made at the first question after a change.
 */
export function createDenial(): Denial {
  const indexes = new WeakMap<Zone, Index>();
  return (zone, question) => {
    let index = indexes.get(zone);
    if (index === undefined || index.revision !== zone.revision || index.chain !== chainOf(zone)) {
      index = signerIndex(zone) ?? buildIndex(zone);
      indexes.set(zone, index);
    }
    if (index.isEmpty) return [];
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
  const names = order.map((node) => zone.nameOf(node));
  const before = (name: Name): number => {
    const wanted = nsec3 === undefined ? name : nsec3Owner(nsec3Hash(nsec3, name), zone.origin);
    let low = 0;
    let high = names.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compareNames(names[middle]!, wanted) <= 0) low = middle + 1;
      else high = middle;
    }
    return order[low === 0 ? order.length - 1 : low - 1] ?? -1;
  };
  return { revision, chain: undefined, nsec3, isEmpty: order.length === 0, before };
}

/** The chain that a signer keeps in order: a change costs it little, where an index would have to be made anew. */
function signerIndex(zone: Zone): Index | undefined {
  const { revision } = zone;
  const chain = chainOf(zone);
  if (chain === undefined) return undefined;
  const before = (name: Name): number => {
    const owner = chain.before(name);
    return owner === undefined ? -1 : zone.find(owner);
  };
  return { revision, chain, nsec3: chain.hash, isEmpty: chain.length === 0, before };
}

function proveNsec(zone: Zone, index: Index, question: Question): number[] {
  const { situation, name, closest, node } = question;
  switch (situation) {
    case 'no-data':
    case 'no-ds':
      // An empty non-terminal has no NSEC: the one over it shows that there are names below only.
      return [zone.rrset(node, NSEC) !== 0 ? node : index.before(name)];
    case 'no-name':
      return [index.before(name), index.before(joinNames(WILDCARD, closest))];
    case 'wildcard':
      return [index.before(name)];
    case 'wildcard-no-data':
      return [zone.rrset(node, NSEC) !== 0 ? node : index.before(joinNames(WILDCARD, closest)), index.before(name)];
  }
}

function proveNsec3(zone: Zone, index: Index, parameters: HashParameters, question: Question): number[] {
  const { situation, name, closest, nextCloser } = question;
  const hashed = (one: Name) => nsec3Owner(nsec3Hash(parameters, one), zone.origin);
  const match = (one: Name): number => {
    const node = zone.find(hashed(one));
    return node >= 0 && zone.rrset(node, NSEC3) !== 0 ? node : -1;
  };
  const cover = (one: Name): number => index.before(one);
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
