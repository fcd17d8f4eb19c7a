import type { Clock, Timer } from '@morgana/time';

/**
 * When frames in memory go from one side to the other.
 *
 * - `'job'`: in one promise job after the first flush, both ways, until nothing is left. The default.
 * - `'manual'`: when `deliver()` is called, for benchmarks and simulations that drive the medium themselves.
 * - a function: is given the work to run later, never at once. A host's task queue, for example, where traffic that never
 *   ends must leave it time for timers, which promise jobs do not.
 * - `clock` and `delay`: each frame that many milliseconds after its flush, in order.
 */
export type Delivery =
  | 'job'
  | 'manual'
  | ((run: () => void) => void)
  | { readonly clock: Clock; readonly delay: number };

/** What moves frames when it is told to. */
export interface Medium {
  /** Hands over everything flushed that is due at `now`, once in each direction. Returns how many frames. */
  pass(now: number): number;
  /** When the next frame is due; -Infinity: now; Infinity: there is none. */
  due(): number;
}

/** Rounds in one promise job. More are left to the next one, so that others in the queue have their turn. */
const ROUNDS = 32;

/** Calls a medium at the right times, and never from inside itself. */
export class Pump {
  readonly delay: number;
  readonly #medium: Medium;
  readonly #clock: Clock | undefined;
  readonly #schedule: ((run: () => void) => void) | undefined;
  readonly #run: () => void;
  #scheduled: boolean;
  #delivering: boolean;
  #timer: Timer | undefined;

  /** @throws {RangeError} for a delay that is negative */
  constructor(delivery: Delivery, medium: Medium) {
    const timed = typeof delivery === 'object' ? delivery : undefined;
    if (timed !== undefined && !(timed.delay >= 0)) {
      throw new RangeError(`a delay of ${timed.delay} ms; it must not be negative`);
    }
    this.delay = timed?.delay ?? 0;
    this.#medium = medium;
    this.#clock = timed?.clock;
    this.#schedule = typeof delivery === 'function' ? delivery : delivery === 'job' ? inJob : undefined;
    this.#run = () => this.#rounds();
    this.#scheduled = false;
    this.#delivering = false;
    this.#timer = undefined;
  }

  /** When a frame that is flushed now is due. */
  dueAt(): number {
    return this.#clock === undefined ? Number.NEGATIVE_INFINITY : this.#clock.monotonic() + this.delay;
  }

  /** Frames were flushed. */
  notify(): void {
    if (this.#delivering || this.#scheduled) return;
    if (this.#clock !== undefined) this.#arm(this.#clock);
    else if (this.#schedule !== undefined) {
      this.#scheduled = true;
      this.#schedule(this.#run);
    }
  }

  /** One round; 0 when called from inside one. */
  deliver(): number {
    if (this.#delivering) return 0;
    this.#delivering = true;
    try {
      return this.#medium.pass(this.#clock === undefined ? Number.POSITIVE_INFINITY : this.#clock.monotonic());
    } finally {
      this.#delivering = false;
    }
  }

  #rounds(): void {
    this.#scheduled = false;
    try {
      for (let i = 0; i < ROUNDS && this.deliver() > 0; i++);
    } finally {
      // Also after a handler that threw: what is left must not wait for the next flush.
      if (this.#medium.due() !== Number.POSITIVE_INFINITY) this.notify();
    }
  }

  #arm(clock: Clock): void {
    this.#scheduled = true;
    this.#timer?.cancel();
    this.#timer = clock.setTimer(this.#medium.due(), this.#run);
  }
}

const settled = /* @__PURE__ */ Promise.resolve();

function inJob(run: () => void): void {
  settled.then(run);
}
