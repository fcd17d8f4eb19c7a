/** A map that holds at most so much, and lets what was not used for the longest time go first. */
export class BoundedMap<V> {
  readonly #capacity: number;
  readonly #weightOf: (value: V) => number;
  /** In the order of their last use. */
  readonly #entries: Map<string, V>;
  #weight: number;
  evicted: number;

  /** @param capacity sum of the weights at most @param weightOf 1 for each by default; it must not change */
  constructor(capacity: number, weightOf: (value: V) => number = () => 1) {
    this.#capacity = capacity;
    this.#weightOf = weightOf;
    this.#entries = new Map();
    this.#weight = 0;
    this.evicted = 0;
  }

  get size(): number {
    return this.#entries.size;
  }

  get weight(): number {
    return this.#weight;
  }

  get(key: string): V | undefined {
    const value = this.#entries.get(key);
    if (value === undefined) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, value);
    return value;
  }

  set(key: string, value: V): void {
    this.delete(key);
    this.#entries.set(key, value);
    this.#weight += this.#weightOf(value);
    while (this.#weight > this.#capacity && this.#entries.size > 1) {
      for (const oldest of this.#entries.keys()) {
        this.delete(oldest);
        this.evicted++;
        break;
      }
    }
  }

  delete(key: string): void {
    const value = this.#entries.get(key);
    if (value === undefined) return;
    this.#weight -= this.#weightOf(value);
    this.#entries.delete(key);
  }

  clear(): void {
    this.#entries.clear();
    this.#weight = 0;
  }
}
