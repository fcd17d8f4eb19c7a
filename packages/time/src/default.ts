import type { Clock } from './clock.js';

let installed: Clock | undefined;

/** Installs the clock of the platform; the link step does it before the application runs. undefined takes it away again. */
export function setDefaultClock(clock: Clock | undefined): void {
  installed = clock;
}

/** The clock of the platform that this program was linked for. @throws {Error} when none has been installed */
export function defaultClock(): Clock {
  if (installed === undefined) {
    throw new Error(
      'no default clock: import the defaults of a runtime (such as @morgana/runtime-node), or pass a clock',
    );
  }
  return installed;
}
