import type { LogRecord, Reporter } from './log.js';

/** Keeps the last `capacity` records. */
export class MemoryReporter implements Reporter {
  /** Records let go to make room. */
  dropped = 0;
  #ring: LogRecord[] = [];
  #capacity: number;
  /** Where the oldest is once the ring is full. */
  #oldest = 0;

  /** @throws {RangeError} unless `capacity` is an integer of at least 1 */
  constructor(capacity = 1000) {
    if (!Number.isSafeInteger(capacity) || capacity < 1) throw new RangeError(`capacity ${capacity}: at least 1`);
    this.#capacity = capacity;
  }

  report(record: LogRecord): void {
    if (this.#ring.length < this.#capacity) {
      this.#ring.push(record);
      return;
    }
    this.#ring[this.#oldest] = record;
    this.#oldest = (this.#oldest + 1) % this.#capacity;
    this.dropped++;
  }

  /** Oldest first. */
  get records(): LogRecord[] {
    return [...this.#ring.slice(this.#oldest), ...this.#ring.slice(0, this.#oldest)];
  }

  clear(): void {
    this.#ring = [];
    this.#oldest = 0;
  }
}
