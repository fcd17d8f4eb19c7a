import type { PooledFrame } from './frame-pool.js';

/** Frames that wait for their time; equal times in the order they came. A binary heap in arrays, its bound is its pool's. */
export class DelayQueue {
  readonly #frames: PooledFrame[];
  readonly #due: number[];
  readonly #order: number[];
  #size: number;
  #next: number;

  constructor() {
    this.#frames = [];
    this.#due = [];
    this.#order = [];
    this.#size = 0;
    this.#next = 0;
  }

  /** When the first is due; Infinity without one. */
  get due(): number {
    return this.#size === 0 ? Number.POSITIVE_INFINITY : this.#due[0]!;
  }

  push(frame: PooledFrame, due: number): void {
    let i = this.#size++;
    this.#put(i, frame, due, this.#next++);
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!this.#isBefore(i, parent)) break;
      this.#swap(i, parent);
      i = parent;
    }
  }

  /** The first one; there must be one. */
  pop(): PooledFrame {
    const first = this.#frames[0]!;
    const last = --this.#size;
    this.#put(0, this.#frames[last]!, this.#due[last]!, this.#order[last]!);
    let i = 0;
    while (true) {
      let child = 2 * i + 1;
      if (child >= last) return first;
      if (child + 1 < last && this.#isBefore(child + 1, child)) child++;
      if (!this.#isBefore(child, i)) return first;
      this.#swap(i, child);
      i = child;
    }
  }

  #isBefore(a: number, b: number): boolean {
    return this.#due[a]! < this.#due[b]! || (this.#due[a] === this.#due[b] && this.#order[a]! < this.#order[b]!);
  }

  #put(i: number, frame: PooledFrame, due: number, order: number): void {
    this.#frames[i] = frame;
    this.#due[i] = due;
    this.#order[i] = order;
  }

  #swap(a: number, b: number): void {
    const frame = this.#frames[a]!;
    const due = this.#due[a]!;
    const order = this.#order[a]!;
    this.#put(a, this.#frames[b]!, this.#due[b]!, this.#order[b]!);
    this.#put(b, frame, due, order);
  }
}
