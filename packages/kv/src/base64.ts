/** Octets that base64 text of this form stands for, by its length and padding alone. */
export function base64Length(text: string): number {
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  return (text.length / 4) * 3 - padding;
}

/** Octets of base64 text with padding and without line breaks (RFC 4648, section 4); undefined when it is not that. */
export function decodeBase64(text: string): Uint8Array | undefined {
  if (text.length % 4 !== 0) return undefined;
  const bytes = new Uint8Array(base64Length(text));
  let at = 0;
  for (let i = 0; i < text.length; i += 4) {
    const left = bytes.length - at;
    const a = digit(text.charCodeAt(i));
    const b = digit(text.charCodeAt(i + 1));
    const c = left > 1 ? digit(text.charCodeAt(i + 2)) : 0;
    const d = left > 2 ? digit(text.charCodeAt(i + 3)) : 0;
    if ((a | b | c | d) < 0) return undefined;
    // Padding only stands at the end, and the bits it leaves over are zero (RFC 4648, section 3.5).
    if ((left === 1 && (b & 15) !== 0) || (left === 2 && (c & 3) !== 0)) return undefined;
    bytes[at++] = (a << 2) | (b >> 4);
    if (left > 1) bytes[at++] = (b << 4) | (c >> 2);
    if (left > 2) bytes[at++] = (c << 6) | d;
  }
  return bytes;
}

/** 0-63; negative for anything that is no digit. */
function digit(code: number): number {
  if (code >= 0x61 && code <= 0x7a) return code - 0x61 + 26;
  if (code >= 0x41 && code <= 0x5a) return code - 0x41;
  if (code >= 0x30 && code <= 0x39) return code - 0x30 + 52;
  if (code === 0x2b) return 62;
  return code === 0x2f ? 63 : -1;
}
