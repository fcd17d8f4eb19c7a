import type { Key } from '@morgana/kv';
import { decodeUtf8 } from '../bytes.js';
import { percentDecode } from '../fetch/url.js';

export interface RequestPath {
  /** Without the trailing slash; "" is the root. */
  readonly key: Key;
  /** The path ends with "/". */
  readonly directory: boolean;
  /** The path as it stands in the URL, and "?query" or "". */
  readonly raw: string;
  readonly query: string;
}

/**
 * The key that a URL's path names. Every segment is percent-decoded on its own, once; one that would be empty, "." or "..",
 * or would hold a slash, a backslash, NUL or ill-formed UTF-8 names nothing, so no path leads out of the store.
 */
export function pathOf(url: string): RequestPath | undefined {
  const authority = url.indexOf('://');
  const start = authority < 0 ? 0 : indexOr(url, '/', authority + 3);
  const fragment = indexOr(url, '#', start);
  const mark = indexOr(url, '?', start);
  const end = Math.min(mark, fragment);
  const raw = url.slice(start, end);
  const query = url.slice(end, fragment);
  if (raw !== '' && !raw.startsWith('/')) return undefined;
  const segments = raw.split('/').slice(1);
  const directory = segments.length === 0 || segments[segments.length - 1] === '';
  if (directory) segments.pop();
  const decoded: string[] = [];
  for (const segment of segments) {
    const bytes = percentDecode(segment);
    if (bytes === undefined) return undefined;
    const text = decodeUtf8(bytes);
    if (text === '' || text === '.' || text === '..') return undefined;
    for (const forbidden of ['/', '\\', '\0', '\ufffd']) if (text.includes(forbidden)) return undefined;
    decoded.push(text);
  }
  return { key: decoded.join('/'), directory, raw, query };
}

function indexOr(text: string, what: string, from: number): number {
  const index = text.indexOf(what, from);
  return index < 0 ? text.length : index;
}
