import { canonicalName, isWildcard, labelCount, type Name } from '../name.js';
import { rdataType } from '../rdata/registry.js';
import type { Signature } from '../rdata/types.js';
import { Class } from '../wire/constants.js';
import { WireWriter } from '../wire/writer.js';

/** A record's data as signatures take it: names in lower case (RFC 4034, section 6.2; RFC 6840, section 5.1). */
export function canonicalRdata(type: number, rdata: Uint8Array): Uint8Array {
  return rdataType(type)?.canonicalRdata(rdata) ?? rdata;
}

/** Order of records within a set (RFC 4034, section 6.3): as octets, the shorter first. */
export function compareOctets(a: Uint8Array, b: Uint8Array): number {
  const shorter = Math.min(a.length, b.length);
  for (let i = 0; i < shorter; i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return a.length - b.length;
}

/** Labels as RRSIG counts them: without the root's and without "*" (RFC 4034, section 3.1.3). */
export function signedLabels(owner: Name): number {
  return labelCount(owner) - (isWildcard(owner) ? 1 : 0);
}

/** The owner that a signature is over: of a wildcard's answer "*" and the labels that RRSIG counts (RFC 4035, section 5.3.2). */
export function signedOwner(owner: Name, labels: number): Name {
  const name = canonicalName(owner);
  let at = 0;
  for (let count = labelCount(name); count > labels; count--) at += name[at]! + 1;
  if (at === 0) return name;
  const rest = name.subarray(at);
  const star = new Uint8Array(rest.length + 2);
  star[0] = 1;
  star[1] = 0x2a;
  star.set(rest, 2);
  return star;
}

/**
 * The octets that a signature is over (RFC 4034, section 3.1.8.1): the RRSIG's data without the signature, then each record
 * in canonical form and order, once.
 */
export function signedData(
  signature: Omit<Signature, 'signature'>,
  owner: Name,
  rdatas: readonly Uint8Array[],
  klass: number = Class.IN,
): Uint8Array {
  const type = signature.typeCovered;
  const sorted = rdatas.map((rdata) => canonicalRdata(type, rdata)).sort(compareOctets);
  const name = signedOwner(owner, signature.labels);
  let room = 18 + signature.signer.length;
  for (const rdata of sorted) room += name.length + 10 + rdata.length;
  const writer = new WireWriter(room, room);
  writer.u16(type);
  writer.u8(signature.algorithm);
  writer.u8(signature.labels);
  writer.u32(signature.originalTtl);
  writer.u32(signature.expiration);
  writer.u32(signature.inception);
  writer.u16(signature.keyTag);
  writer.put(canonicalName(signature.signer));
  let last: Uint8Array | undefined;
  for (const rdata of sorted) {
    if (last !== undefined && compareOctets(last, rdata) === 0) continue;
    last = rdata;
    writer.put(name);
    writer.u16(type);
    writer.u16(klass);
    writer.u32(signature.originalTtl);
    writer.u16(rdata.length);
    writer.put(rdata);
  }
  return writer.finish();
}
