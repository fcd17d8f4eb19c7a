/** Primitive values in words. This module alone serves a console whose arguments are all known to be primitive. */
import { quote } from './text.js';

export function formatNumber(value: number, separator = false): string {
  // With separators Node drops the sign of -0.
  if (value === 0 && !separator && 1 / value < 0) return '-0';
  const digits = String(value);
  if (!separator || !Number.isFinite(value) || digits.includes('e')) return digits;
  const point = digits.indexOf('.');
  if (point < 0) return groupInteger(digits);
  return `${groupInteger(digits.slice(0, point))}.${groupFraction(digits.slice(point + 1))}`;
}

export function formatBigInt(value: bigint, separator = false): string {
  const digits = String(value);
  return `${separator ? groupInteger(digits) : digits}n`;
}

function groupInteger(digits: string): string {
  let result = '';
  let end = digits.length;
  const first = digits.startsWith('-') ? 1 : 0;
  for (; end >= first + 4; end -= 3) result = `_${digits.slice(end - 3, end)}${result}`;
  return digits.slice(0, end) + result;
}

function groupFraction(digits: string): string {
  let result = '';
  let start = 0;
  for (; start < digits.length - 3; start += 3) result += `${digits.slice(start, start + 3)}_`;
  return result + digits.slice(start);
}

export type Primitive = string | number | bigint | boolean | symbol | null | undefined;

/** As it stands inside of an object; `%s` and a console's own arguments show strings as they are. */
export function formatPrimitive(value: Primitive, limits: StringLimits): string {
  switch (typeof value) {
    case 'string':
      return formatString(value, limits);
    case 'number':
      return formatNumber(value, limits.numericSeparator);
    case 'bigint':
      return formatBigInt(value, limits.numericSeparator);
    case 'symbol':
      return value.toString();
    default:
      return String(value);
  }
}

/** The part of a context that strings need. */
export interface StringLimits {
  readonly maxStringLength: number;
  readonly breakLength: number;
  readonly compact: true | number;
  readonly indentation: number;
  readonly numericSeparator: boolean;
}

/** Shorter strings stay on one line whatever room there is. */
const SHORT = 16;

function formatString(value: string, limits: StringLimits): string {
  let text = value;
  let trailer = '';
  if (text.length > limits.maxStringLength) {
    const remaining = text.length - limits.maxStringLength;
    text = text.slice(0, limits.maxStringLength);
    trailer = `... ${remaining} more character${remaining > 1 ? 's' : ''}`;
  }
  const room = limits.breakLength - limits.indentation - 4;
  if (limits.compact === true || text.length <= SHORT || text.length <= room) return quote(text) + trailer;
  const join = ` +\n${' '.repeat(limits.indentation + 2)}`;
  let result = '';
  let start = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at + 1 < text.length; at = text.indexOf('\n', start)) {
    result += quote(text.slice(start, at + 1)) + join;
    start = at + 1;
  }
  return result + quote(text.slice(start)) + trailer;
}
