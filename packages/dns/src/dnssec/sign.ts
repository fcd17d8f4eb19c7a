import type { Name } from '../name.js';
import { RRSIG } from '../rdata/types.js';
import { signedData, signedLabels } from './canonical.js';
import type { SigningKey } from './keys.js';

/** What one signing needs to know beside the records. */
export interface SigningTimes {
  /** Seconds since 1970. */
  readonly inception: number;
  readonly expiration: number;
}

/** Data of the RRSIG over a record set (RFC 4034, section 3). @param origin the zone's name */
export function signRrset(
  key: SigningKey,
  origin: Name,
  owner: Name,
  type: number,
  ttl: number,
  rdatas: readonly Uint8Array[],
  times: SigningTimes,
): Uint8Array {
  const head = {
    typeCovered: type,
    algorithm: key.algorithm.number,
    labels: signedLabels(owner),
    originalTtl: ttl,
    expiration: times.expiration >>> 0,
    inception: times.inception >>> 0,
    keyTag: key.keyTag,
    signer: origin,
  };
  return RRSIG.encode({ ...head, signature: key.algorithm.sign(key.secret, signedData(head, owner, rdatas)) });
}
