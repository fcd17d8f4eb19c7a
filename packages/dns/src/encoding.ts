/** Octets as text: base 16, 32 (extended hex alphabet) and 64 (RFC 4648). */

const HEX = '0123456789abcdef';
const BASE32HEX = '0123456789abcdefghijklmnopqrstuv';
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

export function hexText(bytes: Uint8Array): string {
  let text = '';
  for (const octet of bytes) text += HEX[octet >>> 4]! + HEX[octet & 15]!;
  return text;
}

/** undefined where the text is none. */
export function parseHex(text: string): Uint8Array | undefined {
  return parseDigits(text.toLowerCase(), HEX, 4);
}

/** Base 32 with the extended hex alphabet, without padding: what NSEC3 uses. */
export function base32Text(bytes: Uint8Array): string {
  return digits(bytes, BASE32HEX, 5);
}

export function parseBase32(text: string): Uint8Array | undefined {
  return parseDigits(text.toLowerCase(), BASE32HEX, 5);
}

export function base64Text(bytes: Uint8Array): string {
  const text = digits(bytes, BASE64, 6);
  return text.padEnd(Math.ceil(text.length / 4) * 4, '=');
}

export function parseBase64(text: string): Uint8Array | undefined {
  if (text.length % 4 !== 0) return undefined;
  const end = text.endsWith('==') ? text.length - 2 : text.endsWith('=') ? text.length - 1 : text.length;
  return parseDigits(text.slice(0, end), BASE64, 6);
}

function digits(bytes: Uint8Array, alphabet: string, width: number): string {
  let text = '';
  let held = 0;
  let bits = 0;
  for (const octet of bytes) {
    held = (held << 8) | octet;
    for (bits += 8; bits >= width; ) {
      bits -= width;
      text += alphabet[(held >>> bits) & ((1 << width) - 1)];
    }
    held &= (1 << bits) - 1;
  }
  if (bits > 0) text += alphabet[(held << (width - bits)) & ((1 << width) - 1)];
  return text;
}

/** The bits left over have to be zero and fewer than a digit: every octet string has one text. */
function parseDigits(text: string, alphabet: string, width: number): Uint8Array | undefined {
  const bytes = new Uint8Array(Math.floor((text.length * width) / 8));
  let held = 0;
  let bits = 0;
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    const digit = alphabet.indexOf(text[i]!);
    if (digit < 0) return undefined;
    held = (held << width) | digit;
    bits += width;
    if (bits >= 8) {
      bits -= 8;
      bytes[length++] = held >>> bits;
      held &= (1 << bits) - 1;
    }
  }
  return held === 0 && bits < width ? bytes : undefined;
}
