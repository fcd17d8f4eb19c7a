/**
 * Parameters of a property test: the same seed every time, so that a run says the same thing twice. FUZZ=n in the
 * environment makes n times as many runs with a new seed, which fast-check prints when it finds something.
 */
export function fuzz(runs: number): { numRuns: number; seed?: number } {
  const factor = Number(process.env.FUZZ ?? 0);
  return factor > 0 ? { numRuns: Math.ceil(runs * factor) } : { numRuns: runs, seed: 20_231_231 };
}
