import { equalsIgnoreCase } from './characters.js';
import { isHostAndPort } from './grammar.js';

const HTAB = 9;
const SP = 32;
const COMMA = 44;

const EMPTY = /* @__PURE__ */ new Uint8Array(0);

/** What the head of a message says: the fields that decide about framing (RFC 9112, 6.3) and about the connection. Filled by the parser. */
export abstract class MessageHead {
  protected readonly forResponses: boolean;
  /** The octets being parsed; the offsets below are into it and stay valid for as long as a caller keeps this very array. */
  input: Uint8Array = EMPTY;

  // --- The head, valid from HEAD on until the next call of `next` ---
  /** Requests: the method. */
  method = '';
  /** Requests: input[targetStart .. targetEnd) is the request target. */
  targetStart = 0;
  targetEnd = 0;
  /** Responses: the status code and input[reasonStart .. reasonEnd), the reason phrase. */
  status = 0;
  reasonStart = 0;
  reasonEnd = 0;
  /** 0 or 1; HTTP/1.2 and up count as 1 (RFC 9110 2.5). */
  versionMinor = 1;
  headStart = 0;
  /** The field section: input[fieldsStart .. headEnd), its last CRLF CRLF included. */
  fieldsStart = 0;
  headEnd = 0;
  fieldCount = 0;
  /** Requests: value of Host; -1 where there is none. */
  hostStart = -1;
  hostEnd = -1;
  /** -1: no Content-Length. */
  contentLength = -1;
  chunked = false;
  /** The peer is willing to use the connection for another message (RFC 9112 9.3). */
  keepAlive = true;
  expectContinue = false;
  /** An expectation other than 100-continue (RFC 9110 10.1.1: 417). */
  expectUnknown = false;
  hasBody = false;

  // --- Failure ---
  /** The status with which a server answers this error. */
  errorStatus = 0;
  errorReason = '';

  protected hostLines = 0;
  protected encodingSeen = false;
  private encodingChunkedLast = false;
  private encodingUnknown = false;
  private encodingRepeated = false;
  private connectionClose = false;
  private connectionKeepAlive = false;

  constructor(forResponses: boolean) {
    this.forResponses = forResponses;
  }

  /** Notes why; false, for the caller to return. */
  protected failed(status: number, reason: string): false {
    this.errorStatus = status;
    this.errorReason = reason;
    return false;
  }

  protected beginHead(): void {
    this.fieldCount = 0;
    this.hostStart = -1;
    this.hostEnd = -1;
    this.contentLength = -1;
    this.chunked = false;
    this.expectContinue = false;
    this.expectUnknown = false;
    this.hasBody = false;
    this.hostLines = 0;
    this.encodingSeen = false;
    this.encodingChunkedLast = false;
    this.encodingUnknown = false;
    this.encodingRepeated = false;
    this.connectionClose = false;
    this.connectionKeepAlive = false;
  }

  /** Looks at the fields that decide about framing and the connection. False: failed. */
  protected noteField(start: number, nameEnd: number, valueStart: number, valueEnd: number): boolean {
    const bytes = this.input;
    switch (nameEnd - start) {
      case 4:
        if (!this.forResponses && equalsIgnoreCase(bytes, start, nameEnd, 'host')) {
          return this.noteHost(valueStart, valueEnd);
        }
        return true;
      case 6:
        if (equalsIgnoreCase(bytes, start, nameEnd, 'expect')) {
          if (equalsIgnoreCase(bytes, valueStart, valueEnd, '100-continue')) this.expectContinue = true;
          else this.expectUnknown = true;
        }
        return true;
      case 10:
        if (equalsIgnoreCase(bytes, start, nameEnd, 'connection')) this.noteConnection(valueStart, valueEnd);
        return true;
      case 14:
        if (equalsIgnoreCase(bytes, start, nameEnd, 'content-length')) {
          return this.noteContentLength(valueStart, valueEnd);
        }
        return true;
      case 17:
        if (equalsIgnoreCase(bytes, start, nameEnd, 'transfer-encoding')) {
          this.noteTransferEncoding(valueStart, valueEnd);
        }
        return true;
      default:
        return true;
    }
  }

  private noteHost(start: number, end: number): boolean {
    if (++this.hostLines > 1) {
      return this.failed(400, 'more than one Host field');
    }
    if (!isHostAndPort(this.input, start, end)) {
      return this.failed(400, 'the Host field is not a host and port');
    }
    this.hostStart = start;
    this.hostEnd = end;
    return true;
  }

  private noteConnection(start: number, end: number): void {
    let i = start;
    while (i < end) {
      const memberEnd = this.memberEnd(i, end);
      const [from, to] = [this.trimStart(i, memberEnd), this.trimEnd(i, memberEnd)];
      if (equalsIgnoreCase(this.input, from, to, 'close')) this.connectionClose = true;
      else if (equalsIgnoreCase(this.input, from, to, 'keep-alive')) this.connectionKeepAlive = true;
      i = memberEnd + 1;
    }
  }

  private noteContentLength(start: number, end: number): boolean {
    let i = start;
    do {
      const memberEnd = this.memberEnd(i, end);
      const [from, to] = [this.trimStart(i, memberEnd), this.trimEnd(i, memberEnd)];
      let value = from < to ? 0 : -1;
      for (let j = from; j < to; j++) {
        const digit = this.input[j]! - 48;
        if (digit < 0 || digit > 9) {
          value = -1;
          break;
        }
        value = value * 10 + digit;
      }
      if (value < 0) {
        return this.failed(400, 'Content-Length is not a decimal number');
      }
      if (value > Number.MAX_SAFE_INTEGER) {
        return this.failed(413, 'Content-Length is too large');
      }
      if (this.contentLength >= 0 && this.contentLength !== value) {
        return this.failed(400, 'Content-Length has two values');
      }
      this.contentLength = value;
      i = memberEnd + 1;
    } while (i <= end);
    return true;
  }

  private noteTransferEncoding(start: number, end: number): void {
    this.encodingSeen = true;
    let i = start;
    do {
      const memberEnd = this.memberEnd(i, end);
      const [from, to] = [this.trimStart(i, memberEnd), this.trimEnd(i, memberEnd)];
      if (from < to) {
        if (this.encodingChunkedLast) this.encodingRepeated = true;
        this.encodingChunkedLast = equalsIgnoreCase(this.input, from, to, 'chunked');
        if (!this.encodingChunkedLast) this.encodingUnknown = true;
      }
      i = memberEnd + 1;
    } while (i <= end);
  }

  private memberEnd(from: number, end: number): number {
    let i = from;
    while (i < end && this.input[i] !== COMMA) i++;
    return i;
  }

  private trimStart(from: number, to: number): number {
    while (from < to && (this.input[from] === SP || this.input[from] === HTAB)) from++;
    return from;
  }

  private trimEnd(from: number, to: number): number {
    while (to > from && (this.input[to - 1] === SP || this.input[to - 1] === HTAB)) to--;
    return to;
  }

  /** A transfer coding must be chunked, once and last, and nothing else may say how long the content is. */
  protected checkTransferEncoding(): boolean {
    if (this.contentLength >= 0) return this.failed(400, 'both Transfer-Encoding and Content-Length');
    if (this.versionMinor === 0) return this.failed(400, 'Transfer-Encoding in an HTTP/1.0 message');
    if (this.encodingRepeated) return this.failed(400, 'chunked is not the last transfer coding, or applied twice');
    if (this.encodingUnknown) return this.failed(501, 'a transfer coding other than chunked');
    if (!this.encodingChunkedLast) return this.failed(400, 'an empty Transfer-Encoding');
    this.chunked = true;
    return true;
  }

  protected setPersistence(): void {
    this.keepAlive = !this.connectionClose && (this.versionMinor > 0 || this.connectionKeepAlive);
  }
}
