import { invalidArgument } from '../received.js';
import { getTimerHost } from './timer-host.js';

/** setImmediate with Node's order: after the timers of a turn; one started by an immediate waits for the next turn. */

type Callback = (...values: unknown[]) => unknown;

export class Immediate {
  #callback: Callback | null;
  readonly #values: unknown[];
  #isReferenced: boolean;

  constructor(callback: Callback, values: unknown[]) {
    this.#callback = callback;
    this.#values = values;
    this.#isReferenced = true;
    queue.waiting.push(this);
    changeReferences(1);
    getTimerHost().wakeForImmediates();
  }

  ref(): this {
    if (!this.#isReferenced) {
      this.#isReferenced = true;
      if (this.#callback !== null) changeReferences(1);
    }
    return this;
  }

  unref(): this {
    if (this.#isReferenced) {
      this.#isReferenced = false;
      if (this.#callback !== null) changeReferences(-1);
    }
    return this;
  }

  hasRef(): boolean {
    return this.#isReferenced;
  }

  static clear(immediate: Immediate): void {
    if (immediate.#callback === null) return;
    immediate.#callback = null;
    if (immediate.#isReferenced) changeReferences(-1);
  }

  static fire(immediate: Immediate): void {
    const callback = immediate.#callback;
    if (callback === null) return;
    Immediate.clear(immediate);
    try {
      callback.apply(immediate, immediate.#values);
    } catch (error) {
      getTimerHost().report(error);
    }
    getTimerHost().runMicrotasks();
  }
}

const queue: { waiting: Immediate[] } = { waiting: [] };

function changeReferences(by: number): void {
  getTimerHost().keepAlive(by);
}

/** For the engine's loop. */
export function runImmediates(): void {
  const due = queue.waiting;
  queue.waiting = [];
  for (const immediate of due) Immediate.fire(immediate);
}

export function setImmediate(callback: Callback, ...values: unknown[]): Immediate {
  if (typeof callback !== 'function') {
    throw invalidArgument('The "callback" argument must be of type function.', callback);
  }
  return new Immediate(callback, values);
}

export function clearImmediate(immediate: unknown): void {
  if (immediate instanceof Immediate) Immediate.clear(immediate);
}
