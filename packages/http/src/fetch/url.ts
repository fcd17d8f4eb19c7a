import { encodeUtf8 } from '../bytes.js';

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
  const url = text.replace(/^[\0- ]+|[\0- ]+$/g, '').replace(/[\t\n\r]/g, '');
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(url);
  if (scheme === null) {
    if (base === undefined) throw invalid(text, 'it has no scheme; an absolute http: URL is needed');
    return resolve(url, base, text);
  }
  const name = scheme[1]!.toLowerCase();
  if (name !== 'http' && name !== 'https') throw invalid(text, `its scheme is ${name}, not http or https`);
  const rest = url.slice(scheme[0].length);
  const slashes = /^[/\\]{2}/.exec(rest);
  if (slashes === null) throw invalid(text, 'its scheme is not followed by "//"');
  return withAuthority(name, rest.slice(2), text);
}

function withAuthority(scheme: 'http' | 'https', rest: string, text: string): HttpUrl {
  const end = rest.search(/[/\\?#]/);
  const authority = end < 0 ? rest : rest.slice(0, end);
  if (authority.includes('@')) throw invalid(text, 'it carries user information');
  const match = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9._~!$&'()*+,;=-]+))(?::(\d{0,5}))?$/i.exec(authority);
  if (match === null) throw invalid(text, 'its host is empty or has a character that it cannot have');
  const usual = scheme === 'http' ? 80 : 443;
  const port = match[3] === undefined || match[3] === '' ? usual : Number(match[3]);
  if (port > 65_535) throw invalid(text, 'its port is above 65535');
  const host = (match[1] ?? match[2]!).toLowerCase();
  const bracketed = match[1] === undefined ? host : `[${host}]`;
  return build(scheme, host, port, port === usual ? bracketed : `${bracketed}:${port}`, end < 0 ? '' : rest.slice(end));
}

/** A relative reference, RFC 3986 5.2.2. */
function resolve(reference: string, base: HttpUrl, text: string): HttpUrl {
  const join = (tail: string) => build(base.scheme, base.host, base.port, base.authority, tail);
  if (/^[/\\]{2}/.test(reference)) return withAuthority(base.scheme, reference.slice(2), text);
  if (/^[/\\]/.test(reference)) return join(reference);
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
  if (!/\/\.|\/%2e/i.test(path)) return path.startsWith('/') ? path : `/${path}`;
  const output: string[] = [];
  const segments = path.split('/').slice(1);
  for (let i = 0; i < segments.length; i++) {
    const segment = segments[i]!;
    const plain = segment.replace(/%2e/gi, '.');
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
      if (!/^[0-9a-fA-F]{2}$/.test(digits)) return undefined;
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
