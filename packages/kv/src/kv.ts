/**
 * Keys are paths: segments joined by "/", without a leading or trailing one; no segment is empty, "." or "..", or holds
 * NUL. A key names a value or a dictionary (a common prefix of other keys), never both. "" is the root dictionary.
 */
export type Key = string;

export interface Entry {
  readonly name: string;
  readonly kind: 'value' | 'dictionary';
}

export interface Metadata {
  readonly kind: 'value' | 'dictionary';
  /** Octets of a value; 0 for a dictionary. */
  readonly size: number;
  /** Wall-clock milliseconds of the last change; undefined where the store does not know. */
  readonly modified?: number;
  /** Changes whenever the value does, equal while it stays: what an HTTP ETag is made of. */
  readonly version: string;
}

/** A store that can be read. */
export interface KeyValueReader {
  /** undefined where nothing is. @throws {KeyValueError} */
  stat(key: Key): Promise<Metadata | undefined>;
  /**
   * The value, or its octets from `offset` on, at most `length` of them; undefined where no value is. The bytes stay as they
   * are whatever happens to the key, and the caller must not write to them: a store may give its own memory.
   * @throws {KeyValueError}
   */
  get(key: Key, range?: { readonly offset: number; readonly length: number }): Promise<Uint8Array | undefined>;
  /** Children of a dictionary sorted by name (by code unit); empty where nothing is. @throws {KeyValueError} */
  list(key: Key): Promise<Entry[]>;
  close(): Promise<void>;
}

/** A store that can be changed. Each call is atomic: after a crash it has happened or it has not. */
export interface KeyValueStore extends KeyValueReader {
  /** Makes or replaces a value; dictionaries above it come into being. The bytes may be reused once it resolves. @throws {KeyValueError} */
  set(key: Key, value: Uint8Array): Promise<void>;
  /**
   * Removes a value, or a dictionary and all below it; "" empties the store. Resolves to whether there was something.
   * @throws {KeyValueError}
   */
  delete(key: Key): Promise<boolean>;
  /**
   * Moves a value or a dictionary, replacing what was at `to`.
   * @throws {KeyValueError} "not-found"; "wrong-kind" also for the root, or a dictionary moved below itself
   */
  rename(from: Key, to: Key): Promise<void>;
  /** Everything that resolved before is durable. @throws {KeyValueError} */
  flush(): Promise<void>;
}

export type KeyValueErrorCode =
  /** The text is no key. */
  | 'invalid-key'
  /** A value is where a dictionary is needed, or the reverse. */
  | 'wrong-kind'
  | 'not-found'
  | 'no-space'
  | 'io'
  | 'closed';

export class KeyValueError extends Error {
  override readonly name = 'KeyValueError';
  readonly code: KeyValueErrorCode;
  constructor(code: KeyValueErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
