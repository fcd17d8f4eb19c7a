import { checkKey, joinKey } from './key.js';
import { type Entry, type Key, KeyValueError, type KeyValueReader, type KeyValueStore, type Metadata } from './kv.js';
import type { Range } from './range.js';
import { DICTIONARY, isValue } from './tree.js';

/**
 * The dictionary `key` of `store` as a store of its own; nothing outside can be reached through it. The dictionary need not
 * exist: it comes into being with the first value. Closing it closes the view alone.
 *
 * @throws {KeyValueError} "invalid-key"
 */
export function prefix(store: KeyValueStore, key: Key): KeyValueStore;
export function prefix(store: KeyValueReader, key: Key): KeyValueReader;
export function prefix(store: KeyValueReader | KeyValueStore, key: Key): KeyValueReader {
  checkKey(key);
  return 'set' in store ? new WritableView(store, key) : new View(store, key);
}

/** All of `store`, without the means to change it. Closing it closes the view alone. */
export function readOnly(store: KeyValueReader): KeyValueReader {
  return new View(store, '');
}

class View implements KeyValueReader {
  readonly #reader: KeyValueReader;
  readonly #prefix: Key;
  #closed: boolean;

  constructor(reader: KeyValueReader, key: Key) {
    this.#reader = reader;
    this.#prefix = key;
    this.#closed = false;
  }

  async stat(key: Key): Promise<Metadata | undefined> {
    const metadata = await this.#reader.stat(this.below(key));
    if (key !== '') return metadata;
    if (metadata?.kind === 'value') throw isValue(this.#prefix);
    return metadata ?? DICTIONARY;
  }

  async get(key: Key, range?: Range): Promise<Uint8Array | undefined> {
    const at = this.below(key);
    // The root of a view is a dictionary, whatever the store holds there.
    return key === '' ? undefined : this.#reader.get(at, range);
  }

  async list(key: Key): Promise<Entry[]> {
    return this.#reader.list(this.below(key));
  }

  async close(): Promise<void> {
    this.#closed = true;
  }

  /** @throws {KeyValueError} "closed", "invalid-key" */
  protected below(key: Key): Key {
    if (this.#closed) throw new KeyValueError('closed', 'the store is closed');
    checkKey(key);
    return joinKey(this.#prefix, key);
  }
}

class WritableView extends View implements KeyValueStore {
  readonly #store: KeyValueStore;

  constructor(store: KeyValueStore, key: Key) {
    super(store, key);
    this.#store = store;
  }

  async set(key: Key, value: Uint8Array): Promise<void> {
    const at = this.below(key);
    if (key === '') throw new KeyValueError('wrong-kind', 'the root is a dictionary, not a value');
    await this.#store.set(at, value);
  }

  async delete(key: Key): Promise<boolean> {
    return this.#store.delete(this.below(key));
  }

  async rename(from: Key, to: Key): Promise<void> {
    const source = this.below(from);
    const target = this.below(to);
    if (from === '' || to === '')
      throw new KeyValueError('wrong-kind', 'the root dictionary cannot be renamed or replaced');
    await this.#store.rename(source, target);
  }

  async flush(): Promise<void> {
    this.below('');
    await this.#store.flush();
  }
}
