/** A binary heap of lists of timers, the one that ends first at its root. */
export interface HeapItem {
  /** When its first timer ends; may be earlier, never later. */
  end: number;
  /** Of two that end together the older one comes first. */
  readonly serial: number;
  /** Its index, -1 while it is in no heap. */
  position: number;
}

export function insertItem(heap: HeapItem[], item: HeapItem): void {
  heap.push(item);
  moveUp(heap, heap.length - 1, item);
}

export function removeItem(heap: HeapItem[], item: HeapItem): void {
  const { position } = item;
  if (position < 0) return;
  item.position = -1;
  const last = heap.pop()!;
  if (last === item) return;
  moveUp(heap, position, last);
  moveDown(heap, last.position, last);
}

/** After `item.end` has become later. */
export function delayItem(heap: HeapItem[], item: HeapItem): void {
  moveDown(heap, item.position, item);
}

function isBefore(a: HeapItem, b: HeapItem): boolean {
  return a.end < b.end || (a.end === b.end && a.serial < b.serial);
}

function moveUp(heap: HeapItem[], from: number, item: HeapItem): void {
  let position = from;
  while (position > 0) {
    const parent = heap[(position - 1) >> 1]!;
    if (!isBefore(item, parent)) break;
    heap[position] = parent;
    parent.position = position;
    position = (position - 1) >> 1;
  }
  heap[position] = item;
  item.position = position;
}

function moveDown(heap: HeapItem[], from: number, item: HeapItem): void {
  let position = from;
  for (;;) {
    let child = position * 2 + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child++;
    const lower = heap[child]!;
    if (!isBefore(lower, item)) break;
    heap[position] = lower;
    lower.position = position;
    position = child;
  }
  heap[position] = item;
  item.position = position;
}
