import { parseIp } from '../ip.js';
import { sipHash } from './siphash.js';

/** Octets of a server's cookie (RFC 9018, section 4). */
export const SERVER_COOKIE = 16;
/** Seconds that a cookie of ours is good, and that a clock may be ahead (RFC 9018, section 4.3). */
const LIFETIME = 3600;
const SKEW = 300;

/**
 * Server cookies (RFC 7873, RFC 9018): who sends one has received an answer at its address within the last hour.
 *
 *    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *    |  Version = 1  |                   Reserved                    |
 *    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *    |                           Timestamp                           |
 *    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *    |              Hash: SipHash-2-4 of client cookie,              |
 *    |          the eight octets above and client address            |
 *    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 */
export class CookieJar {
  readonly #secret: Uint8Array;
  readonly #previous: Uint8Array | undefined;

  /** @param secret 16 octets that all servers behind one address share @param previous the one before, still accepted */
  constructor(secret: Uint8Array, previous?: Uint8Array) {
    if (secret.length !== 16 || (previous !== undefined && previous.length !== 16)) {
      throw new RangeError('the secret of cookies has 16 octets');
    }
    this.#secret = secret.slice();
    this.#previous = previous?.slice();
  }

  /** Writes the cookie for a client to `out` at `at`. @param client its cookie, 8 octets @param now seconds since 1970 */
  write(client: Uint8Array, address: string, now: number, out: Uint8Array, at: number): void {
    out[at] = 1;
    out[at + 1] = 0;
    out[at + 2] = 0;
    out[at + 3] = 0;
    out[at + 4] = now >>> 24;
    out[at + 5] = now >>> 16;
    out[at + 6] = now >>> 8;
    out[at + 7] = now;
    sipHash(this.#secret, input(client, out.subarray(at, at + 8), address), out, at + 8);
  }

  /** Whether `server` is a cookie of ours for this client, and not too old. */
  check(client: Uint8Array, server: Uint8Array, address: string, now: number): boolean {
    if (server.length !== SERVER_COOKIE || server[0] !== 1) return false;
    const time = (server[4]! << 24) | (server[5]! << 16) | (server[6]! << 8) | server[7]!;
    const age = (now - time) | 0; // serial number arithmetic (RFC 1982)
    if (age > LIFETIME || age < -SKEW) return false;
    const octets = input(client, server.subarray(0, 8), address);
    return (
      matches(this.#secret, octets, server) || (this.#previous !== undefined && matches(this.#previous, octets, server))
    );
  }
}

function input(client: Uint8Array, head: Uint8Array, address: string): Uint8Array {
  const ip = parseIp(address) ?? new Uint8Array(0);
  const octets = new Uint8Array(16 + ip.length);
  octets.set(client);
  octets.set(head, 8);
  octets.set(ip, 16);
  return octets;
}

function matches(secret: Uint8Array, octets: Uint8Array, server: Uint8Array): boolean {
  const hash = new Uint8Array(8);
  sipHash(secret, octets, hash, 0);
  let difference = 0;
  for (let i = 0; i < 8; i++) difference |= hash[i]! ^ server[8 + i]!;
  return difference === 0;
}
