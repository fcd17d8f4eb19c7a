/** UTF-8 both ways. These are the loops that an engine may replace by its own. */

/** Octets that `text` takes, U+FFFD in place of halves of surrogate pairs. */
export function utf8Length(text: string): number {
  let length = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) continue;
    length += unit < 0x800 ? 1 : 2;
    if (unit >= 0xd800 && unit <= 0xdbff && isLow(text.charCodeAt(i + 1))) i++;
  }
  return length;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

export interface EncodeResult {
  /** Code units taken. */
  readonly read: number;
  /** Octets written. */
  readonly written: number;
}

/** Whole characters only, as many as there is room for. */
export function encodeUtf8Into(text: string, bytes: Uint8Array): EncodeResult {
  const room = bytes.length;
  let written = 0;
  let i = 0;
  for (; i < text.length; i++) {
    let point = text.charCodeAt(i);
    if (point < 0x80) {
      if (written === room) break;
      bytes[written++] = point;
      continue;
    }
    if (point >= 0xd800 && point <= 0xdfff) {
      const low = point <= 0xdbff ? text.charCodeAt(i + 1) : 0;
      point = isLow(low) ? 0x10000 + ((point - 0xd800) << 10) + (low - 0xdc00) : 0xfffd;
    }
    const size = point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    if (written + size > room) break;
    if (size === 2) {
      bytes[written++] = 0xc0 | (point >> 6);
    } else {
      if (size === 3) {
        bytes[written++] = 0xe0 | (point >> 12);
      } else {
        bytes[written++] = 0xf0 | (point >> 18);
        bytes[written++] = 0x80 | ((point >> 12) & 0x3f);
        i++;
      }
      bytes[written++] = 0x80 | ((point >> 6) & 0x3f);
    }
    bytes[written++] = 0x80 | (point & 0x3f);
  }
  return { read: i, written };
}

/** Between two pieces of a stream (Encoding Standard, 8.1.1). */
export interface Utf8State {
  point: number;
  /** Octets of the sequence still to come. */
  needed: number;
  lower: number;
  upper: number;
}

export function newUtf8State(): Utf8State {
  return { point: 0, needed: 0, lower: 0x80, upper: 0xbf };
}

/** @returns null where `fatal` and the input is ill-formed */
export function decodeUtf8(state: Utf8State, bytes: Uint8Array, isLast: boolean, fatal: boolean): string | null {
  let text = '';
  let units: number[] = [];
  let { point, needed, lower, upper } = state;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!;
    if (needed === 0) {
      if (byte < 0x80) {
        units.push(byte);
      } else if (byte >= 0xc2 && byte <= 0xf4) {
        needed = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
        point = byte & (0x3f >> needed);
        lower = byte === 0xe0 ? 0xa0 : byte === 0xf0 ? 0x90 : 0x80;
        upper = byte === 0xed ? 0x9f : byte === 0xf4 ? 0x8f : 0xbf;
      } else {
        if (fatal) return null;
        units.push(0xfffd);
      }
    } else if (byte < lower || byte > upper) {
      if (fatal) return null;
      units.push(0xfffd);
      needed = 0;
      // This octet begins something new.
      i--;
    } else {
      lower = 0x80;
      upper = 0xbf;
      point = (point << 6) | (byte & 0x3f);
      if (--needed === 0) {
        if (point < 0x10000) units.push(point);
        else units.push(0xd7c0 + (point >> 10), 0xdc00 + (point & 0x3ff));
      }
    }
    if (units.length >= CHUNK) {
      text += String.fromCharCode.apply(null, units);
      units = [];
    }
  }
  if (isLast && needed > 0) {
    if (fatal) return null;
    units.push(0xfffd);
    needed = 0;
  }
  state.point = point;
  state.needed = needed;
  state.lower = lower;
  state.upper = upper;
  return text + String.fromCharCode.apply(null, units);
}

const CHUNK = 1024;
