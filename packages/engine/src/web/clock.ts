/** The time as the platform tells it. The engine binds it before the program starts. */
export interface Clock {
  /** Milliseconds, with a fraction, since the start; they never go back. */
  now(): number;
  /** The start, in milliseconds since 1970. */
  readonly timeOrigin: number;
}

let clock: Clock | null = null;

export function bindClock(bound: Clock): void {
  clock = bound;
}

export function getClock(): Clock {
  if (clock === null) throw new TypeError('no clock: the platform has not called bindClock');
  return clock;
}
