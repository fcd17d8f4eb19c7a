import { equalNames, isWildcard, type Name, nameText } from '../name.js';
import { typeText } from '../rdata/type-names.js';
import { type MasterFileOptions, MasterFileReader, type Problem, type Severity } from './master-file.js';
import { HAS_DNAME, IS_CUT, Zone } from './zone.js';

export interface LoadedZone {
  readonly zone: Zone;
  /** Errors keep the zone from being served; warnings do not. */
  readonly problems: readonly Problem[];
}

/**
 * A zone from a master file, checked. `origin` is the zone's name. Problems name file and line; a zone with errors has all
 * that could be read. Never throws for what is in the file.
 */
export function loadZone(bytes: Uint8Array, options: MasterFileOptions & { readonly origin: Name }): LoadedZone {
  const problems: Problem[] = [];
  const zone = new Zone(options.origin, bytes.length / USUAL_LINE);
  const reader = new MasterFileReader(bytes, { ...options, onProblem: (problem) => problems.push(problem) });
  let node = -1;
  // Names with more than addresses and the like, and whether one of these hides what is below it.
  const special = new Set<number>([0]);
  let hides = false;
  while (reader.next()) {
    const { owner, ownerLength, type, ttl, rdata } = reader;
    if (reader.isChild) {
      node = zone.addFirst(owner, type, ttl, rdata.bytes, rdata.length);
      if (node >= 0) continue;
    }
    node = zone.ensure(owner, ownerLength);
    if (node < 0) {
      reader.problem('error', `${nameText(ownerOf(reader))} is not below ${nameText(zone.origin)}, the zone's name`);
      continue;
    }
    const added = zone.addRecord(node, type, ttl, rdata.bytes, rdata.length);
    if (type !== A && type !== AAAA && type !== TXT) {
      special.add(node);
      if (type === DNAME || (type === NS && node !== 0)) hides = true;
    }
    if (added === 'duplicate')
      reader.problem('warning', `${nameText(ownerOf(reader))} ${typeText(type)}: the same record again`);
    else if (added === 'too-large') {
      reader.problem(
        'error',
        `${nameText(ownerOf(reader))} ${typeText(type)}: more records than a message of 64 KB holds`,
      );
    } else {
      const block = zone.rrset(node, type);
      if (block !== 0 && zone.ttl(block) !== ttl) {
        reader.problem(
          'warning',
          `${nameText(ownerOf(reader))} ${typeText(type)}: TTL ${ttl} where the set has ${zone.ttl(block)}, which it gets (RFC 2181, section 5.2)`,
        );
      }
    }
  }
  // A small zone is in the cache whatever its form, and should be served at once.
  const small = zone.size <= SMALL;
  if (!small) zone.compact();
  const findings = checkZone(zone, small && !hides ? special : undefined);
  if (findings.length > 0) locate(bytes, options, findings, problems);
  return { zone, problems };
}

/** Octets of a line with a name of its own: the table of names is made for as many, and does not grow while it is filled. */
const USUAL_LINE = 20;

/** Octets of a zone that is left as it is. */
const SMALL = 256 * 1024;

function ownerOf({ owner, ownerLength }: MasterFileReader): Name {
  return owner.subarray(0, ownerLength);
}

/** What a check found, not yet with its line. */
interface Finding {
  readonly severity: Severity;
  readonly name: Name;
  readonly type: number;
  readonly message: string;
}

/** A zone keeps no line numbers; who needs them reads the file once more. */
function locate(bytes: Uint8Array, options: MasterFileOptions, findings: Finding[], problems: Problem[]): void {
  const rest = new Set(findings);
  const reader = new MasterFileReader(bytes, { ...options, onProblem: () => {} });
  while (rest.size > 0 && reader.next()) {
    const owner = reader.owner.subarray(0, reader.ownerLength);
    for (const finding of rest) {
      if (finding.type !== reader.type || !equalNames(finding.name, owner)) continue;
      rest.delete(finding);
      problems.push({ severity: finding.severity, file: reader.file, line: reader.line, message: finding.message });
    }
  }
  for (const { severity, message } of rest) problems.push({ severity, file: options.file ?? '', line: 0, message });
}

/** What is wrong with a zone that did not come from a file. */
export function validateZone(zone: Zone): Problem[] {
  return checkZone(zone).map(({ severity, message }) => ({ severity, file: '', line: 0, message }));
}

const A = 1;
const NS = 2;
const CNAME = 5;
const SOA = 6;
const MX = 15;
const TXT = 16;
const KEY = 25;
const AAAA = 28;
const SRV = 33;
const DNAME = 39;
const DS = 43;
const RRSIG = 46;
const NSEC = 47;

/** @param some the nodes to look at, where about the others there is nothing to say */
function checkZone(zone: Zone, some?: Iterable<number>): Finding[] {
  const findings: Finding[] = [];
  const add = (severity: Severity, node: number, type: number, message: string) =>
    findings.push({ severity, name: zone.nameOf(node), type, message });
  const text = (node: number) => nameText(zone.nameOf(node));

  const soa = zone.rrset(0, SOA);
  if (soa === 0) add('error', 0, SOA, `${text(0)} has no SOA`);
  else if (zone.count(soa) > 1) add('error', 0, SOA, `${text(0)} has ${zone.count(soa)} SOA records: one is needed`);
  if (zone.rrset(0, NS) === 0) add('error', 0, NS, `${text(0)} has no NS`);

  if (some === undefined) zone.forEachNode(check);
  else for (const node of some) check(node);
  return findings;

  function check(node: number): void {
    const occluded = zone.isOccluded(node);
    if (!occluded && hasPlainData(zone, node)) return;
    let others = 0;
    zone.forEachRrset(node, (key, block) => {
      const type = key & 0xffff;
      if (type !== CNAME && type !== RRSIG && type !== NSEC && type !== KEY) others = others === 0 ? type : others;
      if (type === SOA && node !== 0) add('error', node, SOA, `${text(node)}: an SOA below the zone's name`);
      if ((type === CNAME || type === DNAME) && zone.count(block) > 1) {
        add('error', node, type, `${text(node)}: ${zone.count(block)} ${typeText(type)} records: one is allowed`);
      }
      if (type === DS && node !== 0 && (zone.info(node) & IS_CUT) === 0) {
        add('warning', node, DS, `${text(node)}: a DS where nothing is delegated`);
      }
      if (occluded && isBelowRedirection(zone, node)) {
        add('error', node, type, `${text(node)} ${typeText(type)} is below a DNAME (RFC 6672, section 2.4)`);
      } else if (occluded && type !== A && type !== AAAA && type !== RRSIG && type !== NSEC) {
        add('warning', node, type, `${text(node)} ${typeText(type)} is below a delegation: it is not served`);
      }
      if (!occluded && (type === NS || type === MX || type === SRV)) checkTargets(node, type, block);
    });
    if (zone.rrset(node, CNAME) !== 0 && others !== 0) {
      add('error', node, CNAME, `${text(node)}: a CNAME beside ${typeText(others)} (RFC 2181, section 10.1)`);
    }
    if ((zone.info(node) & IS_CUT) !== 0 && (zone.info(node) & HAS_DNAME) !== 0) {
      add('error', node, DNAME, `${text(node)}: a DNAME beside NS (RFC 6672, section 2.3)`);
    }
    if ((zone.info(node) & IS_CUT) !== 0 && isWildcard(zone.nameOf(node))) {
      add('warning', node, NS, `${text(node)}: NS at a wildcard is undefined (RFC 4592, section 4.2)`);
    }
  }

  function checkTargets(node: number, type: number, block: number): void {
    const offset = type === NS ? 0 : type === MX ? 2 : 6;
    for (const rdata of zone.rdatas(block)) {
      const target = rdata.subarray(offset);
      if (target.length === 1) continue; // "." says that there is none (RFC 2782, RFC 7505)
      const where = locateTarget(zone, target);
      if (where === OUTSIDE) continue;
      const label = `${text(node)} ${typeText(type)} ${nameText(target)}`;
      if (where === DELEGATED) {
        // Glue is needed only for servers below the very cut that they serve.
        const cut = zone.info(node) & IS_CUT;
        if (type !== NS || cut === 0) continue;
        if (!isBelow(zone, target, node)) continue;
        const glue = zone.find(target);
        if (glue < 0 || (zone.rrset(glue, A) === 0 && zone.rrset(glue, AAAA) === 0)) {
          add('error', node, type, `${label}: it is below the delegation and has no address here (glue)`);
        }
      } else if (where < 0) {
        add('warning', node, type, `${label}: this zone has no such name`);
      } else if (zone.rrset(where, CNAME) !== 0) {
        add('warning', node, type, `${label}: an alias (RFC 2181, section 10.3)`);
      } else if (zone.rrset(where, A) === 0 && zone.rrset(where, AAAA) === 0) {
        add('warning', node, type, `${label}: it has no address`);
      }
    }
  }
}

/** Whether a name has addresses and texts and the like alone, about which there is nothing to say; or nothing at all. */
function hasPlainData(zone: Zone, node: number): boolean {
  const { words } = zone;
  for (let block = zone.first(node); block !== 0; block = words[block >> 2]!) {
    const type = words[(block >> 2) + 1]!;
    if (type !== A && type !== AAAA && type !== TXT) return false;
  }
  return true;
}

function isBelowRedirection(zone: Zone, node: number): boolean {
  for (let at = zone.parent(node); at >= 0; at = zone.parent(at)) if ((zone.info(at) & HAS_DNAME) !== 0) return true;
  return false;
}

const OUTSIDE = -2;
const DELEGATED = -3;

/** The node of a target, a wildcard's among them; -1 for none, or OUTSIDE or DELEGATED. */
function locateTarget(zone: Zone, target: Name): number {
  const start = target.length - zone.origin.length;
  if (start < 0 || !equalNames(target.subarray(start), zone.origin)) return OUTSIDE;
  const labels: number[] = [];
  let at = 0;
  for (; at < start; at += target[at]! + 1) labels.push(at);
  if (at !== start) return OUTSIDE;
  let node = 0;
  for (let i = labels.length - 1; i >= 0; i--) {
    const child = zone.child(node, target, labels[i]!);
    if (child < 0) return zone.child(node, WILDCARD, 0);
    node = child;
    if ((zone.info(node) & IS_CUT) !== 0) return DELEGATED;
    if ((zone.info(node) & HAS_DNAME) !== 0 && i > 0) return DELEGATED;
  }
  return node;
}

const WILDCARD = /* @__PURE__ */ Uint8Array.of(1, 0x2a);

function isBelow(zone: Zone, target: Name, node: number): boolean {
  const cut = zone.nameOf(node);
  const start = target.length - cut.length;
  return start >= 0 && equalNames(target.subarray(start), cut);
}
