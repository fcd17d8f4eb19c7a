import { equalNames, isWithin, labelCount, type Name } from '../name.js';
import { ExtendedError } from '../wire/constants.js';
import { type DnssecAlgorithm, VALIDATION_ALGORITHMS } from './algorithms.js';
import { signedData, signedLabels } from './canonical.js';
import { matchesDs, type VerificationKey, verificationKeys } from './keys.js';
import { type RecordSet, readSignatures } from './record-set.js';

/**
 * What checking may cost. A stranger's zone can be made such that every key has to be tried with every signature, or every
 * name hashed over and over; what is more than this is not checked, and so not believed.
 */
export class Effort {
  signatures: number;
  hashes: number;

  /** @param signatures checks of a signature @param hashes computations of an NSEC3's hash */
  constructor(signatures = 64, hashes = 256) {
    this.signatures = signatures;
    this.hashes = hashes;
  }
}

/** Pairs of a key and a signature that are tried for one set before giving up. */
const TRIES = 8;
/** Keys of a zone, and DS for it, that are looked at. */
const MOST_KEYS = 64;
const MOST_SIGNERS = 32;

export type Verification =
  | {
      readonly status: 'secure';
      /** Seconds that the set may be kept: neither longer than was signed, nor than the signature is good. */
      readonly ttl: number;
      /** Of an answer made from a wildcard: the name below which the "*" stands. */
      readonly encloser: Name | undefined;
    }
  | { readonly status: 'bogus'; readonly reason: string; readonly code: number };

function bogus(code: number, reason: string): Verification & { status: 'bogus' } {
  return { status: 'bogus', code, reason };
}

/** Whether `time` is before `other` in the arithmetic of serial numbers (RFC 4034, section 3.1.5). */
function isBefore(time: number, other: number): boolean {
  return ((other - time) | 0) > 0;
}

/**
 * Checks a set's signatures (RFC 4035, section 5.3).
 * @param zone whose keys `keys` are @param now seconds since 1970
 */
export function verifySet(
  set: RecordSet,
  zone: Name,
  keys: readonly VerificationKey[],
  now: number,
  effort: Effort,
): Verification {
  let fault = bogus(ExtendedError.RRSIGS_MISSING, 'it has no signature');
  let tries = 0;
  const labels = signedLabels(set.name);
  for (const signature of readSignatures(set)) {
    if (!equalNames(signature.signer, zone) || !isWithin(set.name, zone)) {
      fault = bogus(ExtendedError.DNSSEC_BOGUS, 'it is signed by another zone');
      continue;
    }
    if (signature.labels > labels) {
      fault = bogus(ExtendedError.DNSSEC_BOGUS, 'the signature counts more labels than the name has');
      continue;
    }
    if (isBefore(signature.expiration, now)) {
      fault = bogus(ExtendedError.SIGNATURE_EXPIRED, 'the signature has expired');
      continue;
    }
    if (isBefore(now, signature.inception)) {
      fault = bogus(ExtendedError.SIGNATURE_NOT_YET_VALID, 'the signature is not valid yet');
      continue;
    }
    const { keyTag, algorithm } = signature;
    for (const key of keys) {
      if (key.keyTag !== keyTag || key.algorithm.number !== algorithm) continue;
      if (tries++ >= TRIES || effort.signatures <= 0)
        return bogus(ExtendedError.DNSSEC_BOGUS, 'too many signatures to check');
      effort.signatures--;
      const data = signedData(signature, set.name, set.rdatas, set.class);
      if (key.algorithm.verify(key.publicKey, data, signature.signature)) {
        const ttl = Math.min(set.ttl, signature.originalTtl, (signature.expiration - now) >>> 0);
        return {
          status: 'secure',
          ttl,
          encloser: signature.labels < labels ? ancestor(set.name, signature.labels) : undefined,
        };
      }
      fault = bogus(ExtendedError.DNSSEC_BOGUS, 'the signature is wrong');
    }
    if (fault.code === ExtendedError.RRSIGS_MISSING)
      fault = bogus(ExtendedError.DNSKEY_MISSING, 'the key that signed it is not there');
  }
  return fault;
}

/** The ancestor of a name that has so many labels. */
export function ancestor(name: Name, labels: number): Name {
  let at = 0;
  for (let count = labelCount(name); count > labels; count--) at += name[at]! + 1;
  return name.subarray(at);
}

export type KeysVerification =
  | { readonly status: 'secure'; readonly keys: readonly VerificationKey[]; readonly ttl: number }
  /** No DS of an algorithm and digest that are known: as if there were none (RFC 4035, section 5.2). */
  | { readonly status: 'insecure' }
  | { readonly status: 'bogus'; readonly reason: string; readonly code: number };

/** DS that can be used: SHA-1 only where there is nothing better (RFC 4509, section 3). */
export function usableSigners(
  ds: readonly Uint8Array[],
  algorithms: readonly DnssecAlgorithm[] = VALIDATION_ALGORITHMS,
): Uint8Array[] {
  const known = ds.filter(
    (one) =>
      one.length > 4 &&
      algorithms.some(({ number }) => number === one[2]) &&
      (one[3] === 1 || one[3] === 2 || one[3] === 4),
  );
  const strong = known.filter((one) => one[3] !== 1);
  return (strong.length > 0 ? strong : known).slice(0, MOST_SIGNERS);
}

/** Checks a zone's DNSKEY set against the DS that its parent, or who set this up, has for it (RFC 4035, section 5.2). */
export function verifyKeys(
  set: RecordSet,
  ds: readonly Uint8Array[],
  now: number,
  effort: Effort,
  algorithms: readonly DnssecAlgorithm[] = VALIDATION_ALGORITHMS,
): KeysVerification {
  const usable = usableSigners(ds, algorithms);
  if (usable.length === 0) return { status: 'insecure' };
  const keys = verificationKeys(set.rdatas.slice(0, MOST_KEYS), algorithms);
  const anchored = keys.filter(({ dnskey }) => usable.some((one) => matchesDs(set.name, one, dnskey)));
  if (anchored.length === 0) return bogus(ExtendedError.DNSKEY_MISSING, 'no key is one that the parent has a DS for');
  const verification = verifySet(set, set.name, anchored, now, effort);
  return verification.status === 'secure' ? { status: 'secure', keys, ttl: verification.ttl } : verification;
}
