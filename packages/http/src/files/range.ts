import { isDigits } from '../message/characters.js';

/** Octets `start` to `end`, the end not included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * The ranges that a Range field asks of `size` octets (RFC 9110 14.1.2, 14.2): "whole" where the field is to be ignored,
 * being of another unit, malformed, of more than `limit` ranges or of so much overlap that they are an attack (17.15); an
 * empty list where none can be satisfied (416).
 */
export function parseRange(field: string, size: number, limit: number): 'whole' | ByteRange[] {
  if (field.slice(0, 6).toLowerCase() !== 'bytes=') return 'whole';
  const specs = field.slice(6).split(',');
  if (specs.length > limit) return 'whole';
  const ranges: ByteRange[] = [];
  let total = 0;
  let seen = 0;
  for (const spec of specs) {
    const text = spec.trim();
    if (text === '') continue;
    const parts = text.split('-');
    const [first, last] = parts as [string, string];
    if (parts.length !== 2 || text === '-') return 'whole';
    if ((first !== '' && !isDigits(first, 15)) || (last !== '' && !isDigits(last, 15))) return 'whole';
    seen++;
    let start: number;
    let end: number;
    if (first === '') {
      start = Math.max(0, size - Number(last));
      end = size;
    } else {
      start = Number(first);
      end = last === '' ? size : Math.min(size, Number(last) + 1);
      if (last !== '' && Number(last) < start) return 'whole';
    }
    if (start >= end) continue;
    total += end - start;
    ranges.push({ start, end });
  }
  if (seen === 0) return 'whole';
  return ranges.length > 1 && total > size ? 'whole' : ranges;
}
