import { below, type Random } from '@morgana/random';

import { joinKey } from './key.js';
import { type Entry, type Key, KeyValueError, type KeyValueReader, type KeyValueStore, type Metadata } from './kv.js';
import { type MemoryStore, memoryStore } from './memory.js';
import type { Range } from './range.js';

export interface CrashOptions {
  /** Decides how much of what was not flushed survives. */
  readonly random: Random;
  /**
   * Crashes during the n-th call of `set`, `delete` or `rename`, counted from 1: whether that call happened is open, and it
   * fails with "io" once the backing store is in its final state. Running a workload with 1, 2, 3 ... visits every point of it.
   */
  readonly crashAtCall?: number;
  /** Most calls that wait for a flush, 65536 by default; at the bound the store flushes on its own. */
  readonly pendingCalls?: number;
}

type Change = (store: KeyValueStore) => Promise<unknown>;

/**
 * `backing` behind a process that can crash. Changes stay in memory until `flush`; on `crash` the first of them, at random
 * how many, reach the backing store and the rest never happened. It reads all of `backing` first, so it is for tests.
 */
export async function crashing(backing: KeyValueStore, options: CrashOptions): Promise<CrashingStore> {
  const live = memoryStore({ capacity: Number.MAX_SAFE_INTEGER });
  await copyAll(backing, '', live);
  return new CrashingStore(backing, live, options);
}

/** See `crashing`. */
export class CrashingStore implements KeyValueStore {
  readonly #backing: KeyValueStore;
  readonly #live: MemoryStore;
  readonly #random: Random;
  readonly #crashAtCall: number;
  readonly #pendingCalls: number;
  #pending: Change[];
  #calls: number;
  #running: boolean;
  #closed: boolean;
  /** Everything that changes the backing store happens in this order. */
  #order: Promise<void>;
  #crash: Promise<void> | undefined;

  constructor(backing: KeyValueStore, live: MemoryStore, options: CrashOptions) {
    this.#backing = backing;
    this.#live = live;
    this.#random = options.random;
    this.#crashAtCall = options.crashAtCall ?? 0;
    this.#pendingCalls = options.pendingCalls ?? 65536;
    this.#pending = [];
    this.#calls = 0;
    this.#running = true;
    this.#closed = false;
    this.#order = Promise.resolve();
    this.#crash = undefined;
  }

  /** Calls of `set`, `delete` and `rename` so far. */
  get calls(): number {
    return this.#calls;
  }

  get running(): boolean {
    return this.#running;
  }

  async stat(key: Key): Promise<Metadata | undefined> {
    this.#check();
    return this.#live.stat(key);
  }

  async get(key: Key, range?: Range): Promise<Uint8Array | undefined> {
    this.#check();
    return this.#live.get(key, range);
  }

  async list(key: Key): Promise<Entry[]> {
    this.#check();
    return this.#live.list(key);
  }

  async set(key: Key, value: Uint8Array): Promise<void> {
    this.#check();
    const kept = value.slice();
    await this.#change((store) => store.set(key, kept));
  }

  async delete(key: Key): Promise<boolean> {
    this.#check();
    return this.#change((store) => store.delete(key));
  }

  async rename(from: Key, to: Key): Promise<void> {
    this.#check();
    await this.#change((store) => store.rename(from, to));
  }

  async flush(): Promise<void> {
    this.#check();
    await this.#live.flush();
    await this.#writeBack();
    this.#check();
  }

  /** Flushes, as an orderly end does, and closes the backing store. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#live.close();
    if (this.#running) await this.#writeBack();
    await this.#backing.close();
  }

  /** Ends the process: every later call fails with "io". Resolves when the backing store holds what survived. Idempotent. */
  crash(): Promise<void> {
    if (this.#crash === undefined) {
      this.#running = false;
      this.#crash = this.#order.then(async () => {
        const survivors = below(this.#random, this.#pending.length + 1);
        for (let i = 0; i < survivors; i++) await this.#pending[i]!(this.#backing);
        this.#pending = [];
      });
      this.#order = this.#crash;
    }
    return this.#crash;
  }

  async #change<T>(change: (store: KeyValueStore) => Promise<T>): Promise<T> {
    const call = ++this.#calls;
    const result = await change(this.#live);
    this.#pending.push(change);
    if (call === this.#crashAtCall) {
      await this.crash();
      this.#check();
    }
    if (this.#pending.length >= this.#pendingCalls) await this.#writeBack();
    return result;
  }

  #writeBack(): Promise<void> {
    const done = this.#order.then(async () => {
      while (this.#running && this.#pending.length > 0) {
        await this.#pending[0]!(this.#backing);
        this.#pending.shift();
      }
      if (this.#running) await this.#backing.flush();
    });
    this.#order = done.catch(() => {});
    return done;
  }

  #check(): void {
    if (!this.#running) throw new KeyValueError('io', 'injected fault: the store has crashed');
  }
}

async function copyAll(from: KeyValueReader, key: Key, to: KeyValueStore): Promise<void> {
  for (const { name, kind } of await from.list(key)) {
    const at = joinKey(key, name);
    if (kind === 'dictionary') await copyAll(from, at, to);
    else await to.set(at, (await from.get(at))!);
  }
}
