import { isToken } from '../message/characters.js';
import { AbortSignal } from './abort.js';
import { Body, type BodyInit, type BodySource, type Content, contentTypeOf, toContent } from './body.js';
import { Headers, type HeadersInit } from './headers.js';
import { parseUrl } from './url.js';

export interface RequestInit {
  readonly method?: string;
  readonly headers?: HeadersInit;
  readonly body?: BodyInit | null;
  readonly signal?: AbortSignalInit | null;
  readonly redirect?: 'follow' | 'manual' | 'error';
  /** Taken for compatibility with platforms that insist on "half" where the body is a stream. */
  readonly duplex?: 'half';
}

/** Any signal, this package's or the platform's. */
export interface AbortSignalInit {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** A Request of ours or of the platform, or something that prints as a URL. */
export interface RequestLike {
  readonly url: string;
  readonly method: string;
  readonly headers: HeadersInit;
  readonly body: unknown;
  readonly signal?: AbortSignalInit | null;
  readonly redirect?: string;
}

/**
 * What a server knows of a request whose text nobody has looked at yet. A class, so that the constructor of `Request` can
 * tell it from what applications pass.
 */
export abstract class IncomingHead {
  readonly method: string;

  constructor(method: string) {
    this.method = method;
  }

  abstract url(): string;
  abstract headers(): Headers;
  abstract signal(): AbortSignal;
}

/** Methods that are normalised to upper case (Fetch Standard, "normalize a method"). */
const NORMALISED: readonly string[] = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'POST', 'PUT'];

/**
 * The Request of the Fetch Standard, as far as it makes sense outside of a browser: mode, credentials, cache, referrer,
 * integrity and destination have the values of a plain server-side request and are not used.
 */
export class Request extends Body {
  readonly method: string;
  readonly redirect: 'follow' | 'manual' | 'error';
  private readonly head: IncomingHead | null;
  private urlText: string | null;
  private headerFields: Headers | null;
  private abortSignal: AbortSignal | null;

  constructor(
    input: string | RequestLike | { toString(): string } | IncomingHead,
    init?: RequestInit | BodySource | null,
  ) {
    super();
    if (input instanceof IncomingHead) {
      this.method = input.method;
      this.redirect = 'follow';
      this.head = input;
      this.urlText = null;
      this.headerFields = null;
      this.abortSignal = null;
      this.content = (init as BodySource | null | undefined) ?? null;
      return;
    }
    const options = (init ?? {}) as RequestInit;
    const from = isRequestLike(input) ? input : null;
    this.head = null;
    this.urlText = from === null ? parseUrl(String(input)).href : from.url;
    this.method = normaliseMethod(options.method ?? from?.method ?? 'GET');
    this.redirect = redirectMode(options.redirect ?? from?.redirect);
    this.headerFields = new Headers(options.headers ?? from?.headers);
    // The signal itself, whoever made it: one that followed it would stay among the listeners of a long-lived signal.
    const signal = options.signal === undefined ? from?.signal : options.signal;
    this.abortSignal = (signal ?? null) as AbortSignal | null;
    const replaced = options.body !== undefined;
    if ((replaced ? options.body !== null : hasBody(from)) && (this.method === 'GET' || this.method === 'HEAD')) {
      throw new TypeError(`Request: a ${this.method} request cannot have a body`);
    }
    if (replaced) {
      this.content = toContent(options.body);
      const type = contentTypeOf(options.body);
      if (type !== null && !this.headerFields.has('content-type')) this.headerFields.set('content-type', type);
    } else if (from instanceof Request) {
      this.content = from.take();
    } else if (from !== null) {
      this.content = toContent(from.body as BodyInit | null);
    }
  }

  get url(): string {
    return (this.urlText ??= this.head!.url());
  }

  get headers(): Headers {
    return (this.headerFields ??= this.head!.headers());
  }

  get signal(): AbortSignal {
    return (this.abortSignal ??= this.head === null ? new AbortSignal() : this.head.signal());
  }

  get mode(): 'cors' {
    return 'cors';
  }

  get credentials(): 'same-origin' {
    return 'same-origin';
  }

  get cache(): 'default' {
    return 'default';
  }

  get destination(): '' {
    return '';
  }

  get referrer(): string {
    return 'about:client';
  }

  get referrerPolicy(): '' {
    return '';
  }

  get integrity(): string {
    return '';
  }

  get keepalive(): boolean {
    return false;
  }

  get duplex(): 'half' {
    return 'half';
  }

  /** @throws {TypeError} when the body was used */
  clone(): Request {
    const content = this.cloneContent();
    const copy = new Request({
      url: this.url,
      method: this.method,
      headers: this.headers,
      body: null,
      signal: this.signal,
      redirect: this.redirect,
    });
    copy.content = content;
    return copy;
  }

  /** The content as given, without looking at it; for code that sends it. */
  override peekContent(): Content {
    return this.content;
  }

  get [Symbol.toStringTag](): string {
    return 'Request';
  }
}

function isRequestLike(input: unknown): input is RequestLike {
  return (
    typeof input === 'object' &&
    input !== null &&
    typeof (input as RequestLike).url === 'string' &&
    typeof (input as RequestLike).method === 'string'
  );
}

function hasBody(from: RequestLike | null): boolean {
  if (from === null) return false;
  return from instanceof Request ? from.peekContent() !== null : from.body !== null && from.body !== undefined;
}

function redirectMode(mode: string | undefined): 'follow' | 'manual' | 'error' {
  if (mode === undefined || mode === 'follow' || mode === 'manual' || mode === 'error') return mode ?? 'follow';
  throw new TypeError(`Request: redirect is ${JSON.stringify(mode)}, not follow, manual or error`);
}

/** @throws {TypeError} when it is not a token, or CONNECT, TRACE or TRACK, which the Fetch Standard forbids */
function normaliseMethod(method: string): string {
  if (!isToken(method)) throw new TypeError(`Request: ${JSON.stringify(method)} is not a method`);
  const upper = method.toUpperCase();
  if (upper === 'CONNECT' || upper === 'TRACE' || upper === 'TRACK') {
    throw new TypeError(`Request: the method ${upper} is forbidden`);
  }
  return NORMALISED.includes(upper) ? upper : method;
}
