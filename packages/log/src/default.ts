import { type LogHub, MAXIMUM_SOURCES, tooManySources } from './hub.js';
import type { Fields, Level, Logger } from './log.js';

/** Records kept until a hub is installed; later ones are dropped and counted. */
const EARLY_RECORDS = 256;

interface EarlyRecord {
  readonly level: Level;
  readonly source: string;
  readonly message: string;
  readonly fields: Fields | undefined;
}

let installed: LogHub | undefined;
let loggers: Map<string, DefaultLogger> | undefined;
let early: EarlyRecord[] = [];
let earlyDropped = 0;

/**
 * The logger of a source under the platform's log, which the link step installs. It may be made and used before that, also
 * at the top of a module: the first 256 records are kept and handed over to the hub, whose thresholds and time they
 * get. @throws {RangeError} for the 1025th source
 */
export function logger(source: string): Logger {
  loggers ??= new Map();
  const known = loggers.get(source);
  if (known !== undefined) return known;
  if (loggers.size >= MAXIMUM_SOURCES) throw tooManySources(source);
  const made = new DefaultLogger(source, installed?.logger(source));
  loggers.set(source, made);
  return made;
}

/** Installs the log of the platform. undefined takes it away again, and forgets what was kept. */
export function setDefaultLog(hub: LogHub | undefined): void {
  installed = hub;
  for (const each of loggers?.values() ?? []) each.target = hub?.logger(each.source);
  const records = early;
  const dropped = earlyDropped;
  early = [];
  earlyDropped = 0;
  if (hub === undefined) return;
  for (const { level, source, message, fields } of records) hub.logger(source)[level](message, fields);
  if (dropped > 0) hub.logger('log').warn('records were dropped before the log was installed', { dropped });
}

class DefaultLogger implements Logger {
  readonly source: string;
  /** The installed hub's logger of the same source. */
  target: Logger | undefined;

  constructor(source: string, target: Logger | undefined) {
    this.source = source;
    this.target = target;
  }

  /** Before a hub is installed its thresholds are not known: everything but debug is kept. */
  enabled(level: Level): boolean {
    return this.target === undefined ? level !== 'debug' : this.target.enabled(level);
  }

  error(message: string, fields?: Fields): void {
    if (this.target !== undefined) this.target.error(message, fields);
    else this.#keep('error', message, fields);
  }

  warn(message: string, fields?: Fields): void {
    if (this.target !== undefined) this.target.warn(message, fields);
    else this.#keep('warn', message, fields);
  }

  info(message: string, fields?: Fields): void {
    if (this.target !== undefined) this.target.info(message, fields);
    else this.#keep('info', message, fields);
  }

  debug(message: string, fields?: Fields): void {
    this.target?.debug(message, fields);
  }

  #keep(level: Level, message: string, fields: Fields | undefined): void {
    if (early.length < EARLY_RECORDS) early.push({ level, source: this.source, message, fields });
    else earlyDropped++;
  }
}
