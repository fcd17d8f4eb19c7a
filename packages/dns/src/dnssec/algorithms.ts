import { ed25519 as ed25519Curve } from '@noble/curves/ed25519.js';
import { p256, p384 } from '@noble/curves/nist.js';
import { sha1 } from '@noble/hashes/legacy.js';
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';

/** An algorithm of signatures, by its number in IANA's "DNS Security Algorithm Numbers". Keys are those of a DNSKEY. */
export interface DnssecAlgorithm {
  readonly number: number;
  readonly mnemonic: string;
  /** Whether a signature is right. Never throws: keys and signatures come from strangers. */
  verify(publicKey: Uint8Array, data: Uint8Array, signature: Uint8Array): boolean;
}

/** One that we sign with too. */
export interface SigningAlgorithm extends DnssecAlgorithm {
  /** Octets of a secret key. */
  readonly secretLength: number;
  /** Whether octets are a secret key: for some curves a few are not. */
  isSecret(secret: Uint8Array): boolean;
  publicKey(secret: Uint8Array): Uint8Array;
  sign(secret: Uint8Array, data: Uint8Array): Uint8Array;
}

/** RFC 8080. */
export const ED25519: SigningAlgorithm = {
  number: 15,
  mnemonic: 'ED25519',
  secretLength: 32,
  isSecret: (secret) => secret.length === 32,
  publicKey: (secret) => ed25519Curve.getPublicKey(secret),
  sign: (secret, data) => ed25519Curve.sign(data, secret),
  verify(publicKey, data, signature) {
    if (publicKey.length !== 32 || signature.length !== 64) return false;
    return quietly(() => ed25519Curve.verify(signature, data, publicKey));
  },
};

type Curve = typeof p256;

/** RFC 6605: a public key is both coordinates, a signature is r and s. */
function ecdsa(number: number, mnemonic: string, curve: Curve, size: number): SigningAlgorithm {
  const options = { prehash: true, lowS: false } as const;
  return {
    number,
    mnemonic,
    secretLength: size,
    isSecret: (secret) => secret.length === size && curve.utils.isValidSecretKey(secret),
    publicKey: (secret) => curve.getPublicKey(secret, false).slice(1),
    sign: (secret, data) => curve.sign(data, secret, options),
    verify(publicKey, data, signature) {
      if (publicKey.length !== 2 * size || signature.length !== 2 * size) return false;
      const point = new Uint8Array(2 * size + 1);
      point[0] = 4;
      point.set(publicKey, 1);
      return quietly(() => curve.verify(signature, data, point, options));
    },
  };
}

/** RFC 6605. */
export const ECDSAP256SHA256: SigningAlgorithm = /* @__PURE__ */ ecdsa(13, 'ECDSAP256SHA256', p256, 32);
/** RFC 6605. */
export const ECDSAP384SHA384: SigningAlgorithm = /* @__PURE__ */ ecdsa(14, 'ECDSAP384SHA384', p384, 48);

type Hash = (data: Uint8Array) => Uint8Array;

/** Octets of the largest RSA modulus (RFC 3110, section 2), and of the largest public exponent that is computed with. */
const LARGEST_MODULUS = 512;
const SMALLEST_MODULUS = 64;
const LARGEST_EXPONENT = 4;

/** RSASSA-PKCS1-v1_5 (RFC 8017, section 8.2) with keys as in RFC 3110; to verify with only. */
function rsa(number: number, mnemonic: string, hash: Hash, prefix: readonly number[]): DnssecAlgorithm {
  return {
    number,
    mnemonic,
    verify(publicKey, data, signature) {
      const exponentLength = publicKey[0] === 0 ? (publicKey[1]! << 8) | publicKey[2]! : publicKey[0]!;
      const exponentAt = publicKey[0] === 0 ? 3 : 1;
      const exponent = publicKey.subarray(exponentAt, exponentAt + exponentLength);
      const modulus = publicKey.subarray(exponentAt + exponentLength);
      if (exponent.length === 0 || exponent.length > LARGEST_EXPONENT || modulus[0] === 0) return false;
      if (modulus.length < SMALLEST_MODULUS || modulus.length > LARGEST_MODULUS) return false;
      if (signature.length !== modulus.length) return false;
      const n = integer(modulus);
      const s = integer(signature);
      if (s >= n) return false;
      // What a right signature encrypts to is known: it is built and compared, not parsed.
      const digest = hash(data);
      const padding = modulus.length - 3 - prefix.length - digest.length;
      if (padding < 8) return false;
      const expected = new Uint8Array(modulus.length).fill(0xff);
      expected[0] = 0;
      expected[1] = 1;
      expected[2 + padding] = 0;
      expected.set(prefix, 3 + padding);
      expected.set(digest, 3 + padding + prefix.length);
      return power(s, exponent, n) === integer(expected);
    },
  };
}

/** DER of the hash's AlgorithmIdentifier in a DigestInfo (RFC 8017, section 9.2, note 1). */
function digestInfo(oid: readonly number[], size: number): readonly number[] {
  return [0x30, oid.length + 8 + size, 0x30, oid.length + 4, 0x06, oid.length, ...oid, 0x05, 0x00, 0x04, size];
}
const SHA1_OID = [0x2b, 0x0e, 0x03, 0x02, 0x1a];
const SHA256_OID = [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01];
const SHA512_OID = [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x03];

/** RFC 3110; too weak to be believed (RFC 9905), so it is not among VALIDATION_ALGORITHMS. */
export const RSASHA1: DnssecAlgorithm = /* @__PURE__ */ rsa(5, 'RSASHA1', sha1, digestInfo(SHA1_OID, 20));
/** RFC 5702. */
export const RSASHA256: DnssecAlgorithm = /* @__PURE__ */ rsa(8, 'RSASHA256', sha256, digestInfo(SHA256_OID, 32));
/** RFC 5702. */
export const RSASHA512: DnssecAlgorithm = /* @__PURE__ */ rsa(10, 'RSASHA512', sha512, digestInfo(SHA512_OID, 64));

/** What validators know; a zone signed with others alone is as one that is not signed (RFC 4035, section 5.2). */
export const VALIDATION_ALGORITHMS: readonly DnssecAlgorithm[] = [
  RSASHA256,
  RSASHA512,
  ECDSAP256SHA256,
  ECDSAP384SHA384,
  ED25519,
];

/** Digests of DS records by their numbers (RFC 3658, 4509, 6605). */
export function dsDigest(type: number, data: Uint8Array): Uint8Array | undefined {
  if (type === 2) return sha256(data);
  if (type === 4) return sha384(data);
  // SHA-1 was never broken for this, and parents still have such records (RFC 8624, section 3.3).
  if (type === 1) return sha1(data);
  return undefined;
}

function integer(bytes: Uint8Array): bigint {
  let hex = '0x';
  for (const octet of bytes) hex += octet.toString(16).padStart(2, '0');
  return BigInt(hex);
}

function power(base: bigint, exponent: Uint8Array, modulus: bigint): bigint {
  let result = 1n;
  for (const octet of exponent) {
    for (let bit = 7; bit >= 0; bit--) {
      result = (result * result) % modulus;
      if ((octet >>> bit) & 1) result = (result * base) % modulus;
    }
  }
  return result;
}

/** A point that is not on the curve is an exception there, and a wrong signature here. */
function quietly(check: () => boolean): boolean {
  try {
    return check();
  } catch {
    return false;
  }
}
