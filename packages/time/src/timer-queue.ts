import type { Timer } from './clock.js';

const NOT_QUEUED = -1;

/** A timer in a `TimerQueue`. Made by `add` only. */
export class QueuedTimer implements Timer {
  /** Place in the heap, or NOT_QUEUED after it ran or was cancelled. */
  index: number;
  deadline: number;
  /** Breaks ties: of equal deadlines the one set first runs first. */
  sequence: number;
  #queue: TimerQueue;
  #callback: (() => void) | undefined;

  constructor(queue: TimerQueue, deadline: number, sequence: number, callback: () => void) {
    this.index = NOT_QUEUED;
    this.deadline = deadline;
    this.sequence = sequence;
    this.#queue = queue;
    this.#callback = callback;
  }

  get pending(): boolean {
    return this.index !== NOT_QUEUED;
  }

  cancel(): void {
    this.#callback = undefined; // whoever keeps the handle does not keep what the callback holds
    if (this.index !== NOT_QUEUED) this.#queue.remove(this);
  }

  /** Runs the callback; for the queue's use. */
  run(): void {
    const callback = this.#callback;
    this.#callback = undefined;
    callback?.();
  }
}

/**
 * Timers by deadline: what a runtime's clock, the virtual clock and a protocol's own timers are made of. It knows no clock;
 * whoever owns it asks for `nextDeadline`, waits until then, and calls `fire(now)`.
 *
 * A 4-ary heap in which every timer knows its place: `add` and `cancel` are O(log n) with a small constant (most timers
 * are cancelled near the leaves), and a cancelled timer is gone at once, so the queue is never larger than what is pending.
 * Deadlines are any unit, as long as it is one.
 */
export class TimerQueue {
  #heap: QueuedTimer[] = [];
  #sequence = 0;

  /** Timers pending. */
  get size(): number {
    return this.#heap.length;
  }

  /** Of the next timer to run; Infinity when there is none. */
  get nextDeadline(): number {
    return this.#heap.length === 0 ? Infinity : this.#heap[0]!.deadline;
  }

  /** @throws {RangeError} when the deadline is NaN */
  add(deadline: number, callback: () => void): QueuedTimer {
    checkDeadline(deadline);
    const timer = new QueuedTimer(this, deadline, this.#sequence++, callback);
    const index = this.#heap.length;
    this.#heap.push(timer);
    this.#siftUp(timer, index);
    return timer;
  }

  /**
   * Gives a pending timer another deadline; among equals it then counts as set last. Cheaper than to cancel it and add
   * another. @returns false when it is pending no more: it ran or was cancelled
   */
  reschedule(timer: QueuedTimer, deadline: number): boolean {
    checkDeadline(deadline);
    const index = timer.index;
    if (index === NOT_QUEUED) return false;
    timer.deadline = deadline;
    timer.sequence = this.#sequence++;
    this.#place(timer, index);
    return true;
  }

  /** For `cancel`; a timer of another queue must not be given. */
  remove(timer: QueuedTimer): void {
    const index = timer.index;
    if (index === NOT_QUEUED) return;
    timer.index = NOT_QUEUED;
    const last = this.#heap.pop()!;
    if (last !== timer) this.#place(last, index);
  }

  /** Runs the first timer if its deadline is not after `now`. @returns whether one ran */
  fireNext(now: number): boolean {
    const timer = this.#heap[0];
    if (timer === undefined || timer.deadline > now) return false;
    this.remove(timer);
    timer.run();
    return true;
  }

  /**
   * Runs the timers that are due at `now`, at most as many as were pending when it was called: a callback that always sets
   * another timer for "now" gets its turn with each call and cannot keep the caller from its other work. What a callback
   * throws leaves the queue intact and ends this call. @returns how many ran
   */
  fire(now: number): number {
    let count = 0;
    for (const limit = this.#heap.length; count < limit && this.fireNext(now); ) count++;
    return count;
  }

  /** Forgets every timer without running it. */
  clear(): void {
    const heap = this.#heap;
    this.#heap = [];
    for (const timer of heap) {
      timer.index = NOT_QUEUED;
      timer.cancel();
    }
  }

  #place(timer: QueuedTimer, index: number): void {
    if (index > 0 && before(timer, this.#heap[(index - 1) >> 2]!)) this.#siftUp(timer, index);
    else this.#siftDown(timer, index);
  }

  #siftUp(timer: QueuedTimer, index: number): void {
    const heap = this.#heap;
    while (index > 0) {
      const parentIndex = (index - 1) >> 2;
      const parent = heap[parentIndex]!;
      if (!before(timer, parent)) break;
      heap[index] = parent;
      parent.index = index;
      index = parentIndex;
    }
    heap[index] = timer;
    timer.index = index;
  }

  #siftDown(timer: QueuedTimer, index: number): void {
    const heap = this.#heap;
    const length = heap.length;
    for (;;) {
      const first = (index << 2) + 1;
      if (first >= length) break;
      const end = Math.min(first + 4, length);
      let leastIndex = first;
      let least = heap[first]!;
      for (let i = first + 1; i < end; i++) {
        const child = heap[i]!;
        if (before(child, least)) {
          least = child;
          leastIndex = i;
        }
      }
      if (!before(least, timer)) break;
      heap[index] = least;
      least.index = index;
      index = leastIndex;
    }
    heap[index] = timer;
    timer.index = index;
  }
}

function before(a: QueuedTimer, b: QueuedTimer): boolean {
  return a.deadline < b.deadline || (a.deadline === b.deadline && a.sequence < b.sequence);
}

function checkDeadline(deadline: number): void {
  if (Number.isNaN(deadline)) throw new RangeError('a timer was set with the deadline NaN: it is not a time');
}
