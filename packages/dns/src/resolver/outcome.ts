import type { RecordSet } from '../dnssec/record-set.js';
import { type Name, nameText } from '../name.js';

/** How much an answer can be believed. */
export type Trust =
  | { readonly status: 'secure' }
  /** The zone is not signed, or by what is not known. */
  | { readonly status: 'insecure' }
  | { readonly status: 'bogus'; readonly reason: string; readonly code: number };

export const SECURE: Trust = { status: 'secure' };
export const INSECURE: Trust = { status: 'insecure' };

/** What a name has of a type, without following aliases. */
export interface Outcome {
  readonly kind: 'found' | 'alias' | 'no-data' | 'no-name';
  readonly trust: Trust;
  /** "found": the set. "alias": the CNAME, or the DNAME that it follows from, first. */
  readonly sets: readonly RecordSet[];
  /** Where an alias leads to. */
  readonly target: Name | undefined;
  /** SOA of a negative answer, and what proves it or that a wildcard was right. */
  readonly proofs: readonly RecordSet[];
  /** Monotonic milliseconds. */
  readonly stored: number;
  readonly expires: number;
}

export interface Failure {
  readonly kind: 'failed';
  readonly reason: string;
  /** INFO-CODE of the extended error. */
  readonly code: number;
}

export function failed(code: number, reason: string): Failure {
  return { kind: 'failed', code, reason };
}

export function keyOf(name: Name, type: number): string {
  return `${type} ${nameText(name).toLowerCase()}`;
}

/** Octets that an outcome takes in the cache, about. */
export function weightOf({ sets, proofs }: Outcome): number {
  let weight = 256;
  for (const list of [sets, proofs]) {
    for (const { rdatas, signatures } of list) {
      weight += 192;
      for (const rdata of rdatas) weight += 64 + rdata.length;
      for (const { rdata } of signatures) weight += 160 + rdata.length;
    }
  }
  return weight;
}
