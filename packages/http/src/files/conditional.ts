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
  for (const match of field.matchAll(/(W\/)?("[\x21\x23-\x7e\x80-\xff]*")/g)) {
    if (match[2] === etag && !(strong && match[1] !== undefined)) return true;
  }
  return false;
}

function dateOf(text: string | null, now: number): number | undefined {
  return text === null ? undefined : parseHttpDate(text, now);
}
