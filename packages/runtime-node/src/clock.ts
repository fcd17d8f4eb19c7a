import { type Clock, type QueuedTimer, type Timer, TimerQueue } from '@morgana/time';

/** The longest delay that setTimeout takes; a longer one would fire at once. */
const LONGEST_DELAY = 2 ** 31 - 1;

/**
 * Node.js's clocks, and timers in one queue over one host timer.
 *
 * One host timer rather than one each, because setTimeout has whole milliseconds, keeps no order between different delays,
 * may fire up to a millisecond early by performance.now(), and costs more than the queue to set and cancel. The last part of
 * a millisecond before a deadline is waited for by setImmediate, so that sub-millisecond deadlines hold.
 *
 * Timers that are set keep the process alive; without any, the clock does not.
 */
export function createClock(): Clock {
  return new HostClock();
}

class HostClock implements Clock {
  readonly #queue = new TimerQueue();
  #running = false;
  /** The host timer that is set: at most one of the two. */
  #timeout: NodeJS.Timeout | undefined;
  #immediate: NodeJS.Immediate | undefined;
  /** No deadline before this one needs another host timer. */
  #wakeAt = Number.POSITIVE_INFINITY;
  readonly #wake = (): void => this.#run();

  monotonic(): number {
    return performance.now();
  }

  wall(): number {
    return Date.now();
  }

  setTimer(deadline: number, callback: () => void): Timer {
    const queue = this.#queue;
    const timer = queue.add(deadline, callback);
    if (!this.#running) {
      if (queue.size === 1) this.#hold();
      if (timer.index === 0) this.#arm();
    }
    return new HostTimer(this, timer);
  }

  /**
   * After a timer was cancelled. The host timer stays set, for taking it back costs more than a wake-up for nothing, and often
   * a new timer comes at once; but it no longer keeps the process alive.
   */
  cancelled(): void {
    if (this.#queue.size > 0 || this.#running) return;
    this.#timeout?.unref();
    this.#immediate?.unref();
  }

  #run(): void {
    this.#timeout = undefined;
    this.#immediate = undefined;
    this.#wakeAt = Number.POSITIVE_INFINITY;
    this.#running = true;
    try {
      this.#queue.fire(performance.now());
    } finally {
      this.#running = false;
      this.#arm();
    }
  }

  /** Sees to it that the host wakes us by the first deadline. */
  #arm(): void {
    const deadline = this.#queue.nextDeadline;
    if (this.#queue.size === 0 || this.#wakeAt <= deadline) return;
    if (this.#timeout !== undefined) {
      clearTimeout(this.#timeout);
      this.#timeout = undefined;
    }
    const delay = deadline - performance.now();
    if (delay >= 1) {
      this.#timeout = setTimeout(this.#wake, Math.min(Math.ceil(delay), LONGEST_DELAY));
      this.#wakeAt = deadline;
    } else {
      if (this.#immediate === undefined) this.#immediate = setImmediate(this.#wake);
      this.#wakeAt = Number.NEGATIVE_INFINITY;
    }
  }

  #hold(): void {
    this.#timeout?.ref();
    this.#immediate?.ref();
  }
}

class HostTimer implements Timer {
  readonly #clock: HostClock;
  readonly #timer: QueuedTimer;

  constructor(clock: HostClock, timer: QueuedTimer) {
    this.#clock = clock;
    this.#timer = timer;
  }

  cancel(): void {
    if (!this.#timer.pending) return;
    this.#timer.cancel();
    this.#clock.cancelled();
  }
}
