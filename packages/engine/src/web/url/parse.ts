import { parseHost, UNSUPPORTED } from './host.js';
import {
  CONTROL_SET,
  FRAGMENT_SET,
  isAlpha,
  isAlphanumeric,
  isDigit,
  PATH_SET,
  percentEncode,
  QUERY_SET,
  SPECIAL_QUERY_SET,
  USERINFO_SET,
} from './percent.js';
import { hasOpaquePath, isSpecial, type UrlRecord, usualPort } from './record.js';

/**
 * The basic URL parser (URL Standard, 4.4). The standard's state machine goes character by character; this goes part by
 * part, which comes to the same since every delimiter is ASCII: the first "#" ends everything before the fragment, the
 * first "?" thereafter everything before the query.
 */

/** What parsing gives besides a record: null for an invalid URL, UNSUPPORTED for an internationalised host. */
export type ParseFailure = null | typeof UNSUPPORTED;

/** @param input well formed */
export function parseUrl(input: string, base: UrlRecord | null): UrlRecord | ParseFailure {
  const text = removeTabsAndNewlines(trimControls(input));
  const hash = text.indexOf('#');
  const rest = hash < 0 ? text : text.slice(0, hash);
  const scheme = schemeLength(rest);
  const url = scheme > 0 ? withScheme(rest, scheme, base) : withoutScheme(rest, base, hash >= 0);
  if (url !== null && url !== UNSUPPORTED && hash >= 0)
    url.fragment = percentEncode(text.slice(hash + 1), FRAGMENT_SET);
  return url;
}

function newRecord(scheme: string): UrlRecord {
  return { scheme, username: '', password: '', host: null, port: null, path: [], query: null, fragment: null };
}

function copyRecord(base: UrlRecord): UrlRecord {
  const path = typeof base.path === 'string' ? base.path : base.path.slice();
  return { ...base, path, fragment: null };
}

function trimControls(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && text.charCodeAt(start) <= 0x20) start++;
  while (end > start && text.charCodeAt(end - 1) <= 0x20) end--;
  return text.slice(start, end);
}

export function removeTabsAndNewlines(text: string): string {
  if (!text.includes('\t') && !text.includes('\n') && !text.includes('\r')) return text;
  return text.replaceAll('\t', '').replaceAll('\n', '').replaceAll('\r', '');
}

/** Characters before the ":" that ends a scheme; 0 where there is none. */
export function schemeLength(text: string): number {
  if (!isAlpha(text.charCodeAt(0))) return 0;
  for (let i = 1; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 0x3a) return i;
    // + - .
    if (!isAlphanumeric(unit) && unit !== 0x2b && unit !== 0x2d && unit !== 0x2e) return 0;
  }
  return 0;
}

function withScheme(text: string, length: number, base: UrlRecord | null): UrlRecord | ParseFailure {
  const url = newRecord(text.slice(0, length).toLowerCase());
  const rest = text.slice(length + 1);
  if (url.scheme === 'file') return parseFile(url, rest, base !== null && base.scheme === 'file' ? base : null);
  if (isSpecial(url)) {
    if (base !== null && base.scheme === url.scheme && !rest.startsWith('//')) return parseRelative(rest, base);
    return parseAuthority(url, skipSlashes(rest));
  }
  if (rest.startsWith('//')) return parseAuthority(url, rest.slice(2));
  if (rest.startsWith('/')) return parsePathAndQuery(url, rest.slice(1));
  const mark = rest.indexOf('?');
  url.path = percentEncode(mark < 0 ? rest : rest.slice(0, mark), CONTROL_SET);
  if (mark >= 0) url.query = percentEncode(rest.slice(mark + 1), QUERY_SET);
  return url;
}

function withoutScheme(rest: string, base: UrlRecord | null, hasFragment: boolean): UrlRecord | ParseFailure {
  if (base === null) return null;
  if (hasOpaquePath(base)) return rest === '' && hasFragment ? copyRecord(base) : null;
  if (base.scheme === 'file') return parseFile(newRecord('file'), rest, base);
  return parseRelative(rest, base);
}

function isSlash(unit: number, special: boolean): boolean {
  return unit === 0x2f || (special && unit === 0x5c);
}

function skipSlashes(text: string): string {
  let at = 0;
  while (isSlash(text.charCodeAt(at), true)) at++;
  return text.slice(at);
}

function parseRelative(rest: string, base: UrlRecord): UrlRecord | ParseFailure {
  const url = copyRecord(base);
  const special = isSpecial(base);
  if (isSlash(rest.charCodeAt(0), special)) {
    if (isSlash(rest.charCodeAt(1), special)) {
      return parseAuthority(newRecord(base.scheme), special ? skipSlashes(rest) : rest.slice(2));
    }
    url.path = [];
    url.query = null;
    return parsePathAndQuery(url, rest.slice(1));
  }
  if (rest === '') return url;
  url.query = null;
  if (rest[0] === '?') {
    url.query = percentEncode(rest.slice(1), special ? SPECIAL_QUERY_SET : QUERY_SET);
    return url;
  }
  shortenPath(url);
  return parsePathAndQuery(url, rest);
}

/** @param base a file: URL, or null */
function parseFile(url: UrlRecord, rest: string, base: UrlRecord | null): UrlRecord | ParseFailure {
  url.host = '';
  if (isSlash(rest.charCodeAt(0), true)) {
    if (isSlash(rest.charCodeAt(1), true)) return parseFileHost(url, rest.slice(2));
    const path = rest.slice(1);
    if (base !== null) {
      url.host = base.host;
      const drive = base.path[0];
      if (!startsWithDriveLetter(path) && drive !== undefined && isNormalDriveLetter(drive)) url.path = [drive];
    }
    return parsePathAndQuery(url, path);
  }
  if (base === null) return parsePathAndQuery(url, rest);
  const copy = copyRecord(base);
  if (rest === '') return copy;
  copy.query = null;
  if (rest[0] === '?') {
    copy.query = percentEncode(rest.slice(1), SPECIAL_QUERY_SET);
    return copy;
  }
  if (startsWithDriveLetter(rest)) copy.path = [];
  else shortenPath(copy);
  return parsePathAndQuery(copy, rest);
}

function parseFileHost(url: UrlRecord, rest: string): UrlRecord | ParseFailure {
  let end = 0;
  while (end < rest.length && !isSlash(rest.charCodeAt(end), true) && rest[end] !== '?') end++;
  const name = rest.slice(0, end);
  if (isDriveLetter(name)) return parsePathAndQuery(url, rest);
  if (name !== '') {
    const host = parseHost(name, true);
    if (host === null || host === UNSUPPORTED) return host;
    url.host = host === 'localhost' ? '' : host;
  }
  return parseRest(url, rest.slice(end));
}

/** [user[:password]@]host[:port] and what follows. */
function parseAuthority(url: UrlRecord, text: string): UrlRecord | ParseFailure {
  const special = isSpecial(url);
  let end = 0;
  while (end < text.length && !isSlash(text.charCodeAt(end), special) && text[end] !== '?') end++;
  let authority = text.slice(0, end);
  const at = authority.lastIndexOf('@');
  if (at >= 0) {
    const user = authority.slice(0, at);
    authority = authority.slice(at + 1);
    if (authority === '') return null;
    const colon = user.indexOf(':');
    url.username = percentEncode(colon < 0 ? user : user.slice(0, colon), USERINFO_SET);
    if (colon >= 0) url.password = percentEncode(user.slice(colon + 1), USERINFO_SET);
  }
  const colon = hostEnd(authority);
  const name = authority.slice(0, colon);
  if (name === '' && (special || colon < authority.length)) return null;
  const host = parseHost(name, special);
  if (host === null || host === UNSUPPORTED) return host;
  url.host = host;
  if (colon < authority.length) {
    const digits = authority.slice(colon + 1);
    if (leadingDigits(digits) < digits.length || !setPort(url, digits)) return null;
  }
  return parseRest(url, text.slice(end));
}

/** Where the first ":" outside of brackets is, or the end. */
export function hostEnd(text: string): number {
  let inBrackets = false;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 0x5b) inBrackets = true;
    else if (unit === 0x5d) inBrackets = false;
    else if (unit === 0x3a && !inBrackets) return i;
  }
  return text.length;
}

export function leadingDigits(text: string): number {
  let length = 0;
  while (length < text.length && isDigit(text.charCodeAt(length))) length++;
  return length;
}

/** @param digits nothing else; none leave the port as it is */
export function setPort(url: UrlRecord, digits: string): boolean {
  if (digits === '') return true;
  const port = Number(digits);
  if (port > 65_535) return false;
  url.port = port === usualPort(url.scheme) ? null : port;
  return true;
}

/** What follows a host: a path with its slash, a query, or nothing. */
function parseRest(url: UrlRecord, rest: string): UrlRecord {
  const special = isSpecial(url);
  if (isSlash(rest.charCodeAt(0), special)) return parsePathAndQuery(url, rest.slice(1));
  if (special || (rest !== '' && rest[0] !== '?')) return parsePathAndQuery(url, rest);
  if (rest !== '') url.query = percentEncode(rest.slice(1), QUERY_SET);
  return url;
}

/** @param rest after the slash that begins the path */
function parsePathAndQuery(url: UrlRecord, rest: string): UrlRecord {
  const mark = rest.indexOf('?');
  appendPath(url, mark < 0 ? rest : rest.slice(0, mark));
  if (mark >= 0) url.query = percentEncode(rest.slice(mark + 1), isSpecial(url) ? SPECIAL_QUERY_SET : QUERY_SET);
  return url;
}

/** Adds the segments of `text` to the path; "." and ".." are resolved. */
export function appendPath(url: UrlRecord, text: string): void {
  const special = isSpecial(url);
  const path = url.path as string[];
  let start = 0;
  for (let i = 0; i <= text.length; i++) {
    const isLast = i === text.length;
    if (!isLast && !isSlash(text.charCodeAt(i), special)) continue;
    const segment = percentEncode(text.slice(start, i), PATH_SET);
    start = i + 1;
    if (isDoubleDot(segment)) {
      shortenPath(url);
      if (isLast) path.push('');
    } else if (isSingleDot(segment)) {
      if (isLast) path.push('');
    } else if (url.scheme === 'file' && path.length === 0 && isDriveLetter(segment)) {
      path.push(`${segment[0]}:`);
    } else {
      path.push(segment);
    }
  }
}

function isSingleDot(segment: string): boolean {
  return segment === '.' || segment === '%2e' || segment === '%2E';
}

function isDoubleDot(segment: string): boolean {
  if (segment.length > 6 || (segment[0] !== '.' && segment[0] !== '%')) return false;
  return segment === '..' || segment.toLowerCase().replaceAll('%2e', '.') === '..';
}

function shortenPath(url: UrlRecord): void {
  const path = url.path as string[];
  if (url.scheme === 'file' && path.length === 1 && isNormalDriveLetter(path[0]!)) return;
  path.pop();
}

function isDriveLetter(text: string): boolean {
  return text.length === 2 && isAlpha(text.charCodeAt(0)) && (text[1] === ':' || text[1] === '|');
}

function isNormalDriveLetter(text: string): boolean {
  return text.length === 2 && isAlpha(text.charCodeAt(0)) && text[1] === ':';
}

function startsWithDriveLetter(text: string): boolean {
  if (!isDriveLetter(text.slice(0, 2))) return false;
  return text.length === 2 || isSlash(text.charCodeAt(2), true) || text[2] === '?';
}
