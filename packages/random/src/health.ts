import type { Random } from './random.js';

/** The source is broken: its output repeats as no working source's would. */
export class RandomHealthError extends Error {
  override readonly name = 'RandomHealthError';
}

/** Samples of the window of the adaptive proportion test, for samples that are not binary (4.4.2). */
const WINDOW = 512;
/** Samples that a source has to pass before its output is used (4.3, item 10). */
const START_UP_SAMPLES = 1024;
/** -log2 of the chance that one sample of a source with exactly `minEntropy` raises an alarm; 4.4 recommends 20 to 40. */
const FALSE_ALARM_EXPONENT = 40;

export interface HealthOptions {
  /**
   * Bits of min-entropy that every octet is claimed to have, above 0 and up to 8; 4 by default. A generator's output has 8:
   * the lower claim costs a few octets until an alarm and makes a false one practically impossible.
   */
  readonly minEntropy?: number;
}

/**
 * Passes a source on while it passes the continuous health tests of NIST SP 800-90B, 4.4: the repetition count test and
 * the adaptive proportion test, one sample an octet. They notice a source that is stuck or has collapsed to few values,
 * not one that is predictable. Once failed it stays so: every further draw throws.
 */
export class HealthCheckedRandom implements Random {
  /** Equal octets in a row that fail the repetition count test. */
  readonly repetitionCutoff: number;
  /** Octets equal to the first among the 512 of a window that fail the adaptive proportion test. */
  readonly proportionCutoff: number;
  #source: Random;
  #failure: string | undefined = undefined;
  #last = -1;
  #repetitions = 0;
  #windowValue = -1;
  #windowCount = 0;
  #windowMatches = 0;

  /** Draws 1024 octets for the start-up test. @throws {RandomHealthError} when they fail, {RangeError} for a bad option */
  constructor(source: Random, options: HealthOptions = {}) {
    const minEntropy = options.minEntropy ?? 4;
    if (!(minEntropy > 0 && minEntropy <= 8))
      throw new RangeError(`min-entropy ${minEntropy}: above 0 and at most 8 bits`);
    this.#source = source;
    this.repetitionCutoff = 1 + Math.ceil(FALSE_ALARM_EXPONENT / minEntropy);
    this.proportionCutoff = proportionCutoff(minEntropy);
    this.fill(new Uint8Array(START_UP_SAMPLES));
  }

  /** @throws {RandomHealthError} when the source fails or has failed; `bytes` is zeroed then */
  fill(bytes: Uint8Array): void {
    if (this.#failure === undefined) {
      this.#source.fill(bytes);
      for (let i = 0; i < bytes.length; i++) {
        this.#sample(bytes[i]!);
        if (this.#failure !== undefined) break;
      }
    }
    if (this.#failure !== undefined) {
      bytes.fill(0);
      throw new RandomHealthError(`the random source is broken: ${this.#failure}`);
    }
  }

  #sample(value: number): void {
    if (value === this.#last) {
      if (++this.#repetitions >= this.repetitionCutoff) {
        this.#failure = `the octet ${value} came ${this.#repetitions} times in a row (SP 800-90B, 4.4.1)`;
      }
    } else {
      this.#last = value;
      this.#repetitions = 1;
    }
    if (this.#windowCount === 0) {
      this.#windowValue = value;
      this.#windowMatches = 1;
    } else if (value === this.#windowValue && ++this.#windowMatches >= this.proportionCutoff) {
      this.#failure ??= `the octet ${value} came ${this.#windowMatches} times within ${WINDOW} (SP 800-90B, 4.4.2)`;
    }
    if (++this.#windowCount === WINDOW) this.#windowCount = 0;
  }
}

/** 1 + critbinom(W, 2^-H, 1 - alpha): the least count that is exceeded with a chance of at most alpha (4.4.2). */
function proportionCutoff(minEntropy: number): number {
  const p = 2 ** -minEntropy;
  const alpha = 2 ** -FALSE_ALARM_EXPONENT;
  // P(X = k) from the top down; summing small terms first keeps the tail exact.
  const logOdds = Math.log(p) - Math.log1p(-p);
  const log = new Float64Array(WINDOW + 1);
  log[0] = WINDOW * Math.log1p(-p);
  for (let k = 1; k <= WINDOW; k++) log[k] = log[k - 1]! + Math.log((WINDOW - k + 1) / k) + logOdds;
  let tail = 0;
  let k = WINDOW;
  while (k >= 0 && tail + Math.exp(log[k]!) <= alpha) tail += Math.exp(log[k--]!);
  return k + 1;
}
