import { encodeUtf8, utf8Length, writeAscii, writeUtf8 } from '../bytes.js';
import { type BodyInit, type BodySource, type Content, isStream, toBytes, toContent } from '../fetch/body.js';
import { Headers } from '../fetch/headers.js';
import { Response } from '../fetch/response.js';
import type { StreamLike } from '../fetch/stream.js';
import { isDigits, isFieldValue, listHas } from '../message/characters.js';
import { HttpError } from '../message/error.js';
import { isNullBodyStatus } from '../message/status.js';
import {
  type DateField,
  FIELD_OVERHEAD,
  writeChunkSize,
  writeContentLength,
  writeCrlf,
  writeField,
  writeStatusLine,
} from '../message/writer.js';
import { COPY_LENGTH, OUTPUT_LENGTH, type Output } from '../output.js';
import type { ResponseLike } from './options.js';

/** Room for the status line, Date, Content-Length or Transfer-Encoding, Connection, Content-Type, and CRLFs. */
const HEAD_SLACK = 256;

/** Microtask turns given to a stream that may be about to deliver, before what is buffered is sent without it. */
const STREAM_TURNS = 12;

// How the end of the content is told, where it is not by Content-Length (a number from 0 on).
/** Also what `declaredLength` gives where nothing is declared. */
const NO_CONTENT = -1;
const CHUNKED = -2;
const UNTIL_CLOSE = -3;

const NO_FIELDS: readonly string[] = [];

/** What of the request decides about the form of its answer. */
export interface ResponseContext {
  /** HEAD: the head of the answer to GET, without its content. */
  readonly isHead: boolean;
  /** HTTP/1.0: no chunked coding, and keep-alive has to be said. */
  readonly isHttp10: boolean;
  /** The connection can go on; asked when the head is written. */
  mayPersist(): boolean;
}

/** The stream of a response failed, or did not keep to its Content-Length. */
export class BodyFailure extends Error {
  override readonly name = 'BodyFailure';
  /** Nothing of the response has left: another answer can be given. */
  readonly unsent: boolean;

  constructor(unsent: boolean, cause: unknown) {
    super('the body of a response failed', { cause });
    this.unsent = unsent;
  }
}

/** Writes responses to one connection. */
export class Responder {
  private readonly output: Output;
  private readonly date: DateField;
  /** The connection ends with this response; known once its head is written, or set before. */
  close = false;
  headWritten = false;
  /** Called before a wait for a slow body stream. */
  private readonly onWait: () => void;
  /** The body stream being sent, for whoever finds that the client is gone. */
  streaming: BodySource | null = null;

  constructor(output: Output, date: DateField, onWait: () => void) {
    this.output = output;
    this.date = date;
    this.onWait = onWait;
  }

  /** Before every request is handled. */
  begin(): void {
    this.close = false;
    this.headWritten = false;
  }

  /**
   * The fast path: a Response of ours whose content is at hand and fits into the output buffer. False: use `send`.
   */
  sendSmall(response: ResponseLike, context: ResponseContext): boolean {
    if (!(response instanceof Response)) return false;
    const content = response.peekContent();
    if (content !== null && typeof content !== 'string' && !(content instanceof Uint8Array)) return false;
    if (response.status === 0) return false;
    const fields = response.peekHeaders()?.flat() ?? NO_FIELDS;
    const room = this.output.room() - HEAD_SLACK - response.statusText.length - fieldsLength(fields);
    if (typeof content === 'string') {
      if (content.length > room) return false;
      // Most text is ASCII: its length is known, and one pass over it is enough.
      const mark = this.output.used;
      const { headWritten, close } = this;
      if (this.writeSmall(response, content, content.length, fields, context)) return true;
      this.output.rewind(mark);
      this.headWritten = headWritten;
      this.close = close;
    }
    const length = content === null ? 0 : typeof content === 'string' ? utf8Length(content) : content.length;
    return length <= room && this.writeSmall(response, content, length, fields, context);
  }

  /** False: `content` is text whose UTF-8 has not `length` octets, and what was written is to be forgotten. */
  private writeSmall(
    response: Response,
    content: string | Uint8Array | null,
    length: number,
    fields: readonly string[],
    context: ResponseContext,
  ): boolean {
    const { output } = this;
    const framing = framingOf(response.status, length, fields, content === null && context.isHead);
    this.writeHead(response, fields, response.peekImpliedType(), framing, context);
    if (content === null || framing === NO_CONTENT) return true;
    const into = output.open();
    if (typeof content === 'string') {
      const end =
        length === content.length ? writeAscii(content, into, output.used) : writeUtf8(content, into, output.used);
      if (end < 0) return false;
      if (!context.isHead) output.used = end;
    } else if (!context.isHead) {
      into.set(content, output.used);
      output.used += length;
    }
    return true;
  }

  /**
   * Any response. Resolves when it is written, or buffered to its end. @throws {BodyFailure} @throws {FlowError}
   * @throws {HttpError} when it is no response that can be sent
   */
  async send(response: ResponseLike, context: ResponseContext): Promise<void> {
    const { status } = response;
    const statusText = String(response.statusText ?? '');
    if (!isFieldValue(statusText)) throw new HttpError(500, 'the response has a status text that cannot be sent');
    if (!(Number.isInteger(status) && status >= 200 && status <= 999)) {
      throw new HttpError(500, `the handler returned a response with status ${String(status)}`);
    }
    const own = response instanceof Response;
    const fields = own ? (response.peekHeaders()?.flat() ?? NO_FIELDS) : foreignFields(response);
    const implied = own ? response.peekImpliedType() : null;
    if (HEAD_SLACK + statusText.length + fieldsLength(fields) > OUTPUT_LENGTH) {
      throw new HttpError(500, `the header section of the response is larger than ${OUTPUT_LENGTH} octets`);
    }
    const content = own ? response.peekContent() : toContent(response.body as BodyInit | null);
    if (HEAD_SLACK + statusText.length + fieldsLength(fields) > this.output.room()) {
      await this.output.flush();
    }
    if (typeof content === 'string' || content instanceof Uint8Array || content === null) {
      const bytes = typeof content === 'string' ? encodeUtf8(content) : content;
      const length = bytes?.length ?? 0;
      const framing = framingOf(status, length, fields, bytes === null && context.isHead);
      this.writeHead(response, fields, implied, framing, context);
      if (bytes !== null && framing !== NO_CONTENT && !context.isHead) await this.output.write(bytes);
      return;
    }
    const source = sourceOf(content);
    if (context.isHead || isNullBodyStatus(status)) {
      source.cancel(undefined);
      // "transfer-encoding: chunked" may say what GET would get (RFC 9112 6.1); some clients keep the connection only then.
      const declared = declaredLength(fields);
      let framing = declared < 0 && !context.isHttp10 ? CHUNKED : declared;
      if (isNullBodyStatus(status)) framing = status === 205 ? 0 : NO_CONTENT;
      this.writeHead(response, fields, implied, framing, context);
      return;
    }
    this.streaming = source;
    try {
      await this.sendStream(response, fields, implied, source, context);
    } finally {
      this.streaming = null;
    }
  }

  private async sendStream(
    response: ResponseLike,
    fields: readonly string[],
    implied: string | null,
    source: BodySource,
    context: ResponseContext,
  ): Promise<void> {
    const { output } = this;
    let current = new Pending(source.read());
    let ahead: Pending | null = null;
    await current.turns();
    if (current.failed) throw new BodyFailure(true, current.error);

    // A stream that is over after its first piece (text, in a Response of the platform) needs no chunked coding.
    let framing = declaredLength(fields);
    if (framing < 0 && current.settled) {
      if (current.value === null) {
        framing = 0;
      } else if (current.value.length <= COPY_LENGTH) {
        ahead = new Pending(source.read());
        await ahead.turns();
        if (ahead.settled && !ahead.failed && ahead.value === null) framing = current.value.length;
      }
    }
    if (framing < 0) framing = context.isHttp10 ? UNTIL_CLOSE : CHUNKED;

    const mark = output.used;
    const writes = output.writes;
    const failed = (cause: unknown): BodyFailure => {
      const unsent = output.writes === writes;
      if (unsent) output.rewind(mark);
      return new BodyFailure(unsent, cause);
    };
    this.writeHead(response, fields, implied, framing, context);
    let sent = 0;
    try {
      for (;;) {
        if (!current.settled) {
          await output.flush();
          this.onWait();
          await current.promise;
        }
        if (current.failed) throw failed(current.error);
        const bytes = current.value;
        if (bytes === null) break;
        sent += bytes.length;
        if (framing >= 0 && sent > framing) {
          throw failed(new RangeError(`the body is longer than its Content-Length of ${framing}`));
        }
        current = ahead ?? new Pending(source.read());
        ahead = null;
        if (framing === CHUNKED) await this.writeChunk(bytes);
        else await output.write(bytes);
        if (output.used > 0) await current.turns();
      }
    } catch (error) {
      source.cancel(error);
      throw error;
    }
    if (framing >= 0 && sent < framing) {
      throw failed(new RangeError(`the body ended after ${sent} of the ${framing} octets of its Content-Length`));
    }
    if (framing === CHUNKED) {
      if (output.room() < 5) await output.flush();
      output.used = writeCrlf(output.open(), writeChunkSize(0, output.open(), output.used));
    }
  }

  private async writeChunk(bytes: Uint8Array): Promise<void> {
    if (bytes.length === 0) return;
    const { output } = this;
    if (output.room() < 16 || (bytes.length <= COPY_LENGTH && output.room() < bytes.length + 16)) await output.flush();
    output.used = writeChunkSize(bytes.length, output.open(), output.used);
    await output.write(bytes);
    if (output.room() < 2) await output.flush();
    output.used = writeCrlf(output.open(), output.used);
  }

  private writeHead(
    response: ResponseLike,
    fields: readonly string[],
    implied: string | null,
    framing: number,
    context: ResponseContext,
  ): void {
    const { output } = this;
    const into = output.open();
    let at = writeStatusLine(response.status, response.statusText, into, output.used);
    let dated = false;
    for (let i = 0; i < fields.length; i += 2) {
      const name = fields[i]!;
      switch (name) {
        case 'content-length':
          // What a 304 or the answer to HEAD says about the content that a GET would have (RFC 9110 8.6).
          if (framing === NO_CONTENT && response.status === 304) at = writeField(name, fields[i + 1]!, into, at);
          continue;
        case 'connection':
          if (listHas(fields[i + 1]!, 'close')) this.close = true;
          continue;
        case 'transfer-encoding':
        case 'keep-alive':
          continue;
        case 'date':
          dated = true;
      }
      at = writeField(name, fields[i + 1]!, into, at);
    }
    if (implied !== null) at = writeField('content-type', implied, into, at);
    if (!dated) at = this.date.write(into, at);
    if (framing >= 0) at = writeContentLength(framing, into, at);
    else if (framing === CHUNKED) at = writeField('transfer-encoding', 'chunked', into, at);
    else if (framing === UNTIL_CLOSE) this.close = true;
    this.headWritten = true;
    if (!context.mayPersist()) this.close = true;
    if (this.close) at = writeField('connection', 'close', into, at);
    else if (context.isHttp10) at = writeField('connection', 'keep-alive', into, at);
    output.used = writeCrlf(into, at);
  }
}

/** The outcome of a read, for code that would rather not wait for it. */
class Pending {
  settled = false;
  failed = false;
  value: Uint8Array | null = null;
  error: unknown = undefined;
  readonly promise: Promise<void>;

  constructor(read: Promise<Uint8Array | null>) {
    this.promise = read.then(
      (value) => {
        this.settled = true;
        this.value = value;
      },
      (error) => {
        this.settled = true;
        this.failed = true;
        this.error = error;
      },
    );
  }

  async turns(): Promise<void> {
    for (let i = 0; i < STREAM_TURNS && !this.settled; i++) await undefined;
  }
}

/** Content-Length of a response with content at hand. What GET would send only the handler of a HEAD can tell (RFC 9110 8.6). */
function framingOf(status: number, length: number, fields: readonly string[], headWithoutContent: boolean): number {
  if (isNullBodyStatus(status) && status !== 205) return NO_CONTENT;
  return headWithoutContent ? declaredLength(fields) : length;
}

function fieldsLength(fields: readonly string[]): number {
  let length = 0;
  for (let i = 0; i < fields.length; i += 2) length += fields[i]!.length + fields[i + 1]!.length + FIELD_OVERHEAD;
  return length;
}

/** The fields of a Response that is not ours, checked on the way. @throws {TypeError} */
function foreignFields(response: ResponseLike): readonly string[] {
  const headers = new Headers();
  response.headers.forEach((value, name) => {
    headers.append(name, value);
  });
  return headers.flat();
}

function declaredLength(fields: readonly string[]): number {
  for (let i = 0; i < fields.length; i += 2) {
    if (fields[i] === 'content-length' && isDigits(fields[i + 1]!, 15)) return Number(fields[i + 1]);
  }
  return -1;
}

function sourceOf(content: Exclude<Content, null | string | Uint8Array>): BodySource {
  if (!isStream(content)) return content;
  const reader = (content as StreamLike<unknown>).getReader();
  return {
    async read() {
      const result = await reader.read();
      return result.done ? null : toBytes(result.value);
    },
    cancel(reason) {
      reader.cancel(reason).catch(() => {});
    },
  };
}
