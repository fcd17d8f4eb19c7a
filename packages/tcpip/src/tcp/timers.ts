/**
 * Deadlines of many objects. Ticks are milliseconds as signed 32-bit integers that wrap (about every 49 days), compared by
 * their difference like sequence numbers.
 *
 * An entry is in the heap at most once, at or before its earliest real deadline. Putting a deadline off (what every
 * acknowledgment does to a retransmission timer) does not touch the heap: the entry comes up early, and its owner
 * looks at its deadlines and enters it again. So arming a timer for a segment costs a field and a comparison.
 */
export interface Timed {
  /** Position in the heap, -1 outside. Only the heap writes it. */
  timerIndex: number;
  /** The tick it is entered for. Only the heap writes it. */
  timerAt: number;
}

export class TimerHeap<T extends Timed> {
  readonly #entries: T[] = [];

  get size(): number {
    return this.#entries.length;
  }

  /** The entry with the earliest tick. */
  first(): T | undefined {
    return this.#entries[0];
  }

  /** Makes sure that the entry comes up at `at` or before. */
  ensure(entry: T, at: number): void {
    const index = entry.timerIndex;
    if (index < 0) {
      entry.timerAt = at;
      this.#entries.push(entry);
      this.#up(entry, this.#entries.length - 1);
    } else if (((at - entry.timerAt) | 0) < 0) {
      entry.timerAt = at;
      this.#up(entry, index);
    }
  }

  remove(entry: T): void {
    const entries = this.#entries;
    const index = entry.timerIndex;
    if (index < 0) return;
    entry.timerIndex = -1;
    const last = entries.pop()!;
    if (last === entry) return;
    this.#up(last, index);
    this.#down(last, last.timerIndex);
  }

  #up(entry: T, index: number): void {
    const entries = this.#entries;
    while (index > 0) {
      const parentIndex = (index - 1) >> 1;
      const parent = entries[parentIndex]!;
      if (((entry.timerAt - parent.timerAt) | 0) >= 0) break;
      entries[index] = parent;
      parent.timerIndex = index;
      index = parentIndex;
    }
    entries[index] = entry;
    entry.timerIndex = index;
  }

  #down(entry: T, index: number): void {
    const entries = this.#entries;
    const size = entries.length;
    for (;;) {
      let childIndex = 2 * index + 1;
      if (childIndex >= size) break;
      let child = entries[childIndex]!;
      if (childIndex + 1 < size && ((entries[childIndex + 1]!.timerAt - child.timerAt) | 0) < 0)
        child = entries[++childIndex]!;
      if (((child.timerAt - entry.timerAt) | 0) >= 0) break;
      entries[index] = child;
      child.timerIndex = index;
      index = childIndex;
    }
    entries[index] = entry;
    entry.timerIndex = index;
  }
}
