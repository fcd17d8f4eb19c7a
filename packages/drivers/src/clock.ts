import { type Clock, type Timer, TimerQueue } from '@morgana/time';
import type { ClockPort } from './port.js';

/** A clock whose timers are one queue over the platform's single wake-up. */
export function createClock(port: ClockPort): Clock {
  return new PortClock(port);
}

class PortClock implements Clock {
  readonly #port: ClockPort;
  readonly #queue = new TimerQueue();
  #running = false;
  /** No deadline before this one needs another wake-up. */
  #wakeAt = Number.POSITIVE_INFINITY;
  readonly #wake = (): void => this.#run();

  constructor(port: ClockPort) {
    this.#port = port;
  }

  monotonic(): number {
    return this.#port.monotonic();
  }

  wall(): number {
    return this.#port.wall();
  }

  setTimer(deadline: number, callback: () => void): Timer {
    const timer = this.#queue.add(deadline, callback);
    if (!this.#running) this.#arm();
    return timer;
  }

  #run(): void {
    this.#wakeAt = Number.POSITIVE_INFINITY;
    this.#running = true;
    try {
      this.#queue.fire(this.#port.monotonic());
    } finally {
      this.#running = false;
      this.#arm();
    }
  }

  /** A wake-up that is no longer needed stays: it costs less than taking it back, and often a new timer comes at once. */
  #arm(): void {
    const deadline = this.#queue.nextDeadline;
    if (deadline >= this.#wakeAt) return;
    this.#wakeAt = deadline;
    this.#port.wakeAt(deadline, this.#wake);
  }
}
