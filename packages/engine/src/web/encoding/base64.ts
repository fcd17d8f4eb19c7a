import { DOMException } from '../events/dom-exception.js';

/** atob and btoa of the HTML Standard, 8.3. */

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const MISSING = 'The "data" argument must be specified';

interface Base64Host {
  encode(text: string): string | undefined;
  decode(text: string): string | undefined;
}
let host: Base64Host = { encode: () => undefined, decode: () => undefined };
/** The host is faster with what is right; it gives undefined for what is not. */
export function bindBase64(faster: Base64Host): void {
  host = faster;
}

/** @throws {DOMException} InvalidCharacterError for a character beyond U+00FF */
export function btoa(data: unknown): string {
  // biome-ignore lint/complexity/noArguments: Web IDL counts arguments, undefined ones too
  if (arguments.length === 0) throw Object.assign(new TypeError(MISSING), { code: 'ERR_MISSING_ARGS' });
  const text = `${data as string}`;
  const encoded = host.encode(text);
  if (encoded !== undefined) return encoded;
  let result = '';
  for (let i = 0; i < text.length; i += 3) {
    const count = text.length - i;
    const a = text.charCodeAt(i);
    const b = count > 1 ? text.charCodeAt(i + 1) : 0;
    const c = count > 2 ? text.charCodeAt(i + 2) : 0;
    if ((a | b | c) > 0xff) throw new DOMException('Invalid character', 'InvalidCharacterError');
    const bits = (a << 16) | (b << 8) | c;
    result += ALPHABET[bits >> 18]! + ALPHABET[(bits >> 12) & 63];
    result += count > 1 ? ALPHABET[(bits >> 6) & 63] : '=';
    result += count > 2 ? ALPHABET[bits & 63] : '=';
  }
  return result;
}

/** White space is ignored and the padding may be missing. @throws {DOMException} InvalidCharacterError */
export function atob(data: unknown): string {
  // biome-ignore lint/complexity/noArguments: Web IDL counts arguments, undefined ones too
  if (arguments.length === 0) throw Object.assign(new TypeError(MISSING), { code: 'ERR_MISSING_ARGS' });
  const text = `${data as string}`;
  const decoded = host.decode(text);
  if (decoded !== undefined) return decoded;
  let result = '';
  let bits = 0;
  let digits = 0;
  let padding = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    // Tab, line feed, form feed, carriage return, blank
    if (unit === 0x20 || unit === 9 || unit === 10 || unit === 12 || unit === 13) continue;
    if (unit === 0x3d) {
      padding++;
      continue;
    }
    const value = digitValue(unit);
    if (value < 0 || padding > 0) throw notBase64('Invalid character');
    bits = ((bits << 6) | value) & 0xffffff;
    digits++;
    if ((digits & 3) === 0) result += String.fromCharCode(bits >> 16, (bits >> 8) & 0xff, bits & 0xff);
  }
  const rest = digits & 3;
  if (padding > 2 || (padding > 0 && rest + padding !== 4)) throw notBase64('Invalid character');
  if (rest === 1) throw notBase64('The string to be decoded is not correctly encoded.');
  if (rest === 2) result += String.fromCharCode((bits >> 4) & 0xff);
  else if (rest === 3) result += String.fromCharCode((bits >> 10) & 0xff, (bits >> 2) & 0xff);
  return result;
}

function digitValue(unit: number): number {
  if (unit >= 0x41 && unit <= 0x5a) return unit - 0x41;
  if (unit >= 0x61 && unit <= 0x7a) return unit - 0x61 + 26;
  if (unit >= 0x30 && unit <= 0x39) return unit - 0x30 + 52;
  return unit === 0x2b ? 62 : unit === 0x2f ? 63 : -1;
}

function notBase64(message: string): DOMException {
  return new DOMException(message, 'InvalidCharacterError');
}
