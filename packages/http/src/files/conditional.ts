import type { Headers } from '../fetch/headers.js';
import { parseHttpDate } from '../message/date.js';

/** What a condition is compared with. */
export interface Validators {
  /** A strong entity tag, quotes included. */
  readonly etag: string;
  /** Wall-clock milliseconds, whole seconds; undefined where it is not known. */
  readonly lastModified: number | undefined;
}

/** The answer that the preconditions of a GET or HEAD ask for, RFC 9110 13.2.2: 200 goes on to the range. */
export function evaluateConditions(headers: Headers, validators: Validators, now: number): 200 | 304 | 412 {
  const ifMatch = headers.get('if-match');
  const { etag, lastModified } = validators;
  if (ifMatch !== null) {
    if (!matches(ifMatch, etag, true)) return 412;
  } else {
    const unmodified = dateOf(headers.get('if-unmodified-since'), now);
    if (unmodified !== undefined && lastModified !== undefined && lastModified > unmodified) return 412;
  }
  const ifNoneMatch = headers.get('if-none-match');
  if (ifNoneMatch !== null) return matches(ifNoneMatch, etag, false) ? 304 : 200;
  const modified = dateOf(headers.get('if-modified-since'), now);
  return modified !== undefined && lastModified !== undefined && lastModified <= modified ? 304 : 200;
}

/** Whether If-Range (RFC 9110 13.1.5) lets the Range field be obeyed. */
export function rangeIsCurrent(ifRange: string | null, validators: Validators, now: number): boolean {
  if (ifRange === null) return true;
  if (ifRange.startsWith('"')) return ifRange === validators.etag;
  if (ifRange.startsWith('W/')) return false;
  const date = dateOf(ifRange, now);
  // A date is a strong validator only when it is a second older than now (RFC 9110 8.8.2.2).
  return date !== undefined && date === validators.lastModified && date < now - 1000;
}

/** entity-tag = [ "W/" ] DQUOTE *etagc DQUOTE, in a list or "*". */
function matches(field: string, etag: string, strong: boolean): boolean {
  if (field.trim() === '*') return true;
  for (let start = field.indexOf('"'); start >= 0; ) {
    let end = start + 1;
    while (end < field.length && isTagCharacter(field.charCodeAt(end))) end++;
    if (field[end] === '"') {
      if (field.slice(start, end + 1) === etag && !(strong && field.endsWith('W/', start))) return true;
      end++;
    }
    start = field.indexOf('"', end);
  }
  return false;
}

/** etagc = %x21 / %x23-7E / obs-text */
const isTagCharacter = (unit: number): boolean =>
  unit === 0x21 || (unit >= 0x23 && unit <= 0x7e) || (unit >= 0x80 && unit <= 0xff);

function dateOf(text: string | null, now: number): number | undefined {
  return text === null ? undefined : parseHttpDate(text, now);
}
