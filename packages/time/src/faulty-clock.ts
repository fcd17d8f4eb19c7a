import type { Clock, Timer } from './clock.js';
import { TimerQueue } from './timer-queue.js';

export interface ClockFaults {
  /** Milliseconds of this clock per millisecond of the one below: 1.0001 is a crystal that is 100 ppm fast. Above 0; 1 by default. */
  readonly rate?: number;
  /** Readings are rounded down to multiples of this many milliseconds: a coarse tick. 0, the default, leaves them alone. */
  readonly resolution?: number;
  /** Milliseconds by which every timer runs late: a busy host. 0 by default. */
  readonly lateness?: number;
}

/** A clock over another with the faults that real ones have. It still keeps the contract of `Clock`. */
export class FaultyClock implements Clock {
  #clock: Clock;
  #rate: number;
  #resolution: number;
  #lateness: number;
  #monotonicOrigin: number;
  #wallOrigin: number;
  #wallJump = 0;
  #timers = new TimerQueue();
  #wake: Timer | undefined = undefined;
  #wakeDeadline = Infinity;

  constructor(clock: Clock, faults: ClockFaults = {}) {
    this.#clock = clock;
    this.#rate = faults.rate ?? 1;
    this.#resolution = faults.resolution ?? 0;
    this.#lateness = faults.lateness ?? 0;
    this.#monotonicOrigin = clock.monotonic();
    this.#wallOrigin = clock.wall();
    if (!(this.#rate > 0 && this.#rate < Infinity))
      throw new RangeError(`clock rate ${this.#rate}: it has to be above 0`);
    if (!(this.#resolution >= 0) || !(this.#lateness >= 0)) {
      throw new RangeError('the resolution and lateness of a clock cannot be negative');
    }
  }

  monotonic(): number {
    return this.#coarse(this.#exact());
  }

  wall(): number {
    return this.#coarse(this.#wallOrigin + (this.#exact() - this.#monotonicOrigin) + this.#wallJump);
  }

  setTimer(deadline: number, callback: () => void): Timer {
    const timer = this.#timers.add(deadline, callback);
    this.#arm();
    return timer;
  }

  /** Makes the wall clock jump by so many milliseconds, forward or back. */
  jumpWall(milliseconds: number): void {
    this.#wallJump += milliseconds;
  }

  #exact(): number {
    return this.#monotonicOrigin + (this.#clock.monotonic() - this.#monotonicOrigin) * this.#rate;
  }

  #coarse(time: number): number {
    return this.#resolution === 0 ? time : Math.floor(time / this.#resolution) * this.#resolution;
  }

  /** One timer of the clock below wakes for the first of ours, so that rounding cannot change their order. */
  #arm(): void {
    const next = this.#timers.nextDeadline;
    if (next === Infinity || next >= this.#wakeDeadline) return;
    this.#wake?.cancel();
    this.#wakeDeadline = next;
    const reading = this.#resolution === 0 ? next : Math.ceil(next / this.#resolution) * this.#resolution;
    const below = this.#monotonicOrigin + (reading - this.#monotonicOrigin) / this.#rate + this.#lateness;
    // Where the division rounded down the wake-up finds nothing due; the next one must not be set for the same instant.
    const now = this.#clock.monotonic();
    this.#wake = this.#clock.setTimer(Math.max(below, now), () => this.#onWake());
  }

  #onWake(): void {
    this.#wake = undefined;
    this.#wakeDeadline = Infinity;
    const now = this.monotonic();
    if (this.#timers.nextDeadline > now) {
      if (this.#timers.nextDeadline === Infinity) return;
      const ulp = Math.max(Math.abs(this.#clock.monotonic()), 1) * Number.EPSILON * 2;
      this.#wakeDeadline = this.#timers.nextDeadline;
      const remaining = Math.max(ulp, (this.#timers.nextDeadline - now) / this.#rate);
      this.#wake = this.#clock.setTimer(this.#clock.monotonic() + remaining, () => this.#onWake());
      return;
    }
    try {
      this.#timers.fire(now);
    } finally {
      this.#arm();
    }
  }
}
