import { type FormatOptions, formatRecord } from './format.js';
import type { LogRecord, Reporter } from './log.js';

/** The part of @morgana/console's Console that is needed: any console will do. */
export interface TextSink {
  write(text: string): void;
}

/** Writes each record as one line (`formatRecord`). */
export class ConsoleReporter implements Reporter {
  #console: TextSink;
  #options: FormatOptions;

  constructor(console: TextSink, options: FormatOptions = {}) {
    this.#console = console;
    this.#options = options;
  }

  report(record: LogRecord): void {
    this.#console.write(`${formatRecord(record, this.#options)}\n`);
  }
}

/** Reports to each of several; one that throws does not keep a record from the others. */
export class TeeReporter implements Reporter {
  /** Times that one of them threw. */
  failedReports = 0;
  #reporters: readonly Reporter[];

  constructor(...reporters: readonly Reporter[]) {
    this.#reporters = reporters;
  }

  report(record: LogRecord): void {
    for (const reporter of this.#reporters) {
      try {
        reporter.report(record);
      } catch {
        this.failedReports++;
      }
    }
  }
}
