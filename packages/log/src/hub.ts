import type { Clock } from '@morgana/time';
import { rank } from './level.js';
import type { Fields, Level, Logger, Reporter } from './log.js';
import { parseThresholds, type Thresholds, thresholdFor } from './thresholds.js';

/** Sources that a hub or the default log knows. They name libraries and parts of an application, not requests or peers. */
export const MAXIMUM_SOURCES = 1024;

export interface LogHubOptions {
  /** Gives records their time. */
  readonly clock: Clock;
  readonly reporter: Reporter;
  /** As `parseThresholds` takes it; "*:info" by default. */
  readonly thresholds?: string;
}

/** Where the loggers of an appliance come from and their records go to. */
export class LogHub {
  /** Times that the reporter threw; the record is lost then, the caller goes on. */
  failedReports = 0;
  /** Records that the reporter itself logged while it reported; they are dropped, for they would come back for ever. */
  nestedRecords = 0;
  #clock: Clock;
  #reporter: Reporter;
  #thresholds: Thresholds;
  #loggers = new Map<string, HubLogger>();
  #reporting = false;

  /** @throws {Error} one line, when `thresholds` is wrong */
  constructor(options: LogHubOptions) {
    this.#clock = options.clock;
    this.#reporter = options.reporter;
    this.#thresholds = parseThresholds(options.thresholds ?? '*:info');
  }

  /** The one logger of this source. @throws {RangeError} for the 1025th source */
  logger(source: string): Logger {
    const known = this.#loggers.get(source);
    if (known !== undefined) return known;
    if (this.#loggers.size >= MAXIMUM_SOURCES) throw tooManySources(source);
    const logger = new HubLogger(this, source, thresholdFor(this.#thresholds, source));
    this.#loggers.set(source, logger);
    return logger;
  }

  /** As it was last set. */
  get thresholds(): string {
    return this.#thresholds.text;
  }

  /** Loggers that exist follow at once. @throws {Error} one line, when the text is wrong: nothing changes then */
  setThresholds(text: string): void {
    this.#thresholds = parseThresholds(text);
    for (const logger of this.#loggers.values()) logger.threshold = thresholdFor(this.#thresholds, logger.source);
  }

  /** Reports without a threshold. Never throws. */
  report(level: Level, source: string, message: string, fields: Fields | undefined): void {
    if (this.#reporting) {
      this.nestedRecords++;
      return;
    }
    this.#reporting = true;
    try {
      const time = this.#clock.wall();
      this.#reporter.report(
        fields === undefined ? { time, level, source, message } : { time, level, source, message, fields },
      );
    } catch {
      this.failedReports++;
    } finally {
      this.#reporting = false;
    }
  }
}

class HubLogger implements Logger {
  readonly source: string;
  /** Rank of the least grave level that is reported. */
  threshold: number;
  #hub: LogHub;

  constructor(hub: LogHub, source: string, threshold: number) {
    this.source = source;
    this.threshold = threshold;
    this.#hub = hub;
  }

  enabled(level: Level): boolean {
    return rank(level) <= this.threshold;
  }

  error(message: string, fields?: Fields): void {
    if (this.threshold >= 0) this.#hub.report('error', this.source, message, fields);
  }

  warn(message: string, fields?: Fields): void {
    if (this.threshold >= 1) this.#hub.report('warn', this.source, message, fields);
  }

  info(message: string, fields?: Fields): void {
    if (this.threshold >= 2) this.#hub.report('info', this.source, message, fields);
  }

  debug(message: string, fields?: Fields): void {
    if (this.threshold >= 3) this.#hub.report('debug', this.source, message, fields);
  }
}

export function tooManySources(source: string): RangeError {
  return new RangeError(
    `no logger for "${source.slice(0, 100)}": there are ${MAXIMUM_SOURCES} sources already; put what varies into fields`,
  );
}
