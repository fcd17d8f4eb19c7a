import { isAlpha, isDigit } from './percent.js';

/** Parameters of RFC 3492, section 5. */
const BASE = 36;
const TMIN = 1;
const TMAX = 26;
const SKEW = 38;
const DAMP = 700;
const INITIAL_BIAS = 72;
const INITIAL_POINT = 0x80;
/** The first code point beyond ASCII that is no control. */
const FIRST_PRINTABLE = 0xa0;

/**
 * Whether `label`, without its "xn--", is Punycode (RFC 3492, 6.2) of text without controls. Which other characters a
 * domain may have is not checked: that takes the tables of IDNA.
 */
export function isPunycode(label: string): boolean {
  const delimiter = label.lastIndexOf('-');
  let count = Math.max(delimiter, 0);
  let at = delimiter < 0 ? 0 : delimiter + 1;
  if (at === label.length) return delimiter > 0;
  let point = INITIAL_POINT;
  let bias = INITIAL_BIAS;
  let position = 0;
  while (at < label.length) {
    const before = position;
    let weight = 1;
    for (let k = BASE; ; k += BASE) {
      const digit = at < label.length ? digitValue(label.charCodeAt(at++)) : -1;
      if (digit < 0) return false;
      position += digit * weight;
      if (position > 0x7fffffff) return false;
      const threshold = k <= bias ? TMIN : k >= bias + TMAX ? TMAX : k - bias;
      if (digit < threshold) break;
      weight *= BASE - threshold;
    }
    count++;
    bias = adapt(position - before, count, before === 0);
    point += Math.floor(position / count);
    if (point < FIRST_PRINTABLE || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) return false;
    position = (position % count) + 1;
  }
  return true;
}

function digitValue(unit: number): number {
  if (isDigit(unit)) return unit - 0x30 + 26;
  return isAlpha(unit) ? (unit | 0x20) - 0x61 : -1;
}

function adapt(delta: number, count: number, isFirst: boolean): number {
  let rest = Math.floor(delta / (isFirst ? DAMP : 2));
  rest += Math.floor(rest / count);
  let k = 0;
  for (; rest > ((BASE - TMIN) * TMAX) / 2; k += BASE) rest = Math.floor(rest / (BASE - TMIN));
  return k + Math.floor(((BASE - TMIN + 1) * rest) / (rest + SKEW));
}
