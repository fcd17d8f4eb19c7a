import { spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import { constants } from 'node:os';
import { lineFilter } from './console-lines.js';
import { Failure } from './failure.js';

/** An appliance that runs as a child process. */
export interface Appliance {
  /** Resolves to its exit status; 128 and the signal's number when a signal ended it. Rejects when it cannot start. */
  readonly ended: Promise<number>;
  /** Ends it at once if it still runs. */
  kill(): void;
}

export interface StartOptions {
  /** dist/NAME.TARGET, absolute. */
  readonly image: string;
  /** The program that runs it, and its options; by default Node.js, or nothing but the image itself. */
  readonly tender?: readonly string[];
  readonly bootArguments: readonly string[];
  /** What to make of the lines of its console; undefined leaves one out. */
  readonly onLine?: (line: string) => string | undefined;
  readonly cwd: string;
  /** Variables beside our own. */
  readonly environment?: Readonly<Record<string, string>> | undefined;
}

const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Starts the image with its console on our standard output and error. SIGINT, SIGTERM and SIGHUP that we get go on to it.
 *
 * It gets a process group of its own: a terminal sends Ctrl-C to everybody in the foreground group, and with our copy that
 * would be two, which means "at once" to an appliance.
 */
export function startAppliance({ image, tender, bootArguments, onLine, cwd, environment }: StartOptions): Appliance {
  // An image for node is a folder; a compiled one is a program of its own.
  const node = statSync(image, { throwIfNoEntry: false })?.isDirectory() === true;
  const maps = node && bootArguments.includes('--backtrace') ? ['--enable-source-maps'] : [];
  const [command, ...args] = node ? [process.execPath, ...maps, image] : [...(tender ?? []), image];
  // Before the child is there: a compiled one speaks within milliseconds, and whoever reads it may answer with a signal.
  const forwarders = FORWARDED.map((signal) => {
    const forward = () => void child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal);
    process.on(signal, forward);
    return () => process.off(signal, forward);
  });
  const child = spawn(command!, [...args, ...bootArguments], {
    cwd,
    env: { ...process.env, ...environment },
    stdio: onLine === undefined ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  if (onLine !== undefined) {
    child.stdout!.setEncoding('utf8').pipe(lineFilter(onLine)).pipe(process.stdout, { end: false });
    child.stderr!.setEncoding('utf8').pipe(lineFilter(onLine)).pipe(process.stderr, { end: false });
  }
  // The last resort: whatever ends this process, the appliance does not outlive it.
  const kill = () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  };
  process.on('exit', kill);
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', (error) => reject(new Failure(`cannot start ${image}: ${error.message}`)));
    child.once('close', (status, signal) => resolve(status ?? 128 + (signal === null ? 0 : constants.signals[signal])));
  }).finally(() => {
    for (const off of forwarders) off();
    process.off('exit', kill);
  });
  return { ended, kill };
}
