export type Level = 'error' | 'warn' | 'info' | 'debug';

/** One event: what happened, said by whom, when, with figures that a machine can read. */
export interface LogRecord {
  /** Wall-clock milliseconds. */
  readonly time: number;
  readonly level: Level;
  /** The library or application that speaks: "tcp", "http", "website". */
  readonly source: string;
  readonly message: string;
  readonly fields?: Fields;
}

export type Fields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** Where records go: a console, an array in a test, a collector on the network. */
export interface Reporter {
  report(record: LogRecord): void;
}

/** What a library holds to speak under its own name. A message below the threshold costs one comparison. */
export interface Logger {
  readonly source: string;
  /** For messages that are dear to build: `if (log.enabled('debug')) log.debug(...)`. */
  enabled(level: Level): boolean;
  error(message: string, fields?: Fields): void;
  warn(message: string, fields?: Fields): void;
  info(message: string, fields?: Fields): void;
  debug(message: string, fields?: Fields): void;
}
