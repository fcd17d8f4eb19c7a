import { constants, existsSync } from 'node:fs';
import * as files from '../files.js';
import { errorCode } from '../system-error.js';

/**
 * An open directory. Paths start at its descriptor, so renaming or replacing what lies above it leads nowhere else; and each
 * step down is one name that is not followed when it is a symbolic link. So nothing reaches outside the folder, even
 * while somebody moves things in it. (Without /proc, as on macOS, paths are used: there a link that is put in place
 * between two steps could be followed.)
 */
export class Directory {
  readonly descriptor: number;
  /** Of the directory itself. */
  readonly path: string;
  /** Whether paths start at descriptors, as with openat(2), which Node.js does not have. */
  readonly anchored: boolean;

  constructor(descriptor: number, path: string, anchored: boolean) {
    this.descriptor = descriptor;
    this.path = anchored ? `/proc/self/fd/${descriptor}` : path;
    this.anchored = anchored;
  }

  /** Of an entry; `name` is one segment, not "." or "..". */
  at(name: string): string {
    return `${this.path}/${name}`;
  }

  close(): Promise<void> {
    return files.close(this.descriptor);
  }
}

const DIRECTORY_FLAGS = /* @__PURE__ */ (() =>
  constants.O_RDONLY | (constants.O_DIRECTORY ?? 0) | (constants.O_NONBLOCK ?? 0))();

/** Follows symbolic links, for a folder is named by who runs the appliance. */
export async function openRoot(path: string): Promise<Directory> {
  return new Directory(await files.open(path, DIRECTORY_FLAGS), path, existsSync('/proc/self/fd'));
}

/** "absent": nothing is there; "other": something that is no directory, such as a symbolic link to one. */
export async function openChild(parent: Directory, name: string): Promise<Directory | 'absent' | 'other'> {
  try {
    const path = parent.at(name);
    return new Directory(await files.open(path, DIRECTORY_FLAGS | (constants.O_NOFOLLOW ?? 0)), path, parent.anchored);
  } catch (error) {
    switch (errorCode(error)) {
      case 'ENOENT':
      case 'ENAMETOOLONG':
        return 'absent';
      case 'ENOTDIR':
      case 'ELOOP':
        return 'other';
      default:
        throw error;
    }
  }
}
