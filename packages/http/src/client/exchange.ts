import type { Connection } from '@morgana/flow';
import type { Clock } from '@morgana/time';
import { concatenate, encodeUtf8, latin1, utf8Length, writeLatin1, writeUtf8 } from '../bytes.js';
import { type BodySource, type Content, isStream, toBytes } from '../fetch/body.js';
import { Headers } from '../fetch/headers.js';
import type { AbortSignalInit } from '../fetch/request.js';
import { Response } from '../fetch/response.js';
import type { HttpUrl } from '../fetch/url.js';
import { isDigits } from '../message/characters.js';
import { DATA, END, ERROR, HEAD, HttpParser } from '../message/parser.js';
import { FIELD_OVERHEAD, writeChunkSize, writeContentLength, writeCrlf, writeField } from '../message/writer.js';
import { type BufferPool, COPY_LENGTH, OUTPUT_LENGTH, Output } from '../output.js';
import { Watchdog } from '../watchdog.js';
import { type ClientLimits, type ClientTimeouts, FetchError } from './options.js';

/** A request as the client sends it; made anew for every redirect. */
export interface OutgoingRequest {
  readonly method: string;
  readonly url: HttpUrl;
  readonly headers: Headers | null;
  readonly content: Content;
  readonly signal: AbortSignalInit | null;
  readonly redirected: boolean;
}

/** Interim responses (1xx) taken before the final one. */
const INTERIM_RESPONSES = 16;

const HEAD_SLACK = 128;

/** Milliseconds that a request may go on when its response is complete, before the connection is given up. */
const FINISHING_TIME = 1000;

/** Fields that are the client's own business. */
const OWN_FIELDS: readonly string[] = [
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'keep-alive',
  'expect',
  'te',
  'trailer',
  'upgrade',
];

/** Who is told what becomes of a connection. */
export interface ConnectionOwner {
  /** The exchange is over and the connection can carry another. */
  released(connection: ClientConnection): void;
  /** The connection is of no more use. Told once. */
  gone(connection: ClientConnection): void;
}

/** The server closed a kept connection before a single octet of its answer: RFC 9112 9.3.1 lets idempotent requests be sent again. */
export class StaleConnection extends Error {
  override readonly name = 'StaleConnection';
}

/** One connection of a client: one exchange of request and response at a time. */
export class ClientConnection {
  readonly origin: string;
  private readonly flow: Connection;
  private readonly owner: ConnectionOwner;
  private readonly timeouts: ClientTimeouts;
  private readonly parser: HttpParser;
  private readonly watchdog: Watchdog;
  private readonly output: Output;
  /** Exchanges begun: more than one means that the connection was kept. */
  private exchanges = 0;
  private idle = true;
  private dead = false;
  private answered = false;
  private sending: Promise<void> | null = null;
  /** The response is complete, the request is not. */
  private finishing = false;
  private sendFailure: unknown = null;
  private ahead: Promise<Uint8Array | null> | null = null;
  private body: ResponseBody | null = null;
  private signal: AbortSignalInit | null = null;
  private readonly onAbort: () => void;
  private failure: unknown = null;

  constructor(
    origin: string,
    flow: Connection,
    owner: ConnectionOwner,
    clock: Clock,
    limits: ClientLimits,
    timeouts: ClientTimeouts,
    buffers: BufferPool,
  ) {
    this.origin = origin;
    this.flow = flow;
    this.owner = owner;
    this.timeouts = timeouts;
    this.parser = new HttpParser('response', limits);
    this.watchdog = new Watchdog(
      clock,
      Math.min(timeouts.head, timeouts.body, timeouts.write, timeouts.idle),
      () => this.expired(),
      () => this.abort(new FetchError('timeout', `the server did not take the request in ${timeouts.write} ms`)),
    );
    this.output = new Output(flow, buffers, this.watchdog, timeouts.write);
    this.onAbort = () => this.abort(this.signal?.reason);
  }

  /**
   * Sends a request and resolves with its response once the header section is there.
   * @throws {StaleConnection} @throws {FetchError}, or the signal's reason
   */
  async exchange(request: OutgoingRequest): Promise<Response> {
    this.exchanges++;
    this.idle = false;
    this.answered = false;
    this.sendFailure = null;
    this.signal = request.signal;
    request.signal?.addEventListener('abort', this.onAbort);
    try {
      this.parser.expectResponse(request.method === 'HEAD');
      this.watchdog.setRead(this.watchdog.now() + this.timeouts.head);
      if (this.sendSmall(request)) await this.output.flush();
      else this.sending = this.sendLarge(request);
      await this.readHead();
      return this.response(request);
    } catch (error) {
      const failure = this.failure ?? error;
      const stale = this.exchanges > 1 && !this.answered && this.failure === null && !(error instanceof FetchError);
      this.abort(failure);
      if (stale) throw new StaleConnection('the server had closed the connection', { cause: error });
      throw asFetchError(failure);
    }
  }

  /** Ends the connection; outstanding reads fail with `reason`. */
  abort(reason: unknown): void {
    if (this.dead) return;
    this.dead = true;
    this.failure = reason ?? new FetchError('closed', 'the connection was closed');
    this.forgetSignal();
    this.watchdog.stop();
    this.flow.abort(this.failure instanceof Error ? this.failure : new FetchError('closed', String(this.failure)));
    this.owner.gone(this);
  }

  // --- Sending ---

  private sendSmall(request: OutgoingRequest): boolean {
    const { content } = request;
    if (content !== null && typeof content !== 'string' && !(content instanceof Uint8Array)) return false;
    const length = content === null ? 0 : typeof content === 'string' ? utf8Length(content) : content.length;
    if (headLength(request) + length > OUTPUT_LENGTH) return false;
    const announce = content !== null || request.method === 'POST' || request.method === 'PUT';
    this.writeHead(request, announce ? length : -1, false);
    if (content === null) return true;
    const into = this.output.open();
    if (typeof content === 'string') {
      this.output.used = writeUtf8(content, into, this.output.used);
    } else {
      into.set(content, this.output.used);
      this.output.used += length;
    }
    return true;
  }

  /** Runs beside the reading of the response, which may come before all of the content is sent. Never rejects. */
  private async sendLarge(request: OutgoingRequest): Promise<void> {
    const { output } = this;
    try {
      if (headLength(request) > OUTPUT_LENGTH) {
        throw new FetchError('protocol', `the header section of the request is larger than ${OUTPUT_LENGTH} octets`);
      }
      const { content } = request;
      if (content === null || typeof content === 'string' || content instanceof Uint8Array) {
        const bytes = typeof content === 'string' ? encodeUtf8(content) : content;
        this.writeHead(request, bytes?.length ?? 0, false);
        if (bytes !== null) await output.write(bytes);
      } else {
        await this.sendStream(request, content);
      }
      await output.flush();
      this.sending = null;
      if (this.dead) return;
      if (this.finishing) this.release();
      else if (this.body === null) this.watchdog.setRead(this.watchdog.now() + this.timeouts.head);
    } catch (error) {
      // The response may be there all the same (413, say); if it is not, this is why.
      this.sendFailure = error;
      if (this.finishing) this.closeQuietly();
      else if (error instanceof FetchError) this.abort(error);
    }
  }

  private async sendStream(
    request: OutgoingRequest,
    content: Exclude<Content, null | string | Uint8Array>,
  ): Promise<void> {
    const { output } = this;
    const declared = request.headers?.get('content-length') ?? null;
    const length = declared !== null && isDigits(declared, 15) ? Number(declared) : -1;
    this.writeHead(request, length, length < 0);
    await output.flush();
    const reader = isStream(content) ? content.getReader() : null;
    let sent = 0;
    try {
      for (;;) {
        let bytes: Uint8Array | null;
        try {
          bytes = reader === null ? await (content as BodySource).read() : await readChunk(reader);
        } catch (error) {
          throw new FetchError('closed', 'the body of the request failed', { cause: error });
        }
        if (this.dead) throw this.failure;
        if (bytes === null) break;
        if (bytes.length === 0) continue;
        sent += bytes.length;
        if (length >= 0 && sent > length)
          throw new FetchError('protocol', 'the body is longer than its Content-Length');
        if (length < 0) {
          if (output.room() < 16) await output.flush();
          output.used = writeChunkSize(bytes.length, output.open(), output.used);
        }
        await output.write(bytes);
        if (length < 0) {
          if (output.room() < 2) await output.flush();
          output.used = writeCrlf(output.open(), output.used);
        }
        if (output.used > COPY_LENGTH || bytes.length <= COPY_LENGTH) await output.flush();
      }
      if (length >= 0 && sent < length) throw new FetchError('protocol', 'the body is shorter than its Content-Length');
      if (length < 0) {
        if (output.room() < 5) await output.flush();
        output.used = writeCrlf(output.open(), writeChunkSize(0, output.open(), output.used));
      }
    } catch (error) {
      if (reader !== null) reader.cancel(error).catch(() => {});
      else (content as BodySource).cancel(error);
      throw error;
    }
  }

  private writeHead(request: OutgoingRequest, length: number, chunked: boolean): void {
    const { output } = this;
    const into = output.open();
    let at = writeLatin1(request.method, into, output.used);
    into[at++] = 32;
    at = writeLatin1(request.url.target, into, at);
    at = writeLatin1(' HTTP/1.1\r\nhost: ', into, at);
    at = writeCrlf(into, writeLatin1(request.url.authority, into, at));
    const fields = request.headers?.flat() ?? [];
    let accepts = false;
    for (let i = 0; i < fields.length; i += 2) {
      const name = fields[i]!;
      if (OWN_FIELDS.includes(name)) continue;
      if (name === 'accept') accepts = true;
      at = writeField(name, fields[i + 1]!, into, at);
    }
    if (!accepts) at = writeField('accept', '*/*', into, at);
    if (chunked) at = writeField('transfer-encoding', 'chunked', into, at);
    else if (length >= 0) at = writeContentLength(length, into, at);
    output.used = writeCrlf(into, at);
  }

  // --- Receiving ---

  private receive(): Promise<Uint8Array | null> {
    const { ahead } = this;
    this.ahead = null;
    return ahead ?? this.flow.read();
  }

  private async readHead(): Promise<void> {
    const { parser } = this;
    let interim = 0;
    for (;;) {
      const event = parser.next();
      if (event === HEAD) {
        if (parser.status >= 200) return;
        if (parser.status === 101) throw new FetchError('protocol', 'the server switched protocols unasked');
        if (++interim > INTERIM_RESPONSES) throw new FetchError('protocol', 'too many interim responses');
        continue;
      }
      if (event === ERROR) throw new FetchError('protocol', `not a valid response: ${parser.errorReason}`);
      const bytes = await this.receive();
      if (bytes === null) {
        if (this.answered) throw new FetchError('closed', 'the connection was closed in the middle of a response');
        throw this.sendFailure ?? new Error('the connection was closed without a response');
      }
      this.answered = true;
      parser.push(bytes);
    }
  }

  private response(request: OutgoingRequest): Response {
    const { parser } = this;
    const { input, reasonStart, reasonEnd, status } = parser;
    const statusText = reasonStart === reasonEnd ? '' : latin1(input, reasonStart, reasonEnd);
    const headers = Headers.fromOctets(input, parser.fieldsStart, parser.headEnd);
    let content: Uint8Array | null = null;
    if (parser.hasBody) content = this.takeWhatIsHere();
    else this.complete();
    return Response.received({
      status,
      statusText,
      headers,
      body: content ?? this.body,
      url: request.url.href,
      redirected: request.redirected,
    });
  }

  /** Content that came along with the head. If that is all of it, the connection is free for the next request at once. */
  private takeWhatIsHere(): Uint8Array | null {
    const { parser } = this;
    const parts: Uint8Array[] = [];
    let length = 0;
    for (;;) {
      const event = parser.next();
      if (event === DATA) {
        parts.push(parser.input.subarray(parser.dataStart, parser.dataEnd));
        length += parser.dataEnd - parser.dataStart;
      } else if (event === END) {
        this.complete();
        return concatenate(parts, length);
      } else {
        // More is to come, or an error, which the parser will repeat to whoever reads that far.
        this.watchdog.clearRead();
        this.body = new ResponseBody(this, parts);
        return null;
      }
    }
  }

  /** For `ResponseBody`. */
  async readBody(body: ResponseBody): Promise<Uint8Array | null> {
    const { parser } = this;
    if (this.body !== body) return null;
    for (;;) {
      if (this.failure !== null) throw asFetchError(this.failure);
      const event = parser.next();
      if (event === DATA) return parser.input.subarray(parser.dataStart, parser.dataEnd);
      if (event === END) {
        this.complete();
        return null;
      }
      if (event === ERROR) {
        const error = new FetchError('protocol', `not a valid response: ${parser.errorReason}`);
        this.abort(error);
        throw error;
      }
      this.watchdog.setRead(this.watchdog.now() + this.timeouts.body);
      let bytes: Uint8Array | null;
      try {
        bytes = await this.receive();
      } catch (error) {
        this.abort(error);
        throw asFetchError(this.failure ?? error);
      }
      this.watchdog.clearRead();
      if (bytes !== null) {
        parser.push(bytes);
      } else if (parser.finish() === END) {
        this.complete();
        return null;
      } else {
        const error = new FetchError('closed', 'the connection was closed in the middle of a response');
        this.abort(error);
        throw error;
      }
    }
  }

  cancelBody(body: ResponseBody, reason: unknown): void {
    if (this.body === body) this.abort(reason ?? new FetchError('closed', 'the body was cancelled'));
  }

  /** The response is complete. */
  private complete(): void {
    const { parser } = this;
    this.body = null;
    this.forgetSignal();
    this.watchdog.clearRead();
    // Octets that nobody asked for: the connection cannot be trusted with another exchange.
    if (!parser.keepAlive || parser.buffered > 0 || this.sendFailure !== null || this.dead) {
      this.closeQuietly();
      return;
    }
    if (this.sending !== null) {
      // The last octets of the request are about to be taken; if it is more than that, the server did not want them.
      this.finishing = true;
      this.watchdog.setRead(this.watchdog.now() + FINISHING_TIME);
      return;
    }
    this.release();
  }

  private release(): void {
    this.finishing = false;
    this.idle = true;
    this.watchdog.setRead(this.watchdog.now() + this.timeouts.idle);
    // An idle connection is read, to learn when the server closes it.
    const ahead = this.flow.read();
    this.ahead = ahead;
    ahead.then(
      () => {
        if (this.idle) this.abort(null);
      },
      () => {
        if (this.idle) this.abort(null);
      },
    );
    this.owner.released(this);
  }

  private closeQuietly(): void {
    if (this.dead) return;
    this.dead = true;
    this.failure = new FetchError('closed', 'the connection was closed');
    this.watchdog.stop();
    this.flow.close();
    this.owner.gone(this);
  }

  private forgetSignal(): void {
    this.signal?.removeEventListener('abort', this.onAbort);
    this.signal = null;
  }

  private expired(): void {
    if (this.idle || this.finishing) {
      this.closeQuietly();
    } else if (this.body !== null) {
      this.abort(new FetchError('timeout', `no more of the response came for ${this.timeouts.body} ms`));
    } else if (this.sending === null) {
      this.abort(new FetchError('timeout', `no response came in ${this.timeouts.head} ms`));
    }
  }
}

/** The content of one response. */
class ResponseBody implements BodySource {
  private readonly connection: ClientConnection;
  /** Pieces that came along with the head, in order. */
  private readonly ready: Uint8Array[];

  constructor(connection: ClientConnection, ready: Uint8Array[]) {
    this.connection = connection;
    this.ready = ready;
  }

  read(): Promise<Uint8Array | null> {
    const piece = this.ready.shift();
    if (piece !== undefined) return Promise.resolve(piece);
    return this.connection.readBody(this);
  }

  cancel(reason: unknown): void {
    this.connection.cancelBody(this, reason);
  }
}

async function readChunk(reader: { read(): Promise<{ done: boolean; value?: unknown }> }): Promise<Uint8Array | null> {
  const result = await reader.read();
  return result.done ? null : toBytes(result.value);
}

function headLength(request: OutgoingRequest): number {
  const fields = request.headers?.flat() ?? [];
  let length = HEAD_SLACK + request.method.length + request.url.target.length + request.url.authority.length;
  for (let i = 0; i < fields.length; i += 2) length += fields[i]!.length + fields[i + 1]!.length + FIELD_OVERHEAD;
  return length;
}

/** FlowErrors become "closed"; a signal's reason and our own errors stay what they are. */
function asFetchError(error: unknown): unknown {
  if (error instanceof Error && error.name === 'FlowError') {
    return new FetchError('closed', `the connection broke: ${error.message}`, { cause: error });
  }
  return error instanceof Error && error.message === 'the connection was closed without a response'
    ? new FetchError('closed', error.message)
    : error;
}
