import { sha1 } from '@noble/hashes/legacy.js';
import { base32Text } from '../encoding.js';
import { canonicalName, joinNames, type Name } from '../name.js';

/** How a zone's NSEC3 hashes names (RFC 5155, section 4). */
export interface HashParameters {
  readonly salt: Uint8Array;
  /** Rounds beside the first; 0 is what RFC 9276 asks for. */
  readonly iterations: number;
}

/** The hash of a name (RFC 5155, section 5), 20 octets. */
export function nsec3Hash({ salt, iterations }: HashParameters, name: Name): Uint8Array {
  let input: Uint8Array = canonicalName(name);
  for (let i = 0; i <= iterations; i++) {
    const salted = new Uint8Array(input.length + salt.length);
    salted.set(input);
    salted.set(salt, input.length);
    input = sha1(salted);
  }
  return input;
}

/** The owner of the NSEC3 of a hash: its base 32 text as a label in front of the zone's name. */
export function nsec3Owner(hash: Uint8Array, origin: Name): Name {
  const text = base32Text(hash);
  const label = new Uint8Array(text.length + 2);
  label[0] = text.length;
  for (let i = 0; i < text.length; i++) label[i + 1] = text.charCodeAt(i);
  return joinNames(label, origin);
}
