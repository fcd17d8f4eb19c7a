import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Target } from './config.js';

/** The folder of an appliance: where its morgana.config.ts is. */
export interface ApplianceFolder {
  /** Absolute path. */
  readonly root: string;
}

/** What `configure` decided, for `build` and `run` to go on with: .morgana/configure.json. */
export interface ConfigureState {
  readonly target: Target;
  /** Implementations that were asked for on the command line, by device. */
  readonly choices: Readonly<Record<string, string>>;
}

const STATE = '.morgana';

/** Path of the folder for what the linker writes down; it tells git by itself that it is nobody's source. */
export function openStateFolder(folder: ApplianceFolder): string {
  const path = join(folder.root, STATE);
  if (!existsSync(join(path, '.gitignore'))) {
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, '.gitignore'), '*\n');
  }
  return path;
}

export function readState(folder: ApplianceFolder): ConfigureState | undefined {
  const state = readJson(join(folder.root, STATE, 'configure.json'));
  return state as ConfigureState | undefined;
}

export function writeState(folder: ApplianceFolder, state: ConfigureState): void {
  writeFileSync(join(openStateFolder(folder), 'configure.json'), `${JSON.stringify(state, null, 2)}\n`);
}

/** Parsed JSON of a file; undefined where there is none, or none that is whole. */
export function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Removes everything that configure and build made. Returns the paths that were there, relative to the folder. */
export function clean(folder: ApplianceFolder): string[] {
  const removed: string[] = [];
  for (const name of ['dist', STATE]) {
    const path = join(folder.root, name);
    if (!existsSync(path)) continue;
    rmSync(path, { recursive: true, force: true });
    removed.push(name);
  }
  return removed;
}
