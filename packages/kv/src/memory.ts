import { checkKey, isWithin, shown } from './key.js';
import { type Entry, type Key, KeyValueError, type KeyValueStore, type Metadata } from './kv.js';
import { checkRange, type Range, slice } from './range.js';
import { entries, find, isDictionary, leaves, metadata, put, remove, type Tree } from './tree.js';
import { contentVersion } from './version.js';

export interface MemoryStoreOptions {
  /** Bound of the contents in octets, by default 2^30: values, keys (two octets a code unit) and `ENTRY_OVERHEAD` for each value. */
  readonly capacity?: number;
  /** Wall-clock milliseconds for `Metadata.modified`; without it that stays undefined. */
  readonly now?: () => number;
}

/** What a value costs of `capacity` beyond its octets and its key. */
export const ENTRY_OVERHEAD = 128;

/** A store in memory. Every call takes effect when it is made; nothing outlives the process, and `flush` has nothing to do. */
export function memoryStore(options: MemoryStoreOptions = {}): MemoryStore {
  return new MemoryStore(options);
}

/** See `memoryStore`. */
export class MemoryStore implements KeyValueStore {
  readonly capacity: number;
  readonly #root: Tree<Value>;
  readonly #now: (() => number) | undefined;
  #used: number;
  #serial: number;
  #closed: boolean;

  constructor(options: MemoryStoreOptions) {
    this.capacity = options.capacity ?? 2 ** 30;
    this.#root = new Map();
    this.#now = options.now;
    this.#used = 0;
    this.#serial = 0;
    this.#closed = false;
  }

  /** Octets of `capacity` in use. */
  get used(): number {
    return this.#used;
  }

  async stat(key: Key): Promise<Metadata | undefined> {
    this.#check(key);
    return metadata(this.#root, key);
  }

  async get(key: Key, range?: Range): Promise<Uint8Array | undefined> {
    this.#check(key);
    checkRange(range);
    const node = find(this.#root, key);
    return node === undefined || node instanceof Map ? undefined : slice(node.bytes, range);
  }

  async list(key: Key): Promise<Entry[]> {
    this.#check(key);
    return entries(this.#root, key);
  }

  async set(key: Key, value: Uint8Array): Promise<void> {
    this.#check(key);
    const old = find(this.#root, key);
    if (old instanceof Map) throw isDictionary(key);
    const used = this.#used + cost(key, value.length) - (old === undefined ? 0 : cost(key, old.bytes.length));
    this.#checkSpace(key, used);
    if (old !== undefined && same(old.bytes, value)) {
      // The version stays, for the value does.
      old.modified = this.#now?.();
      return;
    }
    put(this.#root, key, new Value(value.slice(), ++this.#serial, this.#now?.()));
    this.#used = used;
  }

  async delete(key: Key): Promise<boolean> {
    this.#check(key);
    const node = remove(this.#root, key);
    if (node === undefined) return false;
    this.#used -= totalCost(node, key);
    return true;
  }

  async rename(from: Key, to: Key): Promise<void> {
    this.#check(from);
    checkKey(to);
    const node = find(this.#root, from);
    if (from === '' || to === '')
      throw new KeyValueError('wrong-kind', 'the root dictionary cannot be renamed or replaced');
    if (node === undefined) throw new KeyValueError('not-found', `nothing is at ${shown(from)}`);
    if (from === to) return;
    if (isWithin(to, from)) {
      throw new KeyValueError('wrong-kind', `${shown(from)} cannot be moved below itself, to ${shown(to)}`);
    }
    const replaced = find(this.#root, to);
    // With `from` inside `to`, what moves is a part of what it replaces.
    const moved = totalCost(node, from);
    const freed = replaced === undefined ? 0 : totalCost(replaced, to) - (isWithin(from, to) ? moved : 0);
    const used = this.#used - moved + totalCost(node, to) - freed;
    if (used > this.#used) this.#checkSpace(to, used);
    remove(this.#root, from);
    try {
      put(this.#root, to, node);
    } catch (error) {
      put(this.#root, from, node);
      throw error;
    }
    this.#used = used;
  }

  async flush(): Promise<void> {
    this.#check('');
  }

  async close(): Promise<void> {
    this.#closed = true;
  }

  #check(key: Key): void {
    if (this.#closed) throw new KeyValueError('closed', 'the store is closed');
    checkKey(key);
  }

  #checkSpace(key: Key, used: number): void {
    if (used <= this.capacity) return;
    throw new KeyValueError(
      'no-space',
      `${shown(key)} would make the store hold ${used} octets of at most ${this.capacity}`,
    );
  }
}

/** A value is replaced, never changed: readers may hold its bytes. */
class Value {
  readonly bytes: Uint8Array;
  modified: number | undefined;
  readonly #serial: number;
  #version: string | undefined;

  constructor(bytes: Uint8Array, serial: number, modified: number | undefined) {
    this.bytes = bytes;
    this.modified = modified;
    this.#serial = serial;
    this.#version = undefined;
  }

  metadata(): Metadata {
    // The serial number tells the values of one life apart for certain; the contents tell those of different lives apart,
    // where serial numbers start anew and an HTTP client still holds an ETag.
    this.#version ??= `${this.#serial.toString(36)}-${contentVersion(this.bytes)}`;
    const size = this.bytes.length;
    return this.modified === undefined
      ? { kind: 'value', size, version: this.#version }
      : { kind: 'value', size, modified: this.modified, version: this.#version };
  }
}

function cost(key: Key, length: number): number {
  return ENTRY_OVERHEAD + 2 * key.length + length;
}

function totalCost(node: Value | Tree<Value>, key: Key): number {
  let sum = 0;
  for (const [at, value] of leaves(node, key)) sum += cost(at, value.bytes.length);
  return sum;
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
