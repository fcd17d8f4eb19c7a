import { checkKey, isWithin, joinKey, shown } from './key.js';
import { type Entry, type Key, KeyValueError, type KeyValueReader, type KeyValueStore, type Metadata } from './kv.js';
import { layered, valueAbove } from './layered.js';
import type { Range } from './range.js';
import { aboveIsValue, isDictionary } from './tree.js';
import { prefix } from './view.js';
import { Masked, Whiteouts } from './whiteouts.js';

/*
 * Where things are in the upper store:
 *
 *   data/KEY        values that were set
 *   whiteouts/KEY   an empty value: KEY of the lower reader, and all below it, is gone
 *   intent          a change of several steps that has been decided; whoever opens the store completes it
 *   staging[/KEY]   what such a change will put in place
 */
const INTENT = 'intent';
const STAGING = 'staging';

type Intent =
  | { readonly change: 'delete'; readonly key: Key }
  | { readonly change: 'rename'; readonly from: Key; readonly to: Key };

/**
 * A store of what differs from `lower`, kept in `upper`: a sealed site with changes, defaults with settings. `lower` stays as
 * it is and must not change while the overlay is open. Every change is atomic if those of `upper` are; a change that touches
 * both layers is written down first, and completed here if a crash came between.
 *
 * `upper` belongs to the overlay alone. Closing the overlay closes neither of the two. @throws {KeyValueError}
 */
export async function overlay(upper: KeyValueStore, lower: KeyValueReader): Promise<KeyValueStore> {
  const whiteouts = await Whiteouts.load(upper);
  const store = new Overlay(upper, lower, whiteouts);
  await store.recover();
  return store;
}

class Overlay implements KeyValueStore {
  readonly #upper: KeyValueStore;
  readonly #data: KeyValueStore;
  readonly #whiteouts: Whiteouts;
  /** `lower` without what is whited out. */
  readonly #lower: KeyValueReader;
  readonly #merged: KeyValueReader;
  /** Changes run one at a time. */
  #changes: Promise<unknown>;
  /** While a change of several steps is under way, reads wait for it, and it waits for those that had begun. */
  #exclusive: Promise<unknown> | undefined;
  readonly #reads: Set<Promise<unknown>>;
  /** Decided, and `upper` failed before it was complete: nothing else may happen before it. */
  #unfinished: Intent | undefined;
  #closed: boolean;

  constructor(upper: KeyValueStore, lower: KeyValueReader, whiteouts: Whiteouts) {
    this.#upper = upper;
    this.#data = prefix(upper, 'data');
    this.#whiteouts = whiteouts;
    this.#lower = new Masked(lower, whiteouts);
    this.#merged = layered(this.#data, this.#lower);
    this.#changes = Promise.resolve();
    this.#exclusive = undefined;
    this.#reads = new Set();
    this.#unfinished = undefined;
    this.#closed = false;
  }

  async recover(): Promise<void> {
    const text = await this.#upper.get(INTENT);
    if (text !== undefined) await this.#complete(decodeIntent(text));
    if ((await this.#upper.stat(STAGING)) !== undefined) await this.#upper.delete(STAGING);
  }

  stat(key: Key): Promise<Metadata | undefined> {
    return this.#read(() => this.#merged.stat(key));
  }

  get(key: Key, range?: Range): Promise<Uint8Array | undefined> {
    return this.#read(() => this.#merged.get(key, range));
  }

  list(key: Key): Promise<Entry[]> {
    return this.#read(() => this.#merged.list(key));
  }

  set(key: Key, value: Uint8Array): Promise<void> {
    return this.#change(async () => {
      checkKey(key);
      if ((await this.#merged.stat(key))?.kind === 'dictionary') throw isDictionary(key);
      await this.#checkPath(key);
      await this.#data.set(key, value);
    });
  }

  delete(key: Key): Promise<boolean> {
    return this.#change(async () => {
      checkKey(key);
      if (!(await isPresent(this.#merged, key))) return false;
      const hasData = await isPresent(this.#data, key);
      const hasLower = await isPresent(this.#lower, key);
      const isValue = (await this.#data.stat(key))?.kind === 'value';
      if (hasData && hasLower && !isValue) {
        await this.#decide({ change: 'delete', key });
        return true;
      }
      if (hasLower) {
        await this.#whiteouts.add(key, this.#lower);
        // Or what a value hid could come back to light when it goes.
        if (hasData) await this.#upper.flush();
      }
      if (hasData) await this.#data.delete(key);
      return true;
    });
  }

  rename(from: Key, to: Key): Promise<void> {
    return this.#change(async () => {
      checkKey(from);
      checkKey(to);
      if (from === '' || to === '') {
        throw new KeyValueError('wrong-kind', 'the root dictionary cannot be renamed or replaced');
      }
      if ((await this.#merged.stat(from)) === undefined) {
        throw new KeyValueError('not-found', `nothing is at ${shown(from)}`);
      }
      if (from === to) return;
      if (isWithin(to, from)) {
        throw new KeyValueError('wrong-kind', `${shown(from)} cannot be moved below itself, to ${shown(to)}`);
      }
      await this.#checkPath(to);
      if ((await this.#lower.stat(from)) === undefined && (await this.#lower.stat(to)) === undefined) {
        await this.#data.rename(from, to);
        return;
      }
      await this.#upper.delete(STAGING);
      await this.#copy(from, STAGING);
      await this.#decide({ change: 'rename', from, to });
    });
  }

  flush(): Promise<void> {
    return this.#change(() => this.#upper.flush());
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#changes;
  }

  /** @throws {KeyValueError} "wrong-kind" when a value stands where a dictionary above `key` has to be */
  async #checkPath(key: Key): Promise<void> {
    const above = await valueAbove(this.#merged, key);
    if (above !== undefined) throw aboveIsValue(key, above);
  }

  async #copy(from: Key, to: Key): Promise<void> {
    const value = await this.#merged.get(from);
    if (value !== undefined) {
      await this.#upper.set(to, value);
      return;
    }
    for (const { name } of await this.#merged.list(from)) await this.#copy(joinKey(from, name), joinKey(to, name));
  }

  /** From where `intent` is durable, the change happens: now, or when the store is next used or opened. */
  async #decide(intent: Intent): Promise<void> {
    await this.#upper.flush();
    const complete = async () => {
      await Promise.allSettled(this.#reads);
      this.#unfinished = intent;
      try {
        await this.#upper.set(INTENT, encodeIntent(intent));
      } catch (error) {
        // It may have been set all the same; where that cannot be told there is no way back.
        if ((await this.#upper.get(INTENT)) === undefined) this.#unfinished = undefined;
        throw error;
      }
      await this.#complete(intent);
      this.#unfinished = undefined;
    };
    await this.#exclusively(complete());
  }

  /** Each step may have been done before. */
  async #complete(intent: Intent): Promise<void> {
    await this.#upper.flush();
    if (intent.change === 'delete') {
      await this.#whiteouts.add(intent.key, this.#lower);
      await this.#data.delete(intent.key);
    } else {
      const { from, to } = intent;
      await this.#whiteouts.add(to, this.#lower);
      if ((await this.#upper.stat(STAGING)) !== undefined) await this.#upper.rename(STAGING, joinKey('data', to));
      // Else what was at `from` went with what was replaced, and something new may be there.
      if (!isWithin(from, to)) {
        await this.#whiteouts.add(from, this.#lower);
        await this.#data.delete(from);
      }
    }
    await this.#upper.flush();
    await this.#upper.delete(INTENT);
    await this.#upper.flush();
  }

  async #exclusively(work: Promise<void>): Promise<void> {
    this.#exclusive = work;
    try {
      await work;
    } finally {
      this.#exclusive = undefined;
    }
  }

  async #read<T>(operation: () => Promise<T>): Promise<T> {
    this.#check();
    while (this.#exclusive !== undefined || this.#unfinished !== undefined) {
      await (this.#exclusive?.catch(() => {}) ?? this.#change(async () => {}));
    }
    const result = operation();
    this.#reads.add(result);
    try {
      return await result;
    } finally {
      this.#reads.delete(result);
    }
  }

  #change<T>(operation: () => Promise<T>): Promise<T> {
    const result = this.#changes.then(async () => {
      this.#check();
      const unfinished = this.#unfinished;
      if (unfinished !== undefined) {
        await this.#exclusively(
          this.#upper.set(INTENT, encodeIntent(unfinished)).then(async () => {
            await this.#complete(unfinished);
            this.#unfinished = undefined;
          }),
        );
      }
      return operation();
    });
    this.#changes = result.catch(() => {});
    return result;
  }

  #check(): void {
    if (this.#closed) throw new KeyValueError('closed', 'the store is closed');
  }
}

async function isPresent(reader: KeyValueReader, key: Key): Promise<boolean> {
  // The root is always there; what counts is whether it holds something.
  return key === '' ? (await reader.list('')).length > 0 : (await reader.stat(key)) !== undefined;
}

/** Keys as code units of two octets, so that any string comes back as it was: 'd' KEY, or 'r' FROM NUL TO. */
function encodeIntent(intent: Intent): Uint8Array {
  const text = intent.change === 'delete' ? `d${intent.key}` : `r${intent.from}\0${intent.to}`;
  const bytes = new Uint8Array(2 * text.length);
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    bytes[2 * i] = unit >> 8;
    bytes[2 * i + 1] = unit;
  }
  return bytes;
}

function decodeIntent(bytes: Uint8Array): Intent {
  let text = '';
  for (let i = 0; i + 1 < bytes.length; i += 2) text += String.fromCharCode((bytes[i]! << 8) | bytes[i + 1]!);
  const keys = text.slice(1).split('\0');
  if (text.startsWith('d') && keys.length === 1) return { change: 'delete', key: keys[0]! };
  if (text.startsWith('r') && keys.length === 2) return { change: 'rename', from: keys[0]!, to: keys[1]! };
  throw new KeyValueError('io', `the upper store of an overlay holds something else at ${shown(INTENT)}`);
}
