import { latin1 } from '../bytes.js';
import type { AbortSignal } from '../fetch/abort.js';
import { Headers } from '../fetch/headers.js';
import { IncomingHead } from '../fetch/request.js';
import type { HttpParser } from '../message/parser.js';

/** The texts that a connection's requests have in common, so that they are made once: "http://host" and the last target. */
export interface TextCache {
  host: string;
  origin: string;
  target: string;
  /** Origin of requests without Host. */
  readonly localOrigin: string;
  readonly scheme: 'http' | 'https';
}

/** The head of a received request: octets, and text when somebody asks. */
export class ServerHead extends IncomingHead {
  private readonly input: Uint8Array;
  private readonly targetStart: number;
  private readonly targetEnd: number;
  private readonly hostStart: number;
  private readonly hostEnd: number;
  private readonly fieldsStart: number;
  private readonly headEnd: number;
  private readonly cache: TextCache;
  private readonly makeSignal: (head: ServerHead) => AbortSignal;

  constructor(parser: HttpParser, cache: TextCache, makeSignal: (head: ServerHead) => AbortSignal) {
    super(parser.method);
    this.input = parser.input;
    this.targetStart = parser.targetStart;
    this.targetEnd = parser.targetEnd;
    this.hostStart = parser.hostStart;
    this.hostEnd = parser.hostEnd;
    this.fieldsStart = parser.fieldsStart;
    this.headEnd = parser.headEnd;
    this.cache = cache;
    this.makeSignal = makeSignal;
  }

  /** The request target as it came; for a log. */
  target(): string {
    const { input, targetStart, targetEnd, cache } = this;
    if (!sameText(input, targetStart, targetEnd, cache.target)) cache.target = latin1(input, targetStart, targetEnd);
    return cache.target;
  }

  /** The target URI, RFC 9112 3.3. Of absolute-form the Host field has no say (3.2.2). */
  url(): string {
    const target = this.target();
    if (target.charCodeAt(0) !== 47) return target;
    const { input, hostStart, hostEnd, cache } = this;
    if (hostStart < 0 || hostStart === hostEnd) return cache.localOrigin + target;
    if (!sameText(input, hostStart, hostEnd, cache.host)) {
      cache.host = latin1(input, hostStart, hostEnd);
      cache.origin = `${cache.scheme}://${cache.host.toLowerCase()}`;
    }
    return cache.origin + target;
  }

  headers(): Headers {
    return Headers.fromOctets(this.input, this.fieldsStart, this.headEnd);
  }

  signal(): AbortSignal {
    return this.makeSignal(this);
  }
}

function sameText(bytes: Uint8Array, start: number, end: number, text: string): boolean {
  const length = end - start;
  if (text.length !== length) return false;
  for (let i = 0; i < length; i++) {
    if (bytes[start + i] !== text.charCodeAt(i)) return false;
  }
  return true;
}
