import type { Clock, Timer } from './clock.js';
import { TimerQueue } from './timer-queue.js';

/** 2020-01-01T00:00:00Z: in the past of every real clock, so that a virtual time is told from a real one at sight. */
export const VIRTUAL_WALL_START = 1_577_836_800_000;

/** Microtask turns that `advance` gives to promise jobs after each timer, by default. */
export const SETTLE_TURNS = 100;

/** Timers that may fire while the time stands still; more are taken for a loop that re-arms itself for "now". */
const STANDSTILL_LIMIT = 100_000;

/** Default `limit` of `run` and `complete`: a day. */
const RUN_LIMIT = 86_400_000;

export interface VirtualClockOptions {
  /** What `monotonic()` starts at, in milliseconds; 0 by default. */
  readonly monotonic?: number;
  /** What `wall()` starts at, in milliseconds since 1970; VIRTUAL_WALL_START by default. */
  readonly wall?: number;
  /** Microtask turns given to promise jobs after each timer; SETTLE_TURNS by default. */
  readonly settleTurns?: number;
  /**
   * Replaces those turns. A host that can wait for its job queue to run empty makes settling exact:
   * under Node `settle: () => new Promise(setImmediate)`.
   */
  readonly settle?: () => Promise<void>;
}

export interface RunOptions {
  /** Milliseconds of virtual time after which to give up; a day by default. */
  readonly limit?: number;
}

/**
 * A clock that stands still until it is told to move. Tests that use it take no real time and always run the same way.
 *
 * ECMAScript has no way to ask whether promise jobs are waiting, so after each timer `advance` waits a number of microtask
 * turns (`settleTurns`), starting over whenever somebody used the clock within them. A chain of promises thus finishes
 * before the next timer fires if it never goes more than `settleTurns` turns (100 by default; an `await` is one
 * turn, `return promise` from an async function three) without a look at the clock or a timer. `settle` replaces the
 * count by something exact where the host has it. Work that waits for the world outside (sockets, files) is not waited for.
 */
export class VirtualClock implements Clock {
  #now: number;
  #wallOffset: number;
  #timers = new TimerQueue();
  #settleTurns: number;
  #settle: (() => Promise<void>) | undefined;
  /** Counts uses of the clock, so that settling sees activity. */
  #uses = 0;
  #firing = false;
  /** The advance that others have to wait for. */
  #advancing: Promise<unknown> | undefined = undefined;

  constructor(options: VirtualClockOptions = {}) {
    this.#now = options.monotonic ?? 0;
    this.#wallOffset = (options.wall ?? VIRTUAL_WALL_START) - this.#now;
    this.#settleTurns = options.settleTurns ?? SETTLE_TURNS;
    this.#settle = options.settle;
  }

  monotonic(): number {
    this.#uses++;
    return this.#now;
  }

  wall(): number {
    this.#uses++;
    return this.#now + this.#wallOffset;
  }

  setTimer(deadline: number, callback: () => void): Timer {
    this.#uses++;
    return this.#timers.add(deadline, callback);
  }

  /** Makes the wall clock jump; the monotonic one and the timers do not notice. */
  setWall(milliseconds: number): void {
    this.#wallOffset = milliseconds - this.#now;
  }

  /** Timers set and neither run nor cancelled. */
  get pending(): number {
    return this.#timers.size;
  }

  /** Of the next timer; Infinity when there is none. It may lie in the past: the timer is due and time has not moved yet. */
  get nextDeadline(): number {
    return this.#timers.nextDeadline;
  }

  /**
   * Moves the time forward, fires each timer on the way at its own time and in order, and lets promise jobs settle before
   * the first, after each, and at the end. Calls that overlap run one after the other. @throws what a timer threw
   */
  advance(milliseconds: number): Promise<void> {
    checkForward(milliseconds);
    return this.#exclusively(() => this.#advanceTo(this.#now + milliseconds));
  }

  /** `advance` up to a monotonic time; one that has passed fires only what is due. */
  advanceTo(time: number): Promise<void> {
    if (Number.isNaN(time)) throw new RangeError('cannot advance to NaN');
    return this.#exclusively(() => this.#advanceTo(time));
  }

  /** Like `advance` without letting promise jobs run: for code that is driven by calls alone. */
  advanceSync(milliseconds: number): void {
    checkForward(milliseconds);
    if (this.#firing) throw new Error('advanceSync was called by a timer: the clock is being advanced already');
    const end = this.#now + milliseconds;
    const standstill = new Standstill();
    while (this.#fireNext(end)) standstill.check(this.#now);
    this.#now = end;
  }

  /** Lets promise jobs settle; the time stands still and no timer fires. */
  async settle(): Promise<void> {
    if (this.#settle !== undefined) return this.#settle();
    let uses = this.#uses;
    let limit = STANDSTILL_LIMIT;
    for (let quiet = 0; quiet < this.#settleTurns && limit > 0; quiet++, limit--) {
      await undefined;
      if (uses !== this.#uses) {
        uses = this.#uses;
        quiet = 0;
      }
    }
  }

  /**
   * Fires timer after timer, letting promise jobs settle in between, until `until()` is true.
   * @throws {Error} when nothing is pending any more, or `limit` milliseconds have passed, and it still is not
   */
  run(until: () => boolean, options: RunOptions = {}): Promise<void> {
    return this.#exclusively(() => this.#run(until, options.limit ?? RUN_LIMIT));
  }

  /**
   * `run` until `promise` is settled. @returns what it is fulfilled with
   * @throws what it is rejected with, and as `run`
   */
  async complete<T>(promise: Promise<T>, options?: RunOptions): Promise<T> {
    let settled = false;
    const settle = () => {
      settled = true;
    };
    promise.then(settle, settle);
    await this.run(() => settled, options);
    return promise;
  }

  async #advanceTo(end: number): Promise<void> {
    const standstill = new Standstill();
    await this.settle();
    while (this.#fireNext(end)) {
      standstill.check(this.#now);
      await this.settle();
    }
    if (end > this.#now) this.#now = end;
  }

  async #run(until: () => boolean, limit: number): Promise<void> {
    const end = this.#now + limit;
    const standstill = new Standstill();
    await this.settle();
    while (!until()) {
      if (!this.#fireNext(end)) {
        throw new Error(
          this.#timers.nextDeadline > end && this.#timers.size > 0
            ? `the condition did not come true within ${limit} ms of virtual time; ${this.#timers.size} timers are pending`
            : 'the condition is not true and no timer is pending that could make it so',
        );
      }
      standstill.check(this.#now);
      await this.settle();
    }
  }

  #fireNext(end: number): boolean {
    const deadline = this.#timers.nextDeadline;
    if (deadline > end || this.#timers.size === 0) return false;
    if (deadline > this.#now) this.#now = deadline;
    this.#firing = true;
    try {
      return this.#timers.fireNext(deadline);
    } finally {
      this.#firing = false;
    }
  }

  async #exclusively(action: () => Promise<void>): Promise<void> {
    while (this.#advancing !== undefined) await this.#advancing;
    const done = action();
    const turn: Promise<void> = done.then(
      () => this.#release(turn),
      () => this.#release(turn),
    );
    this.#advancing = turn;
    return done;
  }

  #release(turn: Promise<void>): void {
    if (this.#advancing === turn) this.#advancing = undefined;
  }
}

/** Notices timers that fire again and again while the time stands still. */
class Standstill {
  #time = -Infinity;
  #count = 0;

  check(now: number): void {
    if (now > this.#time) {
      this.#time = now;
      this.#count = 0;
    } else if (++this.#count > STANDSTILL_LIMIT) {
      throw new Error(`more than ${STANDSTILL_LIMIT} timers fired at ${now} ms: does one set itself again for now?`);
    }
  }
}

function checkForward(milliseconds: number): void {
  if (!(milliseconds >= 0))
    throw new RangeError(`time cannot advance by ${milliseconds} ms: it takes a number from 0 on`);
}
