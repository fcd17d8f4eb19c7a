import { ConsoleReporter, LogHub, setDefaultLog } from '@morgana/log';
import { type Random, setDefaultRandom } from '@morgana/random';
import { type Clock, setDefaultClock } from '@morgana/time';
import { createClock } from './clock.js';
import { openDescriptorConsole } from './console.js';
import { createRandom } from './random.js';

export interface Defaults {
  /** By default one made by `createClock`. */
  readonly clock?: Clock;
  /** By default one made by `createRandom`. */
  readonly random?: Random;
  /** By default lines on standard error. */
  readonly log?: LogHub;
  /** Of the default log, as for `--log`; by default "*:info". */
  readonly thresholds?: string;
}

/**
 * Installs what libraries use that were not given a clock, a generator or a log. For a program that uses a library and is no
 * appliance; it calls this once, first. In an appliance the platform and the boot do it.
 */
export function installDefaults(defaults: Defaults = {}): void {
  const clock = defaults.clock ?? createClock();
  setDefaultClock(clock);
  setDefaultRandom(defaults.random ?? createRandom());
  const reporter = new ConsoleReporter(openDescriptorConsole(2));
  setDefaultLog(defaults.log ?? new LogHub({ clock, reporter, thresholds: defaults.thresholds }));
}
