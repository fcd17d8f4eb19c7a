/** Lets `rate` events per second through, and up to `burst` at once after a rest. */
export class TokenBucket {
  readonly #perMillisecond: number;
  readonly #burst: number;
  #tokens: number;
  #filledAt: number;

  constructor(rate: number, burst: number) {
    this.#perMillisecond = rate / 1000;
    this.#burst = burst;
    this.#tokens = burst;
    this.#filledAt = 0;
  }

  /** `now` in milliseconds, never less than in the call before. */
  take(now: number): boolean {
    const tokens = this.#tokens + (now - this.#filledAt) * this.#perMillisecond;
    this.#filledAt = now;
    if (tokens >= this.#burst) {
      this.#tokens = this.#burst - 1;
      return true;
    }
    if (tokens < 1) {
      this.#tokens = tokens;
      return false;
    }
    this.#tokens = tokens - 1;
    return true;
  }
}
