/**
 * Text and octets without TextEncoder and TextDecoder, which are not part of ECMAScript.
 */

/** ISO 8859-1: octet n is code point n. The octets of a message head become text this way. */
export function latin1(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  let i = start;
  for (; i + 8 <= end; i += 8) {
    text += String.fromCharCode(
      bytes[i]!,
      bytes[i + 1]!,
      bytes[i + 2]!,
      bytes[i + 3]!,
      bytes[i + 4]!,
      bytes[i + 5]!,
      bytes[i + 6]!,
      bytes[i + 7]!,
    );
  }
  for (; i < end; i++) text += String.fromCharCode(bytes[i]!);
  return text;
}

/** Writes the low octet of every code unit; `text` must be ISO 8859-1. Returns the offset behind it. */
export function writeLatin1(text: string, into: Uint8Array, at: number): number {
  const length = text.length;
  for (let i = 0; i < length; i++) into[at + i] = text.charCodeAt(i);
  return at + length;
}

/** A non-negative safe integer in decimal digits. Returns the offset behind them. */
export function writeDecimal(value: number, into: Uint8Array, at: number): number {
  if (value < 10) {
    into[at] = 48 + value;
    return at + 1;
  }
  if (value > 0x3fffffff) return writeLatin1(String(value), into, at);
  let digits = 1;
  for (let bound = 10; bound <= value; bound *= 10) digits++;
  let rest = value;
  for (let i = at + digits - 1; i >= at; i--) {
    const quotient = (rest / 10) | 0;
    into[i] = 48 + rest - quotient * 10;
    rest = quotient;
  }
  return at + digits;
}

/** Octets of `text` in UTF-8; a lone surrogate counts as U+FFFD. */
export function utf8Length(text: string): number {
  const units = text.length;
  let length = units;
  for (let i = 0; i < units; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) continue;
    if (unit < 0x800) {
      length += 1;
    } else if (unit >= 0xd800 && unit < 0xdc00 && i + 1 < units && isLowSurrogate(text.charCodeAt(i + 1))) {
      length += 2;
      i++;
    } else {
      length += 2;
    }
  }
  return length;
}

/** Writes text that is all ASCII, `text.length` octets. Returns the offset behind it, -1 if some of it is not. */
export function writeAscii(text: string, into: Uint8Array, at: number): number {
  const units = text.length;
  let all = 0;
  for (let i = 0; i < units; i++) {
    const unit = text.charCodeAt(i);
    all |= unit;
    into[at + i] = unit;
  }
  return all < 0x80 ? at + units : -1;
}

/** Writes UTF-8 (RFC 3629), U+FFFD for a lone surrogate. There must be room for `utf8Length(text)`. Returns the offset behind it. */
export function writeUtf8(text: string, into: Uint8Array, at: number): number {
  const units = text.length;
  for (let i = 0; i < units; i++) {
    let point = text.charCodeAt(i);
    if (point < 0x80) {
      into[at++] = point;
      continue;
    }
    if (point < 0x800) {
      into[at++] = 0xc0 | (point >> 6);
      into[at++] = 0x80 | (point & 0x3f);
      continue;
    }
    if (point >= 0xd800 && point < 0xe000) {
      if (point < 0xdc00 && i + 1 < units && isLowSurrogate(text.charCodeAt(i + 1))) {
        point = 0x10000 + ((point - 0xd800) << 10) + (text.charCodeAt(++i) - 0xdc00);
        into[at++] = 0xf0 | (point >> 18);
        into[at++] = 0x80 | ((point >> 12) & 0x3f);
        into[at++] = 0x80 | ((point >> 6) & 0x3f);
        into[at++] = 0x80 | (point & 0x3f);
        continue;
      }
      point = 0xfffd;
    }
    into[at++] = 0xe0 | (point >> 12);
    into[at++] = 0x80 | ((point >> 6) & 0x3f);
    into[at++] = 0x80 | (point & 0x3f);
  }
  return at;
}

export function encodeUtf8(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(utf8Length(text));
  writeUtf8(text, bytes, 0);
  return bytes;
}

/**
 * UTF-8 as the Encoding Standard decodes it: every maximal part of an ill-formed sequence becomes one U+FFFD, and a byte
 * order mark at the start is dropped.
 */
export function decodeUtf8(bytes: Uint8Array, start = 0, end: number = bytes.length): string {
  let i = start;
  if (end - i >= 3 && bytes[i] === 0xef && bytes[i + 1] === 0xbb && bytes[i + 2] === 0xbf) i += 3;
  let text = '';
  // A run of ASCII is taken at once; everything else one code point at a time.
  while (i < end) {
    let run = i;
    while (run < end && bytes[run]! < 0x80) run++;
    if (run > i) {
      text += latin1(bytes, i, run);
      i = run;
      continue;
    }
    const lead = bytes[i++]!;
    let needed = 0;
    let lower = 0x80;
    let upper = 0xbf;
    let point = 0;
    if (lead >= 0xc2 && lead <= 0xdf) {
      needed = 1;
      point = lead & 0x1f;
    } else if (lead >= 0xe0 && lead <= 0xef) {
      if (lead === 0xe0) lower = 0xa0;
      if (lead === 0xed) upper = 0x9f;
      needed = 2;
      point = lead & 0x0f;
    } else if (lead >= 0xf0 && lead <= 0xf4) {
      if (lead === 0xf0) lower = 0x90;
      if (lead === 0xf4) upper = 0x8f;
      needed = 3;
      point = lead & 0x07;
    } else {
      text += '\ufffd';
      continue;
    }
    while (needed > 0 && i < end && bytes[i]! >= lower && bytes[i]! <= upper) {
      point = (point << 6) | (bytes[i++]! & 0x3f);
      lower = 0x80;
      upper = 0xbf;
      needed--;
    }
    text += needed > 0 ? '\ufffd' : String.fromCodePoint(point);
  }
  return text;
}

/** All parts as one array; the part itself where there is only one. */
export function concatenate(parts: readonly Uint8Array[], length: number): Uint8Array {
  if (parts.length === 1) return parts[0]!;
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000;
}
