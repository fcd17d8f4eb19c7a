import { hexValue, isDigit } from './percent.js';

/** Addresses as the URL Standard reads and writes them (sections 3.3 and 3.5 to 3.7). */

/** Whether a domain has to be an IPv4 address: its last label is a number. */
export function endsInNumber(domain: string): boolean {
  const parts = domain.split('.');
  if (parts[parts.length - 1] === '') {
    if (parts.length === 1) return false;
    parts.pop();
  }
  const last = parts[parts.length - 1]!;
  return isAllDigits(last) || parseIpv4Number(last) !== null;
}

function isAllDigits(text: string): boolean {
  if (text === '') return false;
  for (let i = 0; i < text.length; i++) if (!isDigit(text.charCodeAt(i))) return false;
  return true;
}

/** Decimal, octal after "0" or hexadecimal after "0x"; null where it is no number. */
function parseIpv4Number(text: string): number | null {
  if (text === '') return null;
  let radix = 10;
  let start = 0;
  if (text.length >= 2 && text.charCodeAt(0) === 0x30) {
    const isHex = text[1] === 'x' || text[1] === 'X';
    radix = isHex ? 16 : 8;
    start = isHex ? 2 : 1;
  }
  let value = 0;
  for (let i = start; i < text.length; i++) {
    const digit = hexValue(text.charCodeAt(i));
    if (digit < 0 || digit >= radix) return null;
    value = value * radix + digit;
  }
  return value;
}

/** In dotted decimal form, or null where it is no address. */
export function parseIpv4(text: string): string | null {
  const parts = text.split('.');
  if (parts[parts.length - 1] === '' && parts.length > 1) parts.pop();
  if (parts.length > 4) return null;
  let address = 0;
  for (let i = 0; i < parts.length; i++) {
    const value = parseIpv4Number(parts[i]!);
    if (value === null) return null;
    const isLast = i === parts.length - 1;
    if (isLast ? value >= 256 ** (5 - parts.length) : value > 255) return null;
    address += isLast ? value : value * 256 ** (3 - i);
  }
  const octet = (shift: number) => Math.floor(address / 2 ** shift) % 256;
  return `${octet(24)}.${octet(16)}.${octet(8)}.${octet(0)}`;
}

/** In the shortest form of RFC 5952 with its brackets, or null. @param text without brackets */
export function parseIpv6(text: string): string | null {
  const pieces = [0, 0, 0, 0, 0, 0, 0, 0];
  let index = 0;
  let compress = -1;
  let at = 0;
  if (text[0] === ':') {
    if (text[1] !== ':') return null;
    at = 2;
    compress = ++index;
  }
  while (at < text.length) {
    if (index === 8) return null;
    if (text[at] === ':') {
      if (compress >= 0) return null;
      at++;
      compress = ++index;
      continue;
    }
    const start = at;
    let value = 0;
    while (at < text.length && at - start < 4) {
      const digit = hexValue(text.charCodeAt(at));
      if (digit < 0) break;
      value = value * 16 + digit;
      at++;
    }
    if (text[at] === '.') {
      if (at === start || index > 6 || !parseTail(text.slice(start), pieces, index)) return null;
      index += 2;
      break;
    }
    if (text[at] === ':') {
      at++;
      if (at === text.length) return null;
    } else if (at < text.length) {
      return null;
    }
    pieces[index++] = value;
  }
  if (compress >= 0) {
    let from = index - 1;
    for (let to = 7; to > from && from >= compress; to--, from--) {
      pieces[to] = pieces[from]!;
      pieces[from] = 0;
    }
  } else if (index !== 8) {
    return null;
  }
  return `[${writeIpv6(pieces)}]`;
}

/** The IPv4 notation at the end of an IPv6 address: exactly four decimal numbers without leading zeros. */
function parseTail(text: string, pieces: number[], index: number): boolean {
  const parts = text.split('.');
  if (parts.length !== 4) return false;
  for (let i = 0; i < 4; i++) {
    const part = parts[i]!;
    if (!isAllDigits(part) || part.length > 3 || (part.length > 1 && part[0] === '0') || Number(part) > 255)
      return false;
    const at = index + (i >> 1);
    pieces[at] = pieces[at]! * 256 + Number(part);
  }
  return true;
}

function writeIpv6(pieces: readonly number[]): string {
  // The first of the longest runs of at least two zeros.
  let compress = -1;
  let longest = 1;
  for (let i = 0; i < 8; i++) {
    let length = 0;
    while (i + length < 8 && pieces[i + length] === 0) length++;
    if (length > longest) [compress, longest] = [i, length];
    if (length > 0) i += length - 1;
  }
  let text = '';
  for (let i = 0; i < 8; i++) {
    if (i === compress) {
      text += i === 0 ? '::' : ':';
      i += longest - 1;
      continue;
    }
    text += pieces[i]!.toString(16);
    if (i < 7) text += ':';
  }
  return text;
}
