import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../../', import.meta.url));

/** Generous: the machine may be busy, and the first program compiles the engine as well. */
export const TIME_LIMIT = 300_000;

/** Why tests that run compiled programs cannot run on this machine; null: they can. */
export function reasonToLeaveOut(): string | null {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return `the platform is x64 Linux, this is ${process.arch} ${process.platform}`;
  const missing = ['gcc', 'ar'].filter((tool) => spawnSync(tool, ['--version']).status !== 0);
  return missing.length > 0 ? `${missing.join(' and ')} not found (apt-get install gcc)` : null;
}

/** The built-ins that are written in TypeScript have to be JavaScript before the compiler can read them. */
export function buildEngine(): void {
  execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-b', 'packages/engine'], {
    cwd: root,
  });
}
