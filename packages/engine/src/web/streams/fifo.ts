/** A queue whose `shift` does not move what is left. */
export interface Fifo<T> {
  items: (T | undefined)[];
  first: number;
}

export function newFifo<T>(): Fifo<T> {
  return { items: [], first: 0 };
}

export function fifoLength<T>(fifo: Fifo<T>): number {
  return fifo.items.length - fifo.first;
}

export function pushItem<T>(fifo: Fifo<T>, item: T): void {
  fifo.items.push(item);
}

/** The queue must not be empty. */
export function peekItem<T>(fifo: Fifo<T>): T {
  return fifo.items[fifo.first] as T;
}

/** The queue must not be empty. */
export function shiftItem<T>(fifo: Fifo<T>): T {
  const item = fifo.items[fifo.first] as T;
  fifo.items[fifo.first++] = undefined;
  if (fifo.first === fifo.items.length || fifo.first === COMPACT) {
    fifo.items = fifo.items.slice(fifo.first);
    fifo.first = 0;
  }
  return item;
}

const COMPACT = 1024;

/** Takes all items out. */
export function takeItems<T>(fifo: Fifo<T>): T[] {
  const items = fifo.items.slice(fifo.first) as T[];
  fifo.items = [];
  fifo.first = 0;
  return items;
}
