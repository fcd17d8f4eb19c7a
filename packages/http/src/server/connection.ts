import type { Flow } from '@morgana/flow';
import { AbortError, AbortSignal } from '../fetch/abort.js';
import type { BodySource } from '../fetch/body.js';
import { Request } from '../fetch/request.js';
import { Response } from '../fetch/response.js';
import { HttpError } from '../message/error.js';
import { isHostAndPort } from '../message/grammar.js';
import { DATA, END, ERROR, HttpParser, NEED_INPUT } from '../message/parser.js';
import { reasonPhrase } from '../message/status.js';
import { ascii } from '../message/writer.js';
import { Output } from '../output.js';
import { Watchdog } from '../watchdog.js';
import { ServerHead, type TextCache } from './head.js';
import type { RequestInfo, ResponseLike } from './options.js';
import { BodyFailure, Responder, type ResponseContext } from './respond.js';
import type { ServerShared } from './shared.js';

// What an outstanding read of the connection waits for.
const NOTHING = 0;
const REQUEST = 1;
const REST_OF_HEAD = 2;
const CONTENT = 3;

/** Milliseconds that a head which is under way may take when the server is being closed. */
const LAST_HEAD = 500;

/** Microtask turns given to a handler before what is buffered for earlier requests is sent without its answer. */
const HANDLER_TURNS = 4;

const CONTINUE = /* @__PURE__ */ ascii('HTTP/1.1 100 Continue\r\n\r\n');

/**
 * One connection of a server: requests are parsed, handled and answered strictly one after the other; answers are collected
 * while more requests are at hand, so pipelined requests cost one write together.
 */
export class ServerConnection implements ResponseContext {
  private readonly flow: Flow;
  private readonly shared: ServerShared;
  private readonly info: RequestInfo;
  private readonly parser: HttpParser;
  private readonly watchdog: Watchdog;
  private readonly output: Output;
  private readonly responder: Responder;
  private readonly cache: TextCache;

  private waitingFor = NOTHING;
  private headDeadline = 0;
  private requestDeadline = 0;
  private requests = 0;
  private draining = false;
  /** A time-out or the end of the server is closing the flow; what still runs has nothing more to say. */
  private over = false;

  // --- The request being answered ---
  private head: ServerHead | null = null;
  private signal: AbortSignal | null = null;
  isHead = false;
  isHttp10 = false;
  /** Content is still to come, from the parser's point of view. */
  private bodyOpen = false;
  private bodyStarted = false;
  private bodyError: unknown = null;
  private continueExpected = false;
  private bodyReading: Promise<Uint8Array | null> | null = null;
  private rejectBodyRead: ((reason: unknown) => void) | null = null;
  /** The handle that may read the content; every other one belongs to a request that was answered. */
  private bodyOwner: RequestBody | null = null;

  /** A handler is being waited for: reading goes on, to learn of a reset. */
  private watching = false;
  /** A read begun while a handler was busy, to learn of a reset. */
  private ahead: Promise<Uint8Array | null> | null = null;
  private failure: unknown = null;
  private readonly finished: Promise<void>;
  private resolveFinished: () => void = () => {};

  constructor(flow: Flow, info: RequestInfo, shared: ServerShared) {
    const { limits, timeouts } = shared;
    this.flow = flow;
    this.info = info;
    this.shared = shared;
    this.finished = new Promise((resolve) => {
      this.resolveFinished = resolve;
    });
    this.parser = new HttpParser('request', limits);
    const shortest = Math.min(timeouts.head, timeouts.body, timeouts.request, timeouts.write, timeouts.idle);
    this.watchdog = new Watchdog(
      shared.clock,
      shortest,
      () => this.readExpired(),
      () => this.writeExpired(),
    );
    this.output = new Output(flow, shared.buffers, this.watchdog, timeouts.write);
    this.responder = new Responder(this.output, shared.date, () => this.readAhead());
    const { address, port } = info.local;
    const authority = address.includes(':') ? `[${address}]` : address;
    this.cache = {
      host: '',
      origin: '',
      target: '',
      scheme: shared.scheme,
      localOrigin: `${shared.scheme}://${authority}:${port}`,
    };
  }

  /** Serves the connection to its end. Never rejects. */
  run(): Promise<void> {
    this.serve().then(
      () => this.hangUp(),
      (error) => {
        if (!this.over) this.broken(error);
      },
    );
    return this.finished;
  }

  /** Closes the connection now if it is idle, soon if a head is under way, else with the answer that it is working on. */
  shutDown(): void {
    this.draining = true;
    if (this.over) return;
    if (this.waitingFor === REQUEST) this.hangUp();
    else if (this.waitingFor === REST_OF_HEAD) {
      this.headDeadline = Math.min(this.headDeadline, this.watchdog.now() + LAST_HEAD);
      this.watchdog.setRead(this.headDeadline);
    }
  }

  abort(reason: Error): void {
    this.flow.abort(reason);
    this.broken(reason);
    this.finish();
  }

  // --- The loop ---

  private async serve(): Promise<void> {
    const { parser, output, responder, shared } = this;
    for (;;) {
      const event = parser.next();
      if (event === NEED_INPUT) {
        if (output.used > 0) await output.flush();
        if (this.over || (this.draining && this.requests > 0 && parser.isIdle())) return;
        const bytes = await this.waitForRequest();
        if (this.over) return;
        if (bytes === null) {
          if (parser.finish() === ERROR) shared.statistics.aborted++;
          return;
        }
        parser.push(bytes);
        continue;
      }
      if (event === ERROR) {
        shared.statistics.malformed++;
        this.refuse(parser.errorStatus, parser.errorReason);
        return;
      }
      this.beginRequest();
      let response: ResponseLike | null = this.answerWithoutHandler();
      if (response !== null) {
        if (response.status >= 400) shared.statistics.malformed++;
      } else {
        shared.statistics.requests++;
        try {
          const result = this.callHandler();
          response = isPromise(result) ? await this.settle(result) : result;
          if (typeof response !== 'object' || response === null) {
            throw new TypeError(`the handler returned ${String(response)}, not a Response`);
          }
        } catch (error) {
          response = this.responseToError(error);
        }
        // The fault is the request's, whatever the handler made of the failing body.
        if (this.bodyError !== null && !(response.status < 500)) response = this.responseToError(this.bodyError);
      }
      if (this.over) return;
      if (!responder.sendSmall(response, this)) await this.sendAny(response);
      this.head = null;
      this.signal = null;
      if (this.bodyOwner !== null) {
        if (!responder.close && !(await this.drain())) return;
        this.bodyOwner = null;
      }
      if (responder.close || this.over) return;
    }
  }

  private waitForRequest(): Promise<Uint8Array | null> {
    const { timeouts } = this.shared;
    const now = this.watchdog.now();
    if (this.parser.isIdle()) {
      this.waitingFor = REQUEST;
      this.watchdog.setRead(now + (this.requests === 0 ? timeouts.head : timeouts.idle));
    } else {
      this.waitingFor = REST_OF_HEAD;
      if (this.headDeadline === 0) this.headDeadline = now + timeouts.head;
      this.watchdog.setRead(this.headDeadline);
    }
    return this.receive();
  }

  private receive(): Promise<Uint8Array | null> {
    const { ahead } = this;
    this.ahead = null;
    return ahead ?? this.flow.read();
  }

  private beginRequest(): void {
    const { parser } = this;
    this.waitingFor = NOTHING;
    this.headDeadline = 0;
    this.watchdog.clearRead();
    this.responder.begin();
    this.requests++;
    this.isHead = parser.method === 'HEAD';
    this.isHttp10 = parser.versionMinor === 0;
    this.bodyOpen = parser.hasBody;
    this.bodyStarted = false;
    this.bodyError = null;
    this.continueExpected = parser.expectContinue && parser.hasBody && parser.versionMinor > 0;
    if (parser.hasBody) {
      this.bodyOwner = new RequestBody(this);
      this.requestDeadline = this.watchdog.now() + this.shared.timeouts.request;
    }
  }

  /** What needs no handler: expectations that cannot be met, methods and targets of proxies, "OPTIONS *". */
  private answerWithoutHandler(): ResponseLike | null {
    const { parser } = this;
    if (parser.expectUnknown) return plain(417, 'the only expectation known here is 100-continue');
    const { input, targetStart, targetEnd, method } = parser;
    if (method === 'CONNECT' || method === 'TRACE') {
      // What follows CONNECT is meant for a tunnel, and not to be taken for requests.
      this.responder.close = true;
      return plain(501, `${method} is not implemented`);
    }
    if (input[targetStart] === 47) return null;
    if (targetEnd - targetStart === 1 && input[targetStart] === 42) {
      if (method === 'OPTIONS') return new Response(null, { status: 204 });
      return plain(400, 'the target "*" is for OPTIONS only');
    }
    if (isAbsoluteForm(input, targetStart, targetEnd)) return null;
    return plain(400, 'the request target is neither a path nor an absolute http URI');
  }

  private callHandler(): ResponseLike | Promise<ResponseLike> {
    const head = new ServerHead(this.parser, this.cache, (asking) => this.signalFor(asking));
    this.head = head;
    const request = new Request(head, this.bodyOwner);
    return this.shared.handler(request as unknown as globalThis.Request, this.info);
  }

  /** Waits for a handler; if it takes its time, earlier answers go out and the client is watched. */
  private async settle(result: Promise<ResponseLike>): Promise<ResponseLike> {
    let settled = false;
    const watched = result.then(
      () => {
        settled = true;
      },
      () => {
        settled = true;
      },
    );
    for (let i = 0; i < HANDLER_TURNS && !settled; i++) await undefined;
    if (!settled) {
      await this.output.flush();
      this.watching = true;
      this.readAhead();
      await watched;
      this.watching = false;
    }
    return result;
  }

  private async sendAny(response: ResponseLike): Promise<void> {
    const { output, responder } = this;
    try {
      if (output.used > 0) {
        await output.flush();
        if (responder.sendSmall(response, this)) return;
      }
      await responder.send(response, this);
    } catch (error) {
      if (error instanceof BodyFailure) {
        this.noteHandlerError(error.cause);
        if (!error.unsent) {
          // Only a broken connection tells the client that this is not all of it.
          throw error;
        }
      } else if (error instanceof HttpError || error instanceof TypeError) {
        this.noteHandlerError(error);
      } else {
        throw error;
      }
      if (this.bodyOpen) responder.close = true;
      const cause = error instanceof BodyFailure && this.bodyError !== null ? this.bodyError : null;
      const answer =
        cause instanceof HttpError ? plain(cause.status, cause.message) : plain(500, 'the response failed');
      if (!responder.sendSmall(answer, this)) await responder.send(answer, this);
    }
  }

  /** Whether the connection can carry another request after this answer, as far as is known when its head is written. */
  mayPersist(): boolean {
    const { parser, shared } = this;
    if (!parser.keepAlive || this.draining || this.bodyError !== null) return false;
    if (this.requests >= shared.limits.requestsPerConnection) return false;
    if (!this.bodyOpen || this.bodyStarted) return true;
    // Unread content: nobody knows whether a client that waits for 100 will send it (RFC 9110 10.1.1).
    return !this.continueExpected && parser.contentLength <= shared.limits.drainLength;
  }

  /** Takes what is left of the request's content, within bounds. False: the connection has to end. */
  private async drain(): Promise<boolean> {
    this.bodyOwner = null;
    if (this.rejectBodyRead !== null) {
      // The handler left a read behind; the client may wait for the answer before it sends what that waits for.
      await this.output.flush();
      await this.bodyReading?.catch(() => {});
    }
    let drained = 0;
    try {
      while (this.bodyOpen) {
        const bytes = await this.nextPiece();
        if (bytes !== null && (drained += bytes.length) > this.shared.limits.drainLength) return false;
      }
    } catch (error) {
      if (error instanceof HttpError) return false;
      throw error;
    }
    return this.bodyError === null;
  }

  // --- Request content ---

  /** For `RequestBody`. */
  readFor(owner: RequestBody): Promise<Uint8Array | null> {
    if (this.bodyOwner !== owner) {
      return Promise.reject(new HttpError(400, 'the request has been answered; its content is gone'));
    }
    if (this.bodyError !== null) return Promise.reject(this.bodyError);
    if (!this.bodyOpen) return Promise.resolve(null);
    this.bodyStarted = true;
    const reading = this.nextPiece();
    this.bodyReading = reading;
    return reading;
  }

  private async nextPiece(): Promise<Uint8Array | null> {
    const { parser } = this;
    for (;;) {
      const event = parser.next();
      if (event === DATA) return parser.input.subarray(parser.dataStart, parser.dataEnd);
      if (event === END) {
        this.bodyOpen = false;
        if (this.watching) this.readAhead();
        return null;
      }
      if (event === ERROR) {
        this.shared.statistics.malformed++;
        throw this.failBody(new HttpError(parser.errorStatus, parser.errorReason));
      }
      if (this.continueExpected) await this.sendContinue();
      // Draining: the client may wait for the answer before it sends the rest.
      if (this.head === null && this.output.used > 0) await this.output.flush();
      const bytes = await this.waitForContent();
      if (bytes === null)
        throw this.failBody(new HttpError(400, 'the connection was closed in the middle of a message'));
      parser.push(bytes);
    }
  }

  /** RFC 9110 10.1.1: told when somebody wants the content, and not once a response has begun. */
  private async sendContinue(): Promise<void> {
    this.continueExpected = false;
    if (this.head === null || this.responder.headWritten) return;
    await this.output.write(CONTINUE);
    await this.output.flush();
  }

  private waitForContent(): Promise<Uint8Array | null> {
    this.waitingFor = CONTENT;
    const deadline = this.watchdog.now() + this.shared.timeouts.body;
    this.watchdog.setRead(Math.min(deadline, this.requestDeadline));
    const read = this.receive();
    return new Promise((resolve, reject) => {
      const settle = (finish: () => void) => {
        if (this.rejectBodyRead !== reject) return;
        this.rejectBodyRead = null;
        this.waitingFor = NOTHING;
        this.watchdog.clearRead();
        finish();
      };
      this.rejectBodyRead = reject;
      read.then(
        (bytes) => settle(() => resolve(bytes)),
        (error) =>
          settle(() => {
            this.failBody(error);
            this.broken(error);
            reject(error);
          }),
      );
    });
  }

  private failBody(error: unknown): unknown {
    this.bodyError = error;
    this.bodyOpen = false;
    return error;
  }

  // --- Trouble ---

  /** Reads on while a handler or a stream takes its time, to learn that the client is gone; at most one piece is held. */
  private readAhead(): void {
    if (this.bodyOpen || this.ahead !== null || this.failure !== null || this.over) return;
    this.ahead = this.flow.read();
    this.ahead.catch((error) => this.broken(error));
  }

  private signalFor(head: ServerHead): AbortSignal {
    if (this.head !== head) return new AbortSignal();
    this.signal ??= this.failure === null ? new AbortSignal() : AbortSignal.abort(abortReason(this.failure));
    return this.signal;
  }

  /** The end, without more words: the flow failed or has to. Whoever works for the request may stop, and is not waited for. */
  private broken(error: unknown): void {
    if (this.failure !== null) return;
    this.failure = error ?? new AbortError('the connection ended');
    // An orderly close ends reads that are outstanding. That is no failure, and must not keep the answer from being delivered.
    if (!this.over) {
      this.over = true;
      if (this.head !== null) this.shared.statistics.aborted++;
      this.flow.abort(error instanceof Error ? error : undefined);
      this.finish();
    }
    try {
      this.signal?.fire(abortReason(error));
    } catch (listenerError) {
      this.noteHandlerError(listenerError);
    }
    this.responder.streaming?.cancel(error);
  }

  private refuse(status: number, reason: string): void {
    this.responder.begin();
    this.responder.close = true;
    this.isHead = false;
    this.isHttp10 = false;
    const response = plain(status, reason);
    // With full buffers the answer is dropped: the peer sends garbage and does not read.
    this.responder.sendSmall(response, this);
    this.output.settle();
    this.shared.log.debug('a request was refused', { status, reason, remote: this.info.remote.address });
  }

  private responseToError(error: unknown): ResponseLike {
    if (error instanceof HttpError && error.status >= 400 && error.status <= 599) {
      if (error.status >= 500) this.noteHandlerError(error);
      return plain(error.status, error.message);
    }
    if (this.failure === null) this.noteHandlerError(error);
    return plain(500, 'the handler failed');
  }

  private noteHandlerError(error: unknown): void {
    this.shared.statistics.handlerErrors++;
    this.shared.log.error('a handler failed', {
      method: this.head?.method ?? '',
      target: this.head?.target() ?? '',
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
  }

  private readExpired(): void {
    const { statistics, timeouts } = this.shared;
    switch (this.waitingFor) {
      case REQUEST:
        statistics.idleTimeouts++;
        this.hangUp();
        break;
      case REST_OF_HEAD:
        statistics.headTimeouts++;
        this.refuse(408, `the header section was not complete after ${timeouts.head} ms`);
        this.hangUp();
        break;
      case CONTENT: {
        statistics.bodyTimeouts++;
        this.waitingFor = NOTHING;
        const reject = this.rejectBodyRead;
        this.rejectBodyRead = null;
        reject?.(this.failBody(new HttpError(408, 'the content did not come in time')));
      }
    }
  }

  private writeExpired(): void {
    this.shared.statistics.writeTimeouts++;
    const reason = new HttpError(408, 'the client does not read');
    this.abort(reason);
  }

  /**
   * Says what is buffered and closes; a peer that does not take it is aborted by the watchdog. It does not rely on an
   * outstanding read to end. Never rejects.
   */
  private async hangUp(): Promise<void> {
    if (this.over) return;
    this.over = true;
    this.waitingFor = NOTHING;
    this.watchdog.clearRead();
    try {
      await this.output.flush();
      this.watchdog.setWrite(this.watchdog.now() + this.shared.timeouts.write);
      await this.flow.close();
    } catch {
      this.flow.abort();
    }
    this.finish();
  }

  private finish(): void {
    this.watchdog.stop();
    this.output.discard();
    this.resolveFinished();
  }
}

/** The content of one request; a handle that outlives the request reads nothing of the next one. */
export class RequestBody implements BodySource {
  private readonly connection: ServerConnection;

  constructor(connection: ServerConnection) {
    this.connection = connection;
  }

  read(): Promise<Uint8Array | null> {
    return this.connection.readFor(this);
  }

  cancel(): void {
    // What is not read is drained after the response.
  }
}

function plain(status: number, detail: string): Response {
  return new Response(`${status} ${reasonPhrase(status)}: ${detail}\n`, { status });
}

function isPromise<T>(value: T | Promise<T>): value is Promise<T> {
  return typeof (value as Promise<T> | null | undefined)?.then === 'function';
}

function abortReason(cause: unknown): AbortError {
  return new AbortError('the client is gone', { cause });
}

/** absolute-form (RFC 9112 3.2.2) with a host: "http://host/path". */
function isAbsoluteForm(bytes: Uint8Array, start: number, end: number): boolean {
  let at = start;
  for (const expected of 'http') {
    if ((bytes[at++]! | 32) !== expected.charCodeAt(0)) return false;
  }
  if ((bytes[at]! | 32) === 115) at++;
  if (bytes[at] !== 58 || bytes[at + 1] !== 47 || bytes[at + 2] !== 47) return false;
  at += 3;
  let hostEnd = at;
  while (hostEnd < end && bytes[hostEnd] !== 47 && bytes[hostEnd] !== 63) hostEnd++;
  return hostEnd > at && bytes[at] !== 58 && isHostAndPort(bytes, at, hostEnd);
}
