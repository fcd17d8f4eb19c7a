import { FIELD_VALUE, TARGET, TOKEN_LOWER } from './characters.js';
import { fieldNameError, hexDigit, internMethod } from './grammar.js';
import { MessageHead } from './message-head.js';

/**
 * HTTP/1.1 messages (RFC 9112) as an incremental parser: octets in, events out; no promise, no callback, no string but the
 * method. What it says depends on the octets alone, never on how they were cut into pieces.
 *
 *     parser.push(bytes);
 *     for (;;) switch (parser.next()) {
 *       case NEED_INPUT: wait for more octets and push them
 *       case HEAD:       the fields below describe the message; `hasBody` says whether DATA and END follow
 *       case DATA:       input[dataStart .. dataEnd) is content
 *       case END:        the content is complete; the next message may follow
 *       case ERROR:      errorStatus and errorReason; nothing more comes
 *     }
 *
 * It is strict: what RFC 9112 calls invalid is an error, and of what it lets a recipient tolerate only one empty line
 * before a request line (2.2) and repeated equal Content-Length values (6.3) are. Every memory it holds is bounded by
 * `ParserLimits`.
 */
export const NEED_INPUT = 0;
export const HEAD = 1;
export const DATA = 2;
export const END = 3;
export const ERROR = 4;
export type ParserEvent = 0 | 1 | 2 | 3 | 4;

export interface ParserLimits {
  /** Octets of a head (start line and field section), and of a trailer section. */
  readonly headLength: number;
  /** Octets of a request target. */
  readonly targetLength: number;
  /** Field lines in a head, and in a trailer section. */
  readonly fieldCount: number;
  /** Octets of content. */
  readonly bodyLength: number;
  /** Octets of all chunk extensions of one message. */
  readonly chunkExtensionLength: number;
}

/** RFC 9112 3 asks for request lines of 8000 octets at least. */
export const DEFAULT_PARSER_LIMITS: ParserLimits = {
  headLength: 16_384,
  targetLength: 8_192,
  fieldCount: 100,
  bodyLength: 16 * 1024 * 1024,
  chunkExtensionLength: 4_096,
};

const HTAB = 9;
const LF = 10;
const CR = 13;
const SP = 32;
const QUOTE = 34;
const SLASH = 47;
const COLON = 58;
const SEMICOLON = 59;
const BACKSLASH = 92;

// Where the parser stands.
const START_LINE = 0;
const FIELDS = 1;
const LENGTH_BODY = 2;
const CLOSE_BODY = 3;
const CHUNK_SIZE_FIRST = 4;
const CHUNK_SIZE = 5;
const CHUNK_BLANK = 6;
const CHUNK_EXTENSION = 7;
const CHUNK_QUOTED = 8;
const CHUNK_QUOTED_PAIR = 9;
const CHUNK_SIZE_LF = 10;
const CHUNK_DATA = 11;
const CHUNK_DATA_CR = 12;
const CHUNK_DATA_LF = 13;
const TRAILERS = 14;
const COMPLETE = 15;
const FAILED = 16;

// What reading one line gave.
const LINE_TAKEN = 0;
const LINE_PARTIAL = 1;
const LINE_LAST = 2;
const LINE_FAILED = 3;

export class HttpParser extends MessageHead {
  readonly limits: ParserLimits;
  private state: number;

  /** First octet not consumed, and end of the input. */
  private at = 0;
  private end = 0;
  /** `input` was allocated here, so there may be room behind `end`. */
  private ownsInput = false;
  /** No LF is before this offset in the unfinished line. */
  private scanned = 0;
  private emptyLineSkipped = false;

  // --- Content ---
  dataStart = 0;
  dataEnd = 0;
  /** Octets of content given out so far. */
  bodyLength = 0;
  private remaining = 0;
  private chunkDigits = 0;
  private extensionLength = 0;

  private responseToHead = false;

  constructor(kind: 'request' | 'response', limits: ParserLimits = DEFAULT_PARSER_LIMITS) {
    super(kind === 'response');
    this.limits = limits;
    this.state = START_LINE;
  }

  /** No octet of a message has arrived: the connection is idle. */
  isIdle(): boolean {
    return this.state === START_LINE && this.at === this.end;
  }

  /** The current message is complete, or none has begun. */
  get betweenMessages(): boolean {
    return this.state === START_LINE || this.state === COMPLETE;
  }

  /** Octets that wait behind what was consumed. */
  get buffered(): number {
    return this.end - this.at;
  }

  /** Responses: gets ready for the answer to a request; `toHead`: it has no content whatever its fields say (RFC 9112 6.3). */
  expectResponse(toHead: boolean): void {
    this.responseToHead = toHead;
    if (this.state === COMPLETE) this.state = START_LINE;
  }

  /** Gives the parser more octets, which it may keep and hand out again; `next` must have said NEED_INPUT. */
  push(bytes: Uint8Array): void {
    const left = this.end - this.at;
    if (left === 0 && this.lineStart() === this.at) {
      this.input = bytes;
      this.ownsInput = false;
      this.at = 0;
      this.end = bytes.length;
      this.scanned = 0;
      this.headStart = 0;
      return;
    }
    // A head or trailer section is cut in two: its octets must lie together. What was handed out is never overwritten.
    const keep = this.lineStart();
    if (this.ownsInput && this.end + bytes.length <= this.input.length) {
      this.input.set(bytes, this.end);
      this.end += bytes.length;
      return;
    }
    const held = this.end - keep;
    const joined = new Uint8Array(held + bytes.length + Math.max(held, 512));
    joined.set(this.input.subarray(keep, this.end));
    joined.set(bytes, held);
    this.input = joined;
    this.ownsInput = true;
    this.end = held + bytes.length;
    this.at -= keep;
    this.scanned -= keep;
    this.headStart -= keep;
    this.targetStart -= keep;
    this.targetEnd -= keep;
    this.reasonStart -= keep;
    this.reasonEnd -= keep;
    this.fieldsStart -= keep;
    if (this.hostLines > 0) {
      this.hostStart -= keep;
      this.hostEnd -= keep;
    }
  }

  /**
   * The peer has closed its side: END completes content that is delimited by that, NEED_INPUT says that nothing was cut
   * off, ERROR that a message was.
   */
  finish(): ParserEvent {
    if (this.state === CLOSE_BODY) {
      this.state = COMPLETE;
      return END;
    }
    if (this.isIdle() || this.state === COMPLETE) return NEED_INPUT;
    return this.fail(400, 'the connection was closed in the middle of a message');
  }

  next(): ParserEvent {
    switch (this.state) {
      case START_LINE:
      case FIELDS:
        return this.nextInHead();
      case LENGTH_BODY:
        return this.nextOfLength();
      case CLOSE_BODY:
        if (this.at === this.end) return NEED_INPUT;
        return this.data(this.end - this.at);
      case COMPLETE:
        return NEED_INPUT;
      case FAILED:
        return ERROR;
      default:
        return this.nextOfChunks();
    }
  }

  /** First octet that must be kept while the message is incomplete. */
  private lineStart(): number {
    return this.state === FIELDS || this.state === TRAILERS ? this.headStart : this.at;
  }

  private fail(status: number, reason: string): typeof ERROR {
    this.state = FAILED;
    this.failed(status, reason);
    return ERROR;
  }

  /** An error inside a line is one when the line is complete, so that it does not depend on where the input was cut. */
  private failLine(limit: number, reason: string, status = 400): number {
    if (!this.lineComplete(limit)) return LINE_PARTIAL;
    this.fail(status, reason);
    return LINE_FAILED;
  }

  private lineComplete(limit: number): boolean {
    const found = this.input.indexOf(LF, Math.max(this.at, this.scanned));
    return found >= 0 && found < limit;
  }

  // --- Head ---

  private nextInHead(): ParserEvent {
    if (this.state === START_LINE) {
      if (this.at === this.end) return NEED_INPUT;
      if (!this.skipEmptyLine()) return this.errorStatus > 0 ? ERROR : NEED_INPUT;
      this.headStart = this.at;
      this.beginHead();
      this.bodyLength = 0;
      this.extensionLength = 0;
      const limit = Math.min(this.end, this.headStart + this.limits.headLength);
      const line = this.forResponses ? this.readStatusLine(limit) : this.readRequestLine(limit);
      if (line === LINE_FAILED) return ERROR;
      if (line === LINE_PARTIAL) {
        return this.partialLine(limit, this.forResponses ? 431 : 414, 'the start line is too long');
      }
      this.fieldsStart = this.at;
      this.scanned = this.at;
      this.state = FIELDS;
    }
    const limit = Math.min(this.end, this.headStart + this.limits.headLength);
    for (;;) {
      const line = this.readFieldLine(limit, true);
      if (line === LINE_TAKEN) continue;
      if (line === LINE_LAST) break;
      if (line === LINE_FAILED) return ERROR;
      return this.partialLine(limit, 431, 'the header section is too large');
    }
    this.headEnd = this.at;
    return this.forResponses ? this.finishResponseHead() : this.finishRequestHead();
  }

  /** RFC 9112 2.2: one empty line before a request line is ignored. False: wait for more, or failed. */
  private skipEmptyLine(): boolean {
    if (this.input[this.at] !== CR || this.forResponses || this.emptyLineSkipped) return true;
    if (this.at + 1 === this.end) return false;
    if (this.input[this.at + 1] !== LF) {
      this.fail(400, 'a bare CR before the request line');
      return false;
    }
    this.at += 2;
    this.scanned = this.at;
    this.headStart = this.at;
    this.emptyLineSkipped = true;
    return this.at < this.end;
  }

  private partialLine(limit: number, status: number, reason: string): ParserEvent {
    if (limit - this.headStart >= this.limits.headLength) return this.fail(status, reason);
    this.scanned = this.end;
    return NEED_INPUT;
  }

  /** request-line = method SP request-target SP HTTP-version CRLF (RFC 9112 3) */
  private readRequestLine(limit: number): number {
    const bytes = this.input;
    if (this.scanned > this.at && !this.lineComplete(limit)) return LINE_PARTIAL;
    let i = this.at;
    while (i < limit && TOKEN_LOWER[bytes[i]!] !== 0) i++;
    if (i === limit) return LINE_PARTIAL;
    if (bytes[i] !== SP || i === this.at) return this.failLine(limit, 'the method is not a token');
    const methodEnd = i;
    const targetStart = ++i;
    while (i < limit && TARGET[bytes[i]!] === 1) i++;
    if (i === limit) return LINE_PARTIAL;
    if (bytes[i] !== SP || i === targetStart) {
      return this.failLine(limit, 'the request target is empty or has an octet that it cannot have');
    }
    const targetEnd = i++;
    // "HTTP/" DIGIT "." DIGIT CR LF is ten octets.
    if (i + 10 > limit && !this.lineComplete(limit)) return LINE_PARTIAL;
    const version = this.readVersion(i);
    if (version < 0 || bytes[i + 8] !== CR || bytes[i + 9] !== LF) {
      return this.failLine(limit, 'the request line does not end with an HTTP version and CRLF');
    }
    if (targetEnd - targetStart > this.limits.targetLength) {
      return this.failLine(limit, 'the request target is too long', 414);
    }
    if (version >> 4 !== 1) return this.failLine(limit, 'only HTTP/1.x is spoken here', 505);
    this.method = internMethod(bytes, this.at, methodEnd);
    this.targetStart = targetStart;
    this.targetEnd = targetEnd;
    this.versionMinor = (version & 15) === 0 ? 0 : 1;
    this.at = i + 10;
    return LINE_TAKEN;
  }

  /** status-line = HTTP-version SP status-code SP [ reason-phrase ] CRLF (RFC 9112 4); the last SP may be missing. */
  private readStatusLine(limit: number): number {
    const bytes = this.input;
    const start = this.at;
    if (!this.lineComplete(limit)) return LINE_PARTIAL;
    const version = this.readVersion(start);
    if (version < 0 || bytes[start + 8] !== SP) return this.failLine(limit, 'the status line has no HTTP version');
    if (version >> 4 !== 1) return this.failLine(limit, 'only HTTP/1.x is spoken here', 505);
    let status = 0;
    let i = start + 9;
    for (; i < start + 12; i++) {
      const digit = bytes[i]! - 48;
      if (!(digit >= 0 && digit <= 9)) return this.failLine(limit, 'the status code is not three digits');
      status = status * 10 + digit;
    }
    if (status < 100) return this.failLine(limit, 'the status code is below 100');
    if (bytes[i] === SP) i++;
    else if (bytes[i] !== CR) return this.failLine(limit, 'the status code is not three digits');
    this.reasonStart = i;
    while (i < limit && FIELD_VALUE[bytes[i]!] === 1) i++;
    if (bytes[i] !== CR || bytes[i + 1] !== LF) {
      return this.failLine(limit, 'the reason phrase has an octet that it cannot have');
    }
    this.reasonEnd = i;
    this.status = status;
    this.versionMinor = (version & 15) === 0 ? 0 : 1;
    this.at = i + 2;
    return LINE_TAKEN;
  }

  /** HTTP-version at `i` as major << 4 | minor, or -1. */
  private readVersion(i: number): number {
    const bytes = this.input;
    if (i + 8 > this.end) return -1;
    if (bytes[i] !== 72 || bytes[i + 1] !== 84 || bytes[i + 2] !== 84 || bytes[i + 3] !== 80) return -1;
    const major = bytes[i + 5]! - 48;
    const minor = bytes[i + 7]! - 48;
    if (bytes[i + 4] !== SLASH || bytes[i + 6] !== 46 || major < 0 || major > 9 || minor < 0 || minor > 9) return -1;
    return (major << 4) | minor;
  }

  /** field-line = field-name ":" OWS field-value OWS CRLF, or the CRLF that ends the section (RFC 9112 5). */
  private readFieldLine(limit: number, inHead: boolean): number {
    const bytes = this.input;
    const start = this.at;
    if (this.scanned > start && !this.lineComplete(limit)) return LINE_PARTIAL;
    let i = start;
    if (i === limit) return LINE_PARTIAL;
    if (bytes[i] === CR) {
      if (i + 1 === limit) return LINE_PARTIAL;
      if (bytes[i + 1] !== LF) return this.failLine(limit, 'a bare CR in the header section');
      this.at = i + 2;
      return LINE_LAST;
    }
    while (i < limit && TOKEN_LOWER[bytes[i]!] !== 0) i++;
    if (i === limit) return LINE_PARTIAL;
    if (bytes[i] !== COLON || i === start) return this.failLine(limit, fieldNameError(bytes, start, i));
    const nameEnd = i++;
    while (i < limit && (bytes[i] === SP || bytes[i] === HTAB)) i++;
    const valueStart = i;
    while (i < limit && FIELD_VALUE[bytes[i]!] === 1) i++;
    if (i + 1 >= limit) return this.lineComplete(limit) ? this.badValue(limit) : LINE_PARTIAL;
    if (bytes[i] !== CR || bytes[i + 1] !== LF) return this.badValue(limit);
    if (++this.fieldCount > this.limits.fieldCount) return this.failLine(limit, 'too many header fields', 431);
    let valueEnd = i;
    while (valueEnd > valueStart && (bytes[valueEnd - 1] === SP || bytes[valueEnd - 1] === HTAB)) valueEnd--;
    this.at = i + 2;
    this.scanned = this.at;
    if (inHead && !this.noteField(start, nameEnd, valueStart, valueEnd)) {
      this.state = FAILED;
      return LINE_FAILED;
    }
    return LINE_TAKEN;
  }

  private badValue(limit: number): number {
    return this.failLine(limit, 'a field value has a control character, a bare CR or a bare LF');
  }

  /** Framing of a request, RFC 9112 6.3; the defences of 11.2. */
  private finishRequestHead(): ParserEvent {
    if (this.hostLines === 0 && this.versionMinor > 0) return this.fail(400, 'an HTTP/1.1 request without Host');
    if (this.encodingSeen) {
      if (!this.checkTransferEncoding()) {
        this.state = FAILED;
        return ERROR;
      }
    } else if (this.contentLength > this.limits.bodyLength) {
      return this.fail(413, 'the content is too large');
    }
    this.setPersistence();
    this.hasBody = this.chunked || this.contentLength > 0;
    this.enterBody();
    return HEAD;
  }

  private finishResponseHead(): ParserEvent {
    const status = this.status;
    if (status < 200 || status === 204 || status === 304 || this.responseToHead) {
      this.hasBody = false;
      this.chunked = false;
      this.setPersistence();
      this.state = status < 200 ? START_LINE : COMPLETE;
      this.headStart = this.at;
      return HEAD;
    }
    if (this.encodingSeen) {
      if (!this.checkTransferEncoding()) {
        this.state = FAILED;
        return ERROR;
      }
    } else if (this.contentLength > this.limits.bodyLength) {
      return this.fail(413, 'the content is too large');
    }
    this.setPersistence();
    if (!this.chunked && this.contentLength < 0) {
      this.keepAlive = false;
      this.hasBody = true;
      this.state = CLOSE_BODY;
      return HEAD;
    }
    this.hasBody = this.chunked || this.contentLength > 0;
    this.enterBody();
    return HEAD;
  }

  private enterBody(): void {
    if (this.chunked) {
      this.state = CHUNK_SIZE_FIRST;
      this.remaining = 0;
    } else if (this.hasBody) {
      this.state = LENGTH_BODY;
      this.remaining = this.contentLength;
    } else {
      this.completeMessage();
    }
  }

  private completeMessage(): void {
    this.state = this.forResponses ? COMPLETE : START_LINE;
    this.emptyLineSkipped = false;
    this.scanned = this.at;
  }

  // --- Content ---

  private data(length: number): ParserEvent {
    if (this.bodyLength + length > this.limits.bodyLength) return this.fail(413, 'the content is too large');
    this.dataStart = this.at;
    this.dataEnd = this.at + length;
    this.at = this.dataEnd;
    this.bodyLength += length;
    return DATA;
  }

  private nextOfLength(): ParserEvent {
    if (this.remaining === 0) {
      this.completeMessage();
      return END;
    }
    const length = Math.min(this.remaining, this.end - this.at);
    if (length === 0) return NEED_INPUT;
    this.remaining -= length;
    return this.data(length);
  }

  /**
   * chunked-body (RFC 9112 7.1), one octet at a time but for the data itself:
   *
   *     chunk     = 1*HEXDIG [ chunk-ext ] CRLF chunk-data CRLF
   *     chunk-ext = *( BWS ";" BWS chunk-ext-name [ BWS "=" BWS chunk-ext-val ] )
   */
  private nextOfChunks(): ParserEvent {
    const bytes = this.input;
    const end = this.end;
    for (;;) {
      if (this.state === TRAILERS) return this.nextInTrailers();
      if (this.at === end) return NEED_INPUT;
      const octet = bytes[this.at]!;
      switch (this.state) {
        case CHUNK_SIZE_FIRST:
        case CHUNK_SIZE: {
          const digit = hexDigit(octet);
          if (digit >= 0) {
            this.chunkDigits = this.state === CHUNK_SIZE_FIRST ? 1 : this.chunkDigits + 1;
            if (this.chunkDigits > 13) return this.fail(400, 'a chunk size of more than 13 digits');
            this.remaining = this.remaining * 16 + digit;
            if (this.bodyLength + this.remaining > this.limits.bodyLength) {
              return this.fail(413, 'the content is too large');
            }
            this.state = CHUNK_SIZE;
          } else if (this.state === CHUNK_SIZE_FIRST) {
            return this.fail(400, 'a chunk size that is not hexadecimal');
          } else if (octet === CR) {
            this.state = CHUNK_SIZE_LF;
          } else if (octet === SEMICOLON) {
            this.state = CHUNK_EXTENSION;
          } else if (octet === SP || octet === HTAB) {
            this.state = CHUNK_BLANK;
          } else {
            return this.fail(400, 'a chunk size that is not hexadecimal');
          }
          this.at++;
          break;
        }
        case CHUNK_BLANK:
          if (octet === SEMICOLON) this.state = CHUNK_EXTENSION;
          else if (octet !== SP && octet !== HTAB) return this.fail(400, 'white space behind a chunk size');
          if (this.tooManyExtensions()) return ERROR;
          this.at++;
          break;
        case CHUNK_EXTENSION:
          if (octet === CR) this.state = CHUNK_SIZE_LF;
          else if (octet === QUOTE) this.state = CHUNK_QUOTED;
          else if (FIELD_VALUE[octet] === 0) return this.fail(400, 'a control character in a chunk extension');
          if (this.tooManyExtensions()) return ERROR;
          this.at++;
          break;
        case CHUNK_QUOTED:
          if (octet === QUOTE) this.state = CHUNK_EXTENSION;
          else if (octet === BACKSLASH) this.state = CHUNK_QUOTED_PAIR;
          else if (FIELD_VALUE[octet] === 0) return this.fail(400, 'a control character in a chunk extension');
          if (this.tooManyExtensions()) return ERROR;
          this.at++;
          break;
        case CHUNK_QUOTED_PAIR:
          if (FIELD_VALUE[octet] === 0) return this.fail(400, 'a control character in a chunk extension');
          if (this.tooManyExtensions()) return ERROR;
          this.state = CHUNK_QUOTED;
          this.at++;
          break;
        case CHUNK_SIZE_LF:
          if (octet !== LF) return this.fail(400, 'a bare CR behind a chunk size');
          this.at++;
          if (this.remaining > 0) {
            this.state = CHUNK_DATA;
          } else {
            this.state = TRAILERS;
            this.headStart = this.at;
            this.scanned = this.at;
            this.fieldCount = 0;
          }
          break;
        case CHUNK_DATA: {
          const length = Math.min(this.remaining, end - this.at);
          this.remaining -= length;
          if (this.remaining === 0) this.state = CHUNK_DATA_CR;
          return this.data(length);
        }
        case CHUNK_DATA_CR:
          if (octet !== CR) return this.fail(400, 'a chunk is longer than its size says');
          this.state = CHUNK_DATA_LF;
          this.at++;
          break;
        default:
          if (octet !== LF) return this.fail(400, 'a bare CR behind a chunk');
          this.state = CHUNK_SIZE_FIRST;
          this.remaining = 0;
          this.at++;
      }
    }
  }

  /** True: failed. */
  private tooManyExtensions(): boolean {
    if (++this.extensionLength <= this.limits.chunkExtensionLength) return false;
    this.fail(400, 'the chunk extensions are too long');
    return true;
  }

  /** Trailer fields are checked and bounded like a header section, then dropped (RFC 9112 7.1.2 lets a recipient do so). */
  private nextInTrailers(): ParserEvent {
    const limit = Math.min(this.end, this.headStart + this.limits.headLength);
    for (;;) {
      const line = this.readFieldLine(limit, false);
      if (line === LINE_TAKEN) continue;
      if (line === LINE_FAILED) return ERROR;
      if (line === LINE_PARTIAL) return this.partialLine(limit, 431, 'the trailer section is too large');
      this.completeMessage();
      return END;
    }
  }
}
