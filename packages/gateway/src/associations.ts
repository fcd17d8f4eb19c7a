import type { Clock, Timer } from '@morgana/time';

/** Something that lives while it is used: a host socket on behalf of one guest port. */
export interface Association {
  close(): void;
}

/**
 * A bounded table of associations that expire when they have been idle (RFC 4787, REQ-5: two minutes at least).
 * When it is full the one that has been idle longest gives way.
 */
export class Associations<Value extends Association> {
  readonly #clock: Clock;
  readonly #idle: number;
  readonly #capacity: number;
  /** In the order of last use: a Map keeps insertion order, and `use` inserts again. */
  readonly #entries = new Map<string, { value: Value; used: number }>();
  #timer: Timer | null = null;
  /** Associations that had to give way to new ones. */
  evicted = 0;

  constructor(clock: Clock, options: { readonly idle: number; readonly capacity: number }) {
    this.#clock = clock;
    this.#idle = options.idle;
    this.#capacity = options.capacity;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** The association under `key`, made by `make` where there is none; either way it counts as used now. */
  use(key: string, make: () => Value): Value {
    const now = this.#clock.monotonic();
    let entry = this.#entries.get(key);
    if (entry === undefined) {
      if (this.#entries.size >= this.#capacity) this.#evictOldest();
      entry = { value: make(), used: now };
    } else {
      this.#entries.delete(key);
      entry.used = now;
    }
    this.#entries.set(key, entry);
    this.#timer ??= this.#clock.setTimer(now + this.#idle, () => this.#expire());
    return entry.value;
  }

  /** The association under `key`, without counting as a use. */
  find(key: string): Value | undefined {
    return this.#entries.get(key)?.value;
  }

  /** Forgets and closes one, say because its socket failed. */
  delete(key: string): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    this.#entries.delete(key);
    entry.value.close();
  }

  close(): void {
    this.#timer?.cancel();
    this.#timer = null;
    for (const { value } of this.#entries.values()) value.close();
    this.#entries.clear();
  }

  #evictOldest(): void {
    const oldest = this.#entries.keys().next();
    if (oldest.done) return;
    this.evicted++;
    this.delete(oldest.value);
  }

  #expire(): void {
    this.#timer = null;
    const now = this.#clock.monotonic();
    for (const [key, { used }] of this.#entries) {
      if (used + this.#idle > now) {
        this.#timer = this.#clock.setTimer(used + this.#idle, () => this.#expire());
        return;
      }
      this.delete(key);
    }
  }
}
