/** Percent-encode sets of the URL Standard (section 1.3), as the printable ASCII characters that they have. */
export const FRAGMENT_SET = ' "<>`';
export const QUERY_SET = ' "#<>';
export const SPECIAL_QUERY_SET = ' "#<>\'';
/** Without "^", which the standard added in 2023 and Node 20 has not yet. */
export const PATH_SET = ' "#<>?`{}';
export const USERINFO_SET = ' "#<>?^`{}/:;=@[\\]|';
/** Controls and everything beyond ASCII only: these are in every set. */
export const CONTROL_SET = '';

const HEX = '0123456789ABCDEF';

/** @param text well formed */
export function percentEncode(text: string, set: string): string {
  let result = '';
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0x20 && unit < 0x7f && (isAlphanumeric(unit) || !set.includes(text[i]!))) continue;
    result += text.slice(start, i);
    const point = unit >= 0xd800 && unit <= 0xdfff ? text.codePointAt(i++)! : unit;
    result += percentEncodePoint(point);
    start = i + 1;
  }
  return start === 0 ? text : result + text.slice(start);
}

/** A code point's UTF-8 octets. */
export function percentEncodePoint(point: number): string {
  if (point < 0x80) return percentOctet(point);
  if (point < 0x800) return percentOctet(0xc0 | (point >> 6)) + percentOctet(0x80 | (point & 0x3f));
  const last = percentOctet(0x80 | ((point >> 6) & 0x3f)) + percentOctet(0x80 | (point & 0x3f));
  if (point < 0x10000) return percentOctet(0xe0 | (point >> 12)) + last;
  return percentOctet(0xf0 | (point >> 18)) + percentOctet(0x80 | ((point >> 12) & 0x3f)) + last;
}

function percentOctet(octet: number): string {
  return `%${HEX[octet >> 4]}${HEX[octet & 15]}`;
}

export function isAlphanumeric(unit: number): boolean {
  return isDigit(unit) || isAlpha(unit);
}

export function isAlpha(unit: number): boolean {
  return (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x41 && unit <= 0x5a);
}

export function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}

/** The value of a hexadecimal digit, or -1. NaN, past the end, is none. */
export function hexValue(unit: number): number {
  if (isDigit(unit)) return unit - 0x30;
  if (unit >= 0x61 && unit <= 0x66) return unit - 0x57;
  if (unit >= 0x41 && unit <= 0x46) return unit - 0x37;
  return -1;
}
