import { bytes, type Random } from '@morgana/random';
import { parseBase64 } from '../encoding.js';
import { canonicalName, type Name } from '../name.js';
import { DNSKEY, DS } from '../rdata/types.js';
import { FormatError } from '../wire/reader.js';
import {
  type DnssecAlgorithm,
  dsDigest,
  ECDSAP256SHA256,
  ECDSAP384SHA384,
  ED25519,
  type SigningAlgorithm,
} from './algorithms.js';

/** Flags of a DNSKEY (RFC 4034, section 2.1.1; RFC 5011, section 3). */
export const KeyFlag = {
  ZONE: 0x0100,
  REVOKE: 0x0080,
  /** Secure entry point: a parent's DS is for this key. */
  SEP: 0x0001,
} as const;

/** Signs data, and has made what it needs of its secret. */
export interface SigningKey {
  readonly algorithm: SigningAlgorithm;
  readonly flags: number;
  readonly publicKey: Uint8Array;
  readonly keyTag: number;
  /** Data of its DNSKEY. */
  readonly dnskey: Uint8Array;
  readonly secret: Uint8Array;
}

/** The key tag of a DNSKEY's data (RFC 4034, appendix B). */
export function keyTag(dnskey: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < dnskey.length; i++) sum += i & 1 ? dnskey[i]! : dnskey[i]! << 8;
  return (sum + (sum >>> 16)) & 0xffff;
}

/** @param flags ZONE, and SEP for one that the parent's DS is for @throws {RangeError} for octets that are no secret key */
export function signingKey(algorithm: SigningAlgorithm, secret: Uint8Array, flags: number): SigningKey {
  if (!algorithm.isSecret(secret))
    throw new RangeError(`these ${secret.length} octets are no key of ${algorithm.mnemonic}`);
  const publicKey = algorithm.publicKey(secret);
  const dnskey = DNSKEY.encode({ flags, protocol: 3, algorithm: algorithm.number, publicKey });
  return { algorithm, flags, publicKey, keyTag: keyTag(dnskey), dnskey, secret: secret.slice() };
}

/** A new key. @param random cryptographically strong */
export function generateKey(algorithm: SigningAlgorithm, flags: number, random: Random): SigningKey {
  for (;;) {
    const secret = bytes(random, algorithm.secretLength);
    if (algorithm.isSecret(secret)) return signingKey(algorithm, secret, flags);
  }
}

/** Data of the DS for a DNSKEY (RFC 4034, section 5.1.4). @throws {RangeError} for a digest that is not known */
export function dsOf(owner: Name, dnskey: Uint8Array, digestType = 2): Uint8Array {
  const name = canonicalName(owner);
  const data = new Uint8Array(name.length + dnskey.length);
  data.set(name);
  data.set(dnskey, name.length);
  const digest = dsDigest(digestType, data);
  if (digest === undefined) throw new RangeError(`digest type ${digestType} is not known`);
  return DS.encode({ keyTag: keyTag(dnskey), algorithm: dnskey[3]!, digestType, digest });
}

/** Whether a DS is for this DNSKEY; false for digests that are not known. */
export function matchesDs(owner: Name, ds: Uint8Array, dnskey: Uint8Array): boolean {
  const digestType = ds[3]!;
  if (ds.length < 5 || dnskey.length < 4 || ds[2] !== dnskey[3] || ((ds[0]! << 8) | ds[1]!) !== keyTag(dnskey))
    return false;
  if (digestType !== 1 && digestType !== 2 && digestType !== 4) return false;
  const own = dsOf(owner, dnskey, digestType);
  return own.length === ds.length && own.every((octet, i) => octet === ds[i]);
}

/** The algorithms that a key file may name. */
const FILE_ALGORITHMS: readonly SigningAlgorithm[] = [ECDSAP256SHA256, ECDSAP384SHA384, ED25519];

/**
 * A secret key from the file format that BIND, ldns and others write ("Private-key-format: v1.3"). The file does not say
 * what the key is for; its flags are in the DNSKEY beside it. @throws {RangeError} saying what is wrong
 */
export function parsePrivateKey(text: string, flags: number): SigningKey {
  const field = (name: string) => new RegExp(`^${name}:[ \\t]*(\\S+)`, 'm').exec(text)?.[1];
  const number = Number(field('Algorithm'));
  const algorithm = FILE_ALGORITHMS.find((one) => one.number === number);
  if (algorithm === undefined)
    throw new RangeError(`a private key of algorithm ${field('Algorithm')}: 13, 14 and 15 are known`);
  const secret = parseBase64(field('PrivateKey') ?? '');
  if (secret === undefined) throw new RangeError('a private key without "PrivateKey:" and base 64');
  return signingKey(algorithm, secret, flags);
}

/** A DNSKEY that signatures are checked with. */
export interface VerificationKey {
  readonly flags: number;
  readonly algorithm: DnssecAlgorithm;
  readonly keyTag: number;
  readonly publicKey: Uint8Array;
  readonly dnskey: Uint8Array;
}

/** What signs zone data among DNSKEYs: of protocol 3, not revoked, of an algorithm that is known. */
export function verificationKeys(
  dnskeys: readonly Uint8Array[],
  algorithms: readonly DnssecAlgorithm[],
): VerificationKey[] {
  const keys: VerificationKey[] = [];
  for (const dnskey of dnskeys) {
    const value = DNSKEY.decode(dnskey);
    if (value instanceof FormatError || value.protocol !== 3) continue;
    if ((value.flags & KeyFlag.ZONE) === 0 || (value.flags & KeyFlag.REVOKE) !== 0) continue;
    const algorithm = algorithms.find(({ number }) => number === value.algorithm);
    if (algorithm === undefined) continue;
    keys.push({ flags: value.flags, algorithm, keyTag: keyTag(dnskey), publicKey: value.publicKey, dnskey });
  }
  return keys;
}
