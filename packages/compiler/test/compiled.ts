import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CompileOptions } from '../src/compile.js';

// What tests need that compare compiled programs with Node: many programs in one executable, since what is dear is to
// start a C compiler and a linker, not to compile a small program.

const root = fileURLToPath(new URL('../../../', import.meta.url));
const toolsMissing = ['gcc', 'ar'].filter((tool) => spawnSync(tool, ['--version']).status !== 0);

/** Why nothing can be compiled and run on this machine; null if it can. */
export const reason =
  process.platform !== 'linux' || process.arch !== 'x64'
    ? `the platform is x64 Linux, this is ${process.arch} ${process.platform}`
    : toolsMissing.length > 0
      ? `${toolsMissing.join(' and ')} not found (apt-get install gcc)`
      : null;
if (reason !== null) console.log(`left out: compiled programs against Node: ${reason}`);

/** Generous: the machine may be busy, and the first programs compile the engine as well. */
export const TIME_LIMIT = 600_000;

/** What a program did: what it printed, how it ended, and the message about an error that nobody caught. */
export interface Outcome {
  readonly output: string;
  readonly status: number | string;
  readonly uncaught: string;
}

/** The built-ins that are written in TypeScript have to be JavaScript before the compiler can read them. */
export function buildEngine(): void {
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  execFileSync(process.execPath, [tsc, '-b', 'packages/engine'], { cwd: root });
}

function run(file: string, args: readonly string[]): Promise<Outcome & { readonly errors: string }> {
  return new Promise((resolve) => {
    const options = {
      encoding: 'utf8' as const,
      timeout: 120_000,
      maxBuffer: 1 << 26,
      env: { ...process.env, TZ: 'UTC' }, // the only zone of compiled programs
    };
    execFile(file, [...args], options, (error, stdout, stderr) => {
      const status = error === null ? 0 : (error.signal ?? error.code ?? 'unknown');
      resolve({ output: stdout, status, uncaught: '', errors: stderr });
    });
  });
}

/** Node prints the line of the source and a trace around the error; what both print is its name and message. */
const uncaughtIn = (errors: string): string =>
  /^(?:Uncaught )?((?:[A-Z]\w*)?Error\b.*|Uncaught .*)$/m.exec(errors)?.[1] ?? '';

export async function underNode(path: string): Promise<Outcome> {
  const { output, status, errors } = await run(process.execPath, [path]);
  return { output, status, uncaught: uncaughtIn(errors) };
}

/** Programs linked into one executable. */
export interface Batch {
  /** Programs that do not compile, with the message. */
  readonly failures: ReadonlyMap<string, string>;
  run(path: string): Promise<Outcome>;
}

/** Compiles programs into one executable. One that does not compile is left out and does not hinder the others. */
export async function compileBatch(
  paths: readonly string[],
  executable: string,
  options: CompileOptions = {},
): Promise<Batch> {
  const { compileFiles, translate } = await import('../src/compile.js');
  const failures = new Map<string, string>();
  const select = { ...options, select: true };
  let compiled = [...paths];
  mkdirSync(join(executable, '..'), { recursive: true });
  try {
    await compileFiles(compiled, executable, select);
  } catch (error) {
    for (const path of paths)
      try {
        await translate([{ path, text: readFileSync(path, 'utf8') }], select);
      } catch (failure) {
        failures.set(path, String(failure));
      }
    if (failures.size === 0) throw error;
    compiled = paths.filter((path) => !failures.has(path));
    if (compiled.length > 0) await compileFiles(compiled, executable, select);
  }
  return {
    failures,
    async run(path) {
      const failure = failures.get(path);
      if (failure !== undefined) throw new Error(failure);
      const { output, status, errors } = await run(executable, [String(compiled.indexOf(path))]);
      return { output, status, uncaught: uncaughtIn(errors) };
    },
  };
}
