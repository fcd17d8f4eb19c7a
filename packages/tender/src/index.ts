import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { abiFolder, type Solo5Target } from '@morgana/runtime-solo5';

const run = promisify(execFile);

export class TenderError extends Error {
  override readonly name = 'TenderError';
}

export interface TenderOptions {
  /** C compiler: gcc or clang. */
  readonly cc?: string;
  /** Beyond those of the product: sanitizers, `-DWITHOUT_RANDOM` (hvt), for tests. */
  readonly flags?: readonly string[];
  readonly cacheDirectory?: string;
}

const FLAGS = [
  ...['-std=gnu11', '-O2', '-Wall', '-Wextra', '-Wshadow', '-Wconversion', '-Wno-sign-conversion', '-Werror'],
  ...['-D_FORTIFY_SOURCE=3', '-fstack-protector-strong', '-fPIE', '-pthread', '-Wl,-z,relro,-z,now,-z,noexecstack'],
];
/** Without a libc it starts fastest (native/freestanding); static still faster than not. Not every system has what these need. */
const FREESTANDING = [
  '-nostdlib',
  '-static-pie',
  '-fno-builtin-printf',
  '-fno-builtin-fprintf',
  '-Wno-builtin-declaration-mismatch',
];
const LINKING = [['-static-pie'], ['-pie']];

const nativeDirectory = /* @__PURE__ */ fileURLToPath(/* @__PURE__ */ new URL('../native/', import.meta.url));

/** C files of folders: each tender has its own, and what both share. */
function sources(...folders: readonly string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(nativeDirectory, folder))
      .filter((name) => name.endsWith('.c'))
      .sort()
      .map((name) => join(nativeDirectory, folder, name)),
  );
}

/**
 * The path of `morgana-spt` or `morgana-hvt`, which is built from its C sources the first time.
 * @throws {TenderError} when this is no Linux on x86-64, or it cannot be built
 */
export async function tender(target: Solo5Target, options: TenderOptions = {}): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new TenderError(
      `morgana-${target} is for Linux on x86-64, and this is ${process.platform} on ${process.arch}`,
    );
  }
  const { cc = 'gcc', flags = [] } = options;
  const includes = [join(nativeDirectory, 'common'), fileURLToPath(abiFolder)];
  const files = sources('common', target);
  const libc = sources('freestanding');
  const hash = createHash('sha256').update([cc, ...FLAGS, ...FREESTANDING, ...flags].join('\0'));
  const headers = [...includes, join(nativeDirectory, target)].flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.h'))
      .sort()
      .map((name) => join(folder, name)),
  );
  for (const file of [...files, ...libc, ...headers]) hash.update(readFileSync(file));
  const cache =
    options.cacheDirectory ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'morgana-tender');
  const program = join(cache, hash.digest('hex').slice(0, 32), `morgana-${target}`);
  if (existsSync(program)) return program;

  mkdirSync(join(program, '..'), { recursive: true });
  const fresh = `${program}.${process.pid}`;
  // Sanitizers do not link statically.
  const attempts = flags.some((flag) => flag.startsWith('-fsanitize'))
    ? [['-pie']]
    : target === 'spt'
      ? [[...FREESTANDING, ...libc], ...LINKING]
      : LINKING;
  for (const [index, linking] of attempts.entries()) {
    try {
      await run(cc, [
        ...FLAGS,
        ...flags,
        ...linking,
        ...includes.map((folder) => `-I${folder}`),
        ...files,
        '-o',
        fresh,
      ]);
      renameSync(fresh, program);
      return program;
    } catch (error) {
      rmSync(fresh, { force: true });
      const { code, stderr, message } = error as { code?: unknown; stderr?: string; message: string };
      if (code === 'ENOENT') {
        throw new TenderError(
          `morgana-${target} is built from C, and there is no ${cc}: install gcc (Debian: apt-get install gcc)`,
        );
      }
      if (index + 1 === attempts.length)
        throw new TenderError(`morgana-${target} cannot be built: ${stderr || message}`);
    }
  }
  throw new TenderError(`morgana-${target} cannot be built`);
}
