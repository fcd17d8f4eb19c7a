import type { Platform } from '@morgana/boot';
import { setDefaultRandom } from '@morgana/random';
import { type Clock, setDefaultClock } from '@morgana/time';
import { createClock } from './clock.js';
import { type DescriptorConsole, openStandardOutput } from './console.js';
import { createRandom } from './random.js';

/** What of the host's process the platform uses; a test gives its own. */
export interface HostProcess {
  readonly argv: readonly string[];
  on(event: 'SIGINT' | 'SIGTERM', listener: () => void): unknown;
  on(event: 'uncaughtException', listener: (error: unknown) => void): unknown;
  exit(status: number): void;
}

export interface PlatformOptions {
  /** Boot arguments; by default those of the process, behind node and the script. */
  readonly commandLine?: readonly string[];
  /** Where text goes; by default standard output. */
  readonly console?: DescriptorConsole;
  /** By default one made by `createClock`. */
  readonly clock?: Clock;
  /** By default this process. */
  readonly process?: HostProcess;
}

/** Milliseconds that the end of the process waits for a slow reader of the console. */
const DRAIN_TIME = 1000;
const LONGEST_MESSAGE = 2000;
const EXIT_FAILURE = 1;
/** As shells report a process that a signal ended: 128 and the signal's number. */
const SIGNAL_STATUS = { SIGINT: 130, SIGTERM: 143 } as const;

/**
 * An ordinary Node.js process as the platform of an appliance.
 *
 * - The process lives until `exit`, even while it waits for nothing but a stop request.
 * - The first SIGINT or SIGTERM is the stop request; the second ends the process at once, with status 130 or 143.
 * - An error that nobody caught ends it with one line and status 1; `--backtrace` adds the stack.
 *
 * It takes over the signals and uncaught errors of the process, and its clock and generator become the defaults of the
 * libraries in it; so make one platform a process.
 */
export function createPlatform(options: PlatformOptions = {}): Platform {
  const host = options.process ?? process;
  const console = options.console ?? openStandardOutput();
  const commandLine = options.commandLine ?? host.argv.slice(2);
  const callbacks: (() => void)[] = [];
  let stopRequested = false;
  let ended = false;

  // Signal handlers and promises do not keep Node.js alive; this timer does, and never has anything to do.
  const alive = setInterval(() => {}, 2 ** 30);

  const exit = (status: number): void => {
    if (ended) return;
    ended = true;
    clearInterval(alive);
    console.drain(DRAIN_TIME);
    console.close();
    host.exit(status);
  };

  const stop = (signal: keyof typeof SIGNAL_STATUS): void => {
    if (stopRequested) {
      exit(SIGNAL_STATUS[signal]);
      return;
    }
    stopRequested = true;
    for (const callback of callbacks.splice(0)) callback();
  };
  host.on('SIGINT', () => stop('SIGINT'));
  host.on('SIGTERM', () => stop('SIGTERM'));

  // A promise that was rejected with nobody to hear it arrives here too, unless the process was told otherwise.
  host.on('uncaughtException', (error) => {
    console.write(`error: ${oneLine(error)}\n`);
    if (wantsBacktrace(commandLine) && error instanceof Error && error.stack !== undefined) {
      console.write(`${error.stack}\n`);
    }
    exit(EXIT_FAILURE);
  });

  const clock = options.clock ?? createClock();
  const random = createRandom();
  setDefaultClock(clock);
  setDefaultRandom(random);
  return {
    console,
    clock,
    random,
    commandLine,
    onStop(callback) {
      if (!stopRequested) callbacks.push(callback);
      else setImmediate(callback);
    },
    exit,
  };
}

/** `--backtrace` is a boot argument of every appliance; an uncaught error may come before they are read. */
function wantsBacktrace(commandLine: readonly string[]): boolean {
  return commandLine.includes('--backtrace') || commandLine.includes('--backtrace=true');
}

function oneLine(error: unknown): string {
  const text = error instanceof Error ? error.message || error.name : String(error);
  return text
    .slice(0, LONGEST_MESSAGE)
    .split(/\s*[\r\n]+\s*/)
    .filter((part) => part !== '')
    .join('; ');
}
