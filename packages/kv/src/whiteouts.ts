import { joinKey, parentKey } from './key.js';
import type { Entry, Key, KeyValueReader, KeyValueStore, Metadata } from './kv.js';
import type { Range } from './range.js';
import { DICTIONARY } from './tree.js';

const WHITEOUTS = 'whiteouts';
const SCRATCH = 'whiteout';

/**
 * The keys of a lower layer that are gone, each with all below it. They only ever grow, and none lies below another, so that
 * there are at most as many as the lower layer has values.
 */
export class Whiteouts {
  readonly #store: KeyValueStore;
  readonly #keys: Set<Key>;

  constructor(store: KeyValueStore, keys: Set<Key>) {
    this.#store = store;
    this.#keys = keys;
  }

  static async load(store: KeyValueStore): Promise<Whiteouts> {
    const keys = new Set<Key>();
    const collect = async (key: Key): Promise<void> => {
      const at = joinKey(WHITEOUTS, key);
      const metadata = await store.stat(at);
      if (metadata?.kind === 'value') keys.add(key);
      else for (const { name } of await store.list(at)) await collect(joinKey(key, name));
    };
    await collect('');
    return new Whiteouts(store, keys);
  }

  /** Whether `key` or something above it is whited out. */
  hides(key: Key): boolean {
    if (this.#keys.size === 0) return false;
    for (let at: Key | undefined = key; at !== undefined; at = parentKey(at)) if (this.#keys.has(at)) return true;
    return false;
  }

  /**
   * Hides `key` of `lower`, a reader that these whiteouts mask already, with one atomic change. A dictionary left with
   * nothing in it is hidden instead of its last child, for a dictionary is no more than what is below it.
   */
  async add(key: Key, lower: KeyValueReader): Promise<void> {
    if ((await lower.stat(key)) === undefined) return;
    let highest = key;
    for (let above = parentKey(highest); above !== undefined; above = parentKey(above)) {
      if ((await lower.list(above)).length > 1) break;
      highest = above;
    }
    const below = [...this.#keys].filter((other) => highest === '' || other.startsWith(`${highest}/`));
    const at = joinKey(WHITEOUTS, highest);
    if (below.length === 0) await this.#store.set(at, new Uint8Array(0));
    else {
      // A dictionary of whiteouts becomes one whiteout.
      await this.#store.set(SCRATCH, new Uint8Array(0));
      await this.#store.rename(SCRATCH, at);
    }
    for (const other of below) this.#keys.delete(other);
    this.#keys.add(highest);
  }
}

/** `reader` without what is whited out. */
export class Masked implements KeyValueReader {
  readonly #reader: KeyValueReader;
  readonly #whiteouts: Whiteouts;

  constructor(reader: KeyValueReader, whiteouts: Whiteouts) {
    this.#reader = reader;
    this.#whiteouts = whiteouts;
  }

  async stat(key: Key): Promise<Metadata | undefined> {
    if (!this.#whiteouts.hides(key)) return this.#reader.stat(key);
    return key === '' ? DICTIONARY : undefined;
  }

  async get(key: Key, range?: Range): Promise<Uint8Array | undefined> {
    return this.#whiteouts.hides(key) ? undefined : this.#reader.get(key, range);
  }

  async list(key: Key): Promise<Entry[]> {
    if (this.#whiteouts.hides(key)) return [];
    const entries = await this.#reader.list(key);
    return entries.filter(({ name }) => !this.#whiteouts.hides(joinKey(key, name)));
  }

  async close(): Promise<void> {}
}
