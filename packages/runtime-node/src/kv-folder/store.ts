import { constants } from 'node:fs';
import { isWithin, type Key, KeyValueError, type KeyValueStore, parentKey, shown } from '@morgana/kv';
import * as files from '../files.js';
import type { Lock } from '../lock.js';
import { errorCode } from '../system-error.js';
import { Directory, openChild } from './directory.js';
import {
  checkFolderKey,
  entryStatus,
  FolderReader,
  isReserved,
  readFully,
  segments,
  WORK_DIRECTORY,
} from './reader.js';

/** Names in the work directory. */
const JOURNAL = 'journal';
const STAGED = 'staged';
const TRASH = 'trash';

/** A change that takes more than one step of the file system: written down before it, finished after a crash. */
type Intent =
  /** What is staged goes to `to`; what was there goes to the trash. */
  | { readonly change: 'replace'; readonly to: Key }
  /** The root dictionary is emptied. */
  | { readonly change: 'clear' };

const CREATE_FLAGS = /* @__PURE__ */ (() => constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL)();

/** A folder as a store that can be changed. Changes are made one after another; reads go on meanwhile. */
export class FolderStore extends FolderReader implements KeyValueStore {
  readonly #work: Directory;
  readonly #lock: Lock;
  #changes: Promise<unknown> = Promise.resolve();
  #serial = 0;
  /** Milliseconds; of the value set last. */
  #lastModified = 0;

  constructor(root: Directory, work: Directory, lock: Lock) {
    super(root);
    this.#work = work;
    this.#lock = lock;
  }

  /** Finishes what a crash interrupted, and removes what it left. Before anything else. */
  async recover(): Promise<void> {
    const journal = await entryStatus(this.#work, JOURNAL);
    if (journal !== undefined) {
      const intent = await this.#readIntent(Number(journal.size));
      if (intent?.change === 'replace' && (await entryStatus(this.#work, STAGED)) !== undefined) {
        await this.#finishReplace(intent.to);
      }
      if (intent?.change === 'clear') await this.#finishClear();
      await this.#removeIntent();
    }
    for (const { name } of await files.entries(this.#work.path)) await this.#discard(name);
  }

  set(key: Key, value: Uint8Array): Promise<void> {
    return this.#change('set', key, async () => {
      if (key === '') throw new KeyValueError('wrong-kind', 'the root is a dictionary');
      const names = segments(key);
      const name = names[names.length - 1] as string;
      if (await this.#holds(key, value)) return;
      await this.#inParent(key, async (parent) => {
        const old = await entryStatus(parent, name);
        if (old?.isDirectory() && !(await this.#removeEmpty(parent, name))) {
          throw new KeyValueError('wrong-kind', `${shown(key)} is a dictionary`);
        }
        const temporary = `${this.#serial++}`;
        try {
          await this.#writeFile(temporary, value);
          await files.rename(this.#work.at(temporary), parent.at(name));
        } catch (error) {
          await files.unlink(this.#work.at(temporary)).catch(() => {});
          throw error;
        }
        await files.sync(parent.descriptor);
      });
      this.openFiles.forget(key);
    });
  }

  delete(key: Key): Promise<boolean> {
    return this.#change('delete', key, async () => {
      if (key === '') return this.#clear();
      const names = segments(key);
      const name = names[names.length - 1] as string;
      const found = await this.descend(names, names.length - 1, async (parent) => {
        const status = await entryStatus(parent, name);
        if (status === undefined) return false;
        if (status.isFile()) await files.unlink(parent.at(name));
        else {
          await this.#discard(TRASH);
          await files.rename(parent.at(name), this.#work.at(TRASH));
        }
        await files.sync(parent.descriptor);
        return true;
      });
      if (found !== true) return false;
      this.openFiles.forgetIf((open) => isWithin(open, key));
      await this.#prune(key);
      await this.#discard(TRASH);
      return true;
    });
  }

  rename(from: Key, to: Key): Promise<void> {
    return this.#change('rename', from, async () => {
      checkFolderKey(to);
      checkChangeable(to);
      if (from === '' || to === '') {
        throw new KeyValueError('wrong-kind', 'the root dictionary cannot be renamed or replaced');
      }
      const source = await this.status(from);
      if (source === undefined) throw new KeyValueError('not-found', `nothing is at ${shown(from)}`);
      if (from === to) return;
      if (isWithin(to, from)) {
        throw new KeyValueError('wrong-kind', `${shown(from)} cannot be moved below itself, to ${shown(to)}`);
      }
      const target = await this.status(to);
      if (target === undefined || (source.isFile() && target.isFile())) await this.#moveTo(from, to);
      else await this.#replace(from, to);
      this.openFiles.forgetIf((open) => isWithin(open, from) || isWithin(open, to));
      await this.#prune(from);
    });
  }

  /** Every change is synced before it resolves. */
  flush(): Promise<void> {
    return this.#change('flush', '', async () => {});
  }

  protected override async release(): Promise<void> {
    await this.#work.close();
    await files.removeDirectory(this.root.at(WORK_DIRECTORY)).catch(() => {});
    await super.release();
    await this.#lock.release();
  }

  #change<T>(what: string, key: Key, run: () => Promise<T>): Promise<T> {
    return this.operation(what, key, () => {
      checkChangeable(key);
      const turn = this.#changes.then(run);
      this.#changes = turn.catch(() => {});
      return turn;
    });
  }

  /** Whether the value is there already: then nothing changes, its version least of all. */
  async #holds(key: Key, value: Uint8Array): Promise<boolean> {
    const status = await this.status(key);
    if (status === undefined || !status.isFile() || Number(status.size) !== value.length) return false;
    for (let offset = 0; offset < value.length; offset += 1 << 20) {
      const length = Math.min(1 << 20, value.length - offset);
      const bytes = await this.#part(key, offset, length);
      if (bytes === undefined || Buffer.compare(bytes, value.subarray(offset, offset + length)) !== 0) return false;
    }
    return true;
  }

  #part(key: Key, offset: number, length: number): Promise<Uint8Array | undefined> {
    const names = segments(key);
    return this.descend(names, names.length - 1, async (parent) => {
      const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
      const descriptor = await files.open(parent.at(names[names.length - 1] as string), flags);
      try {
        return await readFully(descriptor, offset, length);
      } finally {
        await files.close(descriptor);
      }
    });
  }

  /** A new file in the work directory, on the medium when it resolves. */
  async #writeFile(name: string, value: Uint8Array): Promise<void> {
    const descriptor = await files.open(this.#work.at(name), CREATE_FLAGS, 0o666);
    try {
      for (let offset = 0; offset < value.length; ) {
        offset += await files.writeAt(descriptor, value, offset, value.length - offset, offset);
      }
      // File systems count time in steps of milliseconds and use inodes again at once: without a time of its own, a value
      // could get the version of one that was replaced a moment ago.
      this.#lastModified = Math.max(Date.now(), this.#lastModified + 0.001);
      await files.setTimes(descriptor, this.#lastModified / 1000, this.#lastModified / 1000);
      await files.sync(descriptor);
    } finally {
      await files.close(descriptor);
    }
  }

  /** Calls `use` with the directory that `key` is to be in, which is made if need be. */
  async #inParent(key: Key, use: (parent: Directory) => Promise<void>): Promise<void> {
    const names = segments(key);
    let directory = this.root;
    let made = false;
    try {
      for (let i = 0; i < names.length - 1; i++) {
        const name = names[i] as string;
        let child = await openChild(directory, name);
        if (child === 'absent') {
          await files.makeDirectory(directory.at(name));
          made = true;
          await files.sync(directory.descriptor);
          child = await openChild(directory, name);
        }
        if (!(child instanceof Directory)) {
          const above = names.slice(0, i + 1).join('/');
          throw new KeyValueError('wrong-kind', `${shown(key)}: ${shown(above)} is not a dictionary`);
        }
        if (directory !== this.root) await directory.close();
        directory = child;
      }
      await use(directory);
    } catch (error) {
      if (made) await this.#prune(key);
      throw error;
    } finally {
      if (directory !== this.root) await directory.close();
    }
  }

  /** One step of the file system: `to` is absent, or both are files. */
  async #moveTo(from: Key, to: Key): Promise<void> {
    const names = segments(from);
    const target = segments(to).pop() as string;
    await this.#inParent(to, async (toParent) => {
      await this.descend(names, names.length - 1, async (fromParent) => {
        await files.rename(fromParent.at(names[names.length - 1] as string), toParent.at(target));
        await files.sync(toParent.descriptor);
        await files.sync(fromParent.descriptor);
      });
    });
  }

  async #replace(from: Key, to: Key): Promise<void> {
    await this.#writeIntent({ change: 'replace', to });
    const names = segments(from);
    await this.descend(names, names.length - 1, async (parent) => {
      await files.rename(parent.at(names[names.length - 1] as string), this.#work.at(STAGED));
      await files.sync(parent.descriptor);
    });
    try {
      await this.#finishReplace(to);
    } catch (error) {
      await this.#inParent(from, (parent) =>
        files.rename(this.#work.at(STAGED), parent.at(segments(from).pop() as string)),
      );
      throw error;
    } finally {
      await this.#removeIntent();
    }
    await this.#discard(TRASH);
  }

  async #finishReplace(to: Key): Promise<void> {
    const name = segments(to).pop() as string;
    await this.#inParent(to, async (parent) => {
      const old = await entryStatus(parent, name);
      if (old !== undefined) {
        await this.#discard(TRASH);
        await files.rename(parent.at(name), this.#work.at(TRASH));
      }
      await files.rename(this.#work.at(STAGED), parent.at(name));
      await files.sync(parent.descriptor);
    });
  }

  async #clear(): Promise<boolean> {
    const there = await files.entries(this.root.path);
    if (!there.some(({ name }) => name !== WORK_DIRECTORY)) return false;
    await this.#writeIntent({ change: 'clear' });
    await this.#finishClear();
    await this.#removeIntent();
    return true;
  }

  async #finishClear(): Promise<void> {
    this.openFiles.forgetIf(() => true);
    for (const { name } of await files.entries(this.root.path)) {
      if (name === WORK_DIRECTORY) continue;
      await files.rename(this.root.at(name), this.#work.at(TRASH));
      await this.#discard(TRASH);
    }
    await files.sync(this.root.descriptor);
  }

  async #writeIntent(intent: Intent): Promise<void> {
    const temporary = `${this.#serial++}`;
    await this.#writeFile(temporary, new TextEncoder().encode(JSON.stringify(intent)));
    await files.rename(this.#work.at(temporary), this.#work.at(JOURNAL));
    await files.sync(this.#work.descriptor);
  }

  async #readIntent(size: number): Promise<Intent | undefined> {
    const descriptor = await files.open(this.#work.at(JOURNAL), constants.O_RDONLY | constants.O_NOFOLLOW);
    try {
      const bytes = await readFully(descriptor, 0, Math.min(size, 1 << 20));
      const intent = parseIntent(new TextDecoder().decode(bytes));
      if (intent.change === 'clear') return { change: 'clear' };
      if (intent.change === 'replace' && isIntendedKey(intent.to)) return { change: 'replace', to: intent.to };
      return undefined;
    } finally {
      await files.close(descriptor);
    }
  }

  async #removeIntent(): Promise<void> {
    await files.unlink(this.#work.at(JOURNAL));
    await files.sync(this.#work.descriptor);
  }

  /** Removes the dictionaries above `key` that have become empty. */
  async #prune(key: Key): Promise<void> {
    for (let at = parentKey(key); at !== undefined && at !== ''; at = parentKey(at)) {
      const names = segments(at);
      const name = names[names.length - 1] as string;
      const removed = await this.descend(names, names.length - 1, (parent) => this.#removeEmpty(parent, name));
      if (removed === false) return;
    }
  }

  async #removeEmpty(parent: Directory, name: string): Promise<boolean> {
    try {
      await files.removeDirectory(parent.at(name));
      return true;
    } catch (error) {
      const code = errorCode(error);
      if (code === 'ENOTEMPTY' || code === 'EEXIST' || code === 'ENOTDIR') return false;
      if (code === 'ENOENT') return true;
      throw error;
    }
  }

  /**
   * Removes an entry of the work directory with all below it. Directories in it are moved up rather than descended into, so
   * depth costs nothing, and no link is ever followed.
   */
  async #discard(name: string): Promise<void> {
    const pending = [name];
    for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
      const status = await files.linkStatus(this.#work.at(at)).catch((error: unknown) => {
        if (errorCode(error) === 'ENOENT') return undefined;
        throw error;
      });
      if (status === undefined) continue;
      if (!status.isDirectory()) {
        await files.unlink(this.#work.at(at));
        continue;
      }
      const directory = await openChild(this.#work, at);
      if (!(directory instanceof Directory)) continue;
      try {
        for (const entry of await files.entries(directory.path)) {
          if (entry.isDirectory()) {
            const moved = `${this.#serial++}`;
            await files.rename(directory.at(entry.name), this.#work.at(moved));
            pending.push(moved);
          } else {
            await files.unlink(directory.at(entry.name));
          }
        }
      } finally {
        await directory.close();
      }
      await files.removeDirectory(this.#work.at(at));
    }
  }
}

function checkChangeable(key: Key): void {
  if (!isReserved(key)) return;
  throw new KeyValueError('invalid-key', `keys below ${shown(WORK_DIRECTORY)} are the store's own`);
}

/** What a journal says; nothing, when it says nothing that makes sense. */
function parseIntent(text: string): { readonly change?: unknown; readonly to?: unknown } {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}

/** Whether a journal may name it: somebody else may have written the journal, and "../.." would lead out of the folder. */
function isIntendedKey(to: unknown): to is Key {
  if (typeof to !== 'string' || to === '' || isReserved(to)) return false;
  try {
    checkFolderKey(to);
    return true;
  } catch {
    return false;
  }
}
