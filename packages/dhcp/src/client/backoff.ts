import { float, type Random } from '@morgana/random';

const FIRST = 4000;
const LONGEST = 64_000;
const SPREAD = 1000;

/**
 * Milliseconds from the transmission number `attempt` (1, 2, 3 ...) to the next: 4, 8, 16, 32, 64, 64 ... seconds, each plus or
 * minus up to one (RFC 2131, 4.1).
 */
export function retransmissionDelay(attempt: number, random: Random): number {
  const base = Math.min(LONGEST, FIRST * 2 ** Math.min(attempt - 1, 10));
  return base + (float(random) * 2 - 1) * SPREAD;
}
