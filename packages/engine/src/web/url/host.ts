import { endsInNumber, parseIpv4, parseIpv6 } from './ip.js';
import { CONTROL_SET, hexValue, percentEncode } from './percent.js';
import { isPunycode } from './punycode.js';

/** A host that is well formed but that this implementation does not support. */
export const UNSUPPORTED = 1;

/** Besides controls and the blank (URL Standard, "forbidden host code point"). */
const FORBIDDEN_IN_HOST = '#/:<>?@[\\]^|';
const FORBIDDEN_IN_DOMAIN = '#/:<>?@[\\]^|%';

/**
 * A host in its serialised form; null where it is none, UNSUPPORTED where it has characters beyond ASCII and would need
 * IDNA processing (Unicode Technical Standard 46), which is not here.
 */
export function parseHost(text: string, isSpecial: boolean): string | null | typeof UNSUPPORTED {
  if (text[0] === '[') return text.endsWith(']') ? parseIpv6(text.slice(1, -1)) : null;
  if (!isSpecial) return parseOpaqueHost(text);
  const domain = text.includes('%') ? percentDecodeText(text) : text;
  const ascii = lowerAscii(domain);
  if (ascii === UNSUPPORTED) return UNSUPPORTED;
  if (ascii === null || ascii === '') return null;
  if (ascii.includes('xn--')) {
    for (const label of ascii.split('.')) if (label.startsWith('xn--') && !isPunycode(label.slice(4))) return null;
  }
  return endsInNumber(ascii) ? parseIpv4(ascii) : ascii;
}

function parseOpaqueHost(text: string): string | null {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 0 || unit === 9 || unit === 10 || unit === 13 || unit === 32) return null;
    if (FORBIDDEN_IN_HOST.includes(text[i]!)) return null;
  }
  return percentEncode(text, CONTROL_SET);
}

function lowerAscii(domain: string): string | null | typeof UNSUPPORTED {
  let isPlain = true;
  for (let i = 0; i < domain.length; i++) {
    const unit = domain.charCodeAt(i);
    if (unit > 0x7f) return UNSUPPORTED;
    if (unit <= 0x20 || unit === 0x7f || FORBIDDEN_IN_DOMAIN.includes(domain[i]!)) isPlain = false;
  }
  return isPlain ? domain.toLowerCase() : null;
}

/** Octets beyond ASCII become characters beyond ASCII: which ones makes no difference to the caller. */
function percentDecodeText(text: string): string {
  let result = '';
  for (let i = 0; i < text.length; i++) {
    const high = text[i] === '%' ? hexValue(text.charCodeAt(i + 1)) : -1;
    const low = high < 0 ? -1 : hexValue(text.charCodeAt(i + 2));
    if (low < 0) {
      result += text[i];
    } else {
      result += String.fromCharCode(high * 16 + low);
      i += 2;
    }
  }
  return result;
}
