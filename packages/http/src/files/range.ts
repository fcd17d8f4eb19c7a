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
  const match = /^bytes=(.*)$/i.exec(field);
  if (match === null) return 'whole';
  const specs = match[1]!.split(',');
  if (specs.length > limit) return 'whole';
  const ranges: ByteRange[] = [];
  let total = 0;
  let seen = 0;
  for (const spec of specs) {
    const text = spec.trim();
    if (text === '') continue;
    const parts = /^(\d{1,15})?-(\d{1,15})?$/.exec(text);
    if (parts === null || (parts[1] === undefined && parts[2] === undefined)) return 'whole';
    seen++;
    let start: number;
    let end: number;
    if (parts[1] === undefined) {
      start = Math.max(0, size - Number(parts[2]));
      end = size;
    } else {
      start = Number(parts[1]);
      end = parts[2] === undefined ? size : Math.min(size, Number(parts[2]) + 1);
      if (parts[2] !== undefined && Number(parts[2]) < start) return 'whole';
    }
    if (start >= end) continue;
    total += end - start;
    ranges.push({ start, end });
  }
  if (seen === 0) return 'whole';
  return ranges.length > 1 && total > size ? 'whole' : ranges;
}
