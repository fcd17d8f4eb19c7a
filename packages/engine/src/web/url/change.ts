import { parseHost, UNSUPPORTED } from './host.js';
import { appendPath, hostEnd, leadingDigits, removeTabsAndNewlines, schemeLength, setPort } from './parse.js';
import { FRAGMENT_SET, percentEncode, QUERY_SET, SPECIAL_QUERY_SET } from './percent.js';
import { cannotHaveCredentials, hasOpaquePath, isSpecial, type UrlRecord, usualPort } from './record.js';

/**
 * What the setters of URL do to a record: the parser of the URL Standard with a state override. A value that does not fit
 * changes nothing. All take well-formed text.
 */

export function changeScheme(url: UrlRecord, value: string): void {
  const text = `${removeTabsAndNewlines(value)}:`;
  const length = schemeLength(text);
  if (length === 0) return;
  const scheme = text.slice(0, length).toLowerCase();
  if ((usualPort(scheme) !== undefined) !== isSpecial(url)) return;
  const hasCredentials = url.username !== '' || url.password !== '';
  if (scheme === 'file' && (hasCredentials || url.port !== null)) return;
  if (url.scheme === 'file' && url.host === '') return;
  url.scheme = scheme;
  if (url.port === usualPort(scheme)) url.port = null;
}

/** @param withPort whether `value` may have one */
export function changeHost(url: UrlRecord, value: string, withPort: boolean): void {
  if (hasOpaquePath(url)) return;
  const special = isSpecial(url);
  const text = removeTabsAndNewlines(value);
  let end = 0;
  while (end < text.length && !'/?#'.includes(text[end]!) && !(special && text[end] === '\\')) end++;
  const authority = text.slice(0, end);
  if (url.scheme === 'file') {
    const host = authority === '' ? '' : parseHost(authority, true);
    if (host !== null && host !== UNSUPPORTED) url.host = host === 'localhost' ? '' : host;
    return;
  }
  const colon = hostEnd(authority);
  const name = authority.slice(0, colon);
  if (colon < authority.length && (name === '' || !withPort)) return;
  if (name === '' && (special || url.username !== '' || url.password !== '' || url.port !== null)) return;
  const host = parseHost(name, special);
  if (host === null || host === UNSUPPORTED) return;
  url.host = host;
  if (colon < authority.length) changePortDigits(url, authority.slice(colon + 1));
}

export function changePort(url: UrlRecord, value: string): void {
  if (cannotHaveCredentials(url)) return;
  if (value === '') url.port = null;
  else changePortDigits(url, removeTabsAndNewlines(value));
}

/** What follows the digits is ignored. */
function changePortDigits(url: UrlRecord, text: string): void {
  setPort(url, text.slice(0, leadingDigits(text)));
}

export function changePath(url: UrlRecord, value: string): void {
  if (hasOpaquePath(url)) return;
  const text = removeTabsAndNewlines(value);
  const special = isSpecial(url);
  url.path = [];
  const hasSlash = text[0] === '/' || (special && text[0] === '\\');
  if (hasSlash || special || text !== '') appendPath(url, hasSlash ? text.slice(1) : text);
  else if (url.host === null) url.path = [''];
}

export function changeQuery(url: UrlRecord, value: string): void {
  if (value === '') {
    url.query = null;
    stripOpaquePath(url);
    return;
  }
  const text = removeTabsAndNewlines(value[0] === '?' ? value.slice(1) : value);
  url.query = percentEncode(text, isSpecial(url) ? SPECIAL_QUERY_SET : QUERY_SET);
}

export function changeFragment(url: UrlRecord, value: string): void {
  if (value === '') {
    url.fragment = null;
    stripOpaquePath(url);
    return;
  }
  url.fragment = percentEncode(removeTabsAndNewlines(value[0] === '#' ? value.slice(1) : value), FRAGMENT_SET);
}

/** Blanks at the end of an opaque path would be lost when the URL is parsed again. */
export function stripOpaquePath(url: UrlRecord): void {
  if (typeof url.path !== 'string' || url.fragment !== null || url.query !== null) return;
  let end = url.path.length;
  while (end > 0 && url.path[end - 1] === ' ') end--;
  url.path = url.path.slice(0, end);
}
