import { type BigIntStats, constants, type Dirent } from 'node:fs';
import {
  checkKey,
  type Entry,
  isWithin,
  type Key,
  KeyValueError,
  type KeyValueReader,
  type Metadata,
  shown,
} from '@morgana/kv';
import * as files from '../files.js';
import { InFlight } from '../in-flight.js';
import { describeSystemError, errorCode } from '../system-error.js';
import { type Directory, openChild } from './directory.js';
import { type OpenFile, OpenFiles } from './open-files.js';

/** Directory in the folder that holds what is being written. Nothing under this name is a key. */
export const WORK_DIRECTORY = '.morgana';

/** A range that does not begin a value is taken from the file that is open, unless that was not read for so long. */
const TRUSTED_MILLISECONDS = 1000;

const FILE_FLAGS = /* @__PURE__ */ (() =>
  constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0))();

/** A folder as a store that can be read. Regular files are values, directories dictionaries; anything else is not there. */
export class FolderReader implements KeyValueReader {
  protected readonly root: Directory;
  protected readonly openFiles = new OpenFiles();
  readonly #inFlight = new InFlight();
  #closing: Promise<void> | undefined;

  constructor(root: Directory) {
    this.root = root;
  }

  stat(key: Key): Promise<Metadata | undefined> {
    return this.operation('stat', key, async () => {
      if (key === '') return { kind: 'dictionary', size: 0, version: '0' };
      const status = await this.status(key);
      if (status === undefined) return undefined;
      if (status.isDirectory()) return { kind: 'dictionary', size: 0, version: '0' };
      return {
        kind: 'value',
        size: Number(status.size),
        modified: Number(status.mtimeNs / 1000n) / 1000,
        version: versionOf(status),
      };
    });
  }

  get(key: Key, range?: { readonly offset: number; readonly length: number }): Promise<Uint8Array | undefined> {
    return this.operation('get', key, async () => {
      checkRange(range);
      const offset = range?.offset ?? 0;
      const file = await this.#openFile(key, offset);
      if (file === undefined) return undefined;
      try {
        const rest = Math.max(0, Number(file.status.size) - offset);
        return await readFully(file.descriptor, offset, range === undefined ? rest : Math.min(rest, range.length));
      } finally {
        this.openFiles.release(file);
      }
    });
  }

  list(key: Key): Promise<Entry[]> {
    return this.operation('list', key, async () => {
      const names = segments(key);
      if (isReserved(key)) return [];
      const found = await this.descend(names, names.length, async (directory) => {
        const list: Entry[] = [];
        for (const entry of await files.entries(directory.path)) {
          if (key === '' && entry.name === WORK_DIRECTORY) continue;
          const kind = await kindOf(directory, entry);
          if (kind !== undefined) list.push({ name: entry.name, kind });
        }
        return list.sort((a, b) => (a.name < b.name ? -1 : 1));
      });
      if (found !== undefined) return found;
      if ((await this.status(key))?.isFile()) throw new KeyValueError('wrong-kind', `${shown(key)} is a value`);
      return [];
    });
  }

  close(): Promise<void> {
    this.#closing ??= this.#inFlight.idle().then(() => this.release());
    return this.#closing;
  }

  /** Gives back what the store holds; nothing is under way any more. */
  protected async release(): Promise<void> {
    this.openFiles.close();
    await this.root.close();
  }

  /** Runs what a method does, with its key checked and whatever the host throws made a KeyValueError. */
  protected async operation<T>(what: string, key: Key, run: () => Promise<T>): Promise<T> {
    if (this.#closing !== undefined) throw new KeyValueError('closed', 'the store is closed');
    checkFolderKey(key);
    try {
      return await this.#inFlight.run(run);
    } catch (error) {
      throw toKeyValueError(error, what, key);
    }
  }

  /** Of the regular file or directory that `key` names; undefined where neither is. */
  protected async status(key: Key): Promise<BigIntStats | undefined> {
    const names = segments(key);
    if (names.length === 0 || isReserved(key)) return undefined;
    return this.descend(names, names.length - 1, (parent) => entryStatus(parent, names[names.length - 1] as string));
  }

  /** Calls `use` with the directory that the first `count` names lead to; resolves to undefined when there is none. */
  protected async descend<T>(
    names: readonly string[],
    count: number,
    use: (directory: Directory) => Promise<T>,
  ): Promise<T | undefined> {
    let directory = this.root;
    try {
      for (let i = 0; i < count; i++) {
        const child = await openChild(directory, names[i] as string);
        if (typeof child === 'string') return undefined;
        if (directory !== this.root) await directory.close();
        directory = child;
      }
      return await use(directory);
    } finally {
      if (directory !== this.root) await directory.close();
    }
  }

  async #openFile(key: Key, offset: number): Promise<OpenFile | undefined> {
    const known = this.openFiles.peek(key);
    if (known !== undefined && offset > 0 && performance.now() - known.used < TRUSTED_MILLISECONDS) {
      return this.openFiles.use(key, known);
    }
    const names = segments(key);
    if (names.length === 0 || isReserved(key)) return undefined;
    const name = names[names.length - 1] as string;
    return this.descend(names, names.length - 1, async (parent) => {
      const status = await entryStatus(parent, name);
      if (status === undefined || !status.isFile()) {
        this.openFiles.forget(key);
        return undefined;
      }
      const current = this.openFiles.peek(key);
      if (current !== undefined && sameFile(current.status, status)) return this.openFiles.use(key, current);
      let descriptor: number;
      try {
        descriptor = await files.open(parent.at(name), FILE_FLAGS);
      } catch (error) {
        // It went away, or became a link, since it was looked at.
        if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ELOOP') return undefined;
        throw error;
      }
      try {
        const opened = await files.status(descriptor);
        if (opened.isFile()) return this.openFiles.add(key, descriptor, opened);
      } catch (error) {
        await files.close(descriptor);
        throw error;
      }
      await files.close(descriptor);
      return undefined;
    });
  }
}

export function segments(key: Key): string[] {
  return key === '' ? [] : key.split('/');
}

function checkRange(range: { readonly offset: number; readonly length: number } | undefined): void {
  if (range === undefined) return;
  const { offset, length } = range;
  if (!Number.isSafeInteger(offset) || offset < 0 || !Number.isSafeInteger(length) || length < 0) {
    throw new KeyValueError('io', `a range of ${length} octets from ${offset} on: both must be integers, not negative`);
  }
}

/** @throws {KeyValueError} "invalid-key" */
export function checkFolderKey(key: Key): void {
  checkKey(key);
  // Half a surrogate pair would become U+FFFD on its way to the host, and two keys one file.
  if (/\p{Surrogate}/u.test(key)) {
    throw new KeyValueError('invalid-key', `${shown(key)} is no key of a folder: it is not well-formed Unicode`);
  }
}

export function isReserved(key: Key): boolean {
  return isWithin(key, WORK_DIRECTORY);
}

/** Of a regular file or a directory; undefined for anything else and where nothing is. */
export async function entryStatus(parent: Directory, name: string): Promise<BigIntStats | undefined> {
  try {
    const status = await files.linkStatus(parent.at(name));
    return status.isFile() || status.isDirectory() ? status : undefined;
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ENAMETOOLONG' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}

export async function readFully(descriptor: number, position: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  let offset = 0;
  while (offset < length) {
    const count = await files.readAt(descriptor, bytes, offset, length - offset, position + offset);
    if (count === 0) return bytes.slice(0, offset);
    offset += count;
  }
  return bytes;
}

export function toKeyValueError(error: unknown, what: string, key: Key): KeyValueError {
  if (error instanceof KeyValueError) return error;
  const errno = errorCode(error);
  const code = errno === 'ENOSPC' || errno === 'EDQUOT' ? 'no-space' : errno === 'ENAMETOOLONG' ? 'invalid-key' : 'io';
  return new KeyValueError(code, `${what} ${shown(key)}: ${describeSystemError(error)}`, { cause: error });
}

/** Time, file and size: each value that is set is a new file, and an edit in place moves the time. */
function versionOf(status: BigIntStats): string {
  return `${status.mtimeNs.toString(36)}-${status.ino.toString(36)}-${status.size.toString(36)}`;
}

function sameFile(a: BigIntStats, b: BigIntStats): boolean {
  return a.dev === b.dev && a.ino === b.ino && a.mtimeNs === b.mtimeNs && a.size === b.size;
}

async function kindOf(directory: Directory, entry: Dirent): Promise<Entry['kind'] | undefined> {
  // A name that is not UTF-8 cannot be said as a key.
  if (entry.name.includes('\ufffd') && (await entryStatus(directory, entry.name)) === undefined) return undefined;
  if (entry.isFile()) return 'value';
  if (entry.isDirectory()) return 'dictionary';
  if (entry.isSymbolicLink() || entry.isFIFO() || entry.isSocket()) return undefined;
  if (entry.isBlockDevice() || entry.isCharacterDevice()) return undefined;
  // Some file systems do not tell in the listing.
  const status = await entryStatus(directory, entry.name);
  return status === undefined ? undefined : status.isFile() ? 'value' : 'dictionary';
}
