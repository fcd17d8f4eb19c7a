import { checkKey, parentKey } from './key.js';
import { type Entry, type Key, KeyValueError, type KeyValueReader, type Metadata } from './kv.js';
import type { Range } from './range.js';
import { byName, DICTIONARY, isValue } from './tree.js';

/**
 * Readers on top of each other, the first one uppermost. A value hides what is below it, a dictionary included; dictionaries
 * at the same key are merged. Versions name the layer, so that a value that comes to be hidden changes its version.
 * Closing it closes the view alone.
 */
export function layered(...layers: readonly KeyValueReader[]): KeyValueReader {
  return new Layered(layers);
}

class Layered implements KeyValueReader {
  readonly #layers: readonly KeyValueReader[];
  #closed: boolean;

  constructor(layers: readonly KeyValueReader[]) {
    this.#layers = layers;
    this.#closed = false;
  }

  async stat(key: Key): Promise<Metadata | undefined> {
    this.#check(key);
    for (let i = 0; i < this.#layers.length; i++) {
      const layer = this.#layers[i]!;
      const metadata = await layer.stat(key);
      if (metadata?.kind === 'value') return { ...metadata, version: `${i}-${metadata.version}` };
      // The root of a layer that is empty still is a dictionary; that of all of them is one too.
      if (metadata !== undefined) return DICTIONARY;
      if (await isShadowing(layer, key)) return undefined;
    }
    return key === '' ? DICTIONARY : undefined;
  }

  async get(key: Key, range?: Range): Promise<Uint8Array | undefined> {
    this.#check(key);
    for (const layer of this.#layers) {
      const value = await layer.get(key, range);
      if (value !== undefined) return value;
      if ((await layer.stat(key)) !== undefined || (await isShadowing(layer, key))) return undefined;
    }
    return undefined;
  }

  async list(key: Key): Promise<Entry[]> {
    this.#check(key);
    const merged = new Map<string, Entry>();
    let above = false;
    for (const layer of this.#layers) {
      const metadata = await layer.stat(key);
      if (metadata?.kind === 'value') {
        if (!above) throw isValue(key);
        break;
      }
      if (metadata !== undefined) {
        above = true;
        for (const entry of await layer.list(key)) if (!merged.has(entry.name)) merged.set(entry.name, entry);
      } else if (await isShadowing(layer, key)) break;
    }
    return [...merged.values()].sort(byName);
  }

  async close(): Promise<void> {
    this.#closed = true;
  }

  #check(key: Key): void {
    if (this.#closed) throw new KeyValueError('closed', 'the store is closed');
    checkKey(key);
  }
}

/** The nearest value above `key`, which is why nothing can be at `key`. */
export async function valueAbove(reader: KeyValueReader, key: Key): Promise<Key | undefined> {
  for (let above = parentKey(key); above !== undefined && above !== ''; above = parentKey(above)) {
    const metadata = await reader.stat(above);
    if (metadata !== undefined) return metadata.kind === 'value' ? above : undefined;
  }
  return undefined;
}

async function isShadowing(layer: KeyValueReader, key: Key): Promise<boolean> {
  return (await valueAbove(layer, key)) !== undefined;
}
