/** What is known of a value: a small lattice, wide enough to choose how a number is kept. */
export type ValueType =
  /** Nothing yet: the code that makes it was not reached. */
  | { readonly kind: 'none' }
  /** An integer of this range, and not -0. */
  | { readonly kind: 'integer'; readonly low: number; readonly high: number }
  /** A number that is better kept as a double. */
  | { readonly kind: 'double' }
  /** A number, kept as a value. */
  | { readonly kind: 'number' }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'any' };

/** How a register is kept in C. */
export type Representation = 'int32' | 'int64' | 'double' | 'boolean' | 'value';

export const INT32_LOW = -(2 ** 31);
export const INT32_HIGH = 2 ** 31 - 1;
export const UINT32_HIGH = 2 ** 32 - 1;
export const SAFE_HIGH = 2 ** 53 - 1;

export const NONE: ValueType = { kind: 'none' };
export const ANY_TYPE: ValueType = { kind: 'any' };
export const DOUBLE: ValueType = { kind: 'double' };
export const NUMBER: ValueType = { kind: 'number' };
export const BOOLEAN: ValueType = { kind: 'boolean' };
export const INT32: ValueType = { kind: 'integer', low: INT32_LOW, high: INT32_HIGH };

/** Both ends are exact: no more than 2^53 - 1. */
export const integer = (low: number, high: number): ValueType => ({ kind: 'integer', low, high });

export const isInt32 = (t: ValueType): boolean => t.kind === 'integer' && t.low >= INT32_LOW && t.high <= INT32_HIGH;
export const isNumeric = (t: ValueType): boolean => t.kind === 'integer' || t.kind === 'double' || t.kind === 'number';

export function sameType(a: ValueType, b: ValueType): boolean {
  if (a.kind !== b.kind) return false;
  return a.kind !== 'integer' || (b.kind === 'integer' && a.low === b.low && a.high === b.high);
}

export function join(a: ValueType, b: ValueType): ValueType {
  if (a.kind === 'none') return b;
  if (b.kind === 'none') return a;
  if (a.kind === 'integer' && b.kind === 'integer') return integer(Math.min(a.low, b.low), Math.max(a.high, b.high));
  if (a.kind === b.kind) return a;
  if (!isNumeric(a) || !isNumeric(b)) return ANY_TYPE;
  return a.kind === 'number' || b.kind === 'number' ? NUMBER : DOUBLE;
}

/** The next larger range that a loop may reach: each end jumps, so that it cannot grow for ever. */
export function widen(before: ValueType, after: ValueType): ValueType {
  if (before.kind !== 'integer' || after.kind !== 'integer') return after;
  const low =
    after.low >= before.low ? before.low : after.low >= 0 ? 0 : after.low >= INT32_LOW ? INT32_LOW : -SAFE_HIGH;
  const high =
    after.high <= before.high
      ? before.high
      : after.high <= INT32_HIGH
        ? INT32_HIGH
        : after.high <= UINT32_HIGH
          ? UINT32_HIGH
          : SAFE_HIGH;
  return integer(low, high);
}

export function representation(t: ValueType): Representation {
  switch (t.kind) {
    case 'integer':
      return isInt32(t) ? 'int32' : 'int64';
    case 'double':
      return 'double';
    case 'boolean':
      return 'boolean';
    default:
      return 'value';
  }
}
