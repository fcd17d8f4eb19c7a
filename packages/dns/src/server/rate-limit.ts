import { parseIp } from '../ip.js';

export interface RateLimitOptions {
  /** Like responses per second to one network. 10 by default. */
  readonly responses?: number;
  /** Of those refused, every n-th is sent truncated, so that a client behind the network can come by TCP; 0: none. 2 by default. */
  readonly slip?: number;
  /** Buckets of the table; a power of 2. 16384 by default. */
  readonly buckets?: number;
  /** Leading bits of the addresses that count as one network; 24 and 56 by default. */
  readonly ipv4Prefix?: number;
  readonly ipv6Prefix?: number;
}

export type Verdict = 'send' | 'truncate' | 'drop';

/**
 * Response-rate limiting: a server is no use for flooding a third party when it sends the same network the same kind of
 * response only so often. Token buckets in a table of fixed size, by a keyed hash of network and kind; two that share a
 * place share their allowance.
 */
export class RateLimiter {
  readonly #responses: number;
  readonly #slip: number;
  readonly #ipv4: number;
  readonly #ipv6: number;
  readonly #mask: number;
  readonly #seed: number;
  /** Thousandths of a response that may still be sent. */
  readonly #credit: Int32Array;
  /** When it was counted last, in milliseconds. */
  readonly #since: Float64Array;
  #refused: number;

  /** @param seed 32 random bits, so that nobody outside knows which networks share a bucket */
  constructor(seed: number, options: RateLimitOptions = {}) {
    const buckets = options.buckets ?? 16_384;
    if (buckets < 1 || (buckets & (buckets - 1)) !== 0) throw new RangeError(`${buckets} buckets: a power of 2`);
    this.#responses = options.responses ?? 10;
    this.#slip = options.slip ?? 2;
    this.#ipv4 = options.ipv4Prefix ?? 24;
    this.#ipv6 = options.ipv6Prefix ?? 56;
    this.#mask = buckets - 1;
    this.#seed = seed | 0;
    this.#credit = new Int32Array(buckets).fill(this.#responses * 1000);
    this.#since = new Float64Array(buckets);
    this.#refused = 0;
  }

  /** @param kind tells responses apart: a hash of name and type @param now milliseconds, monotonic */
  check(address: string, kind: number, now: number): Verdict {
    const octets = parseIp(address);
    if (octets === undefined) return 'send';
    let hash = Math.imul(this.#seed ^ kind, 0x9e3779b1);
    let bits = octets.length === 4 ? this.#ipv4 : this.#ipv6;
    for (let i = 0; bits > 0; i++, bits -= 8) {
      const octet = bits >= 8 ? octets[i]! : octets[i]! & (0xff00 >>> bits);
      hash = Math.imul(hash ^ octet, 0x01000193);
      hash ^= hash >>> 13;
    }
    const bucket = (hash ^ (hash >>> 16)) & this.#mask;
    const full = this.#responses * 1000;
    const earned = (now - this.#since[bucket]!) * this.#responses;
    const credit = Math.min(full, this.#credit[bucket]! + Math.max(0, earned)) | 0;
    this.#since[bucket] = now;
    if (credit >= 1000) {
      this.#credit[bucket] = credit - 1000;
      return 'send';
    }
    this.#credit[bucket] = credit;
    this.#refused++;
    return this.#slip > 0 && this.#refused % this.#slip === 0 ? 'truncate' : 'drop';
  }
}
