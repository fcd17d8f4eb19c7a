import { EdnsOption } from '../wire/constants.js';
import { type CookieJar, SERVER_COOKIE } from './cookies.js';
import type { QueryContext } from './responder.js';

const OPT = 41;
/** Octets of a record without options. */
const PLAIN = 11;

/** The OPT record of a query, read where it lies, and the one of its answer (RFC 6891). One object serves all queries. */
export class ServerEdns {
  /** A record without options. */
  readonly #plain: Uint8Array;
  readonly #nsid: Uint8Array | undefined;
  readonly #cookies: CookieJar | undefined;
  /** Whether the query has one. */
  present: boolean;
  /** Octets of UDP payload that the client takes. */
  size: number;
  version: number;
  dnssecOk: boolean;
  /** INFO-CODE of the extended error to send; below 0 for none. */
  extendedError: number;
  #wantsNsid: boolean;
  /** The client's cookie in the query; 0 for none. */
  #cookieAt: number;
  #cookieLength: number;

  constructor(udpSize: number, nsid: Uint8Array | undefined, cookies: CookieJar | undefined) {
    this.#plain = Uint8Array.of(0, 0, OPT, udpSize >>> 8, udpSize, 0, 0, 0, 0, 0, 0);
    this.#nsid = nsid;
    this.#cookies = cookies;
    this.present = false;
    this.size = 0;
    this.version = 0;
    this.dnssecOk = false;
    this.extendedError = -1;
    this.#wantsNsid = false;
    this.#cookieAt = 0;
    this.#cookieLength = 0;
  }

  reset(): void {
    this.present = false;
    this.version = 0;
    this.dnssecOk = false;
    this.extendedError = -1;
    this.#wantsNsid = false;
    this.#cookieAt = 0;
  }

  get hasCookie(): boolean {
    return this.#cookieAt !== 0;
  }

  /**
   * Reads a record. @param at behind its owner and type: the class @param data its data, `[data, end)`
   * @returns whether its options are well formed
   */
  read(query: Uint8Array, at: number, data: number, end: number): boolean {
    this.present = true;
    this.size = (query[at]! << 8) | query[at + 1]!;
    this.version = query[at + 3]!;
    this.dnssecOk = (query[at + 4]! & 0x80) !== 0;
    return data === end || this.#readOptions(query, data, end);
  }

  #readOptions(query: Uint8Array, at: number, end: number): boolean {
    while (at < end) {
      if (at + 4 > end) return false;
      const code = (query[at]! << 8) | query[at + 1]!;
      const length = (query[at + 2]! << 8) | query[at + 3]!;
      at += 4;
      if (at + length > end) return false;
      if (code === EdnsOption.NSID) {
        this.#wantsNsid = this.#nsid !== undefined;
      } else if (code === EdnsOption.COOKIE && this.#cookies !== undefined && this.#cookieAt === 0) {
        if (length !== 8 && (length < 16 || length > 40)) return false;
        this.#cookieAt = at;
        this.#cookieLength = length;
      }
      at += length;
    }
    return true;
  }

  /** Whether the query has a cookie of ours: its sender's address is its own. */
  isTrustworthy(query: Uint8Array, context: QueryContext): boolean {
    const at = this.#cookieAt;
    if (at === 0 || this.#cookieLength === 8) return false;
    const client = query.subarray(at, at + 8);
    return this.#cookies!.check(client, query.subarray(at + 8, at + this.#cookieLength), context.address, context.time);
  }

  /** Octets of the record that `write` adds, at most. */
  get room(): number {
    if (!this.present) return 0;
    // The extended error is always reckoned with: what it is about is not known yet.
    let size = 11 + 6;
    if (this.#cookieAt !== 0) size += 4 + 8 + SERVER_COOKIE;
    if (this.#wantsNsid) size += 4 + this.#nsid!.length;
    return size;
  }

  /** Writes the record to `reply` at `out`. @returns where it ends */
  write(query: Uint8Array, context: QueryContext, reply: Uint8Array, out: number, rcode: number): number {
    const plain = this.#plain;
    const at = out | 0;
    for (let i = 0; i < PLAIN; i++) reply[at + i] = plain[i]!;
    reply[at + 5] = rcode >>> 4;
    if (this.dnssecOk) reply[at + 7] = 0x80;
    out = at + PLAIN;
    if (this.#cookieAt === 0 && !this.#wantsNsid && this.extendedError < 0) return out;
    const lengthAt = out - 2;
    if (this.#cookieAt !== 0) {
      reply[out] = 0;
      reply[out + 1] = EdnsOption.COOKIE;
      reply[out + 2] = 0;
      reply[out + 3] = 8 + SERVER_COOKIE;
      out += 4;
      for (let i = 0; i < 8; i++) reply[out + i] = query[this.#cookieAt + i]!;
      const client = reply.subarray(out, out + 8);
      this.#cookies!.write(client, context.address, context.time, reply, out + 8);
      out += 8 + SERVER_COOKIE;
    }
    if (this.#wantsNsid) {
      const nsid = this.#nsid!;
      reply[out] = 0;
      reply[out + 1] = EdnsOption.NSID;
      reply[out + 2] = nsid.length >>> 8;
      reply[out + 3] = nsid.length;
      reply.set(nsid, out + 4);
      out += 4 + nsid.length;
    }
    if (this.extendedError >= 0) {
      reply[out] = 0;
      reply[out + 1] = EdnsOption.EXTENDED_ERROR;
      reply[out + 2] = 0;
      reply[out + 3] = 2;
      reply[out + 4] = 0;
      reply[out + 5] = this.extendedError;
      out += 6;
    }
    const length = out - lengthAt - 2;
    reply[lengthAt] = length >>> 8;
    reply[lengthAt + 1] = length;
    return out;
  }
}
