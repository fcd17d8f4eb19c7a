import type { Stack } from '@morgana/flow';
import type { Clock } from '@morgana/time';
import { DEFAULT_PARSER_LIMITS, type ParserLimits } from '../message/parser.js';

export interface ClientLimits extends ParserLimits {
  /** Connections at a time, to one origin and in all. */
  readonly connectionsPerOrigin: number;
  readonly connections: number;
  /** Requests that wait for a connection; one more fails with "exhausted". */
  readonly waiting: number;
  /** Redirects followed for one request. */
  readonly redirects: number;
}

/** All in milliseconds. */
export interface ClientTimeouts {
  /** To look up the host and connect. */
  readonly connect: number;
  /** From the request to the end of the response's header section. */
  readonly head: number;
  /** Between two pieces of response content, while somebody waits for them. */
  readonly body: number;
  /** For the server to take the next 64 KiB of a request. */
  readonly write: number;
  /** That a connection is kept without a request. */
  readonly idle: number;
}

export interface ClientOptions {
  readonly stack: Stack;
  /** By default the platform's. */
  readonly clock?: Clock;
  /**
   * Gives the IP addresses of a host name, of either family: of several the first that answers is taken (RFC 8305). Without it URLs
   * need addresses.
   */
  readonly resolve?: (host: string) => Promise<string | readonly string[]>;
  readonly limits?: Partial<ClientLimits>;
  readonly timeouts?: Partial<ClientTimeouts>;
}

export const DEFAULT_CLIENT_LIMITS: ClientLimits = {
  ...DEFAULT_PARSER_LIMITS,
  bodyLength: Number.POSITIVE_INFINITY,
  connectionsPerOrigin: 16,
  connections: 256,
  waiting: 1024,
  redirects: 20,
};

export const DEFAULT_CLIENT_TIMEOUTS: ClientTimeouts = {
  connect: 10_000,
  head: 30_000,
  body: 30_000,
  write: 30_000,
  idle: 15_000,
};

export type FetchErrorCode =
  /** No http: URL, or one whose scheme is not spoken. */
  | 'invalid-url'
  /** The host has no address. */
  | 'unresolved'
  /** No connection came about; `cause` is the stack's FlowError. */
  | 'connect'
  /** One of the time-outs passed. */
  | 'timeout'
  /** What came is not HTTP/1.1, or beyond a limit. */
  | 'protocol'
  /** The connection broke before the response was complete. */
  | 'closed'
  /** Too many redirects, or one that cannot or may not be followed. */
  | 'redirect'
  /** Too many requests are waiting for a connection. */
  | 'exhausted';

/** Why a fetch failed, other than by its signal, whose reason is then the rejection. A TypeError, as in the Fetch Standard. */
export class FetchError extends TypeError {
  override readonly name = 'FetchError';
  readonly code: FetchErrorCode;

  constructor(code: FetchErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
