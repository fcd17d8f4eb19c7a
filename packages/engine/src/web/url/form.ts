import { hexValue, isAlphanumeric, percentEncodePoint } from './percent.js';

/** application/x-www-form-urlencoded (URL Standard, section 5). */

export type Pair = [name: string, value: string];

export function parseForm(text: string): Pair[] {
  const pairs: Pair[] = [];
  for (const part of text.split('&')) {
    if (part === '') continue;
    const equals = part.indexOf('=');
    pairs.push(equals < 0 ? [decode(part), ''] : [decode(part.slice(0, equals)), decode(part.slice(equals + 1))]);
  }
  return pairs;
}

export function writeForm(pairs: readonly Pair[]): string {
  let text = '';
  for (const [name, value] of pairs) text += `${text === '' ? '' : '&'}${encode(name)}=${encode(value)}`;
  return text;
}

function encode(text: string): string {
  let result = '';
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    // * - . _
    if (isAlphanumeric(unit) || unit === 0x2a || unit === 0x2d || unit === 0x2e || unit === 0x5f) result += text[i];
    else if (unit === 0x20) result += '+';
    else result += percentEncodePoint(unit >= 0xd800 && unit <= 0xdfff ? text.codePointAt(i++)! : unit);
  }
  return result;
}

function decode(text: string): string {
  if (!text.includes('%')) return text.includes('+') ? text.replaceAll('+', ' ') : text;
  let result = '';
  for (let i = 0; i < text.length; ) {
    if (octetAt(text, i) < 0) {
      result += text[i] === '+' ? ' ' : text[i];
      i++;
      continue;
    }
    const octets: number[] = [];
    for (let octet = octetAt(text, i); octet >= 0; octet = octetAt(text, i)) {
      octets.push(octet);
      i += 3;
    }
    result += decodeUtf8(octets);
  }
  return result;
}

/** The value of "%xy" at `at`, or -1. */
function octetAt(text: string, at: number): number {
  if (text[at] !== '%') return -1;
  const high = hexValue(text.charCodeAt(at + 1));
  const low = hexValue(text.charCodeAt(at + 2));
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

/**
 * UTF-8 with U+FFFD for every maximal part of an ill-formed sequence (Encoding Standard, 8.1.1), for the few octets of a
 * form, so that URL does not need TextDecoder. A byte order mark stays.
 */
function decodeUtf8(octets: readonly number[]): string {
  let text = '';
  for (let i = 0; i < octets.length; ) {
    const lead = octets[i++]!;
    if (lead < 0x80) {
      text += String.fromCharCode(lead);
      continue;
    }
    const needed =
      lead >= 0xc2 && lead <= 0xdf ? 1 : lead >= 0xe0 && lead <= 0xef ? 2 : lead >= 0xf0 && lead <= 0xf4 ? 3 : 0;
    let point = needed === 1 ? lead & 0x1f : needed === 2 ? lead & 0xf : lead & 7;
    let lower = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
    let upper = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
    let read = 0;
    while (read < needed) {
      const octet = i < octets.length ? octets[i]! : -1;
      if (octet < lower || octet > upper) break;
      point = (point << 6) | (octet & 0x3f);
      lower = 0x80;
      upper = 0xbf;
      i++;
      read++;
    }
    text += needed > 0 && read === needed ? String.fromCodePoint(point) : '\ufffd';
  }
  return text;
}
