import { execFile, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { nativeFolder, toolFolder } from '@morgana/engine';
import { defaultCacheDirectory } from './cc.js';
import { InternalError } from './diagnostics.js';
import type { IRFunction } from './ir.js';

/** What a regexp literal becomes: the words of native/regexp, and its flags as bits. */
export interface RegExpProgram {
  readonly words: Uint32Array;
  readonly bits: number;
}

interface Options {
  readonly cc?: string;
  readonly cacheDirectory?: string;
}

/** In the order of their bits. */
const FLAGS = 'dgimsuvy';
const SYNTAX_ERROR = 2;

/** The programs of all literals by "flags/pattern"; the message of a syntax error where one is wrong. */
export async function compileRegExps(
  functions: readonly IRFunction[],
  options: Options,
): Promise<ReadonlyMap<string, RegExpProgram | string>> {
  const literals = new Map<string, { readonly pattern: string; readonly flags: string }>();
  for (const fn of functions)
    for (const block of fn.blocks)
      for (const { op, immediates } of block.instructions)
        if (op === 'regexp') {
          const pattern = immediates.pattern!;
          const flags = immediates.flags!;
          literals.set(`${flags}/${pattern}`, { pattern, flags });
        }
  const programs = new Map<string, RegExpProgram | string>();
  if (literals.size === 0) return programs;
  const input: Buffer[] = [];
  for (const { pattern, flags } of literals.values()) {
    const head = Buffer.alloc(8);
    head.writeUInt32LE(bitsOf(flags), 0);
    head.writeUInt32LE(pattern.length, 4);
    input.push(head, Buffer.from(pattern, 'utf16le'));
  }
  const { stdout, status } = spawnSync(await tool(options), { input: Buffer.concat(input), maxBuffer: 1 << 28 });
  if (status !== 0) throw new InternalError('the compiler of regular expressions failed');
  let at = 0;
  const word = (): number => {
    at += 4;
    return stdout.readUInt32LE(at - 4);
  };
  for (const [key, { pattern, flags }] of literals) {
    const result = word();
    if (result === 0) {
      const words = new Uint32Array(word());
      for (let i = 0; i < words.length; i++) words[i] = word();
      programs.set(key, { words, bits: bitsOf(flags) });
    } else if (result === SYNTAX_ERROR) {
      word();
      const length = word();
      const message = stdout.toString('utf8', at, at + length);
      at += length;
      programs.set(key, `Invalid regular expression: /${pattern}/${flags}: ${message}`);
    } else throw new InternalError(`a regular expression cannot be compiled: /${pattern}/${flags}`);
  }
  return programs;
}

/** The parser has seen to it that each letter is one of them and stands once. */
function bitsOf(flags: string): number {
  let bits = 0;
  for (const letter of flags) bits |= 1 << FLAGS.indexOf(letter);
  return bits;
}

/** native/regexp as a program of this machine, made when it is first needed. */
async function tool(options: Options): Promise<string> {
  const native = fileURLToPath(nativeFolder);
  const main = join(fileURLToPath(toolFolder), 'regexp_programs.c');
  const sources = ['regexp', 'unicode'].flatMap((folder) =>
    readdirSync(join(native, folder))
      .filter((name) => /\.[ch]$/.test(name))
      .sort()
      .map((name) => join(native, folder, name)),
  );
  const hash = createHash('sha256');
  for (const path of [main, ...sources]) hash.update(readFileSync(path)).update('\0');
  const cache = options.cacheDirectory ?? defaultCacheDirectory();
  const path = join(cache, `regexp-programs-${hash.digest('hex').slice(0, 32)}`);
  if (!existsSync(path)) {
    mkdirSync(cache, { recursive: true });
    const fresh = `${path}.${process.pid}`;
    const files = [main, ...sources.filter((name) => name.endsWith('.c'))];
    await promisify(execFile)(options.cc ?? 'gcc', ['-std=gnu11', '-O1', '-w', `-I${native}`, '-o', fresh, ...files]);
    renameSync(fresh, path);
  }
  return path;
}
