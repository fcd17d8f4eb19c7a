import { latin1 } from '../bytes.js';
import { isToken, TOKEN_LOWER } from './characters.js';

/**
 * Field names in their one spelling, lower case, without allocating for those that are common.
 */
const COMMON_NAMES: readonly string[] = [
  'accept',
  'accept-charset',
  'accept-encoding',
  'accept-language',
  'accept-ranges',
  'access-control-allow-headers',
  'access-control-allow-methods',
  'access-control-allow-origin',
  'access-control-request-headers',
  'access-control-request-method',
  'age',
  'allow',
  'authorization',
  'cache-control',
  'connection',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-length',
  'content-location',
  'content-range',
  'content-security-policy',
  'content-type',
  'cookie',
  'date',
  'dnt',
  'etag',
  'expect',
  'expires',
  'forwarded',
  'from',
  'host',
  'if-match',
  'if-modified-since',
  'if-none-match',
  'if-range',
  'if-unmodified-since',
  'keep-alive',
  'last-modified',
  'link',
  'location',
  'origin',
  'pragma',
  'priority',
  'proxy-authorization',
  'range',
  'referer',
  'retry-after',
  'sec-fetch-dest',
  'sec-fetch-mode',
  'sec-fetch-site',
  'server',
  'set-cookie',
  'strict-transport-security',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'upgrade-insecure-requests',
  'user-agent',
  'vary',
  'via',
  'www-authenticate',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-request-id',
];

/** The common names by length, for names that are octets. */
const BY_LENGTH: readonly (readonly string[])[] = /* @__PURE__ */ byLength();

/** Common spellings to lower case, for names that are text. */
const SPELLINGS: ReadonlyMap<string, string> = /* @__PURE__ */ spellings();

function byLength(): string[][] {
  const table: string[][] = [];
  for (let i = 0; i < 40; i++) table.push([]);
  for (const name of COMMON_NAMES) table[name.length]!.push(name);
  return table;
}

function spellings(): Map<string, string> {
  const map = new Map<string, string>();
  for (const name of COMMON_NAMES) {
    map.set(name, name);
    map.set(
      name
        .split('-')
        .map((part) => part.slice(0, 1).toUpperCase() + part.slice(1))
        .join('-'),
      name,
    );
  }
  map.set('ETag', 'etag').set('TE', 'te').set('WWW-Authenticate', 'www-authenticate').set('DNT', 'dnt');
  return map;
}

/** The field name `bytes[start .. end)`, known to be a token, in lower case. */
export function fieldName(bytes: Uint8Array, start: number, end: number): string {
  const length = end - start;
  if (length < BY_LENGTH.length) {
    for (const name of BY_LENGTH[length]!) {
      let i = 0;
      while (i < length && TOKEN_LOWER[bytes[start + i]!] === name.charCodeAt(i)) i++;
      if (i === length) return name;
    }
  }
  return latin1(bytes, start, end).toLowerCase();
}

/** @throws {TypeError} when `name` is not a token */
export function lowerFieldName(name: string): string {
  const known = SPELLINGS.get(name);
  if (known !== undefined) return known;
  if (!isToken(name)) throw new TypeError(`Headers: ${JSON.stringify(name)} is not a field name (RFC 9110 5.1)`);
  return name.toLowerCase();
}
