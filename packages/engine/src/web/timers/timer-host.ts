/** The one timer and the other queues that the engine's loop gives; bound before the program starts. */
export interface TimerHost {
  /** Milliseconds that never go back. */
  now(): number;
  /** Calls `runTimers` at `time` or later; replaces what was asked for before. Infinity: not at all. */
  wakeAt(time: number): void;
  /** Calls `runImmediates` in this turn of the loop or the next. */
  wakeForImmediates(): void;
  /** So many more, or with a negative number fewer, timers and immediates keep the program from ending. */
  keepAlive(change: number): void;
  /** Microtasks and the like have to be run between two callbacks. */
  runMicrotasks(): void;
  /** An exception that a callback threw. */
  report(error: unknown): void;
}

let host: TimerHost | null = null;
let detached: ((milliseconds: number, callback: () => void) => void) | null = null;

export function bindTimerHost(bound: TimerHost): void {
  host = bound;
}

export function getTimerHost(): TimerHost {
  if (host === null) throw new TypeError('no timers: the platform has not called bindTimerHost');
  return host;
}

/** What `AbortSignal.timeout` needs, so that it links without `setTimeout` where the engine gives it something shorter. */
export function bindDetachedTimer(start: (milliseconds: number, callback: () => void) => void): void {
  detached = start;
}

export function startDetachedTimer(milliseconds: number, callback: () => void): void {
  if (detached === null) throw new TypeError('no timers: the platform has not called bindDetachedTimer');
  detached(milliseconds, callback);
}
