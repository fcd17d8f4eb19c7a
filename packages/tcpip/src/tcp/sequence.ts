/**
 * Sequence numbers (RFC 9293, 3.4): integers modulo 2^32, held as signed 32-bit integers so that engines keep them in a
 * register. Their order is that of the difference, so it is only meaningful for numbers less than 2^31 apart.
 */

export function before(a: number, b: number): boolean {
  return ((a - b) | 0) < 0;
}

export function beforeOrEqual(a: number, b: number): boolean {
  return ((a - b) | 0) <= 0;
}

export function after(a: number, b: number): boolean {
  return ((a - b) | 0) > 0;
}

export function afterOrEqual(a: number, b: number): boolean {
  return ((a - b) | 0) >= 0;
}
