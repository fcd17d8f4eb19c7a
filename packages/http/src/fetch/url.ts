import { encodeUtf8 } from '../bytes.js';
import { consistsOf, DIGITS, isDigits, LETTERS } from '../message/characters.js';

const CAPITALS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const HEXADECIMAL = '0123456789abcdefABCDEF';

/**
 * http: and https: URLs as a client needs them (RFC 9110 4.2, RFC 3986 5.2), written the way the URL Standard serialises
 * them: scheme and host in lower case, no default port, no dot segments, percent-encoding where it is due.
 *
 * Left out: user information (the Fetch Standard forbids it in requests), internationalised host names (write the
 * "xn--" form), IPv4 addresses in other notations than four decimal numbers.
 */
export interface HttpUrl {
  readonly scheme: 'http' | 'https';
  /** A name or IPv4 address, or an IPv6 address without its brackets. */
  readonly host: string;
  readonly port: number;
  /** Host and port as they stand in the URL and in the Host field. */
  readonly authority: string;
  /** Path and query: what the request line carries. */
  readonly target: string;
  /** "#..." or "". */
  readonly fragment: string;
  readonly href: string;
}

/** @throws {TypeError} when `text`, taken relative to `base` where one is given, is no http: or https: URL */
export function parseUrl(text: string, base?: HttpUrl): HttpUrl {
  const url = strip(text);
  const scheme = url.slice(0, Math.max(0, url.indexOf(':')));
  if (!isScheme(scheme)) {
    if (base === undefined) throw invalid(text, 'it has no scheme; an absolute http: URL is needed');
    return resolve(url, base, text);
  }
  const name = scheme.toLowerCase();
  if (name !== 'http' && name !== 'https') throw invalid(text, `its scheme is ${name}, not http or https`);
  const rest = url.slice(scheme.length + 1);
  if (!isSlash(rest[0]) || !isSlash(rest[1])) throw invalid(text, 'its scheme is not followed by "//"');
  return withAuthority(name, rest.slice(2), text);
}

function withAuthority(scheme: 'http' | 'https', rest: string, text: string): HttpUrl {
  let end = 0;
  while (end < rest.length && !'/\\?#'.includes(rest[end]!)) end++;
  const authority = rest.slice(0, end);
  if (authority.includes('@')) throw invalid(text, 'it carries user information');
  const parts = splitAuthority(authority);
  if (parts === undefined) throw invalid(text, 'its host is empty or has a character that it cannot have');
  const usual = scheme === 'http' ? 80 : 443;
  const port = parts.port === '' ? usual : Number(parts.port);
  if (port > 65_535) throw invalid(text, 'its port is above 65535');
  const host = parts.host.toLowerCase();
  const bracketed = parts.bracketed ? `[${host}]` : host;
  return build(scheme, host, port, port === usual ? bracketed : `${bracketed}:${port}`, rest.slice(end));
}

/** Without controls and spaces around it, and without tabs and ends of lines. */
function strip(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && text.charCodeAt(start) <= 32) start++;
  while (end > start && text.charCodeAt(end - 1) <= 32) end--;
  return text.slice(start, end).replaceAll('\t', '').replaceAll('\n', '').replaceAll('\r', '');
}

const isSlash = (character: string | undefined): boolean => character === '/' || character === '\\';

/** ALPHA *( ALPHA / DIGIT / "+" / "-" / "." ) */
const isScheme = (text: string): boolean =>
  text !== '' && consistsOf(text[0]!, LETTERS + CAPITALS) && consistsOf(text, `${LETTERS}${CAPITALS}${DIGITS}+.-`);

/** Host and port of an authority; undefined where it is none. */
function splitAuthority(text: string): { host: string; bracketed: boolean; port: string } | undefined {
  const bracketed = text.startsWith('[');
  let end = bracketed ? text.indexOf(']') : text.indexOf(':');
  if (end < 0) {
    if (bracketed) return undefined;
    end = text.length;
  }
  const host = text.slice(bracketed ? 1 : 0, end);
  const rest = text.slice(bracketed ? end + 1 : end);
  const characters = bracketed ? `${HEXADECIMAL}:.` : `${LETTERS}${CAPITALS}${DIGITS}._~!$&'()*+,;=-`;
  const port = rest.slice(1);
  if (host === '' || !consistsOf(host, characters) || (rest !== '' && rest[0] !== ':')) return undefined;
  return port === '' || isDigits(port, 5) ? { host, bracketed, port } : undefined;
}

/** A relative reference, RFC 3986 5.2.2. */
function resolve(reference: string, base: HttpUrl, text: string): HttpUrl {
  const join = (tail: string) => build(base.scheme, base.host, base.port, base.authority, tail);
  if (isSlash(reference[0]) && isSlash(reference[1])) return withAuthority(base.scheme, reference.slice(2), text);
  if (isSlash(reference[0])) return join(reference);
  const query = base.target.indexOf('?');
  const path = query < 0 ? base.target : base.target.slice(0, query);
  if (reference === '' || reference.startsWith('#')) return join(base.target + reference);
  if (reference.startsWith('?')) return join(path + reference);
  return join(path.slice(0, path.lastIndexOf('/') + 1) + reference);
}

function build(scheme: 'http' | 'https', host: string, port: number, authority: string, tail: string): HttpUrl {
  const hash = tail.indexOf('#');
  const fragment = hash < 0 ? '' : percentEncode(tail.slice(hash), '"<>` ');
  const beforeFragment = hash < 0 ? tail : tail.slice(0, hash);
  const mark = beforeFragment.indexOf('?');
  const path = mark < 0 ? beforeFragment : beforeFragment.slice(0, mark);
  const query = mark < 0 ? '' : percentEncode(beforeFragment.slice(mark), '"<>\' ');
  const target = removeDotSegments(percentEncode(path.replaceAll('\\', '/'), '"<>^`{} ')) + query;
  return { scheme, host, port, authority, target, fragment, href: `${scheme}://${authority}${target}${fragment}` };
}

/** RFC 3986 5.2.4; "%2e" counts as a dot, as in the URL Standard. */
function removeDotSegments(path: string): string {
  if (path === '' || path === '/') return '/';
  if (!path.includes('/.') && !path.toLowerCase().includes('/%2e')) return path.startsWith('/') ? path : `/${path}`;
  const output: string[] = [];
  const segments = path.split('/').slice(1);
  for (let i = 0; i < segments.length; i++) {
    const segment = segments[i]!;
    const plain = segment.replaceAll('%2e', '.').replaceAll('%2E', '.');
    const last = i === segments.length - 1;
    if (plain === '..') {
      output.pop();
      if (last) output.push('');
    } else if (plain === '.') {
      if (last) output.push('');
    } else {
      output.push(segment);
    }
  }
  return `/${output.join('/')}`;
}

/** Percent-encodes controls, everything beyond ASCII (as UTF-8) and the characters of `also`. */
function percentEncode(text: string, also: string): string {
  let encoded = '';
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit > 0x20 && unit < 0x7f && !also.includes(text[i]!)) continue;
    let end = i + 1;
    if (unit >= 0xd800 && unit < 0xdc00) end++;
    encoded += text.slice(start, i);
    const bytes = encodeUtf8(text.slice(i, end));
    for (const byte of bytes) encoded += `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    i = end - 1;
    start = end;
  }
  return start === 0 ? text : encoded + text.slice(start);
}

/** Percent-decodes into octets; undefined where a "%" is not followed by two hexadecimal digits, or above U+007F. */
export function percentDecode(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(text.length);
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    let unit = text.charCodeAt(i);
    if (unit > 0x7f) return undefined;
    if (unit === 0x25) {
      const digits = text.slice(i + 1, i + 3);
      if (digits.length !== 2 || !consistsOf(digits, HEXADECIMAL)) return undefined;
      unit = Number.parseInt(digits, 16);
      i += 2;
    }
    bytes[length++] = unit;
  }
  return bytes.subarray(0, length);
}

function invalid(text: string, why: string): TypeError {
  return new TypeError(`Invalid URL ${JSON.stringify(text.slice(0, 120))}: ${why}`);
}
