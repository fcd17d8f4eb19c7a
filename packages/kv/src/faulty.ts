import { checkProbability, type Random, strikes } from '@morgana/random';
import { shown } from './key.js';
import { type Entry, type Key, KeyValueError, type KeyValueStore, type Metadata } from './kv.js';
import type { Range } from './range.js';

/** Probabilities, each for one call, 0 by default. A call that fails has changed nothing. */
export interface KeyValueFaultOptions {
  readonly random: Random;
  /** `stat`, `get` and `list` fail with "io". */
  readonly readError?: number;
  /** `set`, `delete`, `rename` and `flush` fail with "io". */
  readonly writeError?: number;
  /** `set` fails with "no-space". */
  readonly noSpace?: number;
}

/** How often each fault struck. */
export interface KeyValueFaults {
  readErrors: number;
  writeErrors: number;
  noSpace: number;
}

/** `store` on a medium that fails at random. @throws {RangeError} for a probability outside [0, 1] */
export function faulty(store: KeyValueStore, options: KeyValueFaultOptions): FaultyStore {
  return new FaultyStore(store, options);
}

/** See `faulty`. */
export class FaultyStore implements KeyValueStore {
  readonly faults: Readonly<KeyValueFaults>;
  readonly #faults: KeyValueFaults;
  readonly #store: KeyValueStore;
  readonly #random: Random;
  readonly #readError: number;
  readonly #writeError: number;
  readonly #noSpace: number;

  constructor(store: KeyValueStore, options: KeyValueFaultOptions) {
    this.#faults = { readErrors: 0, writeErrors: 0, noSpace: 0 };
    this.faults = this.#faults;
    this.#store = store;
    this.#random = options.random;
    this.#readError = checkProbability('readError', options.readError ?? 0);
    this.#writeError = checkProbability('writeError', options.writeError ?? 0);
    this.#noSpace = checkProbability('noSpace', options.noSpace ?? 0);
  }

  async stat(key: Key): Promise<Metadata | undefined> {
    this.#failRead('stat', key);
    return this.#store.stat(key);
  }

  async get(key: Key, range?: Range): Promise<Uint8Array | undefined> {
    this.#failRead('get', key);
    return this.#store.get(key, range);
  }

  async list(key: Key): Promise<Entry[]> {
    this.#failRead('list', key);
    return this.#store.list(key);
  }

  async set(key: Key, value: Uint8Array): Promise<void> {
    this.#failWrite('set', key);
    if (strikes(this.#random, this.#noSpace)) {
      this.#faults.noSpace++;
      throw new KeyValueError('no-space', `injected fault: no space to set ${shown(key)}`);
    }
    await this.#store.set(key, value);
  }

  async delete(key: Key): Promise<boolean> {
    this.#failWrite('delete', key);
    return this.#store.delete(key);
  }

  async rename(from: Key, to: Key): Promise<void> {
    this.#failWrite('rename', from);
    await this.#store.rename(from, to);
  }

  async flush(): Promise<void> {
    this.#failWrite('flush', '');
    await this.#store.flush();
  }

  async close(): Promise<void> {
    await this.#store.close();
  }

  #failRead(operation: string, key: Key): void {
    if (!strikes(this.#random, this.#readError)) return;
    this.#faults.readErrors++;
    throw new KeyValueError('io', `injected fault: ${operation} of ${shown(key)} failed`);
  }

  #failWrite(operation: string, key: Key): void {
    if (!strikes(this.#random, this.#writeError)) return;
    this.#faults.writeErrors++;
    throw new KeyValueError('io', `injected fault: ${operation} of ${shown(key)} failed`);
  }
}
