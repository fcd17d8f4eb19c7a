import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CompileOptions } from './compile.js';

// Node is the oracle: a compiled program prints the same bytes. The built-ins that are written in TypeScript have to
// be JavaScript before the compiler can read them, so the engine is built first.
const root = fileURLToPath(new URL('../../../', import.meta.url));
const corpus = fileURLToPath(new URL('../test/corpus/', import.meta.url));
const programs = readdirSync(corpus).filter((name) => name.endsWith('.mjs'));

const toolsMissing = ['gcc', 'ar'].filter((tool) => spawnSync(tool, ['--version']).status !== 0);
const reason =
  process.platform !== 'linux' || process.arch !== 'x64'
    ? `the platform is x64 Linux, this is ${process.arch} ${process.platform}`
    : toolsMissing.length > 0
      ? `${toolsMissing.join(' and ')} not found (apt-get install gcc)`
      : null;
if (reason !== null) console.log(`left out: compiled programs against Node: ${reason}`);

/** Generous: the machine may be busy, and the first program compiles the engine as well. */
const TIME_LIMIT = 300_000;
let folder = '';
let compileFile: typeof import('./compile.js').compileFile;

beforeAll(async () => {
  if (reason !== null) return;
  execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-b', 'packages/engine'], {
    cwd: root,
  });
  ({ compileFile } = await import('./compile.js'));
  folder = mkdtempSync(join(tmpdir(), 'morgana-corpus-'));
}, TIME_LIMIT);
afterAll(() => {
  if (folder !== '') rmSync(folder, { recursive: true, force: true });
});

async function output(name: string, options: CompileOptions): Promise<string> {
  const executable = join(folder, `${name}-${JSON.stringify(options).replace(/\W/g, '')}`);
  await compileFile(join(corpus, name), executable, options);
  return execFileSync(executable, { encoding: 'utf8', timeout: 120_000, maxBuffer: 1 << 26 });
}
const oracle = (name: string): string =>
  execFileSync(process.execPath, [join(corpus, name)], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
    env: { ...process.env, TZ: 'UTC' }, // the only zone of compiled programs
  });

describe.skipIf(reason !== null)('compiled programs print what Node prints', () => {
  for (const name of programs)
    test(
      name,
      async () => {
        expect(await output(name, { optimization: '0' })).toBe(oracle(name));
      },
      TIME_LIMIT,
    );
});

describe.skipIf(reason !== null)('with a collection at every allocation', () => {
  for (const name of [
    'generators.mjs',
    'destructuring.mjs',
    'arrays-of-objects.mjs',
    'sort-collecting.mjs',
    'bigint.mjs',
  ])
    test(
      name,
      async () => {
        expect(await output(name, { optimization: '0', gcStress: true })).toBe(oracle(name));
      },
      TIME_LIMIT,
    );
});
