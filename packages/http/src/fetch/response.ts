import { isFieldValue } from '../message/characters.js';
import { isNullBodyStatus } from '../message/status.js';
import { Body, type BodyInit, type BodySource, contentTypeOf, toContent } from './body.js';
import { Headers, type HeadersInit } from './headers.js';
import { parseUrl } from './url.js';

export interface ResponseInit {
  /** 200 to 599. */
  readonly status?: number;
  readonly statusText?: string;
  readonly headers?: HeadersInit;
}

/** A response off the wire, for `Response.received`. */
export interface ReceivedResponse {
  readonly status: number;
  readonly statusText: string;
  readonly headers: Headers;
  readonly body: BodySource | Uint8Array | null;
  readonly url: string;
  readonly redirected: boolean;
}

/**
 * The Response of the Fetch Standard. A server may send one whose body is text or octets more than once, so a handler can
 * keep it; this is more than the standard promises.
 */
export class Response extends Body {
  readonly status: number;
  readonly statusText: string;
  readonly url: string;
  readonly redirected: boolean;
  readonly type: 'default' | 'error' | 'basic';
  private headerFields: Headers | null;
  /** Content-Type that came with the body and is not in `headerFields` yet. */
  private impliedType: string | null;

  /** @throws {RangeError} status outside of 200-599. @throws {TypeError} a bad header, or a body with status 204, 205 or 304 */
  constructor(body?: BodyInit | null, init?: ResponseInit, received?: ReceivedResponse | 'error') {
    super();
    this.headerFields = null;
    this.impliedType = null;
    this.url = '';
    this.redirected = false;
    if (received !== undefined) {
      if (received === 'error') {
        this.status = 0;
        this.statusText = '';
        this.type = 'error';
        return;
      }
      this.status = received.status;
      this.statusText = received.statusText;
      this.type = 'basic';
      this.headerFields = received.headers;
      this.url = received.url;
      this.redirected = received.redirected;
      this.content = received.body;
      return;
    }
    this.type = 'default';
    this.status = init?.status === undefined ? 200 : init.status;
    if (!(Number.isInteger(this.status) && this.status >= 200 && this.status <= 599)) {
      throw new RangeError(`Response: the status ${String(init?.status)} is not an integer from 200 to 599`);
    }
    this.statusText = init?.statusText === undefined ? '' : String(init.statusText);
    if (!isFieldValue(this.statusText)) throw new TypeError('Response: statusText has a control character');
    if (init?.headers !== undefined) this.headerFields = new Headers(init.headers);
    if (body !== undefined && body !== null) {
      if (isNullBodyStatus(this.status)) throw new TypeError(`Response: status ${this.status} cannot have a body`);
      this.content = toContent(body);
      const type = contentTypeOf(body);
      if (type !== null && !(this.headerFields?.has('content-type') ?? false)) this.impliedType = type;
    }
  }

  /** For clients. */
  static received(parts: ReceivedResponse): Response {
    return new Response(null, undefined, parts);
  }

  static error(): Response {
    return new Response(null, undefined, 'error');
  }

  /** @throws {RangeError} when `status` is no redirect. @throws {TypeError} when `url` is neither absolute nor a path */
  static redirect(url: string | { toString(): string }, status = 302): Response {
    if (![301, 302, 303, 307, 308].includes(status)) {
      throw new RangeError(`Response.redirect: ${status} is not a redirect status`);
    }
    const text = String(url);
    const location = text.startsWith('/') ? text : parseUrl(text).href;
    return new Response(null, { status, headers: { location } });
  }

  static json(data: unknown, init: ResponseInit = {}): Response {
    const text = JSON.stringify(data);
    if (text === undefined) throw new TypeError('Response.json: the value has no JSON form');
    const headers = new Headers(init.headers);
    if (!headers.has('content-type')) headers.set('content-type', 'application/json');
    return new Response(text, { ...init, headers });
  }

  get headers(): Headers {
    const headers = (this.headerFields ??= new Headers());
    if (this.impliedType !== null) {
      headers.set('content-type', this.impliedType);
      this.impliedType = null;
    }
    return headers;
  }

  get ok(): boolean {
    return this.status >= 200 && this.status <= 299;
  }

  /** @throws {TypeError} when the body was used */
  clone(): Response {
    const content = this.cloneContent();
    const copy = Response.received({
      status: this.status,
      statusText: this.statusText,
      headers: new Headers(this.headers),
      body: null,
      url: this.url,
      redirected: this.redirected,
    });
    copy.content = content;
    return copy;
  }

  /** Headers if there are any yet: a sender need not make an object that says nothing. */
  peekHeaders(): Headers | null {
    return this.headerFields;
  }

  /** The Content-Type implied by a text body, while `headers` has not been looked at. */
  peekImpliedType(): string | null {
    return this.impliedType;
  }

  get [Symbol.toStringTag](): string {
    return 'Response';
  }
}
