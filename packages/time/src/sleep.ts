import { type AbortSignalLike, AbortSource } from './abort.js';
import type { Clock, Timer } from './clock.js';

/** What `withTimeout` and `deadline` fail with. */
export class TimeoutError extends Error {
  override readonly name = 'TimeoutError';
}

export interface SleepOptions {
  /** Ends the sleep early: the promise rejects with its reason. */
  readonly signal?: AbortSignalLike;
}

/** Resolves after `milliseconds` (0 or less: soon). @throws the signal's reason when it fires first */
export function sleep(clock: Clock, milliseconds: number, options: SleepOptions = {}): Promise<void> {
  return sleepUntil(clock, clock.monotonic() + milliseconds, options);
}

/** Resolves when the monotonic clock reads `deadline`. @throws the signal's reason when it fires first */
export function sleepUntil(clock: Clock, deadline: number, options: SleepOptions = {}): Promise<void> {
  const { signal } = options;
  if (signal === undefined) return new Promise((resolve) => void clock.setTimer(deadline, resolve));
  if (signal.aborted) return Promise.reject(signal.reason);
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      signal.removeEventListener('abort', onAbort);
      timer.cancel();
      reject(signal.reason);
    };
    const timer = clock.setTimer(deadline, () => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    });
    signal.addEventListener('abort', onAbort);
  });
}

/**
 * What `promise` gives, if it does so within `milliseconds`. The work behind it is not stopped: give it a `deadline` for that.
 * @throws {TimeoutError} with `message`, and what `promise` is rejected with
 */
export function withTimeout<T>(
  clock: Clock,
  milliseconds: number,
  promise: Promise<T>,
  message = `no result within ${milliseconds} ms`,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = clock.setTimer(clock.monotonic() + milliseconds, () => reject(new TimeoutError(message)));
    promise.then(
      (value) => {
        timer.cancel();
        resolve(value);
      },
      (error: unknown) => {
        timer.cancel();
        reject(error);
      },
    );
  });
}

/** A signal that fires by itself. `cancel` it when the work is done, or its timer stays set until then. */
export class Deadline extends AbortSource {
  #timer: Timer;

  constructor(clock: Clock, milliseconds: number, message: string) {
    super();
    this.#timer = clock.setTimer(clock.monotonic() + milliseconds, () => this.abort(new TimeoutError(message)));
  }

  /** After this the time-out will not fire; `abort` still can. */
  cancel(): void {
    this.#timer.cancel();
  }

  override abort(reason?: unknown): void {
    this.#timer.cancel();
    super.abort(reason);
  }
}

/** A signal that fires after `milliseconds` with a TimeoutError as its reason: `connect(server, { signal: deadline(clock, 5000) })`. */
export function deadline(clock: Clock, milliseconds: number, message = `not done within ${milliseconds} ms`): Deadline {
  return new Deadline(clock, milliseconds, message);
}

/**
 * Yields 0, 1, 2, ... at start + 1, 2, 3, ... periods. Ticks that a slow consumer missed are left out, and the number says
 * so: the phase stays. Ends when the loop is left. @throws {RangeError} for a period not above 0, and the signal's reason
 */
export async function* interval(
  clock: Clock,
  milliseconds: number,
  options: SleepOptions = {},
): AsyncGenerator<number, void, void> {
  if (!(milliseconds > 0)) throw new RangeError(`an interval of ${milliseconds} ms: it has to be above 0`);
  const start = clock.monotonic();
  for (let tick = 0; ; ) {
    await sleepUntil(clock, start + (tick + 1) * milliseconds, options);
    yield tick;
    const elapsed = Math.floor((clock.monotonic() - start) / milliseconds);
    tick = Math.max(tick + 1, elapsed);
  }
}
