import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { clean } from '@morgana/linker';
import { Failure } from '../failure.js';
import type { Terminal } from '../terminal.js';

export function runClean(terminal: Terminal): number {
  const root = process.cwd();
  // Anywhere else "dist" is somebody else's folder.
  const isAppliance = ['ts', 'mts', 'js', 'mjs'].some((suffix) => existsSync(join(root, `morgana.config.${suffix}`)));
  if (!isAppliance) throw new Failure(`there is no morgana.config.ts in ${root}; nothing was removed`);
  const removed = clean({ root });
  terminal.out(removed.length === 0 ? 'nothing to remove\n' : `removed ${removed.join(', ')}\n`);
  return 0;
}
