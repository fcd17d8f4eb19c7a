import { ConsoleReporter, type Logger, LogHub, parseThresholds, setDefaultLog } from '@morgana/log';
import type { Platform } from './device.js';

/** Makes the logger of a source: "tcp", a device's name. */
export type LogSources = (source: string) => Logger;

/** @throws {Error} one line, when the text is no list of thresholds */
export function checkLogThresholds(text: string): void {
  parseThresholds(text);
}

/**
 * The appliance's log: records that pass the thresholds become lines on the console. It becomes the default log too, so
 * that a library which was given no logger is heard.
 */
export function startLog({ clock, console }: Platform, thresholds: string): LogSources {
  const hub = new LogHub({ clock, reporter: new ConsoleReporter(console), thresholds });
  setDefaultLog(hub);
  return (source) => hub.logger(source);
}
