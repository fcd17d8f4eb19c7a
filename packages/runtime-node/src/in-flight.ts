/** Counts operations under way, so that what they use is taken away only after the last of them. */
export class InFlight {
  #count = 0;
  #whenIdle: (() => void)[] = [];

  async run<T>(operation: () => Promise<T>): Promise<T> {
    this.#count++;
    try {
      return await operation();
    } finally {
      if (--this.#count === 0) for (const resolve of this.#whenIdle.splice(0)) resolve();
    }
  }

  /** Resolves when nothing is under way. */
  idle(): Promise<void> {
    if (this.#count === 0) return Promise.resolve();
    return new Promise((resolve) => this.#whenIdle.push(resolve));
  }
}
