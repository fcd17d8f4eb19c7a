/** How strings and property keys are shown. */
import { WIDE_RUNS, ZERO_WIDTH_RUNS } from './width-table.js';

/** In single quotes, or in those that need no escape where the text has single quotes. */
export function quote(text: string): string {
  let delimiter = "'";
  if (text.includes("'")) {
    if (!text.includes('"')) delimiter = '"';
    else if (!text.includes('`') && !text.includes('${')) delimiter = '`';
  }
  return delimiter + escapeText(text, delimiter === "'") + delimiter;
}

/** Controls, backslashes and halves of surrogate pairs as escape sequences; single quotes where asked for. */
export function escapeText(text: string, singleQuotes: boolean): string {
  let result = '';
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0xd800 && unit <= 0xdfff) {
      const next = i + 1 < text.length ? text.charCodeAt(i + 1) : 0;
      if (unit <= 0xdbff && next >= 0xdc00 && next <= 0xdfff) {
        i++;
        continue;
      }
    } else if (unit === 0x27) {
      if (!singleQuotes) continue;
    } else if (unit !== 0x5c && unit >= 0x20 && (unit < 0x7f || unit > 0x9f)) {
      continue;
    }
    result += text.slice(start, i) + escapeUnit(unit);
    start = i + 1;
  }
  return start === 0 ? text : result + text.slice(start);
}

function escapeUnit(unit: number): string {
  switch (unit) {
    case 0x08:
      return '\\b';
    case 0x09:
      return '\\t';
    case 0x0a:
      return '\\n';
    case 0x0c:
      return '\\f';
    case 0x0d:
      return '\\r';
    case 0x27:
      return "\\'";
    case 0x5c:
      return '\\\\';
    default:
      if (unit > 0xff) return `\\u${unit.toString(16)}`;
      return `\\x${unit < 16 ? '0' : ''}${unit.toString(16).toUpperCase()}`;
  }
}

/** [A-Za-z_][A-Za-z_0-9]*: keys that are shown without quotes. */
export function isPlainKey(key: string): boolean {
  if (key.length === 0) return false;
  for (let i = 0; i < key.length; i++) {
    const unit = key.charCodeAt(i);
    const isLetter = (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x41 && unit <= 0x5a) || unit === 0x5f;
    if (!isLetter && !(i > 0 && unit >= 0x30 && unit <= 0x39)) return false;
  }
  return true;
}

/** The canonical form of an array index, 0 to 2^32 - 2. */
export function isArrayIndex(key: string): boolean {
  if (key.length === 0 || key.length > 10) return false;
  if (key.charCodeAt(0) === 0x30) return key.length === 1;
  for (let i = 0; i < key.length; i++) {
    const unit = key.charCodeAt(i);
    if (unit < 0x30 || unit > 0x39) return false;
  }
  return Number(key) < 4_294_967_295;
}

/**
 * Columns that a terminal uses for `text`: Wide and Fullwidth characters and emoji count two, combining and format
 * characters none (Unicode Standard Annex 11). Each code point is taken alone: joined emoji count as their parts.
 */
export function displayWidth(text: string): number {
  let width = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x7f) {
      if (unit >= 0x20) width++;
      continue;
    }
    const point = text.codePointAt(i)!;
    if (point > 0xffff) i++;
    if (point < FIRST_UNUSUAL) width += point < 0xa0 ? 0 : 1;
    else width += isInRuns(WIDE_RUNS, point) ? 2 : isInRuns(ZERO_WIDTH_RUNS, point) ? 0 : 1;
  }
  return width;
}

/** Below this only control characters are not one column wide. */
const FIRST_UNUSUAL = 0x300;

/** Read from the start each time: such text is rare, and so nothing has to be kept. */
function isInRuns(runs: string, point: number): boolean {
  let position = 0x7f;
  let number = 0;
  let isLength = false;
  for (let i = 0; i <= runs.length; i++) {
    const unit = i < runs.length ? runs.charCodeAt(i) : 0x20;
    if (unit === 0x20 || unit === 0x2c) {
      const start = isLength ? position : position + number;
      if (unit === 0x20) {
        if (point < start) return false;
        position = isLength ? position + number : start;
        if (point <= position) return true;
      } else {
        position = start;
        if (point < position) return false;
      }
      isLength = unit === 0x2c;
      number = 0;
    } else {
      number = number * 36 + (unit <= 0x39 ? unit - 0x30 : unit - 0x57);
    }
  }
  return false;
}
