/** A one-shot timer that was set. */
export interface Timer {
  /** After this the callback will not run. Cancelling twice, or after it ran, does nothing. */
  cancel(): void;
}

/**
 * Time as an appliance sees it. All times are milliseconds and may have a fraction (performance.now, setTimeout and Date.now
 * use the same unit); a platform gives at least microsecond resolution where it can.
 */
export interface Clock {
  /** Milliseconds since an arbitrary origin. Never goes back, does not follow changes of the wall clock. */
  monotonic(): number;
  /** Milliseconds since 1970-01-01T00:00:00Z, without leap seconds. May jump. */
  wall(): number;
  /**
   * Calls `callback` once, when `monotonic() >= deadline`, never from inside this call. A deadline that has passed means
   * "soon". Timers with different deadlines run in the order of their deadlines; with equal ones, in the order they were set.
   * @throws {RangeError} when the deadline is NaN
   */
  setTimer(deadline: number, callback: () => void): Timer;
}
