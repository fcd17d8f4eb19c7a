/**
 * The UTF-8 encoding of `text`; lone surrogates become U+FFFD. (TextEncoder is no part of ECMAScript, and a protocol's
 * text is short.)
 */
export function encodeUtf8(text: string): Uint8Array {
  const length = text.length;
  // Most text is ASCII: one octet a code unit, unless shown otherwise.
  let bytes = new Uint8Array(length);
  let i = 0;
  for (; i < length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0x80) break;
    bytes[i] = unit;
  }
  if (i === length) return bytes;

  const ascii = bytes.subarray(0, i);
  bytes = new Uint8Array(i + (length - i) * 3);
  bytes.set(ascii);
  let end = i;
  for (; i < length; i++) {
    let point = text.charCodeAt(i);
    if (point >= 0xd800 && point <= 0xdfff) {
      const low = i + 1 < length ? text.charCodeAt(i + 1) : 0;
      if (point <= 0xdbff && low >= 0xdc00 && low <= 0xdfff) {
        point = 0x10000 + ((point - 0xd800) << 10) + (low - 0xdc00);
        i++;
      } else {
        point = 0xfffd;
      }
    }
    if (point < 0x80) {
      bytes[end++] = point;
    } else if (point < 0x800) {
      bytes[end++] = 0xc0 | (point >> 6);
      bytes[end++] = 0x80 | (point & 0x3f);
    } else if (point < 0x10000) {
      bytes[end++] = 0xe0 | (point >> 12);
      bytes[end++] = 0x80 | ((point >> 6) & 0x3f);
      bytes[end++] = 0x80 | (point & 0x3f);
    } else {
      bytes[end++] = 0xf0 | (point >> 18);
      bytes[end++] = 0x80 | ((point >> 12) & 0x3f);
      bytes[end++] = 0x80 | ((point >> 6) & 0x3f);
      bytes[end++] = 0x80 | (point & 0x3f);
    }
  }
  return bytes.subarray(0, end);
}
