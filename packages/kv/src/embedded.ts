import { base64Length, decodeBase64 } from './base64.js';
import { checkKey, shown } from './key.js';
import { type Entry, type Key, KeyValueError, type KeyValueReader, type Metadata } from './kv.js';
import { checkRange, type Range, slice } from './range.js';
import { entries, find, isDictionary, metadata, put, type Tree } from './tree.js';
import { contentVersion } from './version.js';

export interface EmbeddedOptions {
  /** Versions by key, for the linker knows them: a digest of the file. A key without one gets a hash of its contents. */
  readonly versions?: Readonly<Record<Key, string>>;
  /** Wall-clock milliseconds that every value tells as its last change: the time of the release. */
  readonly modified?: number;
  /** Turns text (`AsciiText`) into octets, where a platform is faster at it. */
  readonly textBytes?: (text: string) => Uint8Array;
}

/** Octets below 128 as the text that they are: what the linker writes for files that are plain text, at no cost in size. */
export interface AsciiText {
  readonly ascii: string;
}

/**
 * A reader over a table in the program itself: how the linker seals a folder into an image.
 *
 *     const files = embedded({ 'index.html': 'PGgxPg==', 'logo.png': new Uint8Array([...]) });
 *
 * A string is base64 with padding (RFC 4648, section 4); it and text is turned into octets when it is first read; bytes are
 * used in place.
 * Only the keys are looked at here, so that a large table costs a boot nothing. (A key "__proto__" has to be written
 * `['__proto__']` in a literal.)
 *
 * @throws {KeyValueError} "invalid-key", or "wrong-kind" when a key names a value and a dictionary
 */
export function embedded(
  table: Readonly<Record<Key, Uint8Array | string | AsciiText>>,
  options: EmbeddedOptions = {},
): KeyValueReader {
  const { versions = {}, modified, textBytes = bytesOf } = options;
  const root: Tree<Sealed> = new Map();
  for (const key of Object.keys(table)) {
    checkKey(key);
    if (key === '' || find(root, key) instanceof Map) throw isDictionary(key);
    const version = Object.hasOwn(versions, key) ? versions[key] : undefined;
    put(root, key, new Sealed(key, table[key]!, version, modified, textBytes));
  }
  return new Embedded(root);
}

function bytesOf(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

class Embedded implements KeyValueReader {
  readonly #root: Tree<Sealed>;
  #closed: boolean;

  constructor(root: Tree<Sealed>) {
    this.#root = root;
    this.#closed = false;
  }

  async stat(key: Key): Promise<Metadata | undefined> {
    this.#check(key);
    return metadata(this.#root, key);
  }

  async get(key: Key, range?: Range): Promise<Uint8Array | undefined> {
    this.#check(key);
    checkRange(range);
    const node = find(this.#root, key);
    return node === undefined || node instanceof Map ? undefined : slice(node.bytes(), range);
  }

  async list(key: Key): Promise<Entry[]> {
    this.#check(key);
    return entries(this.#root, key);
  }

  async close(): Promise<void> {
    this.#closed = true;
  }

  #check(key: Key): void {
    if (this.#closed) throw new KeyValueError('closed', 'the store is closed');
    checkKey(key);
  }
}

class Sealed {
  readonly #key: Key;
  /** Text until it is first read, so that base64 does not stay in memory next to what it stands for. */
  #contents: Uint8Array | string | AsciiText;
  #version: string | undefined;
  readonly #modified: number | undefined;
  readonly #textBytes: (text: string) => Uint8Array;

  constructor(
    key: Key,
    contents: Uint8Array | string | AsciiText,
    version: string | undefined,
    modified: number | undefined,
    textBytes: (text: string) => Uint8Array,
  ) {
    this.#textBytes = textBytes;
    this.#key = key;
    this.#contents = contents;
    this.#version = version;
    this.#modified = modified;
  }

  bytes(): Uint8Array {
    if (typeof this.#contents === 'string') {
      const bytes = decodeBase64(this.#contents);
      if (bytes === undefined) {
        throw new KeyValueError('io', `the embedded value ${shown(this.#key)} is not base64 with padding (RFC 4648)`);
      }
      this.#contents = bytes;
    } else if (!(this.#contents instanceof Uint8Array)) {
      this.#contents = this.#textBytes(this.#contents.ascii);
    }
    return this.#contents;
  }

  metadata(): Metadata {
    const contents = this.#contents;
    const size =
      typeof contents === 'string'
        ? base64Length(contents)
        : contents instanceof Uint8Array
          ? contents.length
          : contents.ascii.length;
    this.#version ??= contentVersion(this.bytes());
    return this.#modified === undefined
      ? { kind: 'value', size, version: this.#version }
      : { kind: 'value', size, modified: this.#modified, version: this.#version };
  }
}
