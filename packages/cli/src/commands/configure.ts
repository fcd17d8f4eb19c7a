import { configure, describeGraph, showPath } from '@morgana/linker';
import { linkerOptions, type ProjectOptions } from '../project.js';
import type { Terminal } from '../terminal.js';

export async function runConfigure(terminal: Terminal, options: ProjectOptions): Promise<number> {
  const { graph, graphFile, warnings } = await configure({
    ...linkerOptions(options),
    // A fresh configure forgets the choices of the last one.
    choices: linkerOptions(options).choices ?? {},
  });
  terminal.out(describeGraph({ ...graph, warnings: [] }));
  for (const warning of warnings) terminal.err(`${terminal.style.yellow('note')}: ${warning}\n`);
  terminal.out(`\nwritten to ${showPath(graphFile)}; next: morgana build\n`);
  return 0;
}
