/** The octets that `get` asks for. */
export interface Range {
  readonly offset: number;
  readonly length: number;
}

/** @throws {RangeError} unless both are integers, not negative */
export function checkRange(range: Range | undefined): void {
  if (range === undefined) return;
  if (
    !Number.isSafeInteger(range.offset) ||
    range.offset < 0 ||
    !Number.isSafeInteger(range.length) ||
    range.length < 0
  ) {
    throw new RangeError(
      `a range of ${range.length} octets from ${range.offset} on: both must be integers, not negative`,
    );
  }
}

/** The part of `value` that `range` asks for, without copying; what lies past the end is left out. */
export function slice(value: Uint8Array, range: Range | undefined): Uint8Array {
  if (range === undefined) return value;
  return value.subarray(range.offset, Math.min(value.length, range.offset + range.length));
}
