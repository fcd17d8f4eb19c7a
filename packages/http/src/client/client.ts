import { defaultClock } from '@morgana/time';
import type { Content } from '../fetch/body.js';
import { Headers } from '../fetch/headers.js';
import { Request, type RequestInit, type RequestLike } from '../fetch/request.js';
import type { Response } from '../fetch/response.js';
import { type HttpUrl, parseUrl } from '../fetch/url.js';
import { type ClientConnection, type OutgoingRequest, StaleConnection } from './exchange.js';
import { type ClientOptions, DEFAULT_CLIENT_LIMITS, DEFAULT_CLIENT_TIMEOUTS, FetchError } from './options.js';
import { ConnectionPool } from './pool.js';

/** RFC 9110 9.2.2; TRACE is not sent. */
const IDEMPOTENT: readonly string[] = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE'];

const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];

/** Fields that describe content, dropped with it when a redirect turns a POST into a GET (Fetch Standard, "HTTP-redirect fetch"). */
const CONTENT_FIELDS: readonly string[] = ['content-encoding', 'content-language', 'content-location', 'content-type'];

/** Fields that must not reach another origin. */
const CREDENTIAL_FIELDS: readonly string[] = ['authorization', 'cookie', 'proxy-authorization'];

export interface HttpClient {
  /**
   * The Fetch API's `fetch`. The response's body has to be read to its end or cancelled: until then it holds a connection.
   * With `redirect: 'manual'` a redirect is given back as it came.
   *
   * @throws {FetchError} (a TypeError), or the reason of the signal
   */
  fetch(input: string | RequestLike | { toString(): string }, init?: RequestInit): Promise<Response>;
  /** Connections that stand now. */
  readonly connections: number;
  /** Requests that wait for a connection. */
  readonly waiting: number;
  /** Aborts everything. Idempotent. */
  close(): void;
}

/** A client with connections of its own. */
export function createClient(options: ClientOptions): HttpClient {
  const limits = { ...DEFAULT_CLIENT_LIMITS, ...options.limits };
  const timeouts = { ...DEFAULT_CLIENT_TIMEOUTS, ...options.timeouts };
  const pool = new ConnectionPool(options.stack, options.clock ?? defaultClock(), limits, timeouts, options.resolve);
  // The URL of the last request: programs ask the same one again and again.
  let lastText = '';
  let lastUrl: HttpUrl | null = null;

  const urlOf = (text: string): HttpUrl => {
    if (text === lastText && lastUrl !== null) return lastUrl;
    const url = plainUrl(text);
    lastText = text;
    lastUrl = url;
    return url;
  };

  const fetch = async (input: string | RequestLike | { toString(): string }, init?: RequestInit): Promise<Response> => {
    let request: OutgoingRequest;
    let redirect: string;
    if (typeof input === 'string' && init === undefined) {
      request = { method: 'GET', url: urlOf(input), headers: null, content: null, signal: null, redirected: false };
      redirect = 'follow';
    } else {
      const given = new Request(typeof input === 'string' ? urlOf(input).href : input, init);
      redirect = given.redirect;
      request = {
        method: given.method,
        url: urlOf(given.url),
        headers: given.headers,
        content: given.take(),
        signal: given.signal,
        redirected: false,
      };
    }
    for (let redirects = 0; ; redirects++) {
      const response = await send(pool, request);
      if (redirect === 'manual' || !REDIRECTS.includes(response.status)) return response;
      const location = response.headers.get('location');
      if (location === null) return response;
      discard(response);
      if (redirect === 'error') {
        throw new FetchError('redirect', `${request.url.href} redirects, and the request says that it may not`);
      }
      if (redirects === limits.redirects) {
        throw new FetchError('redirect', `more than ${limits.redirects} redirects; the last was to ${location}`);
      }
      request = redirected(request, response.status, location);
    }
  };

  return {
    fetch,
    get connections() {
      return pool.connections;
    },
    get waiting() {
      return pool.waiting;
    },
    close() {
      pool.close();
    },
  };
}

/** One request, sent again on a fresh connection where a kept one turns out to be closed (RFC 9112 9.3.1). */
async function send(pool: ConnectionPool, request: OutgoingRequest): Promise<Response> {
  if (request.signal?.aborted === true) throw request.signal.reason;
  let connection: ClientConnection | null = pool.takeIdle(request.url);
  let fresh = false;
  for (;;) {
    connection ??= await pool.acquire(request.url, request.signal, fresh);
    try {
      return await connection.exchange(request);
    } catch (error) {
      if (!(error instanceof StaleConnection)) throw error;
      if (!IDEMPOTENT.includes(request.method) || !isReplayable(request.content)) {
        throw new FetchError('closed', `the connection was closed; ${request.method} is not sent twice`, {
          cause: error.cause,
        });
      }
      connection = null;
      fresh = true;
    }
  }
}

/** The request that a redirect asks for (RFC 9110 15.4; Fetch Standard, "HTTP-redirect fetch"). */
function redirected(request: OutgoingRequest, status: number, location: string): OutgoingRequest {
  const url = plainUrl(location, request.url);
  const { method } = request;
  const toGet = status === 303 ? method !== 'GET' && method !== 'HEAD' : status < 303 && method === 'POST';
  if (!toGet && !isReplayable(request.content)) {
    throw new FetchError('redirect', `cannot follow the redirect to ${url.href}: the body was a stream and is gone`);
  }
  const headers = request.headers === null ? null : new Headers(request.headers);
  if (toGet) for (const name of CONTENT_FIELDS) headers?.delete(name);
  if (url.authority !== request.url.authority) for (const name of CREDENTIAL_FIELDS) headers?.delete(name);
  return {
    method: toGet ? 'GET' : method,
    url,
    headers,
    content: toGet ? null : request.content,
    signal: request.signal,
    redirected: true,
  };
}

/** An http: URL. @throws {FetchError} "invalid-url" */
function plainUrl(text: string, base?: HttpUrl): HttpUrl {
  let url: HttpUrl;
  try {
    url = parseUrl(text, base);
  } catch (error) {
    throw new FetchError('invalid-url', error instanceof Error ? error.message : String(error));
  }
  if (url.scheme === 'https') {
    throw new FetchError('invalid-url', `https is not spoken yet (TLS comes later): ${url.href}`);
  }
  return url;
}

function isReplayable(content: Content): boolean {
  return content === null || typeof content === 'string' || content instanceof Uint8Array;
}

function discard(response: Response): void {
  const content = response.peekContent();
  if (content !== null && typeof content !== 'string' && !(content instanceof Uint8Array)) {
    (content as { cancel(reason: unknown): unknown }).cancel(undefined);
  }
}
