import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PackageProfile } from '@morgana/compiler';
import { LinkError } from './errors.js';

/** Beside a package.json or a morgana.config.ts: which functions of the package run often. `morgana profile` writes it. */
export const PROFILE_FILE = 'hot.json';

export interface ReadProfiles {
  readonly profiles: ReadonlyMap<string, PackageProfile>;
  /** What was looked for: a file that is new changes the image, too. */
  readonly files: readonly string[];
}

/** Profiles of packages by name, from their folders. @throws {LinkError} for a file that is none */
export function readProfiles(folders: ReadonlyMap<string, string>): ReadProfiles {
  const profiles = new Map<string, PackageProfile>();
  const files: string[] = [];
  for (const [name, folder] of folders) {
    const file = join(folder, PROFILE_FILE);
    files.push(file);
    if (existsSync(file)) profiles.set(name, parseProfile(readFileSync(file, 'utf8'), file));
  }
  return { profiles, files };
}

const ENTRY = /^(?:hot|warm) \d+(?: \d+)*$/;

function parseProfile(text: string, file: string): PackageProfile {
  const refuse = (what: string): never => {
    throw new LinkError(`${what}; "morgana profile" writes it anew`, { file });
  };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return refuse(`is not JSON: ${(error as Error).message}`);
  }
  if (!isRecord(value)) return refuse('is not an object of files');
  for (const [source, functions] of Object.entries(value)) {
    if (!isRecord(functions)) return refuse(`"${source}" is not an object of functions`);
    for (const [name, entry] of Object.entries(functions))
      if (typeof entry !== 'string' || !ENTRY.test(entry))
        return refuse(`"${source}", "${name}": ${JSON.stringify(entry)} is not "hot" or "warm" and numbers`);
  }
  return value as PackageProfile;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
