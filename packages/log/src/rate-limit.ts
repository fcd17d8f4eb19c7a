import type { Clock } from '@morgana/time';
import type { LogRecord, Reporter } from './log.js';

/** Sources that are counted each for itself; those beyond share one count. */
const MAXIMUM_COUNTED = 256;

export interface RateLimitOptions {
  readonly clock: Clock;
  /** Records of one source within a period; 100 by default. */
  readonly records?: number;
  /** Milliseconds of a period, which begins with the first record of a source; 1000 by default. */
  readonly period?: number;
}

interface Count {
  readonly source: string;
  start: number;
  passed: number;
  suppressed: number;
}

/**
 * Passes on so many records of each source within a period. What is suppressed is counted, and told by one record of that
 * source when the period ends: "37 records suppressed". Errors count like all others: what floods a log is often errors.
 */
export class RateLimitedReporter implements Reporter {
  #reporter: Reporter;
  #clock: Clock;
  #records: number;
  #period: number;
  #counts = new Map<string, Count>();
  #shared: Count = { source: 'log', start: -Infinity, passed: 0, suppressed: 0 };

  /** @throws {RangeError} when the number of records is below 1 or the period not above 0 */
  constructor(reporter: Reporter, options: RateLimitOptions) {
    this.#reporter = reporter;
    this.#clock = options.clock;
    this.#records = options.records ?? 100;
    this.#period = options.period ?? 1000;
    if (!(this.#records >= 1) || !(this.#period > 0)) {
      throw new RangeError(`a limit of ${this.#records} records in ${this.#period} ms: at least 1, in more than 0 ms`);
    }
  }

  report(record: LogRecord): void {
    const count = this.#countOf(record.source);
    const now = this.#clock.monotonic();
    if (count.suppressed === 0 && now >= count.start + this.#period) {
      count.start = now;
      count.passed = 0;
    }
    if (count.passed < this.#records) {
      count.passed++;
      this.#reporter.report(record);
    } else if (count.suppressed++ === 0) {
      this.#clock.setTimer(count.start + this.#period, () => this.#tell(count));
    }
  }

  #countOf(source: string): Count {
    const known = this.#counts.get(source);
    if (known !== undefined) return known;
    if (this.#counts.size >= MAXIMUM_COUNTED) return this.#shared;
    const count = { source, start: -Infinity, passed: 0, suppressed: 0 };
    this.#counts.set(source, count);
    return count;
  }

  #tell(count: Count): void {
    const { source, suppressed } = count;
    count.suppressed = 0;
    count.start = -Infinity;
    const message = `${suppressed} records suppressed`;
    const fields = { suppressed, period: this.#period };
    try {
      this.#reporter.report({ time: this.#clock.wall(), level: 'warn', source, message, fields });
    } catch {
      // A timer has no caller that could make anything of it.
    }
  }
}
