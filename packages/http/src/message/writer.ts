import { writeDecimal, writeLatin1 } from '../bytes.js';
import { formatHttpDate } from './date.js';
import { reasonPhrase } from './status.js';

/**
 * Message heads, written into a buffer that has room for them: every function takes the offset to write at and returns the
 * offset behind what it wrote.
 */

const CR = 13;
const LF = 10;

/** Octets that a field takes beside its name and value: ": " and CRLF. */
export const FIELD_OVERHEAD = 4;

const STATUS_LINES: (Uint8Array | undefined)[] = [];

/** status-line CRLF (RFC 9112 4). An empty `statusText` is replaced by the registered phrase. */
export function writeStatusLine(status: number, statusText: string, into: Uint8Array, at: number): number {
  if (statusText !== '') {
    at = writeLatin1('HTTP/1.1 ', into, at);
    at = writeDecimal(status, into, at);
    into[at++] = 32;
    return writeCrlf(into, writeLatin1(statusText, into, at));
  }
  const line = (STATUS_LINES[status] ??= ascii(`HTTP/1.1 ${status} ${reasonPhrase(status)}\r\n`));
  return copy(line, into, at);
}

export function writeField(name: string, value: string, into: Uint8Array, at: number): number {
  at = writeLatin1(name, into, at);
  into[at++] = 58;
  into[at++] = 32;
  return writeCrlf(into, writeLatin1(value, into, at));
}

const CONTENT_LENGTH = /* @__PURE__ */ ascii('content-length: ');

export function writeContentLength(length: number, into: Uint8Array, at: number): number {
  return writeCrlf(into, writeDecimal(length, into, copy(CONTENT_LENGTH, into, at)));
}

/** chunk-size CRLF (RFC 9112 7.1) */
export function writeChunkSize(length: number, into: Uint8Array, at: number): number {
  return writeCrlf(into, writeLatin1(length.toString(16), into, at));
}

export function writeCrlf(into: Uint8Array, at: number): number {
  into[at] = CR;
  into[at + 1] = LF;
  return at + 2;
}

/** A loop: for the few dozen octets of a field it is faster than `set`. */
export function copy(from: Uint8Array, into: Uint8Array, at: number): number {
  const length = from.length;
  for (let i = 0; i < length; i++) into[at + i] = from[i]!;
  return at + length;
}

export function ascii(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  writeLatin1(text, bytes, 0);
  return bytes;
}

/** The Date field (RFC 9110 6.6.1), written anew once a second. */
export class DateField {
  private readonly wall: () => number;
  private second = -1;
  private line: Uint8Array = ascii('');

  constructor(wall: () => number) {
    this.wall = wall;
  }

  write(into: Uint8Array, at: number): number {
    const second = Math.floor(this.wall() / 1000);
    if (second !== this.second) {
      this.second = second;
      this.line = ascii(`date: ${formatHttpDate(second * 1000)}\r\n`);
    }
    return copy(this.line, into, at);
  }
}
