import { type BuildOptions, type Built, build, showPath } from '@morgana/linker';
import { linkerOptions, type ProjectOptions } from '../project.js';
import { sizeTable } from '../size-table.js';
import type { Terminal } from '../terminal.js';

const STEPS = {
  configure: 'Configuring',
  link: 'Linking',
  compile: 'Compiling',
  write: 'Writing the image',
} as const;

export interface BuildCommandOptions extends ProjectOptions {
  readonly optimize?: '0' | '1' | '2' | 's';
  readonly heapCanaries?: boolean;
}

export async function runBuild(terminal: Terminal, options: BuildCommandOptions): Promise<number> {
  const built = await buildImage(terminal, {
    ...linkerOptions(options),
    optimization: options.optimize,
    heapCanaries: options.heapCanaries,
  });
  terminal.out(sizeTable(built.size, terminal.style));
  return 0;
}

/** Builds with progress on standard error. */
export async function buildImage(terminal: Terminal, options: BuildOptions): Promise<Built> {
  const started = performance.now();
  try {
    const built = await build(options, (step, progress) => {
      if (progress === undefined) terminal.step(STEPS[step]);
      else terminal.progress(`${STEPS[step]} (${progress.done} of ${progress.total})`);
    });
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    terminal.done(`Built ${showPath(built.output)} in ${seconds} s`);
    for (const warning of built.warnings) terminal.err(`note: ${warning}\n`);
    return built;
  } catch (error) {
    terminal.fail();
    throw error;
  }
}
