import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { availableParallelism, homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { CompileError, InternalError } from './diagnostics.js';
import type { Position } from './source.js';

const run = promisify(execFile);

export interface CompilerOptions {
  readonly cc: string;
  /** Flags of every translation unit. */
  readonly flags: readonly string[];
  readonly includes: readonly string[];
  readonly jobs: number;
  readonly cacheDirectory: string;
  /** Translation units that are objects by now, of how many. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

export interface TranslationUnit {
  readonly name: string;
  /** Of a part of a program: where its lines are from. */
  readonly positions?: readonly (Position | null)[];
  readonly text: string;
  /** Flags beyond the common ones: the optimisation level, above all. */
  readonly flags: readonly string[];
  /** Folder of the source, where its own quoted headers are. */
  readonly folder?: string;
}

export const defaultCacheDirectory = (): string =>
  join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'morgana-compiler');

const DAY = 86_400_000;
/** What no program was made of for so long goes. */
const KEPT = 14 * DAY;

/** Objects and archives that are no longer used, looked for once a day. */
export function pruneCache(directory: string, now: number): void {
  const stamp = join(directory, 'pruned');
  if (now - (statSync(stamp, { throwIfNoEntry: false })?.mtimeMs ?? 0) < DAY) return;
  writeFileSync(stamp, '');
  utimesSync(stamp, now / 1000, now / 1000);
  for (const name of readdirSync(directory)) {
    if (!/\.(?:o|a|c|\d+)$/.test(name)) continue;
    const path = join(directory, name);
    // another process may have been faster
    const status = statSync(path, { throwIfNoEntry: false });
    if (status !== undefined && now - status.mtimeMs > KEPT) rmSync(path, { force: true });
  }
}

/** An object that is used is young again. */
function touch(path: string): boolean {
  const status = statSync(path, { throwIfNoEntry: false });
  if (status === undefined) return false;
  if (Date.now() - status.mtimeMs > DAY) {
    const now = new Date();
    for (const file of [path, `${path}.c`]) if (existsSync(file)) utimesSync(file, now, now);
  }
  return true;
}

const digest = (...parts: readonly string[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex').slice(0, 32);
};

/** Compiles a text from standard input: the name of a file would be in the object. */
function compileText(command: string, args: readonly string[], text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...args, '-x', 'c', '-'], { stdio: ['pipe', 'ignore', 'pipe'] });
    let complaints = '';
    child.stderr.on('data', (piece: Buffer) => {
      if (complaints.length < 4000) complaints += piece.toString();
    });
    child.on('error', reject);
    child.stdin.on('error', () => {}); // it ended early, and says why
    child.on('close', (status) => {
      if (status === 0) resolve();
      else reject(new InternalError(`${command} failed: ${complaints.trim()}`));
    });
    child.stdin.end(text);
  });
}

async function execute(command: string, args: readonly string[]): Promise<void> {
  try {
    await run(command, [...args], { maxBuffer: 1 << 26 });
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message: string };
    throw new InternalError(`${command} failed: ${(stderr ?? message).trim().slice(0, 4000)}`);
  }
}

/** The C compiler is the one thing that a build needs and npm does not bring. */
export async function versionOf(cc: string): Promise<string> {
  try {
    return (await run(cc, ['--version'])).stdout;
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    const what = missing ? 'was not found' : `does not work: it fails with --version`;
    throw new CompileError(`the C compiler ${cc} ${what}; install gcc or clang (Debian: apt-get install gcc)`, null);
  }
}

/** Before anything is compiled: what would make it vain. */
export function checkOutput(output: string): void {
  const folder = statSync(dirname(output), { throwIfNoEntry: false });
  if (!folder?.isDirectory()) throw new CompileError(`${output}: there is no folder ${dirname(output)}`, null);
  if (statSync(output, { throwIfNoEntry: false })?.isDirectory())
    throw new CompileError(`${output}: it is a folder, not a file to write`, null);
}

/** Compiles translation units in parallel; an object file is made once for the same text, headers and flags. */
export async function compileUnits(units: readonly TranslationUnit[], options: CompilerOptions): Promise<string[]> {
  mkdirSync(options.cacheDirectory, { recursive: true });
  pruneCache(options.cacheDirectory, Date.now());
  const headers = digest(
    ...options.includes.flatMap((folder) =>
      readdirSync(folder, { encoding: 'utf8', recursive: true })
        .filter((f) => f.endsWith('.h') || f.endsWith('.def'))
        .sort()
        .map((f) => readFileSync(join(folder, f), 'utf8')),
    ),
  );
  const version = await versionOf(options.cc);
  const objects = units.map((unit) => {
    const key = digest(version, headers, unit.text, ...options.flags, ...unit.flags);
    return join(options.cacheDirectory, `${key}.o`);
  });
  let next = 0;
  let done = 0;
  const worker = async (): Promise<void> => {
    while (next < units.length) {
      const index = next++;
      const object = objects[index]!;
      if (touch(object)) {
        done++;
        continue;
      }
      const unit = units[index]!;
      const fresh = `${object}.${process.pid}.o`;
      const includes = options.includes.map((folder) => `-I${folder}`);
      if (unit.folder !== undefined) includes.push('-iquote', unit.folder);
      await compileText(options.cc, [...options.flags, ...unit.flags, ...includes, '-c', '-o', fresh], unit.text);
      renameSync(fresh, object);
      writeFileSync(`${object}.c`, unit.text); // for whoever wants to read it
      options.onProgress?.(++done, units.length);
    }
  };
  const jobs = Math.max(1, Math.min(options.jobs, availableParallelism(), units.length));
  await Promise.all(Array.from({ length: jobs }, worker));
  return objects;
}

/** Of an executable that was not stripped. */
export interface SymbolTable {
  /** Bytes of every symbol by name; local symbols of one name are added up. */
  readonly sizes: ReadonlyMap<string, number>;
  /** Functions by address. */
  readonly code: readonly { readonly address: number; readonly size: number; readonly name: string }[];
}

export async function readSymbols(path: string): Promise<SymbolTable> {
  const { stdout } = await run('nm', ['-S', '--size-sort', path], { maxBuffer: 1 << 28 });
  const sizes = new Map<string, number>();
  const code: { address: number; size: number; name: string }[] = [];
  for (const line of stdout.split('\n')) {
    const [address, size, type, name] = line.split(' ');
    // what is zero at the start takes no room in the file
    if (name === undefined || type === 'b' || type === 'B') continue;
    const bytes = Number.parseInt(size!, 16);
    sizes.set(name, (sizes.get(name) ?? 0) + bytes);
    // functions in the compact form are constants
    if (type === 't' || type === 'T' || name.startsWith('k_'))
      code.push({ address: Number.parseInt(address!, 16), size: bytes, name });
  }
  return { sizes, code: code.sort((a, b) => a.address - b.address) };
}

export const strip = (path: string, output: string): Promise<void> => execute('strip', ['-s', '-o', output, path]);

/** An archive: the linker takes only those of its members that something refers to. */
export async function archive(objects: readonly string[], options: CompilerOptions): Promise<string> {
  const path = join(options.cacheDirectory, `${digest(...objects)}.a`);
  if (!touch(path)) {
    const fresh = `${path}.${process.pid}`;
    await execute('ar', ['rcsD', fresh, ...objects]);
    renameSync(fresh, path);
  }
  return path;
}

export async function link(
  output: string,
  objects: readonly string[],
  archives: readonly string[],
  flags: readonly string[],
  options: CompilerOptions,
): Promise<void> {
  await execute(options.cc, [...flags, '-o', output, ...objects, '-Wl,--start-group', ...archives, '-Wl,--end-group']);
}
