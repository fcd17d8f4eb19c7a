import type { Connection, Endpoint } from '@morgana/flow';
import type { Logger } from '@morgana/log';
import type { Clock } from '@morgana/time';
import { DEFAULT_PARSER_LIMITS, type ParserLimits } from '../message/parser.js';

/** What a handler gives back: a Response of this package, of the platform, or of that shape. */
export interface ResponseLike {
  readonly status: number;
  readonly statusText: string;
  readonly headers: { forEach(callback: (value: string, name: string) => void): void };
  readonly body: unknown;
}

/** What is known of the connection that a request came on. */
export interface RequestInfo {
  readonly remote: Endpoint;
  readonly local: Endpoint;
}

/** The Fetch API's face of a server; `request.signal` fires when the client is gone. */
export type Handler = (request: globalThis.Request, info: RequestInfo) => ResponseLike | Promise<ResponseLike>;

export interface ServerLimits extends ParserLimits {
  /** Connections at a time; one more is answered 503 and closed. */
  readonly connections: number;
  /** Requests answered on one connection before it is closed. */
  readonly requestsPerConnection: number;
  /** Octets of request content that nobody read which are taken and thrown away to keep the connection. */
  readonly drainLength: number;
}

/** All in milliseconds. */
export interface ServerTimeouts {
  /** From a connection's or a request's first octet to the end of the header section: 408. */
  readonly head: number;
  /** Between two pieces of request content: 408. */
  readonly body: number;
  /** From the end of the header section to the end of the request content: 408. */
  readonly request: number;
  /** For the client to take the next 64 KiB of a response: the connection is aborted. */
  readonly write: number;
  /** Between two requests: the connection is closed. */
  readonly idle: number;
}

export const DEFAULT_SERVER_LIMITS: ServerLimits = {
  ...DEFAULT_PARSER_LIMITS,
  connections: 1024,
  requestsPerConnection: Number.POSITIVE_INFINITY,
  drainLength: 65_536,
};

export const DEFAULT_SERVER_TIMEOUTS: ServerTimeouts = {
  head: 15_000,
  body: 30_000,
  request: 300_000,
  write: 30_000,
  idle: 60_000,
};

/** Counts since the server was made. */
export interface ServerStatistics {
  /** Connections taken, and those answered 503 or aborted because there were too many. */
  connections: number;
  refusedConnections: number;
  /** Requests given to the handler. */
  requests: number;
  /** Requests refused before any handler, or in the middle of their content: no valid HTTP/1.1, beyond a limit, not served. */
  malformed: number;
  /** Deadlines that passed, by what was waited for. */
  headTimeouts: number;
  bodyTimeouts: number;
  writeTimeouts: number;
  idleTimeouts: number;
  /** Handlers, or the streams they returned, that failed. */
  handlerErrors: number;
  /** Connections that broke while a request was being answered. */
  aborted: number;
}

export interface ConnectionOptions {
  /** By default the platform's. */
  readonly clock?: Clock;
  /** By default the platform's, as "http". */
  readonly log?: Logger;
  readonly limits?: Partial<ServerLimits>;
  readonly timeouts?: Partial<ServerTimeouts>;
  /** Scheme of `request.url`: "https" where the flow is a TLS session. */
  readonly scheme?: 'http' | 'https';
}

export interface SingleConnectionOptions extends ConnectionOptions {
  /** By default what the flow says, if it is a Connection. */
  readonly remote?: Endpoint;
  readonly local?: Endpoint;
}

export function newStatistics(): ServerStatistics {
  return {
    connections: 0,
    refusedConnections: 0,
    requests: 0,
    malformed: 0,
    headTimeouts: 0,
    bodyTimeouts: 0,
    writeTimeouts: 0,
    idleTimeouts: 0,
    handlerErrors: 0,
    aborted: 0,
  };
}

const UNKNOWN: Endpoint = { address: '0.0.0.0', port: 0 };

export function endpointsOf(flow: object, options: SingleConnectionOptions): RequestInfo {
  const connection = flow as Partial<Connection>;
  return {
    remote: options.remote ?? connection.remote ?? UNKNOWN,
    local: options.local ?? connection.local ?? UNKNOWN,
  };
}
