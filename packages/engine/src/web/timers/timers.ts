import { invalidArgument } from '../received.js';
import { delayItem, type HeapItem, insertItem, removeItem } from './list-heap.js';
import { getTimerHost } from './timer-host.js';

/**
 * setTimeout and setInterval with Node's order: timers of one duration form a list in the order they were started;
 * the list whose first timer ends earliest runs first. Durations are whole milliseconds from 1 to 2^31 - 1.
 */

const LONGEST = 2 ** 31 - 1;

type Callback = (...values: unknown[]) => unknown;

/** What setTimeout returns. */
export class Timeout {
  #list: TimerList | null;
  #start: number;
  #duration: number;
  readonly #repeats: boolean;
  #callback: Callback | null;
  readonly #values: unknown[];
  #isReferenced: boolean;
  /** Its number, once somebody has asked for it. */
  #id: number;

  constructor(callback: Callback, delay: unknown, values: unknown[], repeats: boolean) {
    this.#list = null;
    this.#start = 0;
    this.#duration = durationOf(delay);
    this.#repeats = repeats;
    this.#callback = callback;
    this.#values = values;
    this.#isReferenced = true;
    this.#id = 0;
    this.#insert(getTimerHost().now());
  }

  ref(): this {
    if (!this.#isReferenced) {
      this.#isReferenced = true;
      if (this.#list !== null) changeReferences(1);
    }
    return this;
  }

  unref(): this {
    if (this.#isReferenced) {
      this.#isReferenced = false;
      if (this.#list !== null) changeReferences(-1);
    }
    return this;
  }

  hasRef(): boolean {
    return this.#isReferenced;
  }

  /** Starts anew with the same duration, also after it has fired. */
  refresh(): this {
    if (this.#callback !== null) {
      this.#remove();
      this.#insert(getTimerHost().now());
    }
    return this;
  }

  close(): this {
    Timeout.clear(this);
    return this;
  }

  [Symbol.toPrimitive](): number {
    if (this.#id === 0) {
      this.#id = ++state.lastId;
      if (this.#list !== null) state.numbered.set(this.#id, this);
    }
    return this.#id;
  }

  static clear(timer: Timeout): void {
    timer.#remove();
    timer.#callback = null;
  }

  static endOf(timer: Timeout): number {
    return timer.#start + timer.#duration;
  }

  /** The timer is the first of its list and its time has come. */
  static fire(timer: Timeout): void {
    const callback = timer.#callback;
    timer.#remove();
    if (callback === null) return;
    try {
      callback.apply(timer, timer.#values);
    } catch (error) {
      getTimerHost().report(error);
    }
    if (timer.#repeats) {
      if (timer.#callback !== null && timer.#list === null) timer.#insert(getTimerHost().now());
    }
  }

  #insert(now: number): void {
    let list = state.lists.get(this.#duration);
    if (list === undefined) {
      const end = Math.trunc(now) + this.#duration;
      list = { duration: this.#duration, timers: new Set(), end, serial: state.serial++, position: -1 };
      state.lists.set(this.#duration, list);
      insertItem(state.heap, list);
    }
    this.#start = Math.trunc(now);
    this.#list = list;
    list.timers.add(this);
    if (this.#id !== 0) state.numbered.set(this.#id, this);
    if (this.#isReferenced) changeReferences(1);
    if (!state.isRunning && Timeout.endOf(this) < state.wakeTime) wakeAt(Timeout.endOf(this));
  }

  #remove(): void {
    const list = this.#list;
    if (list === null) return;
    list.timers.delete(this);
    if (list.timers.size === 0) {
      state.lists.delete(list.duration);
      removeItem(state.heap, list);
    }
    this.#list = null;
    if (this.#id !== 0) state.numbered.delete(this.#id);
    if (this.#isReferenced) changeReferences(-1);
  }
}

interface TimerList extends HeapItem {
  readonly duration: number;
  /** In the order they were started, which is the order they end in. */
  readonly timers: Set<Timeout>;
}

interface TimerState {
  readonly lists: Map<number, TimerList>;
  readonly heap: TimerList[];
  /** Timers whose number was asked for, so that it can be cleared by it. */
  readonly numbered: Map<number, Timeout>;
  serial: number;
  lastId: number;
  wakeTime: number;
  isRunning: boolean;
}

const state: TimerState = /* @__PURE__ */ newState();

function newState(): TimerState {
  return {
    lists: new Map(),
    numbered: new Map(),
    heap: [],
    serial: 0,
    lastId: 0,
    wakeTime: Infinity,
    isRunning: false,
  };
}

function changeReferences(by: number): void {
  getTimerHost().keepAlive(by);
}

function wakeAt(time: number): void {
  state.wakeTime = time;
  getTimerHost().wakeAt(time);
}

function firstOf(list: TimerList): Timeout {
  return list.timers.values().next().value as Timeout;
}

/** The list whose first timer ends first; its `end` is exact. */
function earliestList(): TimerList | null {
  for (;;) {
    const list = state.heap[0];
    if (list === undefined) return null;
    const end = Timeout.endOf(firstOf(list));
    if (end === list.end) return list;
    list.end = end;
    delayItem(state.heap, list);
  }
}

/** For the engine's loop: runs every timer whose time has come. Timers started meanwhile wait for the next call. */
export function runTimers(): void {
  const host = getTimerHost();
  state.isRunning = true;
  const now = Math.trunc(host.now());
  for (let list = earliestList(); list !== null; list = earliestList()) {
    if (list.end > now) break;
    Timeout.fire(firstOf(list));
    host.runMicrotasks();
  }
  state.isRunning = false;
  const next = earliestList();
  wakeAt(next === null ? Infinity : next.end);
}

/** Node's: what is no number from 1 to 2^31 - 1 becomes 1; fractions are cut off. */
function durationOf(delay: unknown): number {
  const number = Number(delay);
  return number >= 1 && number <= LONGEST ? Math.trunc(number) : 1;
}

export function setTimeout(callback: Callback, delay: unknown = 1, ...values: unknown[]): Timeout {
  requireCallback(callback);
  return new Timeout(callback, delay, values, false);
}

export function setInterval(callback: Callback, delay: unknown = 1, ...values: unknown[]): Timeout {
  requireCallback(callback);
  return new Timeout(callback, delay, values, true);
}

/** Takes a Timeout or its number; anything else is ignored. */
export function clearTimeout(timer: unknown): void {
  if (timer instanceof Timeout) {
    Timeout.clear(timer);
  } else if (typeof timer === 'number' || typeof timer === 'string') {
    const numbered = state.numbered.get(Number(timer));
    if (numbered !== undefined) Timeout.clear(numbered);
  }
}

export const clearInterval: typeof clearTimeout = clearTimeout;

function requireCallback(callback: unknown): void {
  if (typeof callback === 'function') return;
  throw invalidArgument('The "callback" argument must be of type function.', callback);
}
