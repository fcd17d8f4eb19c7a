import { accessSync, constants, statSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { EXIT_FAILURE, Failure, wrongUsage } from '../failure.js';
import type { Terminal } from '../terminal.js';

export interface CompileCommandOptions {
  readonly output?: string;
  readonly optimize?: '0' | '1' | '2' | 's';
  readonly cc?: string;
  readonly symbols?: boolean;
  readonly sanitize?: boolean;
  readonly gcStress?: boolean;
  readonly heapCanaries?: boolean;
  readonly why?: string;
  readonly dynamicCode?: 'error' | 'throw';
}

/** One ECMAScript module without imports to an executable of this machine. */
export async function runCompile(terminal: Terminal, file: string, options: CompileCommandOptions): Promise<number> {
  const status = statSync(file, { throwIfNoEntry: false });
  if (status === undefined) throw new Failure(`${file}: there is no such file`);
  if (!status.isFile()) throw new Failure(`${file}: it is not a file`);
  try {
    accessSync(file, constants.R_OK);
  } catch {
    throw new Failure(`${file}: it may not be read by this user`);
  }
  if (!/^\.m?js$/.test(extname(file)))
    wrongUsage(`${file}: it is a .mjs or .js file; types are taken away by: esbuild --bundle --format=esm`);
  const output = options.output ?? basename(file).replace(/\.m?js$/, '');
  const { CompileError, compileFile } = await import('@morgana/compiler');
  const { fetchGlobals } = await import('@morgana/linker');
  const started = performance.now();
  terminal.step(`Compiling ${file}`);
  let warnings: readonly string[];
  let why: readonly string[] | undefined;
  try {
    ({ warnings, why } = await compileFile(file, output, {
      globals: fetchGlobals(),
      optimization: options.optimize ?? '2',
      strip: options.symbols !== true,
      onProgress: (done, total) => terminal.progress(`Compiling ${file} (${done} of ${total})`),
      ...(options.cc === undefined ? {} : { cc: options.cc }),
      ...(options.sanitize === true ? { sanitize: true } : {}),
      ...(options.gcStress === true ? { gcStress: true } : {}),
      ...(options.heapCanaries === true ? { heapCanaries: true } : {}),
      ...(options.why === undefined ? {} : { why: options.why }),
      ...(options.dynamicCode === undefined ? {} : { dynamicCode: options.dynamicCode }),
    }));
  } catch (error) {
    terminal.fail();
    if (!(error instanceof CompileError)) throw error;
    terminal.err(`${error.message}\n`);
    return EXIT_FAILURE;
  }
  for (const warning of warnings) terminal.err(`${terminal.style.yellow('warning')}: ${warning}\n`);
  if (options.why !== undefined && why?.length === 0) terminal.err(`there is no function ${options.why} in ${file}\n`);
  for (const line of why ?? []) terminal.out(`${line}\n`);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  terminal.done(`${output}: ${statSync(output).size} bytes, in ${seconds} s`);
  return 0;
}
