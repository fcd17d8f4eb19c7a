import type { Driver } from '@morgana/boot';
import type { KeyValueReader, KeyValueStore } from '@morgana/kv';
import * as files from './files.js';
import { Directory, openChild, openRoot } from './kv-folder/directory.js';
import { FolderReader, WORK_DIRECTORY } from './kv-folder/reader.js';
import { FolderStore } from './kv-folder/store.js';
import { claim } from './lock.js';
import { describeSystemError, errorCode } from './system-error.js';

/**
 * A folder for reading. Regular files are values and directories are dictionaries; symbolic links and special files are not
 * there, so nothing outside of the folder is ever read.
 *
 * A value that is read in ranges comes from one version of the file: the file stays open between them, and a range at offset 0
 * (or a pause of a second) looks again whether it was replaced. @throws {Error} one line: missing, no folder, not permitted
 */
export async function openFolder(path: string): Promise<KeyValueReader> {
  return new FolderReader(await openOrExplain(path));
}

/**
 * A folder for reading and writing. A change is on the medium when it resolves; a crash leaves it made or not made. What is
 * being written is in the folder's ".morgana", which no key reaches. One writing process at a time.
 *
 * @throws {Error} one line: as `openFolder`; not writable, in use by another process
 */
export async function openFolderStore(path: string): Promise<KeyValueStore> {
  const root = await openOrExplain(path);
  try {
    const { dev, ino } = await files.status(root.descriptor);
    const lock = await claim(dev, ino);
    if (lock === undefined) throw new Error(`${path} is being written by another process; end that one first`);
    try {
      const store = new FolderStore(root, await openWorkDirectory(root, path), lock);
      await store.recover();
      return store;
    } catch (error) {
      await lock.release();
      throw error;
    }
  } catch (error) {
    await root.close();
    throw error;
  }
}

export interface FolderDriverOptions {
  /** The folder unless the boot argument names another. */
  readonly folder?: string;
}

/** The driver of folders that are read: `--site=FOLDER` for a device called "site". */
export const folderDriver: Driver<
  KeyValueReader,
  Record<never, never>,
  FolderDriverOptions | undefined
> = /* @__PURE__ */ driver(openFolder, 'Folder that holds');

/** The driver of folders that are written. */
export const folderStoreDriver: Driver<
  KeyValueStore,
  Record<never, never>,
  FolderDriverOptions | undefined
> = /* @__PURE__ */ driver(openFolderStore, 'Folder that keeps');

function driver<Store extends KeyValueReader>(
  openStore: (path: string) => Promise<Store>,
  help: string,
): Driver<Store, Record<never, never>, FolderDriverOptions | undefined> {
  return {
    bootArguments(name, options) {
      return {
        [name]: {
          type: 'string',
          group: 'storage',
          value: 'FOLDER',
          help: `${help} ${name}.`,
          ...(options?.folder === undefined ? {} : { default: options.folder }),
        },
      };
    },
    async start(context) {
      const folder = context.arguments[context.name] ?? context.options?.folder;
      if (typeof folder !== 'string' || folder === '') {
        throw new Error(`no folder was given; add --${context.name}=FOLDER`);
      }
      const device = await openStore(folder);
      return { device, close: () => device.close() };
    },
  };
}

async function openOrExplain(path: string): Promise<Directory> {
  try {
    return await openRoot(path);
  } catch (error) {
    const advice = errorCode(error) === 'ENOENT' ? `; make it with: mkdir -p ${path}` : '';
    throw new Error(`${path}: ${describeSystemError(error)}${advice}`);
  }
}

async function openWorkDirectory(root: Directory, path: string): Promise<Directory> {
  try {
    await files.makeDirectory(root.at(WORK_DIRECTORY));
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw new Error(`${path} cannot be written: ${describeSystemError(error)}`);
  }
  const work = await openChild(root, WORK_DIRECTORY);
  if (!(work instanceof Directory)) {
    throw new Error(`${path}/${WORK_DIRECTORY} is in the way: it must be a directory, or not there`);
  }
  return work;
}
